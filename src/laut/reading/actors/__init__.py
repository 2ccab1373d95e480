"""Who is it? The registry of known actors, and who appears in one article."""
