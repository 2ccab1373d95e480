"""What do several reports have in common? The claims of a dossier, as plain values for the templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laut.records import ClaimFile, Drift, Opposition, Told
from laut.views.claims.graph import Drawing, draw
from laut.views.claims.wording import DRIFTS, OPPOSED, UNSOURCED, about, change_of, outlet_of
from laut.views.trail import chain_line, firmness_line
from laut.views.wording import count, describe_range, one_line


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement in a list: where it stands, what it says, according to whom and how firmly."""

    outlet: str
    date: str | None
    text: str
    language: str | None
    target: str | None
    chain: str
    firm: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements side by side, and what sets them apart."""

    label: str
    detail: str
    before: Telling
    after: Telling


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim on the page.

    Attributes:
        number: of its independent origins, as ``1`` or ``2–3``.
        targets: where on the page each statement is explained.
        alternative: what the drawing shows, for those who cannot see it.
    """

    anchor: str
    text: str
    language: str | None
    number: str
    about: str
    reasons: tuple[str, ...]
    drawing: Drawing
    alternative: str
    targets: Mapping[str, str]
    tellings: tuple[Telling, ...]
    drifts: tuple[Pair, ...]


def claims_in_several_reports(
    files: Sequence[ClaimFile], targets: Mapping[str, str]
) -> tuple[ClaimView, ...]:
    """Return the claims that more than one report has, most outlets first.

    Args:
        files: all claims.
        targets: anchor on the page of each statement's id.
    """
    several = [f for f in files if len({told.report for told in f.passages}) > 1]
    several.sort(key=lambda file: (-len(file.claim.outlets), -len(file.tellings), file.claim.id))
    return tuple(_view(file, number, targets) for number, file in enumerate(several, start=1))


def opposed(
    oppositions: Sequence[Opposition], told: Mapping[str, Told], targets: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Return the pairs of statements that cannot both hold, surest first."""
    return tuple(
        Pair(
            OPPOSED[one.kind],
            one_line(one.reason),
            _telling(told[one.earlier], targets),
            _telling(told[one.later], targets),
        )
        for one in sorted(oppositions, key=lambda o: (-o.confidence, o.earlier, o.later))
        if one.earlier in told and one.later in told
    )


def _view(file: ClaimFile, number: int, targets: Mapping[str, str]) -> ClaimView:
    told = {t.statement.id: t for t in file.passages}
    origins = file.claim.origins
    low, high = (origins.at_least, origins.at_most) if origins else (None, None)
    reports = len({t.report for t in told.values()})
    return ClaimView(
        anchor=f"claim{number}",
        text=one_line(file.claim.text),
        language=file.tellings[0].language,
        number="?" if low is None else str(low) if low == high else f"{low}–{high}",
        about=about(file),
        reasons=tuple(map(one_line, origins.reasons)) if origins else (),
        drawing=draw(file),
        alternative=f"{count(reports, 'report')} by date, with lines to whom they have the claim from; listed below",
        targets=targets,
        tellings=(
            *(_telling(t, targets) for t in file.tellings),
            *(_telling(t, targets, echo=True) for t in file.echoes),
        ),
        drifts=_changes(file.drifts, told, targets),
    )


def _changes(
    drifts: Sequence[Drift], told: Mapping[str, Told], targets: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Put the changes between the same two statements together."""
    between: dict[tuple[str, str], list[Drift]] = defaultdict(list)
    for drift in drifts:
        if drift.before in told and drift.after in told:
            between[drift.before, drift.after].append(drift)
    return tuple(
        Pair(
            label=", ".join(DRIFTS[drift.kind] for drift in several),
            detail=one_line("; ".join(change for change in map(change_of, several) if change)),
            before=_telling(told[before], targets),
            after=_telling(told[after], targets),
        )
        for (before, after), several in between.items()
    )


def _telling(told: Told, targets: Mapping[str, str], *, echo: bool = False) -> Telling:
    statement = told.statement
    return Telling(
        outlet=outlet_of(told),
        date=describe_range(told.published),
        text=one_line(statement.text),
        language=told.language,
        target=targets.get(statement.id),
        chain=one_line(chain_line(statement, told.outlet)) if statement.chain else "",
        firm=UNSOURCED if echo else one_line(firmness_line(statement.factuality)),
    )
