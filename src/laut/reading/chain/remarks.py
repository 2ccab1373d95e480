"""What about its sources should a reader know that is no statement? Refusals, and what is left unsaid.

Notes on headings stand in `laut.reading.chain.headings`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from laut.reading.chain import phrases
from laut.reading.chain.frames import is_passive
from laut.reading.chain.headings import heading_notes
from laut.reading.chain.mood import is_finite
from laut.reading.chain.scene import Scene
from laut.reading.chain.subjects import subject_of
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import voice_of
from laut.reading.lexicon import load
from laut.reading.prose import Sentence, Word
from laut.records import Note, Statement, shorten

_LONGEST = 160
_END = "."
"""The part of a pattern that is the end of the sentence, and must follow at once."""


class RemarkData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``remarks.yaml``; its comments say what each part is. Strings are lists of words."""

    refusal: tuple[tuple[str, ...], ...]
    missing_information: tuple[tuple[str, ...], ...] = msgspec.field(name="missing-information")
    unknown: tuple[tuple[str, ...], ...]
    gap: int
    hedges: str
    hearsay: str
    empty: str


Pattern = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Patterns:
    """The patterns of refusals and of missing information, and how many words may stand between two parts."""

    refusal: tuple[Pattern, ...]
    missing: tuple[Pattern, ...]
    unknown: tuple[Pattern, ...]
    openers: frozenset[str]
    gap: int


@functools.cache
def patterns(language: str) -> Patterns:
    """The patterns of a language, read when they are first asked for."""
    data = load(language, "remarks", RemarkData)

    def made(lines: Sequence[Sequence[str]]) -> tuple[Pattern, ...]:
        return tuple(tuple(frozenset(part.split()) for part in line) for line in lines)

    refusal, missing, unknown = made(data.refusal), made(data.missing_information), made(data.unknown)
    openers = frozenset(
        word for pattern in (*refusal, *missing, *unknown) for part in pattern for word in part
    )
    return Patterns(refusal, missing, unknown, openers, data.gap)


def remarks_on(scene: Scene, traced: Sequence[Statement]) -> tuple[Note, ...]:
    """All notes on the sources of an article, in reading order, those on headings last."""
    data = load(scene.terms.language, "remarks", RemarkData)
    notes = [note for sentence in scene.prose.sentences for note in _in_sentence(scene, sentence, traced)]
    notes += heading_notes(scene, traced, data.hedges, data.hearsay, data.empty)
    return tuple(notes)


def _in_sentence(scene: Scene, sentence: Sentence, traced: Sequence[Statement]) -> Iterator[Note]:
    known = patterns(scene.terms.language)
    here = {word.lower for word in sentence.words}
    if len(here & known.openers) < 2:
        return
    for kind, group in (
        ("refusal", known.refusal), ("missing-information", known.missing), ("unknown", known.unknown)
    ):  # fmt: skip
        found = next(
            (
                hit
                for pattern in group
                if all(not part.isdisjoint(here) for part in pattern)
                and (hit := _match(sentence.words, pattern, known.gap))
            ),
            None,
        )
        if found is not None:
            yield _note(scene, sentence, kind, found, traced)
            return  # a refusal is not counted as missing information as well


def _match(words: Sequence[Word], pattern: Pattern, gap: int) -> tuple[int, int] | None:
    """The first and the last position of a pattern: its parts in order, or with the verb moved to the end."""
    orders = (pattern, (*pattern[1:], pattern[0])) if len(pattern) > 1 else (pattern,)
    for order in orders:
        for start, word in enumerate(words):
            if word.lower not in order[0] or word.quoted:
                continue
            at: int | None = start
            for part in order[1:]:
                at = _next(words, at, part, gap)
                if at is None:
                    break
            if at is not None:
                return start, at
    return None


def _next(words: Sequence[Word], after: int | None, part: frozenset[str], gap: int) -> int | None:
    if after is None:
        return None
    for i in range(after + 1, min(after + 2 + gap, len(words))):
        if words[i].lower in part:
            return i
        if _END in part:
            return None
        if words[i].text in {";", ":"}:
            return None
    return None


def _note(
    scene: Scene, sentence: Sentence, kind: str, found: tuple[int, int], traced: Sequence[Statement]
) -> Note:
    who = None if kind == "unknown" else _who(scene, sentence.words, found)
    said = shorten(scene.prose.article.text[sentence.start : sentence.end], _LONGEST)
    if kind == "refusal":
        message = f"{who or 'A source'} declined to comment: “{said}”"
    elif kind == "unknown":
        message = f"The text says what is not known: “{said}”"
    else:
        message = f"{who} left something open: “{said}”" if who else f"Something is left open: “{said}”"
    kind = "missing-information" if kind == "unknown" else kind
    concerned = [one.id for one in traced if one.start < sentence.end and sentence.start < one.end]
    return Note(kind=kind, message=message, statements=tuple(concerned))


def _who(scene: Scene, words: Sequence[Word], found: tuple[int, int]) -> str | None:
    """Who declines or leaves open: the subject of the finite verb of the pattern, if it can speak."""
    terms = scene.terms
    for i in (*range(found[0], found[1] + 1), *range(found[0] - 1, -1, -1)):
        word = words[i]
        if word.quoted or not word.text[0].islower() or not is_finite(word.lower, terms.language):
            continue
        if is_passive(word, terms):
            return None
        clause = subject_of(words, i, i, 0, len(words), None, terms)
        for subject in (clause, subject_of(words, i, i, i, len(words), None, terms), _es(words, i, terms)):
            name = _speaking(scene, words, subject, found) if subject else None
            if name:
                return name
    return None


def _es(words: Sequence[Word], finite: int, terms: Terms) -> tuple[int, int] | None:
    """An "es" right behind the finite verb: "Belege legte es nicht vor"."""
    after = finite + 1
    found = after < len(words) and words[after].lower in terms.words("impersonal_subject")
    return (after, after + 1) if found else None


def _speaking(
    scene: Scene, words: Sequence[Word], subject: tuple[int, int], found: tuple[int, int]
) -> str | None:
    """The name of a subject that can speak; None for what is left open itself ("Belege", "neue Erkenntnisse")."""
    start, end = subject
    nouns = [i for i in range(start, end) if phrases.is_noun(words[i], scene.terms)]
    if start <= found[0] < end or (nouns and scene.terms.ends_in(words[nouns[0]].lower, "papers")):
        return None
    source = voice_of(scene.prose, scene.cast, scene.terms, words, start, end).source
    return source.name if source.kind not in (None, "document") else None
