"""Linking across articles: the same claim, its independent origins, how it changes, and who contradicts whom.

Linking takes and returns records; what it needs of the ledger it asks through `laut.ledger`.
"""
