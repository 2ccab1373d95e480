"""Compile excerpts.yaml, the annotated excerpts, to excerpts.jsonl, in the format of the quotation corpus.

    python tests/gold/build.py            write excerpts.jsonl and print the counts
    python tests/gold/build.py --check    print the counts; fail if excerpts.jsonl is out of date

The markup is explained in README.md. Whatever breaks a rule stops the build with the excerpt's name and the rule.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCE = HERE / "excerpts.yaml"
COMPILED = HERE / "excerpts.jsonl"

FORMS = {
    "direct": "Direct",
    "indirect": "Indirect",
    "reported": "Reported",
    "free": "FreeIndirect",
    "ifi": "IndirectFreeIndirect",
}
MEDIA = {"speech": "Speech", "writing": "Writing", "thought": "Thought", "sw": "SW", "st": "ST", "tw": "TW"}
ROLES = {"q": "quote", "s": "speaker", "c": "cue", "f": "frame", "a": "addressee"}
FRAMED = {"Direct", "Indirect"}
"""The forms that have a frame; the others are whole clauses with a speaker at most."""

MARKS = {"„": "“", "»": "«", "«": "»", '"': '"', "“": "”", "‚": "‘", "›": "‹"}
"""Opening quotation marks and their partners."""

WORDS_ALLOWED = range(60, 181)
ABBREVIATIONS = ("Dr.", "Prof.", "Nr.", "St.", "R.")

TOKEN = re.compile(
    r"\d{1,2}\.(?= [A-ZÄÖÜ])"  # ordinals of dates and centuries: 12. Mai
    r"|\d+-\w+|\d+(?:[.,:]\d+)*"  # 34-Jährige; numbers and times: 12.400, 9,5
    r"|"
    + "|".join(r"\b" + re.escape(word) for word in ABBREVIATIONS)
    + r"|\w+(?:['’-]\w+)*-?"  # words: Co-Trainerin
    r"|\S"  # any other mark stands alone
)
LABEL = re.compile(r"\{((?:[a-z][\d,]+)(?:\+[a-z][\d,]+)*)\s")

Span = tuple[int, int]


class MarkupError(Exception):
    """An excerpt breaks a rule; the message names the excerpt and the rule."""


@dataclass
class Quotation:
    """One annotated quotation: character spans of each role, and the quotation that it is nested in."""

    number: int
    form: str
    medium: str
    parent: int | None
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def parse(cls, number: int, declaration: str) -> Quotation:
        """Read a declaration such as ``direct speech in 4``."""
        found = re.fullmatch(r"(\w+) (\w+)(?: in (\d+))?", declaration)
        if not found or found[1] not in FORMS or found[2] not in MEDIA:
            raise MarkupError(f"quotation {number}: cannot read {declaration!r}")
        return cls(number, FORMS[found[1]], MEDIA[found[2]], int(found[3]) if found[3] else None)


def unfold(marked: str) -> str:
    """Join the lines of each paragraph; paragraphs stay two line ends apart."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", marked.strip()))


def parse(marked: str) -> tuple[str, dict[tuple[str, int], list[Span]]]:
    """Split marked-up text into plain text and the spans of each role and quotation number."""
    text: list[str] = []
    length = position = 0
    open_spans: list[tuple[str, int]] = []
    spans: dict[tuple[str, int], list[Span]] = defaultdict(list)
    while position < len(marked):
        label = LABEL.match(marked, position)
        if label:
            open_spans.append((label[1], length))
            position = label.end()
            continue
        character = marked[position]
        if character == "{":
            raise MarkupError(f"unreadable label at {marked[position : position + 20]!r}")
        if character == "}":
            if not open_spans:
                raise MarkupError(f"closing brace without opening one after {''.join(text)[-30:]!r}")
            label_text, start = open_spans.pop()
            for part in label_text.split("+"):
                for number in part[1:].split(","):
                    spans[part[0], int(number)].append((start, length))
        else:
            text.append(character)
            length += 1
        position += 1
    if open_spans:
        raise MarkupError(f"unclosed spans: {[label for label, _ in open_spans]}")
    return "".join(text), spans


def tokenize(text: str) -> list[Span]:
    """Split text as the quotation corpus does: words whole, punctuation and quotation marks alone."""
    return [found.span() for found in TOKEN.finditer(text)]


def split_sentences(text: str, tokens: list[Span]) -> list[Span]:
    """Token ranges of sentences: they end at . ! ? and closing marks behind, and at paragraphs."""
    sentences: list[Span] = []
    start = 0
    words = [text[a:b] for a, b in tokens]
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        gap = "" if last else text[tokens[index][1] : tokens[index + 1][0]]
        ended = word in {".", "!", "?"} or (
            word in set(MARKS.values()) and index > 0 and words[index - 1] in {".", "!", "?"}
        )
        if last or "\n" in gap or (ended and gap == " " and not words[index + 1][0].islower()):
            sentences.append((start, index + 1))
            start = index + 1
    return sentences


def to_token_ids(spans: list[Span], tokens: list[Span], text: str) -> list[int]:
    """Map character spans to token ids; a span must begin and end where tokens do."""
    ids: list[int] = []
    for start, end in sorted(spans):
        inside = [index for index, (a, b) in enumerate(tokens) if a < end and b > start]
        if not inside or tokens[inside[0]][0] != start or tokens[inside[-1]][1] != end:
            raise MarkupError(f"span does not fit the tokens: {text[start:end]!r}")
        ids += inside
    if len(ids) != len(set(ids)):
        raise MarkupError(f"spans of one role overlap: {[text[a:b] for a, b in spans]}")
    return sorted(ids)


def check_quotation(quotation: Quotation, ids: dict[str, list[int]], text: str) -> None:
    """Hold one quotation against the conventions."""
    pieces = [text[a:b] for a, b in sorted(quotation.spans["quote"])]
    if not pieces:
        raise MarkupError("no content")
    framed = quotation.form in FRAMED
    if bool(ids["frame"]) != framed and not (quotation.parent and not ids["frame"]):
        raise MarkupError(f"{quotation.form} {'needs' if framed else 'must not have'} a frame")
    for role in ("cue", "addressee"):
        if not set(ids[role]) <= set(ids["frame"]):
            raise MarkupError(f"{role} outside the frame")
    if framed and set(ids["frame"]) & set(ids["quote"]):
        raise MarkupError("frame overlaps the content")
    if quotation.form == "Direct":
        for piece in pieces:
            if MARKS.get(piece[0]) != piece[-1]:
                raise MarkupError(f"direct content without its quotation marks: {piece!r}")
    elif quotation.form == "Indirect" and pieces[-1].endswith((".", ",")):
        raise MarkupError("indirect content ends without the sentence's full stop")
    elif not framed and not pieces[-1].endswith((".", "!", "?")):
        raise MarkupError(f"{quotation.form} content is a whole sentence with its full stop")
    if ids["frame"] and text[max(b for _, b in quotation.spans["frame"]) - 1] == ".":
        raise MarkupError("a frame ends before the full stop")


def check_nesting(quotations: list[Quotation], ids: dict[int, dict[str, list[int]]]) -> None:
    """Check that contents lie inside each other exactly as declared."""
    parents = {one.number: one.parent for one in quotations}
    for one in quotations:
        ancestors: set[int] = set()
        step = one.parent
        while step is not None:
            if step not in parents or step in ancestors:
                raise MarkupError(f"quotation {one.number}: no such parent, or a circle")
            ancestors.add(step)
            step = parents[step]
        inner = set(ids[one.number]["quote"])
        for other in quotations:
            outer = set(ids[other.number]["quote"])
            if other is one or not inner & outer:
                continue
            if inner < outer and other.number not in ancestors:
                raise MarkupError(f"quotation {one.number} lies in {other.number} undeclared")
            if not (inner < outer or outer < inner):
                raise MarkupError(f"contents of {one.number} and {other.number} cross")
        if any(not inner < set(ids[number]["quote"]) for number in ancestors):
            raise MarkupError(f"quotation {one.number} does not lie in its parent")


def compile_excerpt(
    source: dict[str, Any], number: int, words_allowed: range = WORDS_ALLOWED
) -> dict[str, Any]:
    """Turn one authored excerpt into a document of the corpus's format.

    Raises:
        MarkupError: it breaks a rule.
    """
    text, spans = parse(unfold(source["text"]))
    if unicodedata.normalize("NFC", text) != text:
        raise MarkupError("text is not in Unicode form C")
    if len(text.split()) not in words_allowed:
        allowed = f"{words_allowed[0]} to {words_allowed[-1]}"
        raise MarkupError(f"{len(text.split())} words; {allowed} are allowed")
    quotations = [Quotation.parse(key, value) for key, value in source["quotations"].items()]
    if [one.number for one in quotations] != list(range(1, len(quotations) + 1)):
        raise MarkupError("quotations are numbered 1, 2, 3 …")
    by_number = {one.number: one for one in quotations}
    for (letter, key), found in spans.items():
        if letter not in ROLES or key not in by_number:
            raise MarkupError(f"label {letter}{key} belongs to no declared quotation")
        by_number[key].spans[ROLES[letter]] = found
    tokens = tokenize(text)
    ids = {
        one.number: {role: to_token_ids(one.spans[role], tokens, text) for role in ROLES.values()}
        for one in quotations
    }
    for one in quotations:
        try:
            check_quotation(one, ids[one.number], text)
        except MarkupError as error:
            raise MarkupError(f"quotation {one.number}: {error}") from error
    check_nesting(quotations, ids)
    nests = {one.parent for one in quotations}
    return {
        "documentName": f"gold-{number:02d} - {source['name']}",
        "text": text,
        "tokens": [text[a:b] for a, b in tokens],
        "tokenChars": [list(token) for token in tokens],
        "sentences": [list(sentence) for sentence in split_sentences(text, tokens)],
        "annotations": [
            {
                "id": one.number - 1,
                "type": one.form,
                "medium": one.medium,
                "isNested": one.parent is not None,
                "hasNested": one.number in nests,
                **{role: ids[one.number][role] for role in ROLES.values()},
            }
            for one in quotations
        ],
    }


def compile_all(source: Path = SOURCE) -> list[dict[str, Any]]:
    """Compile all excerpts.

    Raises:
        MarkupError: an excerpt breaks a rule, or the set does not cover every form, medium and quotation mark.
    """
    authored = yaml.safe_load(source.read_text(encoding="utf-8"))
    names = [excerpt["name"] for excerpt in authored]
    if len(names) != len(set(names)):
        raise MarkupError("two excerpts have the same name")
    documents = []
    for number, excerpt in enumerate(authored, 1):
        try:
            documents.append(compile_excerpt(excerpt, number))
        except MarkupError as error:
            raise MarkupError(f"{excerpt['name']}: {error}") from error
    check_coverage(documents)
    return documents


def check_coverage(documents: list[dict[str, Any]]) -> None:
    """Check that every form, medium and quotation mark occurs."""
    quotations = [(document, one) for document in documents for one in document["annotations"]]
    missing = (
        set(FORMS.values()) - {one["type"] for _, one in quotations}
        | set(MEDIA.values()) - {one["medium"] for _, one in quotations}
        | set(MARKS)
        - {document["tokens"][one["quote"][0]] for document, one in quotations if one["type"] == "Direct"}
    )
    if missing:
        raise MarkupError(f"not covered: {', '.join(sorted(missing))}")


def serialize(documents: list[dict[str, Any]]) -> str:
    """One document a line, as the corpus does."""
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def table(documents: list[dict[str, Any]]) -> str:
    """Counts as a Markdown table: forms by media, then what is special."""
    quotations = [one for document in documents for one in document["annotations"]]
    pairs = Counter((one["type"], one["medium"]) for one in quotations)
    media = list(MEDIA.values())
    lines = ["| form | " + " | ".join(media) + " | all |", "|---|" + "---:|" * (len(media) + 1)]
    for form in FORMS.values():
        counts = [pairs[form, medium] for medium in media]
        lines.append(
            f"| {form} | " + " | ".join(str(count or "–") for count in counts) + f" | {sum(counts)} |"
        )
    columns = [sum(pairs[form, medium] for form in FORMS.values()) for medium in media]
    lines.append("| all | " + " | ".join(map(str, columns)) + f" | {len(quotations)} |")
    split = sum(
        any(b - a > 1 for a, b in zip(one["quote"], one["quote"][1:], strict=False)) for one in quotations
    )
    words = sum(len(document["text"].split()) for document in documents)
    roles = ", ".join(
        f"{sum(bool(one[role]) for one in quotations)} with {role}" for role in list(ROLES.values())[1:]
    )
    nested = sum(one["isNested"] for one in quotations)
    lines += [
        "",
        f"{len(documents)} excerpts, {words} words, {len(quotations)} quotations: {nested} nested, ",
    ]
    lines[-1] += f"{split} split, {roles}."
    return "\n".join(lines)


def main() -> int:
    """Build or check; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="do not write, compare with what is there")
    check = parser.parse_args().check
    try:
        documents = compile_all()
    except MarkupError as error:
        sys.stderr.write(f"{SOURCE.name}: {error}\n")
        return 1
    compiled = serialize(documents)
    sys.stdout.write(table(documents) + "\n")
    if not check:
        COMPILED.write_text(compiled, encoding="utf-8")
    elif not COMPILED.exists() or COMPILED.read_text(encoding="utf-8") != compiled:
        sys.stderr.write(f"{COMPILED.name} is out of date: run python tests/gold/build.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
