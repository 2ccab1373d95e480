"""How is a statement found again? By its words, by what is known about it, and by what it means.

`ddl` makes the full-text index and `indexing` fills it; `analysis` says which words a text has.
"""
