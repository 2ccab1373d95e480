"""Who speaks how much, and in which form? Counts statements and words for the overviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from laut.records import Form, Statement
from laut.views.dossier.speakers import NOBODY, Key, Speaker
from laut.views.terms import FORMS, TERMS, Term
from laut.views.wording import one_line


@dataclass(frozen=True, slots=True)
class FormShare:
    """How much of a speaker's words stands in one form; `width` is in percent of the widest row."""

    form: Term
    statements: int
    words: int
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One speaker, or one group of speakers, in an overview; `term` explains a label that is no name."""

    speaker: Speaker | None
    label: str
    term: Term | None
    statements: int
    words: int
    shares: tuple[FormShare, ...]

    @property
    def forms(self) -> str:
        """The forms in words."""
        return " · ".join(f"{share.statements} {share.form.label}" for share in self.shares)


@dataclass(slots=True)
class Tally:
    """Counts for one row while they are added up."""

    statements: Counter[Form] = field(default_factory=Counter)
    words: Counter[Form] = field(default_factory=Counter)

    def add(self, statement: Statement) -> None:
        """Count a statement under its form."""
        self.statements[statement.form] += 1
        self.words[statement.form] += sum(len(span.text.split()) for span in statement.content)


def rows(tallies: dict[Key, Tally], speakers: dict[Key, Speaker], *, lump: bool) -> tuple[Row, ...]:
    """Return the rows of an overview, most words first.

    Over several articles, speakers that are known only inside one are lumped together: nobody can tell
    whether "der Sprecher" of one article is that of another.
    """
    own = [key for key in tallies if key != NOBODY and (speakers[key].shared or not lump)]
    local = [tallies[key] for key in tallies if key != NOBODY and lump and not speakers[key].shared]
    own.sort(key=lambda key: (-tallies[key].words.total(), -tallies[key].statements.total()))
    groups: list[tuple[Speaker | None, str, Term | None, Tally]] = [
        (speakers[key], one_line(speakers[key].label or ""), None, tallies[key]) for key in own
    ]
    if local:
        term = TERMS["by-role"]
        groups.append((None, f"{term.label} ({len(local)})", term, merge(local)))
    if NOBODY in tallies:
        groups.append((speakers[NOBODY], TERMS["nobody"].label, TERMS["nobody"], tallies[NOBODY]))
    widest = max((tally.words.total() for *_, tally in groups), default=0)
    return tuple(
        Row(
            speaker=speaker,
            label=label,
            term=term,
            statements=tally.statements.total(),
            words=tally.words.total(),
            shares=shares(tally, widest),
        )
        for speaker, label, term, tally in groups
    )


def shares(tally: Tally, widest: int | None) -> tuple[FormShare, ...]:
    """Return the forms in their fixed order; those that do not occur are left out of a row, not of a legend."""
    whole = widest or tally.words.total() or 1
    return tuple(
        FormShare(term, tally.statements[form], tally.words[form], round(100 * tally.words[form] / whole, 1))
        for form, term in FORMS.items()
        if widest is None or tally.statements[form]
    )


def merge(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of several counts."""
    total = Tally()
    for tally in tallies:
        total.statements.update(tally.statements)
        total.words.update(tally.words)
    return total
