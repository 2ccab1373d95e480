"""Claims for the tests of their views: made, not linked; about a dam and people that do not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from laut.records import (
    Article,
    Claim,
    ClaimFile,
    DateRange,
    Drift,
    Factuality,
    Hop,
    Opposition,
    Origin,
    Origins,
    Passing,
    Source,
    Span,
    Statement,
    Told,
)

FIRST = dt.date(2023, 5, 2)
COURIER = Hop(name="Thornmere Courier", kind="media", named=True, stance="distancing")
OFFICIALS = Hop(name="Beamte der Wasserbehörde", kind="group", named=False, stance="neutral")


def told(
    report: int,
    text: str,
    outlet: str | None,
    day: int | None = 0,
    *,
    chain: tuple[Hop, ...] = (),
    factuality: Factuality | None = None,
    speaker: Source | None = None,
    title: str | None = None,
) -> Told:
    """Return a statement of a report that appeared so many days after the first one; None for no date."""
    date = FIRST + dt.timedelta(days=day) if day is not None else None
    return Told(
        statement=Statement(
            id=f"s{report}", form="indirect", medium="speech", confidence=0.9,
            content=(Span(0, len(text), text),), chain=chain, factuality=factuality, speaker=speaker,
        ),
        report=report,
        article=f"a{report}",
        title=title,
        outlet=outlet,
        published=DateRange(date, date) if date else None,
        language="de",
        claim="c1",
    )  # fmt: skip


def file_of(
    tellings: Sequence[Told],
    passings: Sequence[tuple[str, str, str]],
    *,
    names: dict[str, str] | None = None,
    origins: Origins | None = None,
    drifts: Sequence[Drift] = (),
    credibility: int | None = None,
) -> ClaimFile:
    """Return a claim with the edges of its graph, each as giver, taker and how."""
    days = [one.published for one in tellings if one.published]
    return ClaimFile(
        claim=Claim(
            id="c1",
            text=tellings[0].statement.text,
            statements=tuple(one.statement.id for one in tellings),
            outlets=tuple(dict.fromkeys(one.outlet for one in tellings if one.outlet)),
            origins=origins,
            first=days[0] if days else None,
            last=days[-1] if days else None,
            credibility=credibility,
        ),
        tellings=tuple(tellings),
        passings=tuple(
            Passing.from_dict({"giver": giver, "taker": taker, "how": how}) for giver, taker, how in passings
        ),
        drifts=tuple(drifts),
        names=names or {},
    )


def dam() -> ClaimFile:
    """Return a claim that two origins have: officials through a paper, and an engineer to another one."""
    tellings = [
        told(1, "der Damm habe Risse", "Nordersieler Hafenblatt", 0, chain=(COURIER, OFFICIALS)),
        told(2, "im Damm gebe es 12 Risse", "Gotthard-Rundschau", 0, chain=(COURIER,)),
        told(3, "Der Damm hat 120 Risse", "Extrablitz", 1),
        told(4, "der Damm sei rissig", "Hansische Rundschau", 6,
             factuality=Factuality(outlet="Uu", originator="CT+")),
    ]  # fmt: skip
    return file_of(
        tellings,
        [
            ("source:unnamed 1", "source:courier", "cites"),
            ("source:courier", "report:1", "cites"),
            ("source:courier", "report:2", "cites"),
            ("report:2", "report:3", "copies"),
            ("source:Q1", "report:4", "cites"),
        ],
        names={
            "source:unnamed 1": "Beamte der Wasserbehörde",
            "source:courier": "Thornmere Courier",
            "source:Q1": "Ines Kolberg",
        },
        origins=Origins(
            at_least=2,
            at_most=2,
            roots=(
                Origin(name="Beamte der Wasserbehörde", named=False, via=("Thornmere Courier",), reports=3),
                Origin(name="Ines Kolberg", actor="Q1", kind="person", named=True, reports=1),
            ),
            reasons=("2 of 4 reports cite Thornmere Courier, which has it from Beamte der Wasserbehörde",),
        ),
        drifts=(
            Drift(kind="number", before="s2", after="s3", was="12", became="120"),
            Drift(kind="attribution-dropped", before="s2", after="s3"),
        ),
        credibility=2,
    )


def articles_of(*files: ClaimFile) -> list[Article]:
    """Return an article for each statement of some claims."""
    return [
        Article(
            id=one.article,
            text=one.statement.text,
            title=one.title,
            outlet=one.outlet,
            published=one.published,
            language=one.language,
            statements=(one.statement,),
        )
        for file in files
        for one in file.tellings
    ]


def denial() -> Opposition:
    """Return an opposition between the first and the last statement of `dam`."""
    return Opposition(
        kind="denial", earlier="s1", later="s4", who="Q1", reason="Ines Kolberg contradicts the officials"
    )
