"""Adding articles: what is new, what was received before, and what is a new text of a known report."""

from __future__ import annotations

from laut.ledger import Ledger
from tests.ledger.articles import article


def test_an_article_is_there_after_it_was_added(ledger: Ledger) -> None:
    added = ledger.add(article("Der Damm hält.", said=2))
    status = ledger.status()
    assert (added.outcome, added.statements) == ("new", 2)
    assert (status.articles, status.revisions, status.statements) == (1, 1, 2)
