"""What of a statement is compared with others, in values that do not depend on its language?

A profile is made once for each statement; comparing two profiles (`laut.linking.features`) touches no text.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laut.errors import LautError
from laut.linking.naming import NameIndex, Names, names_of, packaged_names
from laut.linking.polarity import Polarity, Sign, polarity_of
from laut.linking.quantities import Quantity, quantities_of
from laut.linking.vocabulary import Token, vocabulary
from laut.reading.actors import spelling
from laut.reading.timing import TimeExpression, find_times
from laut.records import DateRange, Source, Told

LEAST_WORDS: Final = 3
"""Words of content with which a statement surely says something."""

_LONGEST_SPAN = dt.timedelta(days=400)
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Day:
    """When something is, according to a content: first and last day, or what is known of its date without a year."""

    earliest: dt.date | None
    latest: dt.date | None
    value: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A statement, ready to be compared.

    Attributes:
        language: whose words its content has.
        stems: stems of its words of content.
        grams: its letters in groups of four, hashed, of the words of content.
        polarity: what it denies; what its cue denies is counted in.
        quantities: its numbers.
        days: its dates.
        names: whom it names.
        speaker: actor id, or folded name, of who says it.
        relayed: whether that is a medium, a paper, or somebody whom the report does not name.
        moods: names of moods of verbs: past, future, possible, demand, …
        question: whether it asks.
        own: whether it speaks of the speaker: "ich", "we", or of nobody but "man".
        report: id of the article that it stands in.
        published: when that came out.
        substance: how many words of content, names and numbers it has.
        clausal: whether it is a clause beyond doubt: it denies, or has an auxiliary, or a pronoun as its subject.
    """

    language: str
    stems: frozenset[str]
    grams: frozenset[int]
    polarity: Polarity
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]
    names: Names
    speaker: str | None
    relayed: bool
    moods: frozenset[str]
    question: bool
    own: bool
    report: str
    published: DateRange | None
    substance: int
    clausal: bool

    @property
    def is_brief(self) -> bool:
        """Whether it has so few words of content that it may say little."""
        return self.substance < LEAST_WORDS

    @property
    def is_substantial(self) -> bool:
        """Whether it says enough to be compared with what others say.

        "Die Waffen seien schon dort" does; "einer „schmutzigen Bombe“" only names a thing, and "das stimmt" nothing.
        """
        return not self.is_brief or (self.substance > 0 and self.clausal)


class Profiler:
    """Makes profiles of statements."""

    def __init__(self, names: NameIndex | None = None) -> None:
        self._names = names or packaged_names()

    def profile(self, told: Told) -> Profile:
        """Return the profile of a statement."""
        statement = told.statement
        text = statement.text
        words = vocabulary(told.language)
        tokens = words.tokens(text)
        content = [token for token in tokens if token.is_word and token.lower not in words.stop]
        times = _times(text, told.published, words.language)
        dated = [(time.start, time.end) for time in times if time.type in ("DATE", "TIME")]
        speaker = statement.speaker
        actor = speaker.actor if speaker else None
        name = spelling.fold(speaker.name) if speaker and speaker.name else None
        lowers = [token.lower for token in tokens]
        polarity = polarity_of(tokens, words, _sign(told), " ".join(span.text for span in statement.cue))
        return Profile(
            language=words.language,
            stems=frozenset(words.stem(token.lower) for token in content),
            grams=_grams(content),
            polarity=polarity,
            quantities=quantities_of(tokens, words, dated),
            days=_days(times),
            names=names_of(tokens, words, self._names, actor),
            speaker=actor or name,
            relayed=_is_relayed(speaker),
            moods=frozenset(mood for mood, entries in words.moods.items() if entries.places(lowers)),
            question=text.rstrip(" \"”“»«'").endswith("?"),
            own=any(lower in words.names.first_person for lower in lowers),
            report=told.article,
            published=told.published,
            substance=len({token.lower for token in content}),
            clausal=polarity.denied or not words.clausal.isdisjoint(lowers),
        )


def _is_relayed(speaker: Source | None) -> bool:
    """Whether what somebody says is not his own: media and papers pass on, and unnamed people are whoever they are."""
    return speaker is not None and (speaker.kind in ("media", "document") or speaker.named is False)


def _sign(told: Told) -> Sign:
    """Return whether the originator puts a content forward as so or as not so."""
    factuality = told.statement.factuality
    if factuality is None or factuality.originator == "Uu":
        return 0
    return 1 if factuality.originator.endswith("+") else -1


def _times(text: str, published: DateRange | None, language: str) -> list[TimeExpression]:
    try:
        return find_times(text, published, language)
    except LautError:  # no grammar of time for this language
        return []


def _days(times: Sequence[TimeExpression]) -> tuple[Day, ...]:
    found = []
    for time in times:
        if time.type not in ("DATE", "TIME"):
            continue
        if time.earliest and time.latest:
            if time.latest - time.earliest <= _LONGEST_SPAN:
                found.append(Day(time.earliest, time.latest, time.value))
        elif any(char.isdigit() for char in time.value):
            found.append(Day(None, None, time.value))
    return tuple(found)


def _grams(content: Sequence[Token]) -> frozenset[int]:
    grams: set[int] = set()
    for token in content:
        grams |= _grams_of(token.lower)
    return frozenset(grams)


@functools.lru_cache(maxsize=100_000)
def _grams_of(word: str) -> frozenset[int]:
    folded = spelling.fold(word).replace(" ", "")
    return frozenset(
        int.from_bytes(folded[at : at + _GRAM].encode("utf-8", "replace")[:8], "big")
        for at in range(max(len(folded) - _GRAM + 1, 1))
    )
