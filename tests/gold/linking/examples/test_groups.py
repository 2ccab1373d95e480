"""The claim groups of the examples are whole: anchors are found and apart, ids known, and the README counts right."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from laut.intake import load
from laut.records import Article, Span, Statement

from .load import (
    EXAMPLES,
    HERE,
    Anchor,
    AnchorError,
    file_name,
    locate,
    match,
    match_not_judged,
    read_groups,
)

GROUPS = read_groups()
CLAIMS = {claim.id: claim for claim in GROUPS.claims}
ANCHORS = [anchor for claim in GROUPS.claims for anchor in claim.statements] + list(GROUPS.not_judged)
SHARED = [claim for claim in GROUPS.claims if len(claim.statements) > 1]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {file_name(article): article for article in load([EXAMPLES]) if isinstance(article, Article)}


def stated(article: Article, anchor: Anchor) -> Statement:
    spans = tuple(Span(start, end, article.text[start:end]) for start, end in locate(anchor, article.text))
    return Statement(id=f"s-{spans[0].start}", form="indirect", medium=None, confidence=1.0, content=spans)


def test_anchors_are_found_once_in_their_article(articles: dict[str, Article]) -> None:
    for anchor in ANCHORS:
        text = articles[anchor.file].text
        assert tuple(text[start:end] for start, end in locate(anchor, text)) == anchor.quote


def test_no_two_anchors_are_the_same_place(articles: dict[str, Article]) -> None:
    places = Counter((anchor.file, locate(anchor, articles[anchor.file].text)) for anchor in ANCHORS)
    assert [place for place, times in places.items() if times > 1] == []


def test_every_third_shared_claim_is_kept_back_and_no_single_one() -> None:
    assert [claim.kept_back for claim in SHARED] == [number % 3 == 2 for number in range(len(SHARED))]
    assert not any(claim.kept_back for claim in GROUPS.claims if len(claim.statements) == 1)


def test_single_claims_are_listed_only_for_a_neighbour_or_an_opposition() -> None:
    needed = {claim for opposed in GROUPS.oppositions for claim in (opposed.earlier, opposed.later)}
    assert all(c.near or c.id in needed for c in GROUPS.claims if len(c.statements) == 1)


def test_claims_are_near_each_other_both_ways() -> None:
    assert len(CLAIMS) == len(GROUPS.claims)
    assert all(claim.id in CLAIMS[other].near for claim in GROUPS.claims for other in claim.near)


def test_oppositions_are_between_two_known_claims_and_listed_once() -> None:
    pairs = [frozenset((opposed.earlier, opposed.later)) for opposed in GROUPS.oppositions]
    assert all(len(pair) == 2 and pair <= CLAIMS.keys() for pair in pairs)
    assert len(set(pairs)) == len(pairs)
    assert {opposed.kind for opposed in GROUPS.oppositions} <= {"reversal", "split", "denial"}


def test_statements_are_matched_to_their_claims_whatever_their_order(articles: dict[str, Article]) -> None:
    read = []
    for name in sorted(articles, reverse=True):
        here = [stated(articles[name], anchor) for anchor in reversed(ANCHORS) if anchor.file == name]
        read.append(Article.from_dict(articles[name].to_dict() | {"statements": [s.to_dict() for s in here]}))
    for claim, members in zip(GROUPS.claims, match(read, GROUPS), strict=True):
        texts = [read[article].statements[statement] for article, statement in members]
        assert [tuple(span.text for span in found.content) for found in texts] == [
            anchor.quote for anchor in claim.statements
        ]
    assert len(match_not_judged(read, GROUPS)) == len(GROUPS.not_judged)


def test_what_was_not_read_is_missing_and_what_lies_elsewhere_is_not_taken_for_it(
    articles: dict[str, Article],
) -> None:
    article = articles["2022-11-02-dep-new-york-times.txt"]
    title = Statement(
        id="s-1", form="indirect", medium=None, confidence=1.0, content=(Span(0, 10, article.text[:10]),)
    )
    read = Article.from_dict(article.to_dict() | {"statements": [title.to_dict()]})
    assert not any(match([read], GROUPS))


def test_words_that_occur_twice_are_no_anchor() -> None:
    with pytest.raises(AnchorError, match=r"a\.txt: 'Nein' occurs 2 times"):
        locate(Anchor("a.txt", ("Nein",)), "Nein und Nein")


def test_the_readme_counts_what_there_is() -> None:
    rows = dict(re.findall(r"^\| ([^|]+?) \| (\d+) \|$", (HERE / "README.md").read_text("utf-8"), re.M))
    sizes = [len(claim.statements) for claim in SHARED]
    pairs = [pair for claim in SHARED for pair in combinations(claim.statements, 2)]
    doubtful = [opposed for opposed in GROUPS.oppositions if opposed.doubtful]
    assert rows == {
        "groups of two or more": str(len(SHARED)),
        "of these kept back": str(sum(claim.kept_back for claim in SHARED)),
        "of these in two or more articles": str(
            sum(len({anchor.file for anchor in claim.statements}) > 1 for claim in SHARED)
        ),
        "statements in them": str(sum(sizes)),
        "pairs that are the same claim": str(len(pairs)),
        "of these across two articles": str(sum(one.file != other.file for one, other in pairs)),
        "single statements listed": str(len(CLAIMS) - len(SHARED)),
        "pairs of near claims": str(sum(len(claim.near) for claim in GROUPS.claims) // 2),
        "oppositions to find": str(len(GROUPS.oppositions) - len(doubtful)),
        "doubtful oppositions": str(len(doubtful)),
        "statements not judged": str(len(GROUPS.not_judged)),
    }
