"""Who speaks? Decides which statements share a speaker, and gives each speaker one colour for the page."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from laut.records import Article, Source, SourceKind, Statement
from laut.views.trail import label_of

COLOURS = 8
"""How many speaker colours the style sheet has (``--p1`` … ``--p8``); 0 is the neutral one."""

Key = tuple[str, ...]
"""Identity of a speaker on the page: two statements with equal keys count for the same speaker."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the page shows it.

    Attributes:
        key: its identity on the page.
        index: its number on the page, 0 for nobody.
        label: its name, or the words of the text; None if the text gives no speaker.
        colour: its colour, 1 to `COLOURS`, or 0 for the neutral one.
        kind: what sort of source it is, if known.
        named: whether the text names it; None if not decided.
        shared: whether it counts across articles; False if it is known only inside one.
    """

    key: Key
    index: int
    label: str | None
    colour: int
    kind: SourceKind | None
    named: bool | None
    shared: bool


NOBODY: Key = ("nobody",)


def key_of(source: Source | None, article: int) -> Key:
    """Return the identity of a speaker.

    A registry id or a name holds across articles. A pronoun, a role ("the spokesman") or a source that the
    text leaves unnamed is the same speaker only within one article, given as its position on the page.
    """
    label = label_of(source)
    if source is not None and source.actor:
        return ("actor", source.actor)
    if source is None or label is None:
        return NOBODY
    folded = unicodedata.normalize("NFC", label).casefold()
    if source.named or (source.named is None and _reads_like_a_name(folded)):
        return ("name", folded)
    return ("local", str(article), folded)


def _reads_like_a_name(folded: str) -> bool:
    words = folded.split()
    pronouns, determiners = _function_words()
    return words[0] not in (pronouns if len(words) == 1 else determiners)


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    data = yaml.safe_load(files(__package__).joinpath("unresolved.yaml").read_text(encoding="utf-8"))
    pronouns, determiners = (
        frozenset(word for words in data[part].values() for word in words)
        for part in ("pronouns", "determiners")
    )
    return pronouns, determiners


def cast(articles: Sequence[Article]) -> dict[Key, Speaker]:
    """Return every speaker of the articles by key, most statements first, each with its colour."""
    counts: Counter[Key] = Counter()
    seen: dict[Key, list[Source]] = defaultdict(list)
    present: dict[Key, set[int]] = defaultdict(set)
    for position, article in enumerate(articles):
        for statement in article.statements:
            key = key_of(statement.speaker, position)
            counts[key] += 1
            present[key].add(position)
            if statement.speaker is not None:
                seen[key].append(statement.speaker)
    ranked = sorted((key for key in counts if key != NOBODY), key=lambda key: -counts[key])
    colours = _colour(ranked, present)
    speakers = {
        key: _describe(key, index, colours[key], seen[key]) for index, key in enumerate(ranked, start=1)
    }
    speakers[NOBODY] = Speaker(NOBODY, 0, None, 0, None, None, shared=False)
    return speakers


def _colour(ranked: Iterable[Key], present: dict[Key, set[int]]) -> dict[Key, int]:
    """Give speakers colours so that no article has one colour twice; those left over stay neutral.

    The most quoted choose first. Speakers who never meet in an article may share a colour: of the colours
    that are free in all their articles they get the one used least.
    """
    taken: dict[int, set[int]] = defaultdict(set)
    used: Counter[int] = Counter()
    result: dict[Key, int] = {}
    for key in ranked:
        blocked = set().union(*(taken[article] for article in present[key]))
        free = [colour for colour in range(1, COLOURS + 1) if colour not in blocked]
        colour = min(free, key=lambda colour: used[colour], default=0)
        result[key] = colour
        used[colour] += 1
        if colour:
            for article in present[key]:
                taken[article].add(colour)
    return result


def _describe(key: Key, index: int, colour: int, sources: Sequence[Source]) -> Speaker:
    """Sum up how the statements describe a speaker: the commonest name, the kind, named if once named."""
    labels = Counter(label for source in sources if (label := label_of(source)))
    kinds = Counter(source.kind for source in sources if source.kind)
    decided = [source.named for source in sources if source.named is not None]
    return Speaker(
        key=key,
        index=index,
        label=labels.most_common(1)[0][0] if labels else key[-1],
        colour=colour,
        kind=kinds.most_common(1)[0][0] if kinds else None,
        named=any(decided) if decided else None,
        shared=key[0] != "local",
    )


def speaker_of(speakers: dict[Key, Speaker], statement: Statement, article: int) -> Speaker:
    """Return who speaks in a statement of the article at a position on the page."""
    return speakers[key_of(statement.speaker, article)]
