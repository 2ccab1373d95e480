"""Which statements of the example articles make the same claim, and which claims cannot both hold?

    from tests.gold.linking.examples.load import match, read_groups
    gold = read_groups()
    members = match(articles, gold)   # for each claim: (index of the article, index of the statement)

Statements are anchored by their words, not by id, so that the groups outlive a new model. README.md defines the groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from laut.records import Article, Statement

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[3] / "examples" / "nuclear-signalling-2022"
WORD = re.compile(r"\w+")
SAME_PLACE = 0.5
"""A statement is the anchored one if their tokens overlap with an F1 above this."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader where it was built in: ten times as fast."""

Found = tuple[int, int]
"""Index of the article among those given, and index of the statement in it."""


class AnchorError(ValueError):
    """An anchor is not where it says; the message names the file and the words."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of one statement.

    Attributes:
        file: name of the article's file, with the line number if the file holds an article a line.
        quote: the content, or its pieces where a frame interrupts it.
        within: words around the quote that occur once, where the quote alone occurs more often.
    """

    file: str
    quote: tuple[str, ...]
    within: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Statements that make the same claim.

    Attributes:
        id: stable, hyphenated.
        text: the claim, with who makes it, in English.
        statements: its members; a single one where `near` or an opposition needs the claim.
        near: ids of claims that others might hold for the same: pairs between them count neither way.
        kept_back: whether it only measures.
    """

    id: str
    text: str
    statements: tuple[Anchor, ...]
    near: tuple[str, ...] = ()
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class OpposedClaims:
    """Two claims that cannot both hold.

    Attributes:
        kind: as `laut.records.Opposition` has it.
        earlier: id of the claim that was said first.
        later: id of the other.
        who: actor or side; for a denial, whoever denies.
        doubtful: why it may be none: finding it is neither right nor wrong. Empty if it has to be found.
    """

    kind: Literal["reversal", "split", "denial"]
    earlier: str
    later: str
    who: str
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """All that was grouped by hand.

    Attributes:
        claims: by the first article that has them.
        oppositions: between these claims.
        not_judged: statements of which it counts neither way whether they are linked, and to what.
    """

    claims: tuple[ClaimGroup, ...]
    oppositions: tuple[OpposedClaims, ...]
    not_judged: tuple[Anchor, ...]


def read_groups(path: Path = HERE / "groups.yaml") -> Groups:
    """Read the groups."""
    data = yaml.load(path.read_bytes(), Loader=LOADER)
    return Groups(
        claims=tuple(_claim(row) for row in data["claims"]),
        oppositions=tuple(OpposedClaims(**row) for row in data["oppositions"]),
        not_judged=tuple(_anchor(row) for row in data["not_judged"]),
    )


def match(articles: Sequence[Article], groups: Groups | None = None) -> list[list[Found]]:
    """Find the statements of each claim, in the order of `Groups.claims`; what was not read is missing.

    Raises:
        AnchorError: an article is there, but not the words.
    """
    groups = groups or read_groups()
    found = _assign(articles, groups)
    return [[found[a] for a in claim.statements if a in found] for claim in groups.claims]


def match_not_judged(articles: Sequence[Article], groups: Groups | None = None) -> list[Found]:
    """Find the statements that are not judged.

    Raises:
        AnchorError: an article is there, but not the words.
    """
    groups = groups or read_groups()
    found = _assign(articles, groups)
    return [found[anchor] for anchor in groups.not_judged if anchor in found]


def locate(anchor: Anchor, text: str) -> tuple[tuple[int, int], ...]:
    """Return the anchor's half-open character ranges in its article's text.

    Raises:
        AnchorError: the words do not occur exactly once.
    """
    start, passage = 0, text
    if anchor.within is not None:
        start, passage = _only(anchor.within, text, anchor), anchor.within
    starts = [_only(piece, passage, anchor) + start for piece in anchor.quote]
    return tuple((at, at + len(piece)) for at, piece in zip(starts, anchor.quote, strict=True))


def file_name(article: Article) -> str:
    """The name of the file that the article was read from, as anchors have it."""
    return Path(article.path or "").name


def _assign(articles: Sequence[Article], groups: Groups) -> dict[Anchor, Found]:
    """Pair anchors and statements one to one, the closest first: pieces stand inside of other statements."""
    anchors = [anchor for claim in groups.claims for anchor in claim.statements] + list(groups.not_judged)
    found: dict[Anchor, Found] = {}
    for number, article in enumerate(articles):
        tokens = [word.span() for word in WORD.finditer(article.text)]
        said = [_covered(_ranges(statement), tokens) for statement in article.statements]
        candidates = [
            (-_f1(words, other), order, index)
            for order, anchor in enumerate(anchors)
            if anchor.file == file_name(article)
            for words in [_covered(locate(anchor, article.text), tokens)]
            for index, other in enumerate(said)
        ]
        taken: set[int] = set()
        for score, order, index in sorted(candidates):
            if -score > SAME_PLACE and anchors[order] not in found and index not in taken:
                found[anchors[order]] = (number, index)
                taken.add(index)
    return found


def _ranges(statement: Statement) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in statement.content)


def _covered(ranges: Sequence[tuple[int, int]], tokens: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        begin for begin, end in tokens if any(start <= begin and end <= stop for start, stop in ranges)
    )


def _f1(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _only(words: str, text: str, anchor: Anchor) -> int:
    if text.count(words) != 1:
        raise AnchorError(f"{anchor.file}: {words!r} occurs {text.count(words)} times, not once")
    return text.index(words)


def _claim(row: dict[str, Any]) -> ClaimGroup:
    return ClaimGroup(
        id=row["id"],
        text=row["text"],
        statements=tuple(_anchor(anchor) for anchor in row["statements"]),
        near=tuple(row.get("near", ())),
        kept_back=row.get("kept_back", False),
    )


def _anchor(row: dict[str, Any]) -> Anchor:
    quote = row["quote"]
    return Anchor(row["file"], (quote,) if isinstance(quote, str) else tuple(quote), row.get("within"))
