"""Vectors of a claim and its denial lie to each other in a way of their own; what cannot be loaded is said plainly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from laut.errors import LautError
from laut.linking.antithesis import WEIGHTS, Antithesis, packaged
from laut.reading.meaning import SentenceEncoder

CLAIM = "die Reederei Holtgast verkaufe drei ihrer Fähren nach Dänemark"
RETOLD = "drei Schiffe der Holtgaster Reederei gingen an einen dänischen Käufer"
DENIALS = (
    "die Reederei Holtgast verkaufe keine Fähren",
    "von einem Verkauf der Fähren könne keine Rede sein",
)
BESIDE = "die Fähren der Reederei Holtgast seien im Schnitt 22 Jahre alt"


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.mark.parametrize("denial", DENIALS)
def test_a_denial_stands_out_from_the_same_and_from_what_is_beside_it(
    encoder: SentenceEncoder, denial: str
) -> None:
    vectors = encoder.vectors([CLAIM, denial, RETOLD, BESIDE])
    denied, retold, beside = packaged().odds(np.repeat(vectors[:1], 3, 0), vectors[1:])
    assert denied > retold + 1
    assert denied > beside + 1


def test_the_order_of_two_vectors_means_nothing_and_neither_do_the_others(encoder: SentenceEncoder) -> None:
    vectors = encoder.vectors([CLAIM, DENIALS[0], RETOLD, BESIDE])
    there = packaged().odds(vectors[:-1], vectors[1:])
    assert packaged().odds(vectors[1:], vectors[:-1]) == pytest.approx(there, abs=1e-3)
    alone = [packaged().odds(vectors[at][None], vectors[at + 1][None])[0] for at in range(3)]
    assert alone == pytest.approx(there, abs=2e-3)


def test_one_vector_is_compared_with_many_and_zeros_give_a_number() -> None:
    vectors: npt.NDArray[np.int8] = np.zeros((3, 384), np.int8)
    vectors[1:, 0] = 127
    odds = packaged().odds(vectors[:1], vectors)
    assert odds.shape == (3,)
    assert np.isfinite(odds).all()


def test_it_was_taught_with_the_vectors_of_the_packaged_encoder(encoder: SentenceEncoder) -> None:
    assert packaged().encoder == encoder.name


@pytest.mark.parametrize("damage", ["missing", "no archive", "cut", "another archive"])
def test_a_missing_or_damaged_file_is_named(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "antithesis.npz"
    if damage == "no archive":
        path.write_text("nothing of the kind")
    elif damage == "cut":
        path.write_bytes(WEIGHTS.read_bytes()[:5000])
    elif damage == "another archive":
        np.savez(path, hidden=np.zeros((2, 2)))
    with pytest.raises(LautError, match="opposite vectors cannot be told"):
        Antithesis(path)
