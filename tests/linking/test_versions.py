"""Ledgers note by which rules their claims were made and counted: whoever changes the rules counts the version up."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from typing import Any

from tests.gold.linking.cases.load import Report, read_cases

from laut.linking import counting, features, pairs
from laut.linking.pairs import PairScorer
from laut.records import Article, Told
from training import groups, labelled, origins

COSINE, STRANGENESS, MARGIN = 0.9, 0.0, 0.04
SOME = 60
"""Of how many reports of the worlds the strangeness counts."""

COMPARED = {
    1: "a54a454d27ddde7e",
    2: "bf569d70c574437c",
    3: "ccc364414adb72a4",
    4: "cdbbf3cbc3cabd13",
    5: "c85301f10115371a",
    6: "741b11eae0cae6e5",
}
"""Digest of what is compared of the minimal pairs, by version of the rules."""
COUNTED = {
    2: "1a05101c75d48f11",
    3: "a69c914c6dd531f2",
    4: "f8d5fe4df84c1e97",
    5: "abd36c8b488d934e",
    6: "bcd658ce13cb56b8",
}
"""Digest of the origins of the claims in the worlds, by version of the rules. New worlds change it, too."""


def test_statements_are_compared_as_this_version_of_the_rules_compares_them() -> None:
    scorer = PairScorer()
    rows: list[list[object]] = []
    for case in labelled.minimal_pairs():
        left, right = scorer.profile(case.left), scorer.profile(case.right)
        values = features.compare(left, right, COSINE, STRANGENESS, MARGIN)
        rows.append([case.id, [round(float(value), 3) + 0.0 for value in values]])
    rows += [[one.article, other.article, round(strange, 3)] for one, other, strange in strangeness()]
    assert digest(rows) == COMPARED[pairs.VERSION], (
        "other features than before: count laut.linking.pairs.VERSION up and add the digest"
    )


def strangeness() -> Iterator[tuple[Told, Told, float]]:
    """Yield how strange reports of the first worlds are to each other."""
    affairs = groups.affairs_of("dev")
    tellings, _ = groups.tellings_of("dev")
    first = list({one.article: one for one in tellings}.values())[:SOME]
    for one, other in itertools.combinations(first, 2):
        yield one, other, affairs.strangeness(one, other)


def test_origins_are_counted_as_this_version_of_the_rules_counts_them() -> None:
    rows = [
        [graph.claim.id, graph.found.to_dict()]
        for case in read_cases("dev")
        for graph in origins.graphs_of(case, TakenIn(), given=True)
    ]
    assert digest(rows) == COUNTED[counting.VERSION], (
        "other origins than before: count laut.linking.counting.VERSION up and add the digest"
    )


class TakenIn(origins.Articles):
    """The reports of the worlds without any statement, so that no model has a say."""

    def __init__(self) -> None:
        """Keep nothing."""

    def read(self, report: Report) -> Article:
        return origins.taken_in(report)


def digest(rows: list[Any]) -> str:
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
