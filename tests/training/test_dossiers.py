"""Relinked in a second, a world shows what its dossier shows (no corpus needed)."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest
from tests.gold.linking.cases.load import read_cases
from training.dossiers import Totals, load_weights, relinked, world_of
from training.origins import Articles, linked_of
from training.pairs import SCORER

from laut.linking.pairs import packaged_weights
from laut.linking.profiles import Profiler
from laut.reading.meaning import SentenceEncoder


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_a_world_shows_what_its_dossier_shows_again_and_again(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    articles, weights = Articles(tmp_path), packaged_weights()
    for case in itertools.islice(read_cases("dev"), 2):
        wanted = list(linked_of(case, articles, encoder))
        world = world_of(case, articles, encoder.vectors, Profiler())
        assert relinked(world, weights) == wanted
        compared = len(world.rows)
        assert compared
        assert relinked(world, weights) == wanted
        assert len(world.rows) == compared, "features are worked out once"
        nothing = Totals.of(relinked(world, msgspec.structs.replace(weights, threshold=1.0)))
        whole = Totals.of(wanted)
        assert nothing.there == whole.there == sum(one.there for one in wanted)
        assert nothing.held < whole.held


def test_what_is_no_scorer_of_today_is_refused_with_its_name(tmp_path: Path) -> None:
    missing, broken, old = (tmp_path / name for name in ("missing.yaml", "broken.yaml", "old.yaml"))
    broken.write_text("threshold: high\n")
    old.write_text(SCORER.read_text("utf-8").replace("margin", "gap"), "utf-8")
    for path, why in ((missing, "no scorer"), (broken, "no scorer"), (old, "other features")):
        with pytest.raises(SystemExit, match=f"{path.name} .*{why}"):
            load_weights(path)


def test_the_packaged_numbers_can_be_given_as_a_file() -> None:
    assert load_weights(SCORER) == packaged_weights()
