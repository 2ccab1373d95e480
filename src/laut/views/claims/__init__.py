"""Claims as people see them: their origins in a few words, their graph as a tree and as a drawing."""
