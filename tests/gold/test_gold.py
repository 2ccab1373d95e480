"""The compiled excerpts are what build.py makes of the source, and their offsets are right."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from tests.gold import build

DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in build.COMPILED.read_text(encoding="utf-8").splitlines()
]
ROLES = ("speaker", "cue", "frame", "addressee")
PADDING = "Wort " * 60


def excerpt(text: str, **quotations: str) -> dict[str, Any]:
    """Make an authored excerpt of 60 words and more; quotations are named q1, q2, …"""
    declared = {int(name[1:]): declaration for name, declaration in quotations.items()}
    return {"name": "Probe", "quotations": declared, "text": PADDING + text}


def text_of(document: dict[str, Any], ids: list[int]) -> str:
    """Join the text of tokens; what is left out between them shows as an ellipsis."""
    parts = []
    for place, index in enumerate(ids):
        a, b = document["tokenChars"][index]
        if place and ids[place - 1] == index - 1:
            parts.append(document["text"][document["tokenChars"][index - 1][1] : a])
        elif place:
            parts.append(" … ")
        parts.append(document["text"][a:b])
    return "".join(parts)


def test_compiled_file_is_what_the_source_says() -> None:
    compiled = build.COMPILED.read_text(encoding="utf-8")
    assert compiled == build.serialize(build.compile_all()), "run: python tests/gold/build.py"


def test_readme_shows_the_present_counts() -> None:
    readme = (build.HERE / "README.md").read_text(encoding="utf-8")
    assert build.table(DOCUMENTS) in readme


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["documentName"][:7])
def test_offsets_fit_the_text(document: dict[str, Any]) -> None:
    text, spans = document["text"], document["tokenChars"]
    assert [text[a:b] for a, b in spans] == document["tokens"]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    covered = set().union(*(range(a, b) for a, b in spans))
    assert all(text[index].isspace() for index in set(range(len(text))) - covered)
    edges = [0, *(end for _, end in document["sentences"])]
    assert edges[-1] == len(spans)
    assert [list(pair) for pair in itertools.pairwise(edges)] == document["sentences"]
    for quotation in document["annotations"]:
        for role in ("quote", *ROLES):
            ids = quotation[role]
            assert ids == sorted(set(ids))
            assert all(0 <= index < len(spans) for index in ids)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["documentName"][:7])
def test_nesting_flags_follow_from_the_contents(document: dict[str, Any]) -> None:
    quotations = document["annotations"]
    assert [quotation["id"] for quotation in quotations] == list(range(len(quotations)))
    contents = [set(quotation["quote"]) for quotation in quotations]
    for quotation, content in zip(quotations, contents, strict=True):
        assert quotation["isNested"] == any(content < other for other in contents)
        assert quotation["hasNested"] == any(other < content for other in contents)


def test_a_split_quotation_reads_as_authored() -> None:
    document = next(document for document in DOCUMENTS if "Rücktritt" in document["documentName"])
    first = document["annotations"][0]
    assert text_of(document, first["quote"]) == "»Ich habe es versucht« … »und ich bin gescheitert.«"
    assert text_of(document, first["speaker"]) == "sie"
    assert text_of(document, first["cue"]) == "sagte"
    assert text_of(document, first["frame"]) == ", sagte sie am Sonntagmorgen vor Journalisten,"
    assert text_of(document, first["addressee"]) == "Journalisten"


def test_nested_chain_of_three() -> None:
    document = next(document for document in DOCUMENTS if "Ein Satz geht um" in document["documentName"])
    outer, middle, inner = document["annotations"][:3]
    assert set(inner["quote"]) < set(middle["quote"]) < set(outer["quote"])
    assert [text_of(document, one["speaker"]) for one in (outer, middle, inner)] == [
        "das Portal »Blickwinkel«",
        "die Agentur Nordbild",
        "ein Minister",
    ]


def test_every_word_of_a_split_cue_is_kept() -> None:
    authored = excerpt("{f1 {s1 Er} {c1 teilte} {a1 uns} {c1 mit},} {q1 es regne}.", q1="indirect sw")
    document = build.compile_excerpt(authored, 1)
    (quotation,) = document["annotations"]
    assert [document["tokens"][index] for index in quotation["cue"]] == ["teilte", "mit"]
    assert text_of(document, quotation["frame"]) == "Er teilte uns mit,"


@pytest.mark.parametrize(
    ("text", "declared", "message"),
    [
        ("{f1 Er {c1 sagte}, {q1 es regne}.", {"q1": "indirect speech"}, "unclosed spans"),
        ("Er sagte, es regne}.", {}, "closing brace"),
        ("{f1 {c1 Er sagt}e,} {q1 es regne}.", {"q1": "indirect speech"}, "does not fit the tokens"),
        ("{f1 Er {c1 sagte},} {q1 es regne.}", {"q1": "indirect speech"}, "without the sentence's full stop"),
        ("{f1 Er {c1 sagte}:} {q1 es regnet}.", {"q1": "direct speech"}, "without its quotation marks"),
        ("{q1 Es regne}.", {"q1": "ifi speech"}, "whole sentence"),
        ("{f1 Er warnte vor} {q1 Regen.}", {"q1": "reported speech"}, "must not have a frame"),
        ("{q1 es regne}, {c1 hieß es}.", {"q1": "indirect speech"}, "needs a frame"),
        ("{f1 Er} {c1 sagte}, {q1 es regne}.", {"q1": "indirect speech"}, "cue outside the frame"),
        (
            "{f1,2 Er sagte,} {q1 es {q2 „regne“}}.",
            {"q1": "indirect speech", "q2": "direct speech"},
            "undeclared",
        ),
        (
            "{f1,2 Er sagte,} {q1 es regne} {q2 „so“}.",
            {"q1": "indirect speech", "q2": "direct speech in 1"},
            "not lie in its parent",
        ),
        ("{f2 Er sagte,} {q2 es regne}.", {"q2": "indirect speech"}, "numbered 1, 2, 3"),
        ("{f1 Er sagte,} {q1 es regne}.", {}, "belongs to no declared quotation"),
        ("{f1 Er sagte,} {q1 es regne}.", {"q1": "indirect song"}, "cannot read"),
    ],
)
def test_broken_markup_is_refused_by_name_of_the_rule(
    text: str, declared: dict[str, str], message: str
) -> None:
    with pytest.raises(build.MarkupError, match=message):
        build.compile_excerpt(excerpt(text, **declared), 1)


def test_excerpts_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(build.MarkupError, match="60 to 180"):
        build.compile_excerpt({"name": "Probe", "quotations": {}, "text": "Zu kurz."}, 1)
