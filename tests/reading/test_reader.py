"""The reader with the model that laut brings."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pytest

from laut.errors import ModelError, UnsupportedLanguageError
from laut.intake import load, load_text
from laut.reading import quotations
from laut.reading.encoder import Outputs, RoleInput, WindowInput
from laut.reading.reader import WEIGHTS, Reader, readable_sections
from laut.records import Article, Rejection, Span, Statement

EXAMPLES = Path(__file__).parents[2] / "examples"

REPORT = "\n\n".join(
    [
        "Stadtrat vertagt Brückenbau",
        "Von: Lena Ostermoor",
        "Brenkenau — Der Neubau der Mühlenbrücke verzögert sich. Die Kosten hätten sich verdoppelt, sagte "
        "Bürgermeisterin Petra Holm am Dienstag. „Wir können das nicht allein bezahlen“, erklärte Kämmerer Jens "
        "Borchert. Nach Angaben der Bezirksregierung ist der Antrag auf Förderung noch nicht eingegangen.",
        "Die Mühlenbrücke vor der Sperrung. (Archivbild) © Jan Tiedtke/Lichtwerk",
        "Baudezernent Olaf Ried warf dem Land vor, die Gemeinden im Stich zu lassen. (lo)",
    ]
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=2)


def spans_of(statement: Statement) -> Iterable[Span]:
    yield from (*statement.content, *statement.cue, *statement.frame, *statement.addressee)
    if statement.speaker:
        yield from statement.speaker.spans


def test_a_report_becomes_statements_with_speakers(reader: Reader) -> None:
    article = reader.read(load_text(REPORT))
    said = {s.text: s for s in article.statements}
    direct = next(s for text, s in said.items() if "nicht allein bezahlen" in text)
    assert direct.form == "direct"
    assert direct.speaker is not None and direct.speaker.name == "Jens Borchert"
    indirect = next(s for text, s in said.items() if "verdoppelt" in text)
    assert indirect.form in ("indirect", "indirect-free-indirect")
    assert indirect.speaker is not None and "Petra Holm" in (indirect.speaker.name or "")
    assert [span.text for span in indirect.cue] == ["sagte"]


def test_what_a_document_says_it_says_in_writing(reader: Reader) -> None:
    text = (
        "Brücke gesperrt\n\nLaut dem Gutachten ist die Brücke marode. Der Minister sagte, er sei überrascht."
    )
    document, minister = reader.read(load_text(text)).statements
    assert document.speaker is not None
    assert (document.speaker.kind, document.medium) == ("document", "writing")
    assert minister.medium == "speech"


def test_nothing_is_read_into_captions_bylines_and_codes(reader: Reader) -> None:
    article = reader.read(load_text(REPORT))
    readable = readable_sections(article)
    outside = [s for s in article.sections if s.kind in ("caption", "byline", "agency", "dateline")]
    assert {s.kind for s in outside} >= {"caption", "byline", "agency"}
    for statement in article.statements:
        for span in spans_of(statement):
            assert any(one.start <= span.start and span.end <= one.end for one in readable)


def test_no_statement_runs_from_a_headline_into_the_text(reader: Reader) -> None:
    for article in reader.read_all(load([EXAMPLES])):
        if isinstance(article, Article):
            headings = [s for s in article.sections if s.kind in ("headline", "teaser", "subhead")]
            for statement in article.statements:
                for heading in headings:
                    inside = [heading.start <= span.start < heading.end for span in statement.content]
                    assert all(inside) or not any(inside)


def test_every_span_is_what_stands_at_its_offsets(reader: Reader) -> None:
    for article in reader.read_all(load([EXAMPLES])):
        if isinstance(article, Article):
            assert article.statements
            for statement in article.statements:
                assert 0.0 <= statement.confidence <= 1.0
                for span in spans_of(statement):
                    assert article.text[span.start : span.end] == span.text


def test_ids_are_unique_and_parents_are_there(reader: Reader) -> None:
    for article in reader.read_all(load([EXAMPLES])):
        if isinstance(article, Article):
            ids = [s.id for s in article.statements]
            assert len(set(ids)) == len(ids)
            for statement in article.statements:
                assert statement.parent is None or statement.parent in ids
                assert statement.speaker is None or statement.chain[-1].spans == statement.speaker.spans


def test_an_article_is_read_the_same_alone_and_among_others(reader: Reader) -> None:
    articles = [item for item in load([EXAMPLES]) if isinstance(item, Article) and item.language == "de"]
    together = list(reader.read_all(articles))
    assert together[3] == reader.read(articles[3])
    assert together[5] == Reader(threads=1).read(articles[5])


@pytest.mark.parametrize("longest_part", [100_000, 500])
def test_a_long_article_loses_and_doubles_nothing_at_the_seams(
    reader: Reader, longest_part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotations, "LONGEST_PART", longest_part)
    paragraph = (
        "Am Abend sagte Kreisrätin Mona Feld: „Die Straße bleibt bis Montag gesperrt.“ Es regnete weiter."
    )
    n = 150
    article = reader.read(load_text("\n\n".join([paragraph] * n)))
    assert len(article.text.split()) > 2_000
    direct = [s for s in article.statements if "bleibt bis Montag gesperrt" in s.text]
    assert len(direct) == n
    assert len({s.start for s in direct}) == n


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")
def test_a_reader_that_has_read_goes_on_reading_in_a_forked_process(reader: Reader) -> None:
    article = load_text(REPORT)
    expected = reader.read(article)
    results = multiprocessing.get_context("fork").SimpleQueue()
    child = multiprocessing.get_context("fork").Process(
        target=lambda: results.put(reader.read(article).statements == expected.statements)
    )
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert results.get()


def test_another_language_is_refused_and_the_batch_goes_on(reader: Reader) -> None:
    german = load_text(REPORT)
    english = msgspec.structs.replace(german, language="en", path="harbour.txt")
    with pytest.raises(UnsupportedLanguageError, match="'en'"):
        reader.read(english)
    first, second = reader.read_all([english, german])
    assert isinstance(first, Rejection) and first.path == "harbour.txt" and "'en'" in first.reason
    assert isinstance(second, Article) and second.statements


def test_rejections_keep_their_place(reader: Reader) -> None:
    rejection = Rejection(path="x", reason="empty", hint="look")
    results = list(reader.read_all([rejection, load_text(REPORT), rejection]))
    assert [type(item).__name__ for item in results] == ["Rejection", "Article", "Rejection"]


def test_a_text_without_words_has_no_statements(reader: Reader) -> None:
    empty = Article(id="a", text=" \n ")
    assert reader.read(empty).statements == ()


class FailingNetwork:
    """Fails on windows that hold a certain number of words."""

    def __init__(self, reader: Reader, words: int) -> None:
        self.network, self.words = reader.network, words

    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        if any(len(window.first) == self.words for window in windows):
            raise RuntimeError("out of luck")
        return self.network.encode(windows)

    def judge(self, batches: Sequence[RoleInput]) -> Iterable[Outputs]:
        return self.network.judge(batches)


def test_a_failure_in_one_article_costs_only_that_one(reader: Reader) -> None:
    failing = Reader(network=FailingNetwork(reader, words=3))
    first, second = failing.read_all([Article(id="a", text="Nur drei Worte"), load_text(REPORT)])
    assert isinstance(first, Rejection) and "out of luck" in first.reason
    assert isinstance(second, Article) and second.statements


def test_a_missing_model_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no reading model"):
        Reader(weights=tmp_path)


def test_a_damaged_model_is_said_to_be_damaged(tmp_path: Path) -> None:
    for name in ("settings.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / "encoder.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Reader(weights=tmp_path)


def test_settings_of_another_format_are_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"name": "of tomorrow", "format": 99}')
    with pytest.raises(ModelError, match="format 99"):
        Reader(weights=tmp_path)


def test_the_weights_are_those_that_were_calibrated(reader: Reader) -> None:
    assert set(reader.settings.files) == {
        "embeddings.npy",
        "encoder.onnx",
        "roles.onnx",
        "tokenizer.json",
    }
    for name, digest in reader.settings.files.items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest
