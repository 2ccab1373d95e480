"""How is a source introduced: neutrally, so that the words vouch for it, or at a distance?"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from laut.reading.chain.frames import Frame
from laut.reading.chain.mood import forms_of
from laut.reading.lexicon import load
from laut.reading.prose import Word
from laut.records import Source, Stance

Judgement = tuple[Stance, tuple[str, ...]]
NEUTRAL: Judgement = ("neutral", ())
_PROVING = frozenset(("document", "media", None))


class StanceData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``stance.yaml``; its comments say what each part is. Strings are lists of words."""

    endorsing_verbs: str
    endorsing_with: dict[str, str]
    only_papers: str
    distancing_verbs: str
    endorsing_nouns: str
    distancing_nouns: str
    claiming_modals: str
    claimed: str
    claimed_without_perfect: str
    distancing_words: str
    negations: str


@dataclass(frozen=True)
class StanceWords:
    """The stance words of a language as sets."""

    endorsing: frozenset[str]
    companions: dict[str, frozenset[str]]
    only_papers: frozenset[str]
    distancing: frozenset[str]
    nouns: dict[str, Stance]
    modals: frozenset[str]
    claimed: frozenset[str]
    adverbs: frozenset[str]
    negations: frozenset[str]


@functools.cache
def stance_words(language: str) -> StanceWords:
    """The stance words of a language, read when they are first asked for."""
    data = load(language, "stance", StanceData)
    return StanceWords(
        frozenset(data.endorsing_verbs.split()),
        {verb: frozenset(words.split()) for verb, words in data.endorsing_with.items()},
        frozenset(data.only_papers.split()),
        frozenset(data.distancing_verbs.split()),
        dict.fromkeys(data.endorsing_nouns.split(), "endorsing")
        | dict.fromkeys(data.distancing_nouns.split(), "distancing"),
        frozenset(data.claiming_modals.split()),
        frozenset((data.claimed + " " + data.claimed_without_perfect).split()),
        frozenset(data.distancing_words.split()),
        frozenset(data.negations.split()),
    )


def stance_of_frame(words: Sequence[Word], frame: Frame, source: Source, language: str) -> Judgement:
    """The stance that the reporting verb and the words around it show towards its subject."""
    stance = stance_words(language)
    clause = words[frame.start : frame.end]
    held_off = _claims(words, frame, stance) or _adverb(clause, stance)
    if held_off:
        return held_off
    verb = words[frame.verb]
    lemmas = {frame.lemma} | {form.lemma for form in forms_of(verb.lower, language)}
    if any(lemma in stance.distancing for lemma in lemmas):
        return "distancing", (verb.text,)
    if any(word.lower in stance.negations and not word.quoted for word in clause):
        return NEUTRAL
    for lemma in lemmas:
        companion = next(
            (w for w in clause if w.lower in stance.companions.get(lemma, ()) and not w.quoted), None
        )
        if companion is not None:
            return "endorsing", (_joined(verb, companion),)
    if frame.lemma in stance.endorsing and _may_prove(frame.lemma, source, stance):
        particle = _particle(clause, verb, frame.lemma, language)
        return "endorsing", (_joined(verb, particle) if particle else verb.text,)
    return NEUTRAL


def stance_of_cue(words: Sequence[Word], language: str) -> Judgement:
    """The stance that a noun shows which introduces the content: "das Eingeständnis"."""
    nouns = stance_words(language).nouns
    found = next((word for word in words if word.lower in nouns and not word.quoted), None)
    return (nouns[found.lower], (found.text,)) if found else NEUTRAL


def stance_of_phrase(words: Sequence[Word], start: int, end: int, source: Source, language: str) -> Judgement:
    """The stance that a source's own words show: "angebliche Zeugen", or quotation marks around the one word
    that a nameless source is called."""
    stance = stance_words(language)
    found = _adverb(words[start:end], stance)
    if found:
        return found
    nouns = [word for word in words[start:end] if word.text[0].isupper()]
    quoted = [word for word in words[start:end] if word.quoted and word.text[0].isalnum()]
    nameless = source.kind != "media" and not source.named
    if nameless and nouns == quoted and len(quoted) == 1 and not (start and words[start - 1].quoted):
        return "distancing", (quoted[0].text,)
    return NEUTRAL


def proves_only(lemma: str, language: str) -> bool:
    """Whether a verb reports only if a paper is its subject, as "zeigen" does."""
    return lemma in stance_words(language).only_papers


def claim_in(words: Sequence[Word], language: str) -> Word | None:
    """The modal of a claim among some words: "will" in "will … erfahren haben"."""
    stance = stance_words(language)
    if not any(word.lower in stance.claimed and not word.quoted for word in words):
        return None
    return next((word for word in words if word.lower in stance.modals and not word.quoted), None)


def _claims(words: Sequence[Word], frame: Frame, stance: StanceWords) -> Judgement | None:
    clause = words[frame.start : frame.end]
    modal = next((word for word in clause if word.lower in stance.modals and not word.quoted), None)
    if modal is not None and words[frame.verb].lower in stance.claimed:
        return "distancing", (modal.text,)
    return None


def _adverb(words: Sequence[Word], stance: StanceWords) -> Judgement | None:
    found = next((word for word in words if word.lower in stance.adverbs and not word.quoted), None)
    return ("distancing", (found.text,)) if found else None


def _may_prove(lemma: str, source: Source, stance: StanceWords) -> bool:
    return lemma not in stance.only_papers or source.kind in _PROVING


def _particle(clause: Sequence[Word], verb: Word, lemma: str, language: str) -> Word | None:
    bases = [form.lemma for form in forms_of(verb.lower, language)]
    particles = {lemma.removesuffix(base) for base in bases if base != lemma and lemma.endswith(base)}
    return next((word for word in clause if word.lower in particles and word.start > verb.start), None)


def _joined(one: Word, other: Word) -> str:
    first, second = sorted((one, other), key=lambda word: word.start)
    gap = " " if second.start - first.end <= 1 else " … "
    return first.text + gap + second.text
