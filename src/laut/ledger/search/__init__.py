"""How is a statement found again? By its words, by what is known about it, and by what it means.

`search` is the way in. `analysis` and `compounds` say which words a text has, `query` what is asked for; `ddl` makes
the full-text index, `indexing` fills it, and `facets` makes filters words of it.
"""

from laut.ledger.search.filters import Days, Filters
from laut.ledger.search.hits import Hit, Page, Snippet
from laut.ledger.search.indexing import index_statements, reindex, unindex
from laut.ledger.search.searching import search

__all__ = ["Days", "Filters", "Hit", "Page", "Snippet", "index_statements", "reindex", "search", "unindex"]
