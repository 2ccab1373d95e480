"""Articles with statements by the thousand, made of the examples: what a ledger is grown with to measure it.

Nothing is read for them: their statements are those that laut reads in the examples, with other actors, words, numbers
and days, spread as in the press: few actors speak often, most claims stand in one report and some in dozens, and what
is repeated is reworded a little. Vectors are not made by the encoder either, which would take an hour for a million: a
claim's vector is a mix of two real ones with noise, its repetitions lie near it. Everything follows from the seed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from laut.reading.meaning import SCALE
from laut.records import Article, DateRange, Factuality, Hop, Section, Source, Span, Statement

STATEMENTS_PER_ARTICLE = 15
OUTLETS = 400
ACTORS = 3_000
DAYS = 3 * 365
FIRST_DAY = dt.date(2021, 1, 1)
REPEATED = 0.45
"""Share of the statements that repeat an earlier claim."""
MIX = (0.75, 0.55, 0.51)
"""Shares of two real vectors and of noise in a claim's vector: two claims are then about as far apart as two contents
of news, of which one pair in 60 has a cosine of 0.78 and one in 400 of 0.82."""
NEAR = 0.45
"""Share of noise in the vector of a repetition."""

WIDELY = 50
"""One claim of so many is taken up by dozens of reports."""
IN_THE_NEWS = 4_000
"""Claims that may be repeated."""

Vectors = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Open:
    """A claim that may be repeated."""

    number: int
    words: str
    centre: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grown:
    """An article that was made up, with the vectors of its statements.

    Attributes:
        claims: number of the claim that each statement makes, by which the generator knows them.
    """

    article: Article
    vectors: Vectors
    claims: tuple[int, ...]


class Press:
    """Makes up articles, one after the other, by day."""

    def __init__(self, seeds: Sequence[Statement], vectors: Vectors, seed: int = 2022) -> None:
        """Begin.

        Args:
            seeds: statements to make others of.
            vectors: int8 [seeds,384], their meaning.
        """
        self._seeds, self._rng = list(seeds), np.random.default_rng(seed)
        self._real = vectors.astype(np.float32) / SCALE
        self._words = sorted(
            {word for one in seeds for word in one.text.split() if word.isalpha() and len(word) > 6}
        )
        self._open: list[_Open] = []
        self._claims = 0
        self._next = 0

    @property
    def oldest(self) -> int:
        """Number of the oldest claim that may still be repeated."""
        return self._open[0].number if self._open else 0

    def articles(self, n: int, total: int) -> Iterator[Grown]:
        """Yield the next `n` articles of a press of `total`, whose days fill the years."""
        for _ in range(n):
            day = FIRST_DAY + dt.timedelta(days=int(self._next * DAYS / total) % DAYS)
            yield self._article(self._next, day)
            self._next += 1

    def _article(self, number: int, day: dt.date) -> Grown:
        rng = self._rng
        outlet = f"Blatt {int(rng.zipf(1.4)) % OUTLETS}"
        parts, statements, vectors, claims = [f"Bericht {number} vom {day.isoformat()}"], [], [], []
        length = len(parts[0]) + 2
        identifier = hashlib.sha256(f"{number} {outlet}".encode()).hexdigest()[:32]
        for place in range(STATEMENTS_PER_ARTICLE):
            claim, content, vector = self._said()
            actor = int(rng.zipf(1.3)) % ACTORS
            speaker = f"Sprecher {actor}"
            sentence = f"{speaker} sagte, {content}."
            at = length + len(speaker) + 8
            statements.append(
                self._statement(f"{identifier[:16]}-{place}", content, at, speaker, actor, length)
            )
            vectors.append(vector)
            claims.append(claim)
            parts.append(sentence)
            length += len(sentence) + 2
        text = "\n\n".join(parts)
        article = Article(
            id=identifier,
            text=text,
            title=parts[0],
            outlet=outlet,
            url=f"https://blatt-{number % OUTLETS}.example/{number}",
            published=DateRange(day, day),
            language="de",
            sections=(
                Section("headline", 0, len(parts[0])),
                Section("paragraph", len(parts[0]) + 2, len(text)),
            ),
            statements=tuple(statements),
        )
        return Grown(article, np.stack(vectors), tuple(claims))

    def _said(self) -> tuple[int, str, Vectors]:
        """Return a claim, its words here, and their vector: a new claim, or one of the last days again."""
        rng = self._rng
        if self._open and rng.random() < REPEATED:
            known = self._open[int(len(self._open) * rng.beta(2.5, 1.0)) % len(self._open)]
            if rng.random() < 0.5:  # some are in everybody's mouth
                hot = range(-1 - (self._open[-1].number % WIDELY), -len(self._open) - 1, -WIDELY)
                known = self._open[hot[int(rng.integers(len(hot)))]] if hot else known
            return known.number, self._reworded(known.words), _int8(known.centre + NEAR * _noise(rng))
        seed, other = (int(n) for n in rng.integers(len(self._seeds), size=2))
        centre = MIX[0] * self._real[seed] + MIX[1] * self._real[other] + MIX[2] * _noise(rng)
        centre /= np.linalg.norm(centre)
        self._open.append(_Open(self._claims, self._varied(self._seeds[seed].text), centre))
        self._claims += 1
        if len(self._open) > IN_THE_NEWS:
            del self._open[: IN_THE_NEWS // 4]  # what is older is repeated no more
        return self._open[-1].number, self._open[-1].words, _int8(centre)

    def _varied(self, text: str) -> str:
        """Put other words and numbers into a content."""
        rng, words = self._rng, text.replace("\n", " ").split()
        for at in rng.integers(len(words), size=max(1, len(words) // 4)):
            words[at] = (
                str(rng.choice(self._words)) if rng.random() < 0.85 else str(int(rng.integers(2, 5_000)))
            )
        return " ".join(words)

    def _reworded(self, text: str) -> str:
        """Leave out a word or put two in another order."""
        rng, words = self._rng, text.split()
        if len(words) > 4 and rng.random() < 0.6:
            at = int(rng.integers(len(words) - 1))
            words[at], words[at + 1] = words[at + 1], words[at]
        if len(words) > 6 and rng.random() < 0.4:
            del words[int(rng.integers(len(words)))]
        return " ".join(words)

    def _statement(
        self, key: str, content: str, at: int, speaker: str, actor: int, speaker_at: int
    ) -> Statement:
        rng = self._rng
        name = Span(speaker_at, speaker_at + len(speaker), speaker)
        source = Source(name=speaker, actor=f"Q9{actor:06d}", kind="person", named=True, spans=(name,))
        hop = Hop(
            name=speaker, actor=source.actor, kind="person", named=True, spans=(name,), stance="neutral"
        )
        paper = Hop(name=f"Blatt {int(rng.integers(40))}", kind="media", named=True, stance="neutral")
        return Statement(
            id=key,
            form="indirect" if rng.random() < 0.6 else "direct",
            medium="speech",
            confidence=round(float(rng.beta(6, 1)), 4),
            content=(Span(at, at + len(content), content),),
            speaker=source,
            chain=(paper, hop) if rng.random() < 0.3 else (hop,),
            factuality=Factuality(outlet="Uu", originator="CT-" if rng.random() < 0.15 else "CT+"),
        )


def _noise(rng: np.random.Generator) -> npt.NDArray[np.float32]:
    noise = rng.standard_normal(384, np.float32)
    return noise / np.linalg.norm(noise)


def _int8(vector: npt.NDArray[np.float32]) -> Vectors:
    result: Vectors = np.clip(np.round(vector / np.linalg.norm(vector) * SCALE), -127, 127).astype(np.int8)
    return result
