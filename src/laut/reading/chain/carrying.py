"""Whose words go on where a statement names nobody? Chains that are carried from one statement to the next.

A run of sentences in Konjunktiv I, or "demnach", goes on with the chain of the statement before,
until narration in the indicative, a new speaker or a subhead ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from laut.reading.chain.mood import reports
from laut.reading.chain.phrases import HEADINGS
from laut.reading.chain.scene import Scene
from laut.reading.chain.voices import same
from laut.records import Hop, Source, Statement

_REACH = 4
"""Sentences that "demnach" reaches back over at most."""
_RUNNING = frozenset(("free-indirect", "indirect-free-indirect"))


@dataclass(frozen=True, slots=True)
class Told:
    """A statement whose chain is known.

    Attributes:
        statement: the statement.
        first, last: numbers of its first and last sentence, those of its frame included.
        chain: its hops.
    """

    statement: Statement
    first: int
    last: int
    chain: tuple[Hop, ...]


def carried(told: Told) -> tuple[Hop, ...]:
    """The chain of a statement as it is carried on: the hops say where they come from, and show no stance there."""
    return tuple(
        msgspec.structs.replace(
            hop, carried_from=hop.carried_from or told.statement.id, stance="neutral", markers=()
        )
        for hop in told.chain
        if not hop.weak
    )


def before(scene: Scene, statement: Statement, history: Sequence[Told]) -> Told | None:
    """The statement whose chain goes on in this one, if nothing between the two ends it."""
    number = scene.numbers(statement)[0]
    sentences = scene.prose.sentences
    kind = sentences[number].kind
    for told in reversed(history):
        if told.first > number or (told.first == number and told.statement.start >= statement.start):
            continue
        if not told.chain or _is_silent(scene, told):
            if told.last >= number - 1 and kind not in HEADINGS:
                continue
            return None
        if kind in HEADINGS or sentences[told.last].kind in HEADINGS:
            return told if told.last == number else None
        between = sentences[told.last + 1 : number]
        if any(one.kind in HEADINGS for one in between):
            return None
        spoken = {
            n for other in history for n in range(other.first, other.last + 1) if other.chain == told.chain
        }
        if all(
            told.last + 1 + i in spoken or reports(one, True, scene.terms.language)
            for i, one in enumerate(between)
        ):
            return told
        return None
    return None


def in_heading(scene: Scene, statement: Statement) -> bool:
    """Whether a statement stands in a headline, teaser or subhead, into which nothing is carried."""
    return scene.prose.sentences[scene.numbers(statement)[0]].kind in HEADINGS


def goes_on(scene: Scene, statement: Statement) -> bool:
    """Whether a statement without a source of its own reads as going on with somebody's words."""
    if statement.form in _RUNNING:
        return True
    if statement.form == "direct":
        return False
    number = scene.numbers(statement)[0]
    return reports(scene.prose.sentences[number], True, scene.terms.language)


def begins_anew(scene: Scene, statement: Statement, told: Told) -> bool:
    """Whether a statement opens a paragraph in the indicative: "Indes soll ein Bote angegriffen worden sein"."""
    number = scene.numbers(statement)[0]
    sentences = scene.prose.sentences
    if statement.form == "direct" or sentences[number].paragraph == sentences[told.last].paragraph:
        return False
    opens = number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph
    return opens and not reports(sentences[number], True, scene.terms.language)


def reached_by_anaphor(scene: Scene, statement: Statement, history: Sequence[Told]) -> Told | None:
    """The statement that "demnach" points back to: the last one with a source, some sentences back at most."""
    number = scene.numbers(statement)[0]
    for told in reversed(history):
        if (
            told.chain
            and told.first <= number
            and not _apart(scene, statement, told)
            and not _is_silent(scene, told)
        ):
            if told.statement.start >= statement.start:
                continue
            return told if number - told.last <= _REACH else None
    return None


def _is_silent(scene: Scene, told: Told) -> bool:
    """Whether no verb of a sentence tells of speech, and the model sees it all the same: "Das Land rüstet auf"."""
    statement = told.statement
    if statement.form != "reported" or statement.cue or statement.frame:
        return False
    words = scene.prose.words_between(statement.start, statement.end)
    return not any(scene.terms.reporting(word.lower) for word in words)


def read_on(scene: Scene, statement: Statement, medium: Hop, history: Sequence[Told]) -> Told | None:
    """The statement right before that a medium has from others, where more is read there: "heißt es in dem Artikel"."""
    told = history[-1] if history and medium.kind == "media" else None
    if told is None or len(told.chain) < 2 or not same(told.chain[0], medium):
        return None
    sentences, number = scene.prose.sentences, scene.numbers(statement)[0]
    near = 0 <= number - told.last <= 1 and sentences[told.last].paragraph == sentences[number].paragraph
    return told if near else None


def of_speaker(scene: Scene, statement: Statement, history: Sequence[Told]) -> Told | None:
    """The statement whose speaker the model gives to this one as well, from an earlier sentence."""
    if statement.speaker is None or not statement.speaker.spans:
        return None
    span = statement.speaker.spans[0]
    for told in reversed(history):
        if _apart(scene, statement, told):
            continue
        raw = told.statement.speaker
        if (
            raw is not None
            and told.chain
            and any(s.start < span.end and span.start < s.end for s in raw.spans)
        ):
            return told
        if told.chain and any(
            s.start < span.end and span.start < s.end
            for hop in told.chain
            for s in hop.spans
            if not hop.carried_from
        ):
            return told
    return None


def speaking_last(scene: Scene, statement: Statement, source: Source, history: Sequence[Told]) -> Told | None:
    """The last statement that a source made, among the latest few."""
    for told in reversed(history[-6:]):
        if told.chain and same(told.chain[-1], source) and not _apart(scene, statement, told):
            return told
    return None


def _apart(scene: Scene, statement: Statement, told: Told) -> bool:
    """Whether one of the two stands in a heading and the other elsewhere."""
    sentences = scene.prose.sentences
    one, other = sentences[scene.numbers(statement)[0]], sentences[told.last]
    return one is not other and (one.kind in HEADINGS or other.kind in HEADINGS)


def longer_chain(source: Source, head: Hop, history: Sequence[Told]) -> Told | None:
    """An earlier chain from the same first hop that ends with a source, in more than one hop."""
    return next(
        (
            told
            for told in reversed(history)
            if len(told.chain) > 1 and same(told.chain[-1], source) and same(told.chain[0], head)
        ),
        None,
    )
