"""The generated pages in docs/ say what the code does, and their example is true to them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from laut.records import Article, Span, Statement

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    specification = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_committed_pages_are_what_the_code_makes(generate: ModuleType) -> None:
    stale = [path.name for path, text in generate.pages().items() if path.read_text("utf-8") != text]
    assert not stale, f"run python docs/generate.py: {stale} out of date"


def test_nothing_is_left_to_fill_in(generate: ModuleType) -> None:
    assert not [path.name for path, text in generate.pages().items() if "{{" in text]


def test_a_field_without_an_explanation_is_an_error(generate: ModuleType) -> None:
    class Unexplained(Statement, frozen=True):
        """Has one field more than it explains."""

        more: str = ""

    with pytest.raises(ValueError, match="Unexplained"):
        generate.field_meanings(Unexplained)


def test_the_example_keeps_the_rules_of_the_page(generate: ModuleType) -> None:
    article: Article = generate.example_article()
    assert Article.from_dict(article.to_dict()) == article
    for statement in article.statements:
        assert statement.speaker is not None
        assert statement.chain[-1].name == statement.speaker.name
        for span in spans_of(statement):
            assert article.text[span.start : span.end] == span.text


def test_the_example_shows_every_field_that_the_schema_names(generate: ModuleType) -> None:
    """…and no other: the fields of each object in the example are those of its definition."""
    schema = json.loads((DOCS / "contract.schema.json").read_text("utf-8"))
    shown: set[str] = set()
    check(generate.example_article().to_dict(), schema, schema["$defs"], shown)
    assert shown >= set(schema["$defs"]), "each record is in the example"


def check(value: Any, schema: dict[str, Any], definitions: dict[str, Any], shown: set[str]) -> None:
    """Compare a value with the part of JSON Schema that ours uses; note the definitions that were met."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        shown.add(name)
        return check(value, definitions[name], definitions, shown)
    if "anyOf" in schema:
        null, other = {"type": "null"}, [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
        return check(value, null if value is None else other[0], definitions, shown)
    if "enum" in schema:
        assert value in schema["enum"]
        return None
    expected = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": float,
        "boolean": bool,
    }
    assert value is None if schema["type"] == "null" else isinstance(value, expected[schema["type"]])
    if isinstance(value, dict):
        assert set(value) == set(schema["properties"]) == set(schema["required"])
        for key, part in value.items():
            check(part, schema["properties"][key], definitions, shown)
    if isinstance(value, list):
        for part in value:
            check(part, schema["items"], definitions, shown)
    return None


def spans_of(statement: Statement) -> list[Span]:
    sources = [source for source in (statement.speaker, *statement.chain) if source]
    return [
        *statement.content,
        *statement.cue,
        *statement.frame,
        *(s for source in sources for s in source.spans),
    ]
