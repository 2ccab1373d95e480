"""From files to a ledger: what is read, what is passed over, what is refused, and who waits for whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sqlalchemy import func, select
from tests.fake_reader import FakeReader
from tests.ledger.articles import article

from laut.intake import Known, PassedOver
from laut.ledger import Added, Ledger
from laut.ledger.adding import Adder, Item
from laut.ledger.readings import Cells, Vectors
from laut.ledger.tables import source, statement_vector
from laut.ledger.vectors import claim_vectors
from laut.records import Article, Rejection

BODY = (
    "Die Stadt Nordersiel hat am Mittwoch die Deiche geprüft. „Der Damm hält“, sagte Ada Deichgräf am Abend."
    " Die Helfer waren seit dem Morgen im Einsatz, und die Feuerwehr pumpte zwei Keller leer."
)


class CountingReader(FakeReader):
    """Remembers what it read."""

    read_texts: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.read_texts = []

    def read(self, article: Article) -> Article:
        self.read_texts.append(article.text)
        return super().read(article)


class FakeEncoder:
    """Vectors that say how long a text is."""

    name = "fake"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text) % 127] * 384 for text in texts], np.int8)

    def cells(self, vectors: Vectors) -> Cells:
        return vectors[:, 0].astype(np.int16)


def adding(
    ledger: Ledger, paths: Sequence[Path], reader: FakeReader | None = None, known: Known | None = None
) -> list[Item]:
    def make() -> FakeReader:
        assert reader is not None, "nothing was to be read"
        return reader

    adder = Adder(ledger, make_reader=make, make_encoder=FakeEncoder)  # type: ignore[arg-type]
    return list(adder.add_all(paths, known))


def outcomes(items: Sequence[Item]) -> list[str]:
    return sorted(item.outcome if isinstance(item, Added) else type(item).__name__ for item in items)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "pages"
    place.mkdir()
    for number in range(5):
        (place / f"{number}.txt").write_text(
            f"Pegel steigt, Meldung {number}\n\n{BODY}\n\nMeldung Nummer {number}.\n"
        )
    return place


def test_a_folder_is_read_and_kept_with_raw_bytes_and_vectors(ledger: Ledger, folder: Path) -> None:
    items = adding(ledger, [folder], CountingReader())
    assert outcomes(items) == ["new"] * 5
    status = ledger.status()
    assert (status.articles, status.statements, status.unread) == (5, 5, 0)
    with ledger.looking() as connection:
        assert connection.execute(select(func.count()).select_from(statement_vector)).scalar() == 5
        sizes = connection.execute(select(source.c.size).order_by(source.c.id)).scalars().all()
    assert sizes == [file.stat().st_size for file in sorted(folder.iterdir())]


def test_what_was_accepted_is_passed_over_without_reading_it_again(ledger: Ledger, folder: Path) -> None:
    adding(ledger, [folder], CountingReader())
    assert outcomes(adding(ledger, [folder], None)) == ["PassedOver"] * 5
    (folder / "5.txt").write_text(f"Pegel fällt\n\n{BODY}\n\nNeu.\n")
    reader = CountingReader()
    assert outcomes(adding(ledger, [folder], reader)) == ["PassedOver"] * 5 + ["new"]
    assert len(reader.read_texts) == 1


def test_the_same_text_in_another_file_is_not_read_again(
    ledger: Ledger, folder: Path, tmp_path: Path
) -> None:
    adding(ledger, [folder], CountingReader())
    copy = tmp_path / "copy.txt"
    copy.write_bytes((folder / "0.txt").read_bytes() + b"\n")
    assert outcomes(adding(ledger, [copy], None)) == ["again"]
    assert ledger.status().receipts == 6


def test_what_an_older_model_read_is_read_again(ledger: Ledger, folder: Path) -> None:
    from laut.intake import load

    for one in load([folder]):
        assert isinstance(one, Article)
        ledger.add(FakeReader().read(one), model="laut-de-0")
    items = adding(ledger, [folder], CountingReader())
    assert outcomes(items) == ["reread"] * 5
    assert ledger.status().articles == 5


def test_statements_that_come_with_an_article_are_kept_as_they_are_in_any_language(
    ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "read.jsonl"
    given = [
        article("The dam holds.", f"Bridge {n} stays shut.", language="en", title=f"Flood {n}")
        for n in range(3)
    ]
    file.write_text("".join(json.dumps(one.to_dict()) + "\n" for one in given))
    assert outcomes(adding(ledger, [file], None)) == ["new"] * 3
    status = ledger.status()
    assert (status.statements, status.models) == (6, {"": 3})
    assert outcomes(adding(ledger, [file], None)) == ["PassedOver"] * 3


def test_a_bad_input_costs_the_others_nothing(ledger: Ledger, folder: Path) -> None:
    good = article("The dam holds.", language="en")
    (one,) = good.statements
    twice = msgspec.structs.replace(good, id="x", statements=(one, one))
    (folder / "3a.txt").write_bytes(b"")
    (folder / "3b.json").write_text(json.dumps(twice.to_dict()))
    (folder / "3c.txt").write_text(
        "The water rises.\n\n" + "The town of Nordersiel checked its dykes on Wednesday. " * 4
    )
    items = adding(ledger, [folder, folder / "missing.txt"], CountingReader())
    assert outcomes(items) == ["Rejection"] * 4 + ["new"] * 5
    reasons = {Path(item.path).name: item.reason for item in items if isinstance(item, Rejection)}
    assert set(reasons) == {"3a.txt", "3b.json", "3c.txt", "missing.txt"}
    assert "two statements have the id" in reasons["3b.json"]
    assert ledger.status().articles == 5


def test_given_and_read_articles_keep_their_own_bytes(ledger: Ledger, tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []
    for number in range(40):
        if number % 3:
            lines.append({"text": f"Pegel {number}\n\n{BODY}\n\nMeldung {number}."})
        else:
            lines.append(
                article(f"The dam holds, part {number}.", title=f"Flood {number}", language="en").to_dict()
            )
        if number % 7 == 0:
            lines.append({"nothing": number})
    file = tmp_path / "mixed.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    items = adding(ledger, [file], CountingReader())
    assert outcomes(items) == ["Rejection"] * 6 + ["new"] * 40
    from laut.ledger import raw
    from laut.ledger.tables import revision

    with ledger.looking() as connection:
        for row in connection.execute(select(revision)).all():
            received = json.loads(raw.get(connection, row.source_id))
            assert row.text == (received.get("article") or received)["text"]


def test_what_the_caller_knows_better_makes_another_report(ledger: Ledger, folder: Path) -> None:
    adding(ledger, [folder / "0.txt"], CountingReader())
    known = Known(outlet="Semmering-Post")
    assert outcomes(adding(ledger, [folder / "0.txt"], CountingReader(), known)) == ["new"]
    assert outcomes(adding(ledger, [folder / "0.txt"], None, known)) == ["again"]


def test_a_reader_that_fails_ends_the_run_and_keeps_what_was_accepted(ledger: Ledger, folder: Path) -> None:
    class Failing(CountingReader):
        def read(self, article: Article) -> Article:
            if "Meldung 4" in article.text:
                raise OSError("the disk is gone")
            return super().read(article)

    with pytest.raises(OSError, match="gone"):
        adding(ledger, [folder], Failing())
    assert ledger.status().articles >= 1
    adding(ledger, [folder], CountingReader())
    assert ledger.status().articles == 5


def test_vectors_of_two_encoders_never_stand_side_by_side(ledger: Ledger) -> None:
    from laut.errors import ModelError

    claim_vectors(ledger, "one")
    claim_vectors(ledger, "one")
    with pytest.raises(ModelError, match="has vectors of one, and this laut makes those of two"):
        claim_vectors(ledger, "two")


def test_passed_over_inputs_are_named(ledger: Ledger, folder: Path) -> None:
    adding(ledger, [folder], CountingReader())
    names = [item.path for item in adding(ledger, [folder], None) if isinstance(item, PassedOver)]
    assert names == [str(file) for file in sorted(folder.iterdir())]


def test_an_article_in_an_unknown_language_is_refused_by_name(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "flood.txt"
    file.write_text("The water rises.\n\n" + "The town of Nordersiel checked its dykes on Wednesday. " * 4)
    (item,) = adding(ledger, [file], CountingReader())
    assert isinstance(item, Rejection) and "'en'" in item.reason
