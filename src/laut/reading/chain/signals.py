"""Which phrases of a sentence name a source without a reporting verb: "laut X", "X zufolge", "unter Berufung auf Y"?

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from laut.reading.chain import phrases
from laut.reading.chain.terms import Terms
from laut.reading.prose import Sentence, Word

Kind = Literal["outer", "inner", "anaphor"]
"""Where a signal's source stands: around a reporting verb's subject, behind it, or with the statement before."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase that names a source.

    Attributes:
        kind: where its source stands in the chain.
        start, end: the whole phrase, half-open.
        source: the words of the source in it, half-open; empty for an anaphor.
    """

    kind: Kind
    start: int
    end: int
    source: tuple[int, int]


def signals_in(sentence: Sentence, terms: Terms) -> list[Signal]:
    """The signals of a sentence, in order. Those inside quotation marks are somebody else's and left out."""
    words = sentence.words
    found: list[Signal] = []
    for i, word in enumerate(words):
        if word.quoted:
            continue
        found.extend(_pointing(signal, words, terms) for signal in _at(words, i, terms))
    found.sort(key=lambda signal: (signal.start, -signal.end))
    result: list[Signal] = []
    for signal in found:
        if not any(other.source == signal.source and signal.kind != "anaphor" for other in result):
            result.append(signal)
    return result


def points_back(words: Sequence[str], terms: Terms) -> bool:
    """Whether a source's words, in small letters, are no more than "den Angaben": those of whoever spoke before."""
    return len(words) == 2 and words[0] in terms.words("pointers") and words[1] in terms.words("pointing")


def _pointing(signal: Signal, words: Sequence[Word], terms: Terms) -> Signal:
    """The signal, as an anaphor if its source only points back."""
    start, end = signal.source
    while end > start and words[end - 1].text in phrases.MARKS:
        end -= 1
    if signal.kind == "outer" and points_back([word.lower for word in words[start:end]], terms):
        return Signal("anaphor", signal.start, signal.end, (start, start))
    return signal


def _at(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    lower = words[at].lower
    sign = terms.sign(lower)
    if not sign:
        return
    if sign == "before":
        close = phrases.end_of_phrase(words, at + 1, terms)
        if close == at + 1 < len(words) and words[close].text.isalpha():
            close += not terms.is_function_word(words[close].lower)  # "laut dpa", whoever that is
        relative = close > at + 1 and words[at + 1].lower in terms.words("relatives") - terms.words(
            "determiners"
        )
        if close > at + 1 and not relative:
            yield Signal("outer", at, close, (at + 1, phrases.apposition_end(words, close, terms)))
    elif sign == "behind" and at:
        start = _from_saying(words, phrases.start_of_phrase(words, at, terms), at, terms)
        start = _before_place(words, start, terms)
        if start < at and not (start == at - 1 and words[start].lower in terms.words("relatives")):
            yield Signal("outer", start, at + 1, (start, at))
    elif sign == "around":
        yield from _nach(words, at, terms)
    elif sign == "anaphor":
        yield Signal("anaphor", at, at + 1, (at, at))
    elif sign == "citing":
        yield from _citing(words, at, terms)
    elif sign == "resting":
        yield from _resting(words, at, terms)
    elif sign == "referring":
        yield from _referring(words, at, terms)
    elif sign == "learning":
        yield from _learning(words, at, terms)


def _from_saying(words: Sequence[Word], start: int, end: int, terms: Terms) -> int:
    """Where "Angaben aus der Behörde" begins, if a phrase is the end of that; circles speak for themselves."""
    if start < 2 or words[start - 1].lower not in terms.words("circles_from"):
        return start
    circle = any(word.lower.endswith(tuple(terms.words("circles"))) for word in words[start:end])
    before = words[start - 2]
    told = phrases.is_noun(before, terms) and any(
        terms.ends_in(before.lower, sort) for sort in ("saying", "papers")
    )
    return start - 2 if told and not circle else start


def _before_place(words: Sequence[Word], start: int, terms: Terms) -> int:
    """Where "einem Arzt in Musterstadt" begins, if a phrase is the end of that: nothing else takes the preposition."""
    if start < 2 or words[start - 1].lower not in terms.words("attribute_links"):
        return start
    if not phrases.is_noun(words[start - 2], terms):
        return start
    return phrases.start_of_phrase(words, start - 1, terms)


def _nach(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    """Find "nach" before or behind a noun of saying: "nach Angaben von X", "seiner Ansicht nach"."""
    if at and words[at - 1].lower in terms.words("requests"):
        return  # "auf die Frage nach dem Bericht"
    close = phrases.end_of_phrase(words, at + 1, terms)
    head = _head(words, at + 1, close, terms)
    if head is not None and (terms.ends_in(head, "saying") or terms.ends_in(head, "papers")):
        if close < len(words) and words[close].lower in terms.words("here"):
            close = max(
                phrases.end_of_phrase(words, close, terms), close
            )  # "nach Informationen dieser Zeitung"
        inside = next(_circles(words, close, terms), None)
        if close == at + 2 and inside is not None:  # "nach Angaben aus Regierungskreisen"
            yield Signal("outer", at, inside.end, inside.source)
            return
        if close == at + 2 and _is_from_place(words, close, terms):
            close += 2  # "nach Angaben aus Kiel"
        yield Signal("outer", at, close, (at + 1, phrases.apposition_end(words, close, terms)))
        if inside is not None:
            yield inside
        return
    start = phrases.start_of_phrase(words, at, terms)
    head = _head(words, start, at, terms)
    if start < at and head is not None and terms.ends_in(head, "before_around"):
        follower = words[at + 1] if at + 1 < len(words) else None
        if follower is None or not (follower.text[0].isupper() or follower.lower in terms.words("oblique")):
            yield Signal("outer", start, at + 1, (start, at))


def _circles(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    """Find "aus Sicherheitskreisen" behind "nach Informationen der Zeitung"."""
    if at >= len(words) or words[at].lower not in terms.words("circles_from"):
        return
    close = phrases.end_of_phrase(words, at + 1, terms)
    if any(word.lower.endswith(tuple(terms.words("circles"))) for word in words[at + 1 : close]):
        yield Signal("inner", at, close, (at + 1, close))


def _is_from_place(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether a single name stands behind "aus"."""
    if at + 1 >= len(words) or words[at].lower not in terms.words("circles_from"):
        return False
    return phrases.is_noun(words[at + 1], terms) and phrases.end_of_phrase(words, at + 1, terms) == at + 2


def _citing(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    for phrase in terms.citing:
        if tuple(word.lower for word in words[at : at + len(phrase)]) == phrase:
            begin = at + len(phrase)
            close = phrases.end_of_phrase(words, begin, terms)
            if close > begin:
                source = _talked_to(words, begin, close, terms)
                yield Signal("inner", at, source[1], source)


def _talked_to(words: Sequence[Word], start: int, end: int, terms: Terms) -> tuple[int, int]:
    """With whom one talked, if a phrase is that: "Gespräche mit zwei Beamten"; else the phrase."""
    talks = end < len(words) and any(word.lower in terms.words("talks") for word in words[start:end])
    if talks and words[end].lower in terms.words("talk_links") - terms.words("determiners"):
        close = phrases.end_of_phrase(words, end + 1, terms)
        if close > end + 1:
            return end + 1, close
    return start, end


def _resting(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    """Find "beruft sich auf X", "sich auf X beruft"."""
    if not terms.is_lemma(words[at].lower, "resting"):
        return
    behind = itertools.takewhile(lambda i: words[i].text != ",", range(at + 1, min(at + 6, len(words))))
    window = [*behind, *range(at - 1, max(at - 14, -1), -1)]  # "die sich auf X stützt, werde auf …"
    near = {words[i].lower for i in range(max(at - 14, 0), min(at + 4, len(words)))}
    if not near & terms.words("reflexive"):
        return
    for i in window:
        if words[i].lower in terms.words("resting_on"):
            close = phrases.end_of_phrase(words, i + 1, terms)
            if close > i + 1 and words[i + 1].lower not in terms.words("relatives") - terms.words(
                "determiners"
            ):
                if close == i + 2 and words[i + 1].lower in terms.words("relatives"):
                    continue  # "auf die sich der Bericht bezieht"
                source = _talked_to(words, i + 1, close, terms)
                yield Signal("inner", min(i, at), max(source[1], at + 1), source)
                return


def _referring(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    """Find "verwies auf eine Meldung von X, wonach"."""
    begin = next(
        (i for i in range(at + 1, min(at + 8, len(words))) if words[i].lower in terms.words("resting_on")),
        None,
    )
    if begin is None or words[at].text[0].isupper():
        return
    close = phrases.end_of_phrase(words, begin + 1, terms)
    head = _head(words, begin + 1, close, terms)
    goes_on = [word.lower for word in words[close : close + 2]]
    follows = len(goes_on) == 2 and goes_on[0] == "," and goes_on[1] in terms.words("according")
    if head is not None and follows and (terms.ends_in(head, "saying") or terms.ends_in(head, "papers")):
        yield Signal("inner", begin, close, (begin + 1, close))


def _learning(words: Sequence[Word], at: int, terms: Terms) -> Iterator[Signal]:
    """Find "erfuhr aus X", "von X erfahren haben will", "zitiert aus X"."""
    if words[at].text[0].isupper():
        return
    if terms.is_lemma(words[at].lower, "learning"):
        links = terms.words("learning_from")
    elif terms.is_lemma(words[at].lower, "quoting"):
        links = terms.words("quoting_from")
    else:
        return
    for i in [*range(at - 1, max(at - 16, -1), -1), *range(at + 1, min(at + 10, len(words)))]:
        if words[i].lower in links:
            close = phrases.end_of_phrase(words, i + 1, terms)
            if close > i + 1 and (close <= at or i > at) and not phrases.is_time(words, i + 1, close, terms):
                yield Signal("inner", i, close, (i + 1, close))
                return
        if words[i].text in {";", ":"}:
            return


def _head(words: Sequence[Word], start: int, end: int, terms: Terms) -> str | None:
    """The first noun of a noun phrase, lower case; of "„Kurier“-Bericht" the second part."""
    for at in range(start, end):
        if phrases.is_noun(words[at], terms):
            joint = next((i for i in range(at, end - 1) if words[i].text == "-"), None)
            return words[joint + 1 if words[at].quoted and joint is not None else at].lower
    return None
