"""Which pairs of statements has somebody judged? The gold of ``tests/gold/linking``, brought into one form.

Labelled pairs are hard on purpose; pairs of the worlds of reports and of the examples are as linking meets them. Pairs
that are kept back are only measured: nothing is fitted, chosen or calibrated on them, and their text is not shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from laut.linking.margins import Margins
from laut.records import DateRange, Factuality, Source, Span, Statement, Told

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "linking"
MINIMAL = ROOT / "tests" / "linking" / "minimal.yaml"
KINDS = ("case ", "read ", "minimal ", "example ")
"""What the topics of pairs begin with that are not labelled one by one."""
MOST_PAIRS = 25

Vectorise = Callable[[Sequence[str]], npt.NDArray[np.int8]]


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair, as the scorer sees it.

    Attributes:
        margin: over other statements of the two reports (`laut.linking.margins`); 0 where these are not at hand.
    """

    id: str
    topic: str
    label: str
    left: Told
    right: Told
    kept_back: bool
    margin: float = 0.0

    @property
    def languages(self) -> str:
        """Both languages, in alphabetical order: ``de–en``."""
        return "–".join(sorted((self.left.language or "", self.right.language or "")))


def read_cases() -> list[Case]:
    """Read all labelled pairs that are there; those of the corpus only where the corpus is."""
    sys.path.insert(0, str(GOLD))
    from pairs.load import read_own, read_standoff  # type: ignore[import-not-found]

    pairs = list(read_own())
    if (GOLD / "pairs" / "standoff.yaml").exists():
        try:
            pairs += read_standoff()
        except SystemExit as error:
            print(f"without the pairs that point into the corpus: {error}", file=sys.stderr)
    return [
        Case(
            id=one.id,
            topic=one.topic,
            label=one.label,
            left=told_of(one.left, f"{one.id}-left"),
            right=told_of(one.right, f"{one.id}-right"),
            kept_back=one.kept_back,
        )
        for one in pairs
    ]


def claim_pairs(split: str, vectorise: Vectorise, reach: float) -> list[Case]:
    """Pair the statements of the gold cases of a split: of one claim, of two claims, and with other sentences.

    At most `MOST_PAIRS` pairs of each kind and case, drawn by a hash of their words.
    """
    from training.groups import tellings_of

    tellings, claims = tellings_of(split)
    margin = margins_among(tellings, vectorise, reach)
    by_case: dict[str, list[int]] = {}
    for number, one in enumerate(tellings):
        by_case.setdefault(one.article.split("/")[0], []).append(number)

    def drawn(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        def chance(pair: tuple[int, int]) -> str:
            words = "\n".join(tellings[number].statement.text for number in pair)
            return hashlib.sha256(words.encode()).hexdigest()

        return sorted(pairs, key=chance)[:MOST_PAIRS]

    found: list[Case] = []
    for case, numbers in by_case.items():
        pairs = [(a, b) for a in numbers for b in numbers if claims[a] and (a < b or not claims[b])]
        kinds = {
            "same": [(a, b) for a, b in pairs if claims[a] == claims[b]],
            "related": [(a, b) for a, b in pairs if claims[b] and claims[a] != claims[b]],
            "unrelated": [(a, b) for a, b in pairs if not claims[b]],
        }
        for label, of_kind in kinds.items():
            found += [
                Case(
                    f"{case}-{a}-{b}",
                    f"case {case}",
                    label,
                    tellings[a],
                    tellings[b],
                    split != "dev",
                    margin(a, b),
                )
                for a, b in drawn(of_kind)
            ]
    return found


def margins_among(
    tellings: Sequence[Told], vectorise: Vectorise, reach: float
) -> Callable[[int, int], float]:
    """Return what gives the margin of two statements, by their places among all those of their reports."""
    articles = dict(enumerate(told.article for told in tellings))
    margins = Margins.among(articles, list(vectorise([told.statement.text for told in tellings])), reach)
    return lambda one, other: margins.margin(one, other, (articles[one], articles[other]))


def example_pairs(vectorise: Vectorise, reach: float) -> list[Case]:
    """Pair the statements of the example articles, all with all that linking might compare."""
    from training.example_pairs import close_pairs, read_examples

    examples = read_examples()
    margin = margins_among(examples.tellings, vectorise, reach)
    return [
        Case(
            id=f"example-{a}-{b}",
            topic=f"example {examples.claims[a] if same else f'{a} {b}'}",
            label="same" if same else "related",
            left=examples.tellings[a],
            right=examples.tellings[b],
            kept_back=kept_back,
            margin=margin(a, b),
        )
        for kept_back in (False, True)
        for a, b, same in close_pairs(examples, vectorise, kept_back=kept_back)
    ]


def minimal_pairs() -> list[Case]:
    """Pair contents that differ in the one thing that matters, each with those of its world."""
    found: list[Case] = []
    for number, world in enumerate(yaml.safe_load(MINIMAL.read_text("utf-8"))):
        said, denied, other = (
            [_bare(text, number) for text in world[kind]] for kind in ("said", "denied", "other")
        )
        pairs = [
            *(
                ("same", a, b)
                for group in (said, denied)
                for at, a in enumerate(group)
                for b in group[at + 1 :]
            ),
            *(("opposite", a, b) for a in said for b in denied),
            *(("related", a, b) for a in (*said, *denied) for b in other),
        ]
        found += [
            Case(f"minimal-{number}-{at}", f"minimal {number}", label, a, b, False)
            for at, (label, a, b) in enumerate(pairs)
        ]
    return found


def _bare(text: str, number: int) -> Told:
    """Make a statement of a content that nothing else is known of; some words give English away."""
    language = "en" if _ENGLISH & set(text.lower().split()) else "de"
    statement = Statement(
        id=text, form="reported", medium=None, confidence=1.0, content=(Span(0, len(text), text),)
    )
    day = DateRange(dt.date(2023, 9, 1), dt.date(2023, 9, 1))
    return Told(statement=statement, report=0, article=f"{number} {text}", language=language, published=day)


_ENGLISH = frozenset(
    [
        "the",
        "would",
        "was",
        "were",
        "had",
        "by",
        "attacked",
        "criticised",
        "talked",
        "people",
        "of",
        "half",
        "rebels",
    ]
)


def told_of(side: Any, name: str) -> Told:
    """Make of a side of a gold pair what linking gets from the ledger."""
    text: str = side.text
    value = side.originator
    speaker = (
        Source(name=side.speaker, actor=side.speaker_actor) if side.speaker or side.speaker_actor else None
    )
    statement = Statement(
        id=name,
        form="reported",
        medium=None,
        confidence=1.0,
        content=(Span(0, len(text), text),),
        speaker=speaker,
        factuality=Factuality(outlet=value, originator=value) if value else None,
    )
    published: dt.date = side.published
    return Told(
        statement=statement,
        report=0,
        article=name,
        language=side.language,
        published=DateRange(published, published),
    )
