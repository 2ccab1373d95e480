"""The corpora, as they lie in the data folder, and the labels that training takes from them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

DATA = Path(os.environ.get("LAUT_DATA", "../shared/data"))

FORMS = ("direct", "indirect", "reported", "free-indirect", "indirect-free-indirect")
MEDIA = ("speech", "writing", "thought", "speech-thought", "speech-writing", "thought-writing")
ROLES = ("speaker", "cue", "frame", "addressee")

FORM_OF = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free-indirect",
    "IndirectFreeIndirect": "indirect-free-indirect",
}
MEDIUM_OF = {
    "Speech": "speech",
    "Writing": "writing",
    "Thought": "thought",
    "ST": "speech-thought",
    "SW": "speech-writing",
    "TW": "thought-writing",
    "none": None,
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One annotated (or read) quotation: token numbers for the content and for each role."""

    form: str
    medium: str | None
    content: tuple[int, ...]
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its tokens (character ranges) and its quotations.

    Attributes:
        own: written and annotated for this project. Its annotators tell media by rules of their own and mark no
            addressee of what is *reported*; the corpus does both in its own way.
    """

    name: str
    text: str
    tokens: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    quotations: list[Quotation]
    own: bool = False


def data_file(*parts: str) -> Path:
    """Locate a file of the data folder.

    Raises:
        SystemExit: it is not there; the message says where it was looked for.
    """
    path = DATA.joinpath(*parts)
    if not path.exists():
        raise SystemExit(
            f"{path} is not there. Training and its evaluation need the corpora, which are not part of laut: "
            "put them there, or point LAUT_DATA at them (docs/model.md names their sources)."
        )
    return path


def read_quotations(split: Literal["train", "dev"]) -> list[Document]:
    """Read a split of the quotation corpus (Petersen-Frey & Biemann 2024)."""
    return read_documents(data_file("quotations-de", f"{split}.jsonl.gz"))


def held_out(documents: list[Document], every: int) -> tuple[list[Document], list[Document]]:
    """Split off every n-th document for thresholds and calibration: (to learn from, to calibrate on)."""
    return [d for i, d in enumerate(documents) if i % every], documents[::every]


def read_documents(path: Path) -> list[Document]:
    """Read documents in the quotation corpus's format, JSON lines, plain or gzip."""
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").split("\n")
    return [document_of(json.loads(line)) for line in lines if line.strip()]


def document_of(data: dict[str, Any]) -> Document:
    """Bring a document of the quotation corpus's format into ours."""
    return Document(
        name=data["documentName"],
        text=data["text"],
        tokens=[(start, end) for start, end in data["tokenChars"]],
        sentences=[(start, end) for start, end in data["sentences"]],
        quotations=[
            Quotation(
                form=FORM_OF[one["type"]],
                medium=MEDIUM_OF[one["medium"]],
                content=tuple(sorted(set(one["quote"]))),
                roles={role: tuple(sorted(set(one[role]))) for role in ROLES},
            )
            for one in data["annotations"]
            if one["quote"]
        ],
    )


def read_news() -> Iterator[str]:
    """Yield the texts of the news collection (10kGNAD, test part)."""
    with gzip.open(data_file("news-de", "10kgnad-test.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        content = file.read()
    for row in csv.reader(io.StringIO(content), delimiter=";", quotechar="'"):
        if len(row) == 2:
            yield row[1]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
