"""Score a model on annotated documents, end to end: raw text in, statements out, mapped to the corpus's tokens.

What is scored is what users get: the speaker is whom the trail ends with, and edges are trimmed.

python -m training.evaluate                              # the model that laut brings, on dev
python -m training.evaluate --weights runs/export
python -m training.evaluate --weights runs/export --checkpoint runs/model/model.pt     # the same in float32
python -m training.evaluate --documents tests/gold/excerpts.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from laut.intake import load_text
from laut.reading.quotations import Quotation as Found
from laut.reading.reader import WEIGHTS, Reader
from laut.records import Span, Statement
from training.corpus import FORMS, ROLES, Document, Quotation, read_documents, read_quotations
from training.scorer import Report, assign, overlap, score

BINS = 10


def read_document_quotations(reader: Reader, documents: Sequence[Document]) -> list[list[Found]]:
    """Read documents as `laut read` does, from plain text; the ranges refer to the documents' own texts."""
    articles = [msgspec.structs.replace(load_text(document.text), language="de") for document in documents]
    return [
        back_to(document.text, article.text, list(map(_found, reader.read(article).statements)))
        for document, article in zip(documents, articles, strict=True)
    ]


def _found(statement: Statement) -> Found:
    def ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in spans)

    return Found(
        form=statement.form,
        medium=statement.medium,
        content=ranges(statement.content),
        speaker=ranges(statement.speaker.spans if statement.speaker else ()),
        cue=ranges(statement.cue),
        frame=ranges(statement.frame),
        addressee=ranges(statement.addressee),
        parent=None,
        evidence=(),
        confidence=statement.confidence,
    )


def back_to(original: str, text: str, quotations: list[Found]) -> list[Found]:
    """Move character ranges from an article's text to the text that intake made it of, by visible characters.

    Raises:
        ValueError: intake has changed more than white space.
    """
    if text == original:
        return quotations
    here = [i for i, char in enumerate(text) if not char.isspace()]
    there = [i for i, char in enumerate(original) if not char.isspace()]
    if [text[i] for i in here] != [original[i] for i in there]:
        raise ValueError(f"intake has changed the characters of a text: {original[:60]!r} …")
    place = dict(zip(here, there, strict=True))

    def moved(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((place[start], place[end - 1] + 1) for start, end in ranges)

    return [
        replace(one, content=moved(one.content), **{role: moved(getattr(one, role)) for role in ROLES})
        for one in quotations
    ]


def in_tokens(document: Document, found: Iterable[Found]) -> list[Quotation]:
    """Map character ranges to the tokens of the corpus that they overlap."""
    starts = np.array([start for start, _ in document.tokens])
    ends = np.array([end for _, end in document.tokens])

    def tokens(ranges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        inside = np.zeros(len(starts), bool)
        for start, end in ranges:
            inside |= (starts < end) & (ends > start)
        return tuple(np.flatnonzero(inside).tolist())

    return [
        Quotation(
            one.form, one.medium, tokens(one.content), {role: tokens(getattr(one, role)) for role in ROLES}
        )
        for one in found
    ]


def correctness(gold: Sequence[Quotation], system: Sequence[Quotation]) -> list[bool]:
    """Whether each quotation of the system is right: it shares more than half with the gold one assigned to it."""
    right = {
        id(given): expected is not None and overlap(expected.content, given.content) > 0.5
        for expected, given in assign(gold, system)
        if given is not None
    }
    return [right[id(given)] for given in system]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    values, hits = np.array(confidences), np.array(right, float)
    numbers = np.minimum((values * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(values[numbers == b].mean() - hits[numbers == b].mean()) * (numbers == b).mean()
            for b in set(numbers)
        )
    )


def evaluate(reader: Reader, documents: Sequence[Document]) -> tuple[Report, dict[str, Any]]:
    """Score a reader on documents; also its calibration and speed."""
    began = time.perf_counter()
    found = read_document_quotations(reader, documents)
    seconds = time.perf_counter() - began
    system = [in_tokens(document, one) for document, one in zip(documents, found, strict=True)]
    gold = [document.quotations for document in documents]
    report = score(zip(gold, system, strict=True))
    confidences = [one.confidence for of_document in found for one in of_document]
    right = [hit for g, s in zip(gold, system, strict=True) for hit in correctness(g, s)]
    sure = [hit for value, hit in zip(confidences, right, strict=True) if value >= 0.9]
    return report, {
        "documents": len(documents),
        "quotations": sum(map(len, gold)),
        "found": len(confidences),
        "calibration_error": round(calibration_error(confidences, right), 4) if confidences else None,
        "precision_at_0.9": round(float(np.mean(sure)), 4) if sure else None,
        "share_at_0.9": round(len(sure) / len(right), 4) if right else None,
        "words_per_second": round(sum(len(d.tokens) for d in documents) / seconds),
    }


def table(report: Report, facts: dict[str, Any]) -> str:
    """Lay out all scores as Markdown tables."""
    lines = ["| score | precision | recall | F1 |", "|---|---|---|---|"]
    rows = [*report.scores.items(), *((f"role {name}", one) for name, one in report.roles.items())]
    rows += [(f"form {name}", report.forms[name]) for name in FORMS]
    lines += [f"| {name} | {one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} |" for name, one in rows]
    lines += ["", "| form | gold | found with more than half overlap |", "|---|---|---|"]
    lines += [f"| {form} | {n} | {hit / n if n else 0:.2f} |" for form, (hit, n) in report.found.items()]
    hit, n = report.speakers
    lines += ["", f"speaker right (of {n} gold quotations with a speaker): {hit / n if n else 0:.3f}"]
    lines += [f"{name.replace('_', ' ')}: {value}" for name, value in facts.items()]
    return "\n".join(lines)


def load_reader(weights: Path, checkpoint: Path | None, threads: int | None) -> Reader:
    """Load a reader; with a checkpoint, its network runs in torch instead of onnxruntime."""
    if checkpoint is None:
        return Reader(threads, weights=weights)
    import torch

    from training.export import load_network
    from training.torch_network import TorchNetwork

    torch.set_num_threads(threads or 2)
    torch.backends.mkldnn.set_flags(False)
    return Reader(threads, weights=weights, network=TorchNetwork(load_network(checkpoint)))


def main() -> None:
    """Print the scores of a model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--documents", type=Path, help="JSON lines in the corpus's format; else dev")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true", help="print F1 scores and facts as JSON")
    args = parser.parse_args()
    documents = read_documents(args.documents) if args.documents else read_quotations("dev")
    reader = load_reader(args.weights, args.checkpoint, args.threads)
    report, facts = evaluate(reader, documents)
    sys.stdout.write(
        (json.dumps({**report.to_dict(), **facts}) if args.json else table(report, facts)) + "\n"
    )


if __name__ == "__main__":
    main()
