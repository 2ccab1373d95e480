"""Which words say how firmly something is put forward? The file ``evidence.yaml``, in a shape that is quick to ask."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence, Set

import msgspec

from laut.reading.lexicon import load
from laut.records import MarkerType

_ENDINGS = ("", "e", "en", "er", "es", "em")


class HypothesisData(msgspec.Struct, frozen=True):
    """The part ``hypothesis`` of the file ``evidence.yaml``; its comments say what each list is."""

    unreal: frozenset[str]
    phrases: list[str]
    otherwise: frozenset[str]
    under: frozenset[str]
    pointing: frozenset[str]
    resuming: str
    any: frozenset[str]
    some: frozenset[str]
    reacting: frozenset[str]
    deeds: list[str]
    missed: frozenset[str]


class EvidenceData(msgspec.Struct, frozen=True):
    """The file ``evidence.yaml``; its comments say what each part is."""

    markers: dict[MarkerType, list[str]]
    probable: str
    possible: str
    hearsay: str
    spared: list[str]
    negating: str
    cues: dict[str, list[str]]
    openers_asking: str
    wishes: list[str]
    obliging: str
    intending: frozenset[str]
    purpose_words: frozenset[str]
    purposes: str
    limiting: str
    limited: frozenset[str]
    should: str
    permitting: frozenset[str]
    forbidding: frozenset[str]
    states: frozenset[str]
    enabling: frozenset[str]
    evaluating: frozenset[str]
    denied: str
    holders: dict[str, frozenset[str]]
    factual: frozenset[str]
    only_attributing: frozenset[str]
    hypothesis: HypothesisData


class EvidenceWords:
    """The words of `EvidenceData`.

    Attributes:
        phrases: by their first word, the phrases that are markers, longest first.
    """

    def __init__(self, data: EvidenceData) -> None:
        self.data = data
        self.phrases: dict[str, list[tuple[tuple[str, ...], MarkerType]]] = {}
        for kind, entries in data.markers.items():
            for entry in entries:
                for phrase in _spelled(entry):
                    self.phrases.setdefault(phrase[0], []).append((phrase, kind))
        for found in self.phrases.values():
            found.sort(key=lambda item: -len(item[0]))
        self._spared: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for entry in data.spared:
            phrase = tuple(entry.split())
            for at, word in enumerate(phrase):
                self._spared.setdefault(word, []).append((phrase, at))
        self.probable = frozenset(data.probable.split())
        self.possible = frozenset(data.possible.split())
        self.hearsay = frozenset(data.hearsay.split())
        self.negating = frozenset(data.negating.split())
        self.openers_asking = frozenset(data.openers_asking.split())
        self.wishes = frozenset(data.wishes)
        self.obliging = frozenset(data.obliging.split())
        self.purposes = frozenset(data.purposes.split())
        self.should = frozenset(data.should.split())
        self.conditions = [tuple(entry.split()) for entry in data.hypothesis.phrases]
        self.deeds = tuple(data.hypothesis.deeds)
        self._cues = {name: _by_first_word(entries) for name, entries in data.cues.items()}

    def is_spared(self, lower: Sequence[str], at: int) -> bool:
        """Whether a word stands in a phrase where it marks nothing: "nicht nur", "sehr wohl"."""
        return any(
            tuple(lower[max(at - place, 0) : at - place + len(phrase)]) == phrase
            for phrase, place in self._spared.get(lower[at], ())
        )

    def has_cue(self, name: str, bag: Set[str]) -> bool:
        """Whether a bag of words and infinitives holds all words of one of the cues of a kind."""
        cues = self._cues[name]
        return any(
            needed <= bag and not barred & bag for word in cues.keys() & bag for needed, barred in cues[word]
        )


@functools.cache
def evidence_words(language: str = "de") -> EvidenceWords:
    """The evidential words of a language."""
    return EvidenceWords(load(language, "evidence", EvidenceData))


_Cue = tuple[frozenset[str], frozenset[str]]
"""The words that must be there, and those that must not."""


def _by_first_word(entries: Iterable[str]) -> dict[str, list[_Cue]]:
    cues: dict[str, list[_Cue]] = {}
    for entry in entries:
        cues.setdefault(entry.split()[0], []).append(_needed(entry))
    return cues


def _needed(entry: str) -> _Cue:
    words = entry.split()
    barred = frozenset(word[1:] for word in words if word.startswith("!"))
    return frozenset(word for word in words if not word.startswith("!")), barred


def _spelled(entry: str) -> Iterable[tuple[str, ...]]:
    if entry.endswith("~"):
        return [tuple((entry[:-1] + ending).split()) for ending in _ENDINGS]
    return [tuple(entry.split())]
