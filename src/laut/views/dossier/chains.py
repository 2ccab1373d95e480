"""How does a statement come to the reader? Its source chain as the page draws it, hop by hop."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from laut.records import Hop, Statement
from laut.views.dossier.speakers import Key, Speaker, key_of
from laut.views.terms import KINDS, STANCES, Term
from laut.views.trail import UNDESCRIBED, carried_from, hops_of, label_of
from laut.views.wording import one_line

ALIKE = 0.85
"""From here on, words of the text are the name in another case: "offiziellen Kreisen", "offizielle Kreise"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: its number in the article and its id in the address of the page."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class HopView:
    """One step of a source chain.

    Attributes:
        label: its name.
        words: what the text calls it, if that is something else.
        kind: what sort of source it is, if known.
        named: whether a reader can tell who it is; None if not decided.
        stance: how it is introduced, if not neutrally.
        markers: the words that show that.
        weak: whether only an agency code speaks for it.
        carried: the statement whose source was carried on to this one; told at the first hop that came from there.
        colour: the speaker's colour on the page, 0 if it speaks nowhere itself.
        wikidata: its id there, if it has one.
    """

    label: str
    words: str
    kind: Term | None
    named: bool | None
    stance: Term | None
    markers: str
    weak: bool
    carried: Place | None
    colour: int
    wikidata: str | None

    @property
    def stroke(self) -> str:
        """How the line to it is drawn: the stance, or that it is weak."""
        return "weak" if self.weak else self.stance.key if self.stance else "neutral"


def chain_of(
    statement: Statement, article: int, speakers: Mapping[Key, Speaker], places: Mapping[str, Place]
) -> tuple[HopView, ...]:
    """Return the hops of a statement's chain, from the one nearest the outlet to the originator.

    Args:
        article: the position of its article on the page.
        speakers: everybody who speaks on the page.
        places: where the article's statements stand, by their ids.
    """
    hops = hops_of(statement)
    return tuple(
        _hop(hop, article, speakers, places.get(origin) if origin else None)
        for hop, origin in zip(hops, carried_from(hops), strict=True)
    )


def _hop(hop: Hop, article: int, speakers: Mapping[Key, Speaker], carried: Place | None) -> HopView:
    label = one_line(label_of(hop) or "")
    speaker = speakers.get(key_of(hop, article))
    return HopView(
        label=label or UNDESCRIBED,
        words=_other_words(hop, label),
        kind=KINDS[hop.kind] if hop.kind else None,
        named=hop.named,
        stance=None if hop.stance in (None, "neutral") else STANCES[hop.stance],
        markers=one_line(", ".join(f"“{marker}”" for marker in hop.markers)),
        weak=hop.weak,
        carried=carried,
        colour=speaker.colour if speaker else 0,
        wikidata=hop.actor if hop.actor and re.fullmatch(r"Q[1-9][0-9]*", hop.actor) else None,
    )


def _other_words(hop: Hop, label: str) -> str:
    """Return the words of the text, unless they are the name: a part of it, with a title, or in another case."""
    words = one_line(" ".join(span.text for span in hop.spans))
    folded, name = words.casefold(), label.casefold()
    same = name in folded or folded in name or SequenceMatcher(None, folded, name).ratio() > ALIKE
    return "" if same else words
