"""Statements for tests of search: who said what, put into a ledger without reading."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from laut.intake.assemble import article_id
from laut.ledger import Ledger
from laut.ledger.search import Filters, Page, search
from laut.ledger.search.meaning import Encoder
from laut.reading.meaning import Cells, Vectors
from laut.records import Article, DateRange, Factuality, Hop, Section, Source, Span, Statement, When


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One report with one statement."""

    text: str
    speaker: str | None = "Ada Deichgräf"
    actor: str | None = None
    outlet: str = "Hafenblatt"
    published: tuple[str, str] | None = ("2022-11-02", "2022-11-02")
    language: str = "de"
    form: Any = "indirect"
    medium: Any = "speech"
    named: bool | None = True
    stance: Any = "neutral"
    firm: Any = "Uu"
    meant: Any = "CT+"
    confidence: float = 0.9
    uttered: tuple[str, str] | None = None
    content: tuple[str, str] | None = None
    frame: str = ""


def put(ledger: Ledger, said: Sequence[Said], encoder: Encoder | None = None) -> list[int]:
    """Add the reports and return their numbers, which are their statements' places too as each has one."""
    numbers = []
    for one in said:
        vectors = cells = None
        if encoder is not None:
            vectors = encoder.vectors([one.text])
            cells = np.array([encoder.nearest_cells(vectors[0], 1)[0]], np.int16)
        added = ledger.add(as_article(one, len(one.text)), vectors=vectors, cells=cells)
        numbers.append(added.report)
    return numbers


def as_article(said: Said, salt: int = 0) -> Article:
    """Return the report; its headline makes it unlike all others."""
    mark = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:12]
    title = f"Meldung {mark}"
    frame = f"\n\n{said.frame}" if said.frame else ""
    text = f"{title}\n\n{said.text}{frame}"
    start = len(title) + 2
    end = start + len(said.text)
    speaker = (
        Source(name=said.speaker, actor=said.actor, kind="person", named=said.named) if said.speaker else None
    )
    when = None
    if said.uttered or said.content:
        days = said.uttered or said.content
        assert days is not None
        when = When(
            text=said.text[:1],
            start=start,
            end=start + 1,
            earliest=dt.date.fromisoformat(days[0]),
            latest=dt.date.fromisoformat(days[1]),
            of="utterance" if said.uttered else "content",
        )
    statement = Statement(
        id="0001",
        form=said.form,
        medium=said.medium,
        confidence=said.confidence,
        content=(Span(start, end, said.text),),
        frame=(Span(end + 2, end + 2 + len(said.frame), said.frame),) if said.frame else (),
        speaker=speaker,
        chain=(Hop(name=said.speaker, stance=said.stance),) if said.speaker else (),
        factuality=Factuality(outlet=said.firm, originator=said.meant),
        when=when,
    )
    published = DateRange(*map(dt.date.fromisoformat, said.published)) if said.published else None
    return Article(
        id=article_id(text, None, said.outlet),
        text=text,
        title=title,
        outlet=said.outlet,
        published=published,
        language=said.language,
        sections=(Section("headline", 0, len(title)), Section("paragraph", start, len(text))),
        statements=(statement,),
    )


def find(
    ledger: Ledger,
    query: str | None = None,
    *,
    encoder: Encoder | None = None,
    limit: int = 50,
    after: str | None = None,
    **filters: Any,
) -> Page:
    with ledger.looking() as connection:
        return search(connection, query, Filters(**filters), limit=limit, after=after, encoder=encoder)


def texts(page: Page) -> list[str]:
    return [hit.told.statement.text for hit in page.hits]


class ConceptEncoder:
    """Gives texts that name the same things, in whichever language, the same direction."""

    concepts = (
        ("deich", "dike", "dyke", "damm"),
        ("wasser", "water", "pegel", "flut", "flood"),
        ("fähre", "ferry", "schiff"),
        ("steuer", "tax"),
        ("schule", "school"),
    )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        rows = []
        for text in texts:
            row = np.full(384, 0.01)
            for place, names in enumerate(self.concepts):
                row[place] += sum(name in text.casefold() for name in names)
            rows.append(np.rint(row / np.linalg.norm(row) * 127))
        return np.array(rows, np.int8).reshape(-1, 384)

    def nearest_cells(self, vector: Vectors, n: int) -> Cells:
        order = np.argsort(-vector[: len(self.concepts)].astype(int), kind="stable")
        return order[:n].astype(np.int16)
