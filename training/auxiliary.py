"""Which other corpora teach the encoder? Excerpts with labels of their own, each corpus with a head of its own.

Their conventions are not those of the quotation corpus, so that no label is shared: each word has a set of yes-or-no
labels, from a linear layer on the encoder that is thrown away after training.

- ``debates``: Bundestag speeches of GePaDe (SpkAtt-2023): message, source, cue, addressee and so on.
- ``prose``: Redewiedergabe, German prose and newspapers of 1840 to 1919: types and media of represented speech,
  thought and writing, frame, speaker, cue, and verbs in the subjunctive.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from laut.reading.words import split_words
from training.corpus import data_file

DEBATE_ROLES = ("Message", "Source", "Cue", "Addr", "Topic", "Medium", "Evidence")
PROSE_TYPES = ("direct", "indirect", "reported", "freeIndirect", "indirect freeIndirect")
PROSE_MEDIA = ("speech", "thought", "writing")
PROSE_COLUMNS = ("frame", "speaker", "intexpr")

LABELS = {
    "debates": (*DEBATE_ROLES, "begin", "end"),
    "prose": (*PROSE_TYPES, *PROSE_MEDIA, *PROSE_COLUMNS, "begin", "end", "subjunctive"),
}
"""Names of the labels of each corpus; begin and end mark the borders of a message or representation."""

NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]“»…%]")
NO_SPACE_AFTER = re.compile(r"[(\[„«]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text of words with a row of labels for each [W, labels]."""

    corpus: str
    text: str
    labels: npt.NDArray[np.float32]


def excerpts() -> list[Excerpt]:
    """All excerpts of both corpora."""
    return [*_debates(), *_prose()]


def _debates() -> Iterator[Excerpt]:
    content = gzip.decompress(data_file("debates-de", "train.jsonl.gz").read_bytes()).decode("utf-8")
    for line in content.split("\n"):
        if not line.strip():
            continue
        speech = json.loads(line)
        tokens = [token for sentence in speech["Sentences"] for token in sentence["Tokens"]]
        first = np.cumsum([0, *(len(sentence["Tokens"]) for sentence in speech["Sentences"])])
        labels = np.zeros((len(tokens), len(LABELS["debates"])), np.float32)
        for event in speech["Annotations"]:
            for column, role in enumerate(DEBATE_ROLES):
                places = sorted(int(first[int(s)]) + int(t) for s, t in (p.split(":") for p in event[role]))
                labels[places, column] = 1.0
                if role == "Message" and places:
                    labels[places[0], -2] = labels[places[-1], -1] = 1.0
        yield _excerpt("debates", tokens, labels)


def _prose() -> Iterator[Excerpt]:
    with tarfile.open(data_file("redewiedergabe", "main-tsv.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".tsv") else None
            if file is None:
                continue
            text = io.StringIO(file.read().decode("utf-8"))
            rows = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
            if not rows or "stwr" not in rows[0]:  # the list of samples
                continue
            labels = np.array([_prose_labels(row) for row in rows], np.float32)
            whole = [frozenset(_representations(row)) for row in rows]
            for i, here in enumerate(whole):
                labels[i, -3] = bool(here - (whole[i - 1] if i else frozenset()))
                labels[i, -2] = bool(here - (whole[i + 1] if i + 1 < len(whole) else frozenset()))
            yield _excerpt("prose", [row["normtok"] for row in rows], labels)


def _representations(row: dict[str, str]) -> list[str]:
    return [] if row["stwr"] == "-" else row["stwr"].split("|")


def _prose_labels(row: dict[str, str]) -> list[bool]:
    parts = [one.split(".") for one in _representations(row)]
    types, media = {part[0] for part in parts}, {part[1] for part in parts if len(part) > 1}
    return [
        *(name in types for name in PROSE_TYPES),
        *(name in media for name in PROSE_MEDIA),
        *(row[column] not in ("-", "") for column in PROSE_COLUMNS),
        False,
        False,
        row["rfpos"].startswith("VFIN") and row["rfpos"].endswith("Subj"),
    ]


def _excerpt(corpus: str, tokens: Sequence[str], labels: npt.NDArray[np.float32]) -> Excerpt:
    """Write the tokens as a text, and bring their labels to the words of that text."""
    pieces: list[str] = []
    ends: list[int] = []
    length = 0
    for token in tokens:
        glued = not pieces or NO_SPACE_BEFORE.fullmatch(token) or NO_SPACE_AFTER.fullmatch(pieces[-1])
        pieces += ["" if glued else " ", token]
        length += len(pieces[-2]) + len(token)
        ends.append(length)
    text = "".join(pieces)
    words = split_words(text)
    of_word = np.searchsorted(ends, words.starts, side="right")
    return Excerpt(corpus, text, labels[np.minimum(of_word, len(tokens) - 1)])
