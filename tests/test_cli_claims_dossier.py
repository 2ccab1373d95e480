"""The claims of a dossier: shown where several articles are read, left out on request or where that cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.fake_reader import FakeReader
from tests.views.claim_samples import file_of

import laut.cli.dossier
from laut.cli import program
from laut.errors import ModelError
from laut.linking.overview import Overview, tell
from laut.records import Article

REPORT = """{title}

Der Damm der Stadt wurde am Montag von mehreren Fachleuten geprüft, weil das Wasser seit Tagen steigt.

„Der Damm wird der Flut standhalten“, sagte Ines Kolberg am Abend vor Journalisten.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports of the same, and the current one."""
    monkeypatch.setattr("laut.reading.reader.Reader", FakeReader)
    monkeypatch.setattr("laut.reading.meaning.SentenceEncoder", lambda threads=None: None)
    monkeypatch.chdir(tmp_path)
    for name in ("eins", "zwei"):
        (tmp_path / f"{name}.txt").write_text(
            REPORT.format(title=f"Wie fest ist der Damm? Teil {name}"), "utf-8"
        )
    return tmp_path


def dossier(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["dossier", *arguments], prog_name="laut")


def one_claim(articles: Sequence[Article], **more: Any) -> Overview:
    """All statements are one claim."""
    tellings = [told for number, one in enumerate(articles, start=1) for told in tell(one, number)]
    return Overview((file_of(tellings, [("report:1", "report:2", "copies")]),), ())


def test_a_dossier_of_several_articles_has_the_claims_that_they_share(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laut.linking.overview.overview_of", one_claim)
    assert dossier(".").exit_code == 0
    assert 'id="claims"' in (folder / "dossier.html").read_text("utf-8")


@pytest.mark.parametrize("arguments", [("eins.txt",), (".", "--no-claims")])
def test_claims_are_not_looked_for_in_one_article_or_if_they_are_not_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def fail(articles: Sequence[Article], **more: Any) -> Overview:
        raise AssertionError("nobody asked for claims")

    monkeypatch.setattr("laut.linking.overview.overview_of", fail)
    result = dossier(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'id="claims"' not in (folder / "dossier.html").read_text("utf-8")


def test_a_page_is_written_though_claims_cannot_be_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(articles: Sequence[Article], **more: Any) -> Overview:
        raise ModelError("there is no sentence encoder", "install laut again")

    monkeypatch.setattr("laut.linking.overview.overview_of", fail)
    result = dossier(".")
    assert result.exit_code == 0
    assert "claims are left out: there is no sentence encoder" in result.stderr
    assert (folder / "dossier.html").exists()


def test_too_many_statements_are_not_compared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laut.cli.dossier, "MOST_COMPARED", 1)
    result = dossier(".")
    assert result.exit_code == 0
    assert "2 statements are too many to compare" in result.stderr
    assert "laut add" in result.stderr
