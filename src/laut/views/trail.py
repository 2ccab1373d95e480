"""How does a statement's trail read in one line? The chain, how firmly it is put forward, and when, in words.

These are words for people; their texts come from strangers and are not yet safe to print (see the views).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laut.records import Factuality, Hop, Source, Statement
from laut.views.terms import FACTUALITY

NO_OUTLET = "this report"
"""Stands for the outlet where nobody knows its name."""
UNDESCRIBED = "a source not described"
"""Stands for a hop that is known only to be there."""


def hops_of(statement: Statement) -> tuple[Hop, ...]:
    """Return the statement's chain; before anybody traced it, that is its speaker alone."""
    if statement.chain or statement.speaker is None:
        return statement.chain
    speaker = statement.speaker
    return (
        Hop(
            name=speaker.name,
            actor=speaker.actor,
            kind=speaker.kind,
            named=speaker.named,
            spans=speaker.spans,
        ),
    )


def label_of(source: Source | None) -> str | None:
    """Return a source's name, else its words in the text, else None."""
    if source is None:
        return None
    words = source.name or " ".join(span.text for span in source.spans)
    return " ".join(words.split()) or None


def chain_line(statement: Statement, outlet: str | None) -> str:
    """Return the chain in one line: ``Outlet ← The New York Times (distancing) ← Beamte, unnamed``."""
    hops = hops_of(statement)
    told = (_hop(hop, origin) for hop, origin in zip(hops, carried_from(hops), strict=True))
    return " ← ".join((outlet or NO_OUTLET, *told)) if hops else ""


def carried_from(hops: Sequence[Hop]) -> list[str | None]:
    """Return the statement that each hop was carried on from; hops that came together say so once, at the first."""
    origins = [hop.carried_from for hop in hops]
    return [
        None if number and origin == origins[number - 1] else origin for number, origin in enumerate(origins)
    ]


def _hop(hop: Hop, origin: str | None) -> str:
    remarks = ", ".join(_remarks(hop, origin))
    unnamed = ", unnamed" if hop.named is False else ""
    return f"{label_of(hop) or UNDESCRIBED}{unnamed}{f' ({remarks})' if remarks else ''}"


def _remarks(hop: Hop, origin: str | None) -> Iterator[str]:
    if hop.weak:
        yield "agency code"
    if hop.stance and hop.stance != "neutral":
        yield hop.stance
    if origin:
        yield "carried on"


def firmness_line(factuality: Factuality | None) -> str:
    """Return how firmly outlet and originator put it forward, in plain words."""
    if factuality is None:
        return ""
    outlet, originator = FACTUALITY[factuality.outlet], FACTUALITY[factuality.originator]
    return f"outlet: {outlet.label}, originator: {originator.label}"
