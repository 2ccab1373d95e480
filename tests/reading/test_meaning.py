"""Do sentence vectors bring together what means the same, always in the same way, and in the right cells?"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from laut.errors import ModelError
from laut.reading.meaning import SCALE, WEIGHTS, WIDTH, SentenceEncoder, SentenceSettings, similarity

# a statement, the same in other words, and something else that shares words with it
GERMAN = [
    (
        "die Brücke über die Lenne müsse für zwei Jahre gesperrt werden",
        "zwei Jahre lang könne niemand mehr über die Lennebrücke fahren",
        "der Brückentag werde in diesem Jahr von vielen genutzt",
    ),
    (
        "man werde die Löhne im kommenden Jahr um vier Prozent anheben",
        "die Beschäftigten bekämen nächstes Jahr vier Prozent mehr Geld",
        "man werde im kommenden Jahr vier neue Schulen bauen",
    ),
    (
        "der Minister habe von den Zahlungen nichts gewusst",
        "dem Minister seien die Überweisungen nicht bekannt gewesen",
        "der Minister habe die Zahl der Züge erhöht",
    ),
]
ENGLISH = [
    (
        "the bridge across the Lenne will have to stay closed for two years",
        "nobody will be able to drive over the Lenne bridge for two years",
        "many people will take a long weekend this year",
    ),
    (
        "wages will go up by four per cent next year",
        "employees are to get four per cent more pay next year",
        "four new schools will be built next year",
    ),
    (
        "the minister had known nothing about the payments",
        "the minister was not aware of the transfers",
        "the minister had increased the number of trains",
    ),
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(threads=1)


@pytest.mark.parametrize("triple", [*GERMAN, *ENGLISH], ids=lambda triple: triple[0][:20])
def test_what_means_the_same_is_nearer_than_what_does_not(
    encoder: SentenceEncoder, triple: tuple[str, str, str]
) -> None:
    statement, same, other = encoder.vectors(triple)
    assert similarity(statement, same) > similarity(statement, other)


@pytest.mark.parametrize(("german", "english"), list(zip(GERMAN, ENGLISH, strict=True)))
def test_the_english_translation_is_nearer_than_anything_else_in_english(
    encoder: SentenceEncoder, german: tuple[str, str, str], english: tuple[str, str, str]
) -> None:
    statement = encoder.vectors([german[0]])
    others = [text for triple in ENGLISH if triple is not english for text in triple] + [english[2]]
    translation, *rest = similarity(statement, encoder.vectors([english[0], *others]))
    assert translation > max(rest)


def test_a_vector_does_not_depend_on_the_other_texts(encoder: SentenceEncoder) -> None:
    texts = [text for triple in GERMAN + ENGLISH for text in triple] + ["Ja.", ""]
    together = encoder.vectors(texts)
    assert np.array_equal(together, np.concatenate([encoder.vectors([text]) for text in texts]))
    assert np.array_equal(together[::-1], encoder.vectors(texts[::-1]))


def test_a_vector_does_not_depend_on_the_number_of_threads(encoder: SentenceEncoder) -> None:
    texts = [text for triple in GERMAN for text in triple]
    assert np.array_equal(encoder.vectors(texts), SentenceEncoder(threads=2).vectors(texts))


def test_vectors_have_length_one_in_steps_of_int8(encoder: SentenceEncoder) -> None:
    vectors = encoder.vectors(GERMAN[0])
    assert vectors.dtype == np.int8 and vectors.shape == (3, WIDTH)
    assert np.abs(np.linalg.norm(vectors.astype(float), axis=1) - SCALE).max() < 1


def test_no_texts_have_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.vectors([]).shape == (0, WIDTH)
    assert encoder.cells(encoder.vectors([])).shape == (0,)


def test_the_end_of_a_long_text_does_not_count(encoder: SentenceEncoder) -> None:
    long = "Der Rat tagte bis in die Nacht. " * 20
    first, second = encoder.vectors([long + "Er stimmte zu.", long + "Das Wetter war schlecht."])
    assert np.array_equal(first, second)


def test_cells_are_found_in_whole_numbers(encoder: SentenceEncoder) -> None:
    random = np.random.default_rng(7)
    table = np.load(WEIGHTS / "cells.npy").astype(np.int64)
    extremes = np.where(random.random((50, WIDTH)) < 0.5, -128, 127)
    vectors = np.vstack([random.integers(-30, 30, (200, WIDTH)), extremes]).astype(np.int8)
    exact = (vectors.astype(np.int64) - table[0]) @ table[1:].T
    assert np.array_equal(encoder.cells(vectors), exact.argmax(1))
    ordered = np.argsort(-exact[3], kind="stable")
    assert np.array_equal(encoder.nearest_cells(vectors[3], 32), ordered[:32])


def test_the_nearest_cell_is_the_one_that_a_vector_lies_in(encoder: SentenceEncoder) -> None:
    vectors = encoder.vectors([text for triple in GERMAN + ENGLISH for text in triple])
    cells = encoder.cells(vectors)
    assert cells.dtype == np.int16
    assert [encoder.nearest_cells(vector, 1)[0] for vector in vectors] == cells.tolist()
    assert len(set(cells.tolist())) > 3


def test_of_cells_that_are_equally_near_the_first_one_counts(encoder: SentenceEncoder) -> None:
    nowhere = np.load(WEIGHTS / "cells.npy")[0]  # the mean is equally near to all
    assert encoder.cells(nowhere[None]).tolist() == [0]
    assert encoder.nearest_cells(nowhere, 4).tolist() == [0, 1, 2, 3]


def test_similarity_is_the_cosine() -> None:
    a = np.zeros((2, WIDTH), np.int8)
    a[0, 0], a[1, :2] = 127, (90, 90)
    assert similarity(a[0], a[0]) == 1
    assert similarity(a[0], -a[0]) == -1
    assert similarity(a[0], a).tolist() == pytest.approx([1, 0.5**0.5])
    assert similarity(np.full(WIDTH, -128, np.int8), np.full(WIDTH, -128, np.int8)) == 1
    assert similarity(a[0], np.zeros(WIDTH, np.int8)) == 0


def test_the_files_are_those_that_were_made_together() -> None:
    settings = msgspec.json.decode((WEIGHTS / "sentences.json").read_bytes(), type=SentenceSettings)
    assert set(settings.files) == {"embeddings.npy", "sentences.onnx", "cells.npy", "tokenizer.json"}
    for name, digest in settings.files.items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest


def test_a_missing_encoder_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no sentence encoder"):
        SentenceEncoder(tmp_path)


def test_an_encoder_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sentences.json").write_text('{"name": "of tomorrow", "format": 99}')
    with pytest.raises(ModelError, match="format 99"):
        SentenceEncoder(tmp_path)


def test_a_damaged_table_is_said_to_be_damaged(tmp_path: Path) -> None:
    for name in ("sentences.json", "sentences.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    (tmp_path / "embeddings.npy").write_bytes(b"not a table")
    with pytest.raises(ModelError, match=r"embeddings\.npy cannot be loaded"):
        SentenceEncoder(tmp_path)


def test_what_is_heavy_is_loaded_only_when_it_is_needed() -> None:
    code = "import laut.reading.meaning, sys; sys.exit(sum(m in sys.modules for m in ('onnxruntime', 'tokenizers')))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
