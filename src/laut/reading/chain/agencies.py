"""Which news agency wrote an article? Codes at the end of the text, and in datelines."""

from __future__ import annotations

import re

from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import Cast
from laut.reading.prose import Prose
from laut.records import Hop, Span

_CODE = re.compile(r"[A-Za-z][A-Za-z-]*[A-Za-z]")
_DATELINE = re.compile(r"[^\n.]{0,80}?\(([A-Za-z/, -]{2,30})\)\s*[.:–—-]")


def agency_hop(prose: Prose, cast: Cast, terms: Terms) -> Hop | None:
    """The weak hop of the agency whose code the article bears; None without a code, or if nobody knows it."""
    text = prose.article.text
    places = [(s.start, s.end) for s in prose.article.sections if s.kind in ("agency", "dateline")]
    paragraphs = (sentence.start for sentence in prose.sentences if sentence.kind == "paragraph")
    opening = _DATELINE.match(text, next(paragraphs, 0))
    if opening:
        places.append(opening.span(1))
    for start, end in sorted(places):
        for match in _CODE.finditer(text, start, end):
            name = terms.data.agencies.get(match.group().lower())
            if name is not None:
                return _hop(name, Span(match.start(), match.end(), match.group()), cast)
    return None


def _hop(name: str, span: Span, cast: Cast) -> Hop:
    source = cast.who(span.start, span.end)
    known = source.actor is not None and source.kind == "media"
    return Hop(
        name=source.name if known else name,
        actor=source.actor if known else None,
        kind="media",
        named=True,
        spans=(span,),
        stance="neutral",
        weak=True,
    )
