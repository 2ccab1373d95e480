"""Which labelled statement pairs are there, and what does the ledger know of each side?

`read_own` gives the pairs written for this project. `read_standoff` gives those that only point into the quotation
corpus; it needs the corpus (see `training.corpus`) and fails if a place there is not what it was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from training.corpus import Document, read_quotations

from laut.records import DateRange, FactualityValue

HERE = Path(__file__).resolve().parent
KEPT_BACK_EVERY = 3
"""Every third pair of a file, by position, only measures: nothing is trained, tuned or calibrated on it."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader where it was built in: ten times as fast."""

Label = Literal["same", "related", "opposite", "unrelated"]


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a pair, with what the ledger knows when it compares.

    Attributes:
        text: the content, as `Statement.text` has it.
        language: ISO 639-1 code.
        speaker: canonical name of the originator; None if not known.
        speaker_actor: its id in the registry of actors, if it has one.
        published: day of publication.
        when: the days that the content (or, without a time of its own, the utterance) may date from.
        originator: FactBank value that the originator gives the content; None if not judged.
    """

    text: str
    language: str
    speaker: str | None
    speaker_actor: str | None
    published: dt.date
    when: DateRange | None
    originator: FactualityValue | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and how their contents stand to each other.

    Attributes:
        id: ``own-`` or ``dev-`` and a number, stable.
        topic: what it is about; ``corpus`` for pairs that stand off.
        label: README.md defines the four.
        left: one statement.
        right: the other; the order means nothing.
        kept_back: whether it may only be measured on.
    """

    id: str
    topic: str
    label: Label
    left: Side
    right: Side
    kept_back: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side of a stand-off pair is: a document of the corpus's dev part and character ranges in it."""

    document: str
    at: tuple[tuple[int, int], ...]
    speaker: str | None
    speaker_actor: str | None
    originator: FactualityValue | None


@dataclass(frozen=True, slots=True)
class PlacedPair:
    """A stand-off pair as its file has it, without the text."""

    id: str
    label: Label
    left: Place
    right: Place
    kept_back: bool


def read_own(path: Path = HERE / "own.yaml") -> list[Pair]:
    """Read the pairs written for this project."""
    return [
        Pair(
            row["id"],
            row["topic"],
            row["label"],
            _side(row["left"]),
            _side(row["right"]),
            kept_back(position),
        )
        for position, row in enumerate(_rows(path))
    ]


def read_placed(path: Path = HERE / "standoff.yaml") -> list[PlacedPair]:
    """Read the stand-off pairs as they are, without the corpus."""
    return [
        PlacedPair(row["id"], row["label"], _place(row["left"]), _place(row["right"]), kept_back(position))
        for position, row in enumerate(_rows(path))
    ]


def read_standoff(path: Path = HERE / "standoff.yaml") -> list[Pair]:
    """Read the stand-off pairs with their text.

    Raises:
        SystemExit: the corpus is not there.
        ValueError: a document is missing or a range lies outside of its text.
    """
    documents = {document_number(document): document for document in read_quotations("dev")}
    return [
        Pair(
            id=pair.id,
            topic="corpus",
            label=pair.label,
            left=_from_corpus(pair.left, documents),
            right=_from_corpus(pair.right, documents),
            kept_back=pair.kept_back,
        )
        for pair in read_placed(path)
    ]


def read_pass(number: Literal[1, 2]) -> dict[str, Label]:
    """Read the labels that one pass of annotation gave to the own pairs, by pair id."""
    labels: dict[str, Label] = yaml.load((HERE / f"pass{number}.yaml").read_bytes(), Loader=LOADER)
    return labels


def kept_back(position: int) -> bool:
    """Whether the pair at a position (from 0) of its file only measures."""
    return position % KEPT_BACK_EVERY == KEPT_BACK_EVERY - 1


def document_number(document: Document) -> str:
    """The number that a document's name in the corpus begins with."""
    return document.name.split(" ", 1)[0]


def kappa(first: Iterable[str], second: Iterable[str]) -> float:
    """Cohen's kappa of two labellings of the same pairs, in the same order (Cohen 1960).

    Raises:
        ValueError: they are empty or not equally long.
    """
    both = list(zip(first, second, strict=True))
    if not both:
        raise ValueError("kappa needs at least one pair")
    agreed = sum(a == b for a, b in both) / len(both)
    by_chance = (
        sum(
            sum(a == label for a, _ in both) * sum(b == label for _, b in both)
            for label in {a for a, _ in both}
        )
        / len(both) ** 2
    )
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load(path.read_bytes(), Loader=LOADER)
    return rows


def _side(row: dict[str, Any]) -> Side:
    when = DateRange(*row["when"]) if row["when"] else None
    return Side(**{**row, "when": when})


def _place(row: dict[str, Any]) -> Place:
    return Place(
        document=row["document"],
        at=tuple((start, end) for start, end in row["at"]),
        speaker=row["speaker"],
        speaker_actor=row["speaker_actor"],
        originator=row["originator"],
    )


def _from_corpus(place: Place, documents: dict[str, Document]) -> Side:
    document = documents.get(place.document)
    if document is None or place.at[-1][1] > len(document.text):
        raise ValueError(
            f"{place.document} {place.at}: not in the corpus's dev part; is it the same edition?"
        )
    published = re.search(r"\((\d{4}-\d\d-\d\d)\)\s*$", document.name)
    if published is None:
        raise ValueError(f"{document.name}: the name has no date at its end")
    return Side(
        text=" … ".join(document.text[start:end] for start, end in place.at),
        language="de",
        speaker=place.speaker,
        speaker_actor=place.speaker_actor,
        published=dt.date.fromisoformat(published[1]),
        when=None,
        originator=place.originator,
    )
