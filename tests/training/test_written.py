"""What was written to train on is in its form, and none of it is in the gold that measures."""

from __future__ import annotations

from tests.gold.linking.pairs.load import read_own
from training.articles import compile_articles
from training.example_pairs import read_examples
from training.groups import tellings_of
from training.stories import faults, read_stories


def test_the_stories_are_in_their_form() -> None:
    stories = read_stories()
    assert not list(faults(stories))
    assert sum(len(story.claims) for story in stories) >= 960


def test_no_statement_of_a_story_is_in_the_gold() -> None:
    told = {text for story in read_stories() for claim in story.claims for _, _, text in claim.texts()}
    gold = {side.text for pair in read_own() for side in (pair.left, pair.right)}
    gold |= {told.statement.text for told in read_examples().tellings}
    gold |= {told.statement.text for split in ("dev", "kept_back") for told in tellings_of(split)[0]}
    assert len(gold) > 800
    assert not told & gold


def test_the_articles_are_in_their_form() -> None:
    documents = compile_articles()
    assert len(documents) >= 672
    assert len({document["text"] for document in documents}) == len(documents)
