"""The labelled statement pairs are whole: legal values, a fair mix, no pair twice, no text of the corpus."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
import yaml
from training.corpus import DATA

from laut.reading.actors.registry import packaged
from laut.records import FactualityValue

from .load import (
    HERE,
    LOADER,
    Label,
    Pair,
    Place,
    Side,
    kappa,
    read_own,
    read_pass,
    read_placed,
    read_standoff,
)

CORPUS = DATA / "quotations-de" / "dev.jsonl.gz"
SHARES: dict[Label, tuple[float, float]] = {
    "same": (0.24, 0.36),
    "related": (0.24, 0.36),
    "opposite": (0.15, 0.26),
    "unrelated": (0.14, 0.26),
}


def labels() -> list[Label]:
    return [pair.label for pair in read_own()] + [pair.label for pair in read_placed()]


def languages(pair: Pair) -> str:
    return "-".join(sorted({pair.left.language, pair.right.language}))


def test_there_are_enough_pairs_of_every_kind() -> None:
    assert len(read_own()) >= 260
    assert len(read_placed()) >= 100
    counts = Counter(labels())
    assert set(counts) == set(get_args(Label))
    for label, (least, most) in SHARES.items():
        assert least <= counts[label] / counts.total() <= most, label


def test_at_least_ninety_pairs_cross_languages_and_they_have_every_label() -> None:
    crossing = Counter(pair.label for pair in read_own() if languages(pair) == "de-en")
    assert crossing.total() >= 90
    assert min(crossing[label] for label in SHARES) >= 12
    assert sum(languages(pair) == "en" for pair in read_own()) >= 5


def test_every_third_pair_is_kept_back_and_they_are_of_every_label() -> None:
    for pairs in (read_own(), read_placed()):
        assert [pair.kept_back for pair in pairs[:4]] == [False, False, True, False]
    kept = Counter(pair.label for pair in read_own() if pair.kept_back)
    assert min(kept[label] for label in SHARES) >= 12


def test_no_statement_of_a_kept_back_pair_occurs_in_a_pair_that_is_not() -> None:
    for pairs in (read_own(), read_placed()):
        kept, other = (
            {side_key(side) for pair in pairs if pair.kept_back is wanted for side in (pair.left, pair.right)}
            for wanted in (True, False)
        )
        assert not kept & other


def test_ids_are_unique_and_no_two_statements_are_compared_twice() -> None:
    own, placed = read_own(), read_placed()
    ids = [pair.id for pair in own] + [pair.id for pair in placed]
    assert len(set(ids)) == len(ids)
    assert len({frozenset((pair.left, pair.right)) for pair in own}) == len(own)
    assert len({frozenset((pair.left, pair.right)) for pair in placed}) == len(placed)


def test_the_values_of_own_pairs_are_legal() -> None:
    for pair in read_own():
        assert pair.label in get_args(Label)
        assert pair.left != pair.right
        for side in (pair.left, pair.right):
            check(side)


def test_speakers_have_the_registry_s_id_where_it_knows_them() -> None:
    by_name = {actor.name: actor.id for actor in packaged()}
    for pair in read_own():
        for side in (pair.left, pair.right):
            assert side.speaker_actor == by_name.get(side.speaker or ""), (pair.id, side.speaker)


def test_stand_off_pairs_hold_no_text_of_the_corpus() -> None:
    allowed = {"document", "at", "speaker", "speaker_actor", "originator"}
    for row in yaml.load((HERE / "standoff.yaml").read_bytes(), Loader=LOADER):
        assert set(row) == {"id", "label", "left", "right"}
        for side in ("left", "right"):
            assert set(row[side]) == allowed
            assert row[side]["document"].isdigit()
            assert all(0 <= start < end for start, end in row[side]["at"])


@pytest.mark.skipif(not CORPUS.exists(), reason="the quotation corpus is not here")
def test_stand_off_places_are_whole_words_in_the_corpus() -> None:
    for pair in read_standoff():
        for side in (pair.left, pair.right):
            check(side)
            assert side.text[0].isalnum() or side.text[0] in "„\"“'(‚…", (pair.id, side.text)


def test_both_passes_label_all_pairs_and_the_settled_label_is_one_of_theirs() -> None:
    settled = {pair.id: pair.label for pair in read_own()} | {pair.id: pair.label for pair in read_placed()}
    first, second = read_pass(1), read_pass(2)
    assert set(first) == set(second) == set(settled)
    for id, label in settled.items():
        assert label in (first[id], second[id])
    assert kappa(first.values(), [second[id] for id in first]) >= 0.8


def test_kappa_is_one_for_equal_and_near_zero_for_independent_labels() -> None:
    assert kappa("aabb", "aabb") == 1.0
    assert kappa("aabb", "abab") == 0.0
    with pytest.raises(ValueError, match="at least one pair"):
        kappa("", "")


def check(side: Side) -> None:
    assert side.text.strip() == side.text != ""
    assert side.language in ("de", "en")
    assert side.originator is None or side.originator in get_args(FactualityValue)
    assert side.speaker is None or side.speaker.strip() == side.speaker != ""


def side_key(side: Side | Place) -> object:
    return side.text if isinstance(side, Side) else (side.document, side.at)
