"""The gold trails are whole: every value is legal, every offset lies in its text."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from training.trails import GOLD, GoldDocument, example_article, read_gold

from laut.records import FactualityValue, SourceKind, Stance

FILES = sorted([*GOLD.glob("*.yaml"), *GOLD.glob("passes/*.yaml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_value_is_one_of_the_scale(path: Path) -> None:
    for document in read_gold(path):
        for one in document.statements:
            assert {one.outlet, one.originator} <= set(get_args(FactualityValue))
            for hop in one.chain:
                assert hop.kind in get_args(SourceKind)
                assert hop.stance in get_args(Stance)
            assert one.when is None or one.when.earliest <= one.when.latest


@pytest.mark.parametrize("part", ["dev", "examples"])
def test_both_passes_annotate_the_statements_of_the_settled_file(part: str) -> None:
    def places(documents: list[GoldDocument]) -> list[tuple[str, tuple[int, int], str]]:
        return [(d.document, s.at, s.form) for d in documents for s in d.statements]

    settled = places(read_gold(GOLD / f"{part}.yaml"))
    assert len(settled) > 100
    for name in "ab":
        assert places(read_gold(GOLD / "passes" / f"{part}-{name}.yaml")) == settled


def test_the_examples_gold_statements_are_among_those_that_the_stages_are_given() -> None:
    for document in read_gold(GOLD / "examples.yaml"):
        text = example_article(document.document).text
        given = {(one.content[0][0], one.content[-1][1], one.form) for one in document.given}
        for one in document.statements:
            assert (*one.at, one.form) in given
            assert text[slice(*one.at)].strip() == text[slice(*one.at)] != ""
            if one.when is not None:
                assert text[slice(*one.when.at)].strip()
