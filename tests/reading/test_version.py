"""A reading notes by which rules it was made: whoever changes the rules counts `laut.reading.version.RULES` up."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence

from tests.gold.linking.cases.load import read_cases
from tests.reading.test_quality import GOLD as EXCERPTS
from tests.reading.test_trails_quality import FILE as TRAILS
from training.corpus import Document, read_documents
from training.origins import taken_in
from training.trails import example_article, given_statement, read_gold

from laut.reading.actors.registry import Registry, packaged
from laut.reading.cues import settle_cue
from laut.reading.quotations import Quotation, Range
from laut.reading.reader import readable_sections
from laut.reading.settings import Settings
from laut.reading.statements import make_statements
from laut.reading.trails import follow
from laut.reading.version import RULES, packaged_version, version_of
from laut.records import Article, Statement

MADE = {1: "5458f9d132c9afe8", 2: "6cec74d864ab4f9b"}
"""Digest of what the rules make of the gold quotations, and of the worlds without any, by version of the rules."""
SOME = 300
"""Of how many reports of the worlds."""


def test_statements_are_made_as_this_version_of_the_rules_makes_them() -> None:
    registry = Registry(packaged())
    rows = [
        [one.to_dict() for one in follow(article, readable_sections(article), told, registry)[0]]
        for article, told in itertools.chain(excerpts(), examples(), worlds())
    ]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    assert digest == MADE[RULES], (
        "other statements than before: count laut.reading.version.RULES up and add the digest"
    )


def test_a_reader_is_its_model_and_its_rules() -> None:
    assert version_of(Settings(name="laut-de-9")) == f"laut-de-9.{RULES}"
    assert packaged_version().endswith(f".{RULES}")


def excerpts() -> Iterator[tuple[Article, Sequence[Statement]]]:
    for document in read_documents(EXCERPTS):
        article = Article(id=document.name, text=document.text, language="de")
        found = [settle_cue(one, article.text) for one in quotations(document)]
        yield article, make_statements(article, found)


def examples() -> Iterator[tuple[Article, Sequence[Statement]]]:
    for gold in read_gold(TRAILS):
        article = example_article(gold.document)
        yield article, [given_statement(article.text, n, one) for n, one in enumerate(gold.given)]


def worlds() -> Iterator[tuple[Article, Sequence[Statement]]]:
    reports = (report for case in read_cases("dev") for report in case.reports)
    for report in itertools.islice(reports, SOME):
        yield taken_in(report), ()


def quotations(document: Document) -> Iterator[Quotation]:
    """Yield what is annotated in a document as if the network had found it."""
    for one in document.quotations:
        roles = {name: ranges(document, tokens) for name, tokens in one.roles.items()}
        yield Quotation(
            form=one.form,
            medium=one.medium,
            content=ranges(document, one.content),
            speaker=roles["speaker"],
            cue=roles["cue"],
            frame=roles["frame"],
            addressee=roles["addressee"],
            parent=None,
            evidence=(),
            confidence=1.0,
        )


def ranges(document: Document, tokens: Sequence[int]) -> tuple[Range, ...]:
    """Character ranges of tokens, neighbours joined."""
    joined: list[Range] = []
    for before, token in zip((-2, *tokens), tokens, strict=False):
        start, end = document.tokens[token]
        if token == before + 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
