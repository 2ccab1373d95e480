"""What can a statement be filtered by? Words for it in the full-text index, and the exact conditions on its row.

Filters are words of the same index as the text ("form_direct"), so that words and any number of filters are one look
into one inverted index, however common each of them is. Days become words of calendar units (`days`). Where such a word
says a little too much, the row's own columns decide (`exact`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from laut.ledger.search import days
from laut.ledger.search.analysis import form, words
from laut.ledger.search.expression import Expression, Phrase, every, some
from laut.ledger.search.filters import Days, Filters
from laut.ledger.tables import claim, membership, statement

_CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
_INTERVALS = {"published": "p", "content": "c", "uttered": "u"}
_FACETS = ("facets",)


def facets_of(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the facets of a row of the table `statement`."""
    for name, short in _PLAIN.items():
        if row.get(name) is not None:
            yield _word(short, row[name])
    yield from (_confidence(least) for least in _CONFIDENCES if row["confidence"] >= least)
    for name, short in _INTERVALS.items():
        earliest, latest = row.get(f"{name}_earliest"), row.get(f"{name}_latest")
        if earliest is not None:
            yield from days.of_interval(short, earliest, latest or earliest)
    yield from days.of_publication(row.get("published_earliest"))


def wanted(filters: Filters) -> Expression | None:
    """Return what the index must have for these filters; None if they ask nothing of it."""
    single = {
        "actor": filters.actor,
        "side": filters.side,
        "outlet": filters.outlet,
        "language": filters.language,
        "named": filters.named,
    }
    several = {
        "form": filters.forms,
        "medium": filters.media,
        "stance": filters.stances,
        "outlet_factuality": filters.outlet_factuality,
        "originator_factuality": filters.originator_factuality,
    }
    parts: list[Expression] = [
        Phrase((_word(_PLAIN[name], value),), _FACETS) for name, value in single.items() if value is not None
    ]
    parts += [
        some([Phrase((_word(_PLAIN[name], value),), _FACETS) for value in values])
        for name, values in several.items()
        if values
    ]
    parts += [Phrase((form(word.spelt),), ("speaker",), True) for word in words(filters.speaker or "")]
    reached = [least for least in _CONFIDENCES if least <= filters.min_confidence]
    if reached:
        parts.append(Phrase((_confidence(reached[-1]),), _FACETS))
    for name, short in _INTERVALS.items():
        span: Days = getattr(filters, name)
        if span != Days():
            units = days.cover(short, span.since, span.until)
            parts.append(some([Phrase((unit,), _FACETS) for unit in units]))
    return every(parts)


def exact(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on `statement` that the index cannot say, or not exactly."""
    conditions: list[ColumnElement[bool]] = []
    if filters.current:
        conditions.append(statement.c.current.is_(True))
    if filters.min_confidence > 0:
        conditions.append(statement.c.confidence >= filters.min_confidence)
    for name in _INTERVALS:
        span: Days = getattr(filters, name)
        if span.since is not None:
            conditions.append(statement.c[f"{name}_latest"] >= span.since)
        if span.until is not None:
            conditions.append(statement.c[f"{name}_earliest"] <= span.until)
    if filters.claim is not None:
        conditions.append(statement.c.id.in_(members(filters.claim)))
    return conditions


def members(key: str) -> Select[tuple[int]]:
    """Return the query for the row numbers of the statements of a claim."""
    return (
        select(membership.c.statement_id)
        .join(claim, membership.c.claim_id == claim.c.id)
        .where(claim.c.key == key)
    )


_PLAIN = {
    "form": "form",
    "medium": "medium",
    "named": "named",
    "stance": "stance",
    "actor": "actor",
    "side": "side",
    "outlet": "outlet",
    "language": "language",
    "outlet_factuality": "firm",
    "originator_factuality": "meant",
}
_SIGNS = str.maketrans({"+": " plus", "-": " minus"})


@functools.lru_cache(maxsize=1 << 14, typed=True)  # True is no 1
def _word(short: str, value: object) -> str:
    text = str(value)
    if short in ("firm", "meant"):
        text = text.translate(_SIGNS)
    return "_".join([short, *(form(word.spelt) for word in words(text))])


def _confidence(least: float) -> str:
    return f"sure_{round(least * 100)}"
