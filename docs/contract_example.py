"""The article that docs/contract.md shows: written for that page, its people and outlets are invented."""

from __future__ import annotations

import datetime as dt

import msgspec

from laut.records import (
    Article,
    DateRange,
    Factuality,
    Hop,
    Marker,
    MarkerType,
    Note,
    Section,
    Span,
    Statement,
    When,
)

TITLE = "Hafenbehörde soll Warnung ignoriert haben"
PARAGRAPH = (
    "Wie der Küstenbote aus Behördenkreisen erfahren haben will, soll die Hafenleitung bereits Mitte Oktober"
    " gewarnt worden sein. „Mir lag nichts vor“, sagte Hafendirektorin Mara Lindqvist. Sie habe erst im November"
    " davon erfahren. Das Verkehrsministerium wollte sich nicht äußern."
)
TEXT = f"{TITLE}\n\n{PARAGRAPH}"


def example_article() -> Article:
    """Return an article with three statements that between them use every field of the contract."""
    frame = "Wie der Küstenbote aus Behördenkreisen erfahren haben will"
    outlet = Hop(
        name="Küstenbote",
        kind="media",
        named=True,
        spans=(_span("der Küstenbote"),),
        stance="distancing",
        markers=("will",),
    )
    officials = Hop(
        name="Behördenkreise",
        kind="group",
        named=False,
        spans=(_span("Behördenkreisen"),),
        stance="neutral",
    )
    warned = Statement(
        id="9c1f0a7be2d34c55",
        form="indirect",
        medium="speech",
        confidence=0.87,
        content=(_span("soll die Hafenleitung bereits Mitte Oktober gewarnt worden sein"),),
        speaker=officials.source(),
        cue=(_span("erfahren haben will"),),
        frame=(_span(frame),),
        chain=(outlet, officials),
        factuality=Factuality(outlet="Uu", originator="CT+", markers=(_marker("soll", "reportative"),)),
        when=_when("Mitte Oktober", dt.date(2022, 10, 11), dt.date(2022, 10, 20)),
    )
    director = Hop(
        name="Mara Lindqvist",
        kind="person",
        named=True,
        office="Hafendirektorin",
        spans=(_span("Hafendirektorin Mara Lindqvist"),),
        stance="neutral",
    )
    denial = Statement(
        id="41d80be6f3a97702",
        form="direct",
        medium="speech",
        confidence=0.98,
        content=(_span("„Mir lag nichts vor“"),),
        speaker=director.source(),
        cue=(_span("sagte"),),
        frame=(_span("sagte Hafendirektorin Mara Lindqvist"),),
        chain=(director,),
        factuality=Factuality(outlet="Uu", originator="CT-", markers=(_marker("nichts", "negation"),)),
    )
    carried = Statement(
        id="b07d52c9e6184af3",
        form="indirect-free-indirect",
        medium="speech",
        confidence=0.81,
        content=(_span("Sie habe erst im November davon erfahren."),),
        speaker=denial.speaker,
        chain=(msgspec.structs.replace(director, carried_from=denial.id),),
        factuality=Factuality(outlet="Uu", originator="CT+", markers=(_marker("habe", "mood"),)),
        when=_when("im November", dt.date(2022, 11, 1), dt.date(2022, 11, 30)),
    )
    return Article(
        id="5f2a9e0c7d1b48e3a6f40d92c8b7e135",
        text=TEXT,
        title=TITLE,
        outlet="Kieler Morgenblatt",
        authors=("Tom Beispiel",),
        published=DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30)),
        language="de",
        sections=(
            Section("headline", 0, len(TITLE)),
            Section("paragraph", TEXT.index(PARAGRAPH), len(TEXT)),
        ),
        statements=(warned, denial, carried),
        notes=(
            Note(
                kind="refusal",
                message=(
                    "Verkehrsministerium declined to comment: “Das Verkehrsministerium wollte sich nicht äußern.”"
                ),
            ),
        ),
    )


def _span(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text), text)


def _marker(text: str, kind: MarkerType) -> Marker:
    # The headline has the word too; the statement's marker is the one in the paragraph.
    start = TEXT.index(text, TEXT.index(PARAGRAPH))
    return Marker(text=text, start=start, end=start + len(text), type=kind)


def _when(text: str, earliest: dt.date, latest: dt.date) -> When:
    start = TEXT.index(text)
    return When(text=text, start=start, end=start + len(text), earliest=earliest, latest=latest)
