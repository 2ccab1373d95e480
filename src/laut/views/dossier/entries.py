"""What does the page say of one statement? Turns a statement into the plain values of its entry and its card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from laut.records import Factuality, Span, Statement, When, shorten
from laut.views import wording
from laut.views.dossier.chains import HopView, Place
from laut.views.dossier.speakers import Speaker
from laut.views.terms import FACTUALITY, FORMS, MARKERS, MEDIA, TERMS, Term, note_term
from laut.views.wording import one_line

SNIPPET = 130
"""Characters of content in the side list."""
DOUBTS = {"PR": "put as probable", "PS": "put as possible", "Uu": "left open"}
"""How a degree of certainty is told in the side list, where certainty is not; polarity is told by the words."""


@dataclass(frozen=True, slots=True)
class WhenView:
    """When it is, or when it was said: the words and the days that they may mean."""

    words: str
    interval: str
    of: Term


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A note as it stands with a statement: what kind of note, and its sentence."""

    kind: Term
    message: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement on the page.

    Attributes:
        index: its number on the page, which ties text, list and card together.
        number: its number in the article, which is what the reader sees.
        anchor: its id in the address of the page, without the ``s-`` or ``l-`` before it.
        placed: whether any of its content lies in the text.
        depth: how many statements it is nested in, as far as the page indents them.
        chain: hops from the one nearest the outlet to the originator.
        factuality: how firmly, by outlet and by originator.
    """

    index: int
    number: int
    anchor: str
    placed: bool
    depth: int
    form: Term
    speaker: Speaker
    snippet: str
    confidence: int
    medium: str | None
    cue: str
    addressee: str
    chain: tuple[HopView, ...]
    factuality: tuple[tuple[str, Term], ...]
    markers: tuple[tuple[Term, tuple[str, ...]], ...]
    when: WhenView | None
    notes: tuple[RemarkView, ...]

    @property
    def via(self) -> tuple[HopView, ...]:
        """The hops before the originator, through which the statement came."""
        return self.chain[:-1]

    @property
    def gist(self) -> str:
        """In a few words, what is not as in most statements: doubt, adoption by the outlet, time, carrying on."""
        firmness = dict(self.factuality)
        originator, outlet = firmness.get("originator"), firmness.get("outlet")
        parts = [DOUBTS[originator.key[:2]]] if originator and originator.key[:2] in DOUBTS else []
        parts += [f"outlet: {outlet.label}"] if outlet and outlet.key != "Uu" else []
        parts += [self.when.interval] if self.when else []
        parts += [f"carried on from {hop.carried.number}" for hop in self.chain if hop.carried][:1]
        return " · ".join(parts)

    @property
    def name(self) -> str:
        """The statement in words, for those who hear the page."""
        who = one_line(self.speaker.label) if self.speaker.label else "no speaker given"
        return f"Statement {self.number}, {self.form.label}, {who}"


def view_of(
    statement: Statement,
    *,
    index: int,
    place: Place,
    placed: bool,
    depth: int,
    speaker: Speaker,
    chain: tuple[HopView, ...],
    notes: tuple[RemarkView, ...],
) -> StatementView:
    """Return a statement as the page shows it; what depends on its neighbours is given."""
    return StatementView(
        index=index,
        number=place.number,
        anchor=place.anchor,
        placed=placed,
        depth=depth,
        form=FORMS[statement.form],
        speaker=speaker,
        snippet=shorten(one_line(statement.text), SNIPPET),
        confidence=round(100 * statement.confidence),
        medium=MEDIA[statement.medium] if statement.medium else None,
        cue=_words(statement.cue),
        addressee=_words(statement.addressee),
        chain=chain,
        factuality=_factuality(statement.factuality),
        markers=_markers(statement.factuality),
        when=_when(statement.when),
        notes=notes,
    )


def _words(spans: Iterable[Span]) -> str:
    return one_line(" … ".join(span.text for span in spans))


def lies_in(span: Span, text: str) -> bool:
    """Tell whether any of the span's words is in the text."""
    return bool(text[max(span.start, 0) : max(span.end, 0)].strip())


def _when(when: When | None) -> WhenView | None:
    if when is None:
        return None
    interval = wording.describe_interval(when.earliest, when.latest)
    return WhenView(one_line(when.text), interval, TERMS[f"of-{when.of}"])


def _factuality(value: Factuality | None) -> tuple[tuple[str, Term], ...]:
    if value is None:
        return ()
    return (("outlet", FACTUALITY[value.outlet]), ("originator", FACTUALITY[value.originator]))


def _markers(value: Factuality | None) -> tuple[tuple[Term, tuple[str, ...]], ...]:
    """Return the markers by their type; words that come twice stand once."""
    found: dict[Term, dict[str, str]] = {}
    for marker in value.markers if value else ():
        words = one_line(marker.text)
        found.setdefault(MARKERS[marker.type], {}).setdefault(words.casefold(), words)
    return tuple((term, tuple(words.values())) for term, words in found.items())


def note_kind(kind: str) -> Term:
    """Return the term for a note's kind, fit to be shown."""
    term = note_term(kind)
    return term._replace(label=one_line(term.label))
