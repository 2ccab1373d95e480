"""Which passages of different reports have the same words? Text reuse, whether anybody is cited or not.

A report is cut into passages of some sentences each. Passages with many word triples in common are found by MinHash
(Broder 1997) and locality-sensitive hashing (Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*, ch. 3), with
`datasketch`; then the words are compared: how much of the shorter one does the longer one have? That still finds copies
of which sentences were dropped, moved or lightly rewritten. What stands in quotation marks is left out: two reports
that quote the same person have not copied from one another.

`find_copies` works on what it is given; `index_copies` keeps the hashes in the ledger, where every report is looked up
among all before it.
"""

from __future__ import annotations

import functools
import itertools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray
from sqlalchemy import Connection

from laut.ledger import copied
from laut.records import Section

Signature = NDArray[np.uint32]

WORDS: Final = 40
"""Words after which a passage ends with its sentence."""
FEWEST_WORDS: Final = 12
"""Shorter passages prove nothing: "Die Ursache ist noch unklar"."""
SHINGLE: Final = 3
"""Words in a row that are compared at once."""
BANDS: Final = 16
ROWS: Final = 2
"""Passages with a Jaccard similarity s share a band with probability 1 - (1 - s^2)^16: 0.99 at 0.5, 0.88 at 0.35."""
LIKELY: Final = 0.15
"""Estimated Jaccard similarity from which two reports are compared word by word."""
SHARE: Final = 0.3
"""Share of the shorter passage's words from which it counts as copied, if a run of `RUN` words is among them."""
RUN: Final = 7
"""Words in a row that two reports do not have by chance. Of 28 copies in the gold cases for development, all but one
have such a run; reports that have nothing to do with each other have none (``python -m training.origins --copies``)."""
SURE: Final = 0.5
"""Share from which it counts as copied whatever the runs: of a copy that was rewritten here and there."""
EXACT: Final = 200
"""Up to so many articles, all pairs are compared word by word, without the detour over hashes."""
CROWD: Final = 32
"""Passages that a band holds; who comes later is found through these."""
COMPARED: Final = 6
"""Reports that a new one is compared with, the likeliest first: copies of copies are joined through one another."""

_QUOTED: Final = re.compile(r"„[^“”\"]*[“”\"]|“[^”]*”|»[^«]*«|«[^»]*»|\"[^\"\n]*\"")
_LONG_QUOTE: Final = 4
_SENTENCE_END: Final = re.compile(r"[.!?…]+[“”«»\"')]*\s+(?=[„“»«\"'(]*[A-ZÄÖÜ0-9])|\n\s*")
_WORD: Final = re.compile(r"\w+")
_READ: Final = frozenset(("teaser", "paragraph"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report.

    Attributes:
        article: id of the article whose offsets these are.
        start, end: characters, half-open.
        words: in small letters, without what is quoted.
    """

    article: str
    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Two passages of different articles with the same words; which was there first, it does not say.

    Attributes:
        article, start, end: one passage.
        other, other_start, other_end: the other passage; its article's id is the greater one.
        share: of the shorter one's words that stand in the longer one, in runs of three and more; 0 to 1.
    """

    article: str
    start: int
    end: int
    other: str
    other_start: int
    other_end: int
    share: float


def passages_of(article: str, text: str, sections: Sequence[Section] = ()) -> list[Passage]:
    """Cut a text into passages of about 40 to 80 words, at the ends of sentences.

    Args:
        article: the article's id.
        text: the whole text.
        sections: its sections; headlines, bylines and agency lines are left out. Without any, all is taken.
    """
    ranges = [(part.start, part.end) for part in sections if part.kind in _READ] or [(0, len(text))]
    blanked = _QUOTED.sub(_blank, text)
    found: list[Passage] = []
    words: list[str] = []
    start = 0
    sentences = list(sentences_of(blanked, ranges))
    for number, (begin, end) in enumerate(sentences):
        start = start if words else begin
        words += words_of(blanked[begin:end])
        if len(words) >= WORDS or number == len(sentences) - 1:
            if len(words) >= FEWEST_WORDS:
                found.append(Passage(article, start, end, tuple(words)))
            words = []
    return found


def find_copies(passages: Iterable[Passage]) -> tuple[Copy, ...]:
    """Find the passages of different articles that have the same words.

    Returns:
        Each pair once, ordered by articles and offsets, whatever the order of the passages was.
    """
    by_article: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        by_article[one.article].append(one)
    pairs: Iterable[tuple[str, str]]
    if len(by_article) <= EXACT:
        pairs = itertools.combinations(sorted(by_article), 2)
    else:
        pairs = sorted(_likely_pairs(by_article))
    copies = [
        Copy(left, a.start, a.end, right, b.start, b.end, share)
        for left, right in pairs
        for a, b, share in same_words(by_article[left], by_article[right])
    ]
    return tuple(sorted(copies, key=lambda one: (one.article, one.other, one.start, one.other_start)))


def index_copies(connection: Connection, revision_ids: Collection[int]) -> int:
    """Look for the words of revisions among all that the ledger holds, and keep theirs for those to come.

    Revisions that were seen before are left as they are. To be called inside the transaction that adds them.

    Args:
        connection: to the ledger.
        revision_ids: revisions, in the order in which they came.

    Returns:
        How many pairs of passages with the same words were found.
    """
    fresh = copied.without_passages(connection, revision_ids)
    texts = copied.texts(connection, fresh)
    cut = {number: passages_of(str(number), texts[number].text, texts[number].sections) for number in fresh}
    signatures = {number: [signature_of(one.words) for one in cut[number]] for number in fresh}
    ids = copied.add_passages(
        connection,
        [
            (number, one.start, one.end, signature.tobytes())
            for number in fresh
            for one, signature in zip(cut[number], signatures[number], strict=True)
        ],
    )
    numbered = iter(ids)
    own = {number: [next(numbered) for _ in cut[number]] for number in fresh}
    held = _Held(connection, [s for number in fresh for s in signatures[number]])
    found: list[tuple[int, int, float]] = []
    for number in fresh:
        likely = held.likely(signatures[number], texts[number].report)
        for other, (numbers, theirs) in _passages(connection, likely, cut, own).items():
            assert other != number
            place = {(one.start, one.end): key for one, key in zip(theirs, numbers, strict=True)}
            mine = {(one.start, one.end): key for one, key in zip(cut[number], own[number], strict=True)}
            for a, b, share in same_words(cut[number], theirs):
                left, right = sorted((mine[a.start, a.end], place[b.start, b.end]))
                found.append((left, right, share))
        for key, signature in zip(own[number], signatures[number], strict=True):
            held.take(key, number, texts[number].report, signature)
    copied.add_bands(connection, held.new)
    copied.add_reuse(connection, found)
    return len(found)


def signature_of(words: Sequence[str]) -> Signature:
    """Return the MinHash of a passage's word triples: uint32, `BANDS` × `ROWS` numbers."""
    sketch = MinHash(num_perm=BANDS * ROWS, hashfunc=_same, permutations=_permutations(), scheme="affine32")
    sketch.update_batch(shingles(words))
    values: Signature = sketch.hashvalues.astype(np.uint32)
    return values


def bands_of(signature: Signature) -> list[int]:
    """Return the numbers under which a signature is kept, one a band: 64 bits, signed."""
    rows = signature.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = (rows[:, 0] << np.uint64(32) | rows[:, 1]) ^ (
        np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    )
    numbers: list[int] = mixed.view(np.int64).tolist()
    return numbers


def same_words(left: Sequence[Passage], right: Sequence[Passage]) -> list[tuple[Passage, Passage, float]]:
    """Compare the passages of two reports; return the pairs of which the shorter one was copied."""
    mine, theirs = [shingles(one.words) for one in left], [shingles(one.words) for one in right]
    my_sets, their_sets = [frozenset(one) for one in mine], [frozenset(one) for one in theirs]
    found = []
    for (i, a), (j, b) in itertools.product(enumerate(left), enumerate(right)):
        if my_sets[i].isdisjoint(their_sets[j]):
            continue
        short = (mine[i], their_sets[j]) if len(a.words) <= len(b.words) else (theirs[j], my_sets[i])
        words, run = covered(*short)
        share = words / min(len(a.words), len(b.words))
        if share >= SURE or (share >= SHARE and run >= RUN):
            found.append((a, b, round(share, 3)))
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.casefold())


def sentences_of(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the sentences in some ranges of a text begin and end."""
    for start, end in ranges:
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            if text[at : match.start()].strip():
                yield at, match.end() - len(match.group()) + len(match.group().rstrip())
            at = match.end()
        if text[at:end].strip():
            yield at, end


def shingles(words: Sequence[str]) -> list[int]:
    """Hash every run of `SHINGLE` words; 32 bits."""
    return [zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)]


def covered(runs: Sequence[int], others: Collection[int]) -> tuple[int, int]:
    """Return how many words lie in runs that the others have as well, and the words of the longest such run.

    Args:
        runs: hashes of one text, in order (`shingles`).
        others: those of another one.
    """
    words = reach = begin = longest = 0
    for at, shingle in enumerate(runs):
        if shingle in others:
            begin = at if at > reach - SHINGLE + 1 else begin
            words += at + SHINGLE - max(at, reach)
            reach = at + SHINGLE
            longest = max(longest, reach - begin)
    return words, longest


def _likely_pairs(by_article: Mapping[str, Sequence[Passage]]) -> set[tuple[str, str]]:
    """The pairs of articles that share a band."""
    bands: dict[int, list[str]] = defaultdict(list)
    for name in sorted(by_article):
        for one in by_article[name]:
            for band in bands_of(signature_of(one.words)):
                bands[band].append(name)
    return {
        pair
        for names in bands.values()
        for pair in itertools.combinations(list(dict.fromkeys(names))[:CROWD], 2)
    }


class _Held:
    """What bands hold of passages: as the ledger has it, and of those that are being added."""

    def __init__(self, connection: Connection, signatures: Sequence[Signature]) -> None:
        wanted = {band for signature in signatures for band in bands_of(signature)}
        self.new: list[tuple[int, int]] = []
        self._bands: dict[int, list[int]] = defaultdict(list)
        self._of: dict[int, tuple[int, int, Signature]] = {}
        for row in copied.held(connection, wanted):
            self._bands[row.band].append(row.passage)
            self._of[row.passage] = (
                row.revision,
                row.report,
                np.frombuffer(row.signature, dtype=np.uint32),
            )

    def likely(self, signatures: Sequence[Signature], report: int) -> list[int]:
        """The revisions of other reports with which the most is shared."""
        scores: Counter[int] = Counter()
        for signature in signatures:
            for key in {key for band in bands_of(signature) for key in self._bands.get(band, ())}:
                revision, other, theirs = self._of[key]
                alike = float(np.mean(signature == theirs)) if other != report else 0.0
                if alike >= LIKELY:
                    scores[revision] += round(alike * BANDS * ROWS)
        return sorted(scores, key=lambda revision: (-scores[revision], revision))[:COMPARED]

    def take(self, key: int, revision: int, report: int, signature: Signature) -> None:
        """Keep a passage in its bands, where there is room."""
        self._of[key] = (revision, report, signature)
        for band in bands_of(signature):
            if len(self._bands[band]) < CROWD:
                self._bands[band].append(key)
                self.new.append((band, key))


def _passages(
    connection: Connection,
    revisions: Sequence[int],
    cut: Mapping[int, list[Passage]],
    own: Mapping[int, list[int]],
) -> dict[int, tuple[list[int], list[Passage]]]:
    """The passages of revisions with their numbers, from the ledger unless they are just being added."""
    known = {number: (own[number], cut[number]) for number in revisions if number in own}
    rest = [number for number in revisions if number not in known]
    texts = copied.texts(connection, rest)
    for number in rest:
        known[number] = ([], [])
    for key, number, start, end in copied.places(connection, rest):
        words = _WORD.findall(_QUOTED.sub(_blank, texts[number].text)[start:end].casefold())
        known[number][0].append(key)
        known[number][1].append(Passage(str(number), start, end, tuple(words)))
    return {number: known[number] for number in revisions}


def _blank(match: re.Match[str]) -> str:
    """Blanks for a quotation; titles and single words in quotation marks stay."""
    quote = match.group()
    return " " * len(quote) if len(_WORD.findall(quote)) >= _LONG_QUOTE else quote


def _same(value: int) -> int:
    return value


@functools.cache
def _permutations() -> NDArray[np.uint32]:
    made: NDArray[np.uint32] = MinHash(num_perm=BANDS * ROWS, scheme="affine32", seed=1).permutations
    return made
