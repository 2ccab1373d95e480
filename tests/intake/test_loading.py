"""From paths to articles: everything is read in order, and nothing stops the batch."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from laut.errors import InputError
from laut.intake import Known, Limits, load, load_text
from laut.records import Article, DateRange, Rejection

LEAD = "Die Landesregierung hat am Donnerstag ein Hilfspaket für die Orte an der Küste beschlossen."
CRITICS = (
    "Die Opposition sprach von einem Tropfen auf den heißen Stein. Es fehle an allem, sagte ihr Sprecher."
)
HEAD = "Regierung beschließt Hilfen"
TEXT = f"{HEAD}\n\n{LEAD}\n\n{CRITICS}\n"
LINE = json.dumps({"title": HEAD, "text": f"{LEAD}\n\n{CRITICS}"}, ensure_ascii=False)
PAGE = (
    f"<!DOCTYPE html><html><head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1>"
    + "".join(f"<p>{LEAD} {CRITICS} Das war Absatz {number}.</p>" for number in range(4))
    + "</article></body></html>"
)


def one(path: Path, **known: object) -> Article | Rejection:
    items = list(load([path], known=Known(**known)))  # type: ignore[arg-type]
    assert len(items) == 1
    return items[0]


def article(path: Path, **known: object) -> Article:
    item = one(path, **known)
    assert isinstance(item, Article), str(item)
    return item


def rejection(path: Path) -> Rejection:
    item = one(path)
    assert isinstance(item, Rejection)
    assert item.hint
    assert "\n" not in str(item)
    assert "error in laut" not in item.reason
    return item


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_kind_is_read_by_its_ending(tmp_path: Path) -> None:
    contents = {
        "a.txt": TEXT,
        "b.md": f"# {TEXT}",
        "c.html": PAGE,
        "d.json": LINE,
        "e.jsonl": LINE,
        "f.ndjson": LINE,
    }
    for name, content in contents.items():
        write(tmp_path / name, content)
        write(tmp_path / f"{name}.gz", gzip.compress(content.encode()))
    items = list(load([tmp_path]))
    assert len(items) == 12
    for item in items:
        assert isinstance(item, Article), str(item)
        assert item.title == HEAD
        assert LEAD in item.text
        assert item.language == "de"


def test_what_an_unknown_ending_holds_is_seen_from_its_beginning(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a", TEXT)).title == HEAD
    assert article(write(tmp_path / "b.dat", PAGE)).title == HEAD
    assert article(write(tmp_path / "c.log", LINE)).title == HEAD
    assert article(write(tmp_path / "d.gz", gzip.compress(TEXT.encode()))).title == HEAD
    assert article(write(tmp_path / "e", "[Update] " + TEXT)).title == "[Update] " + HEAD


def test_a_page_under_another_ending_is_a_page(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", f"\n<!-- saved -->\n{PAGE}")).title == HEAD


def test_articles_say_where_they_were_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.jsonl", f"{LINE}\n\n{LINE}\n")
    write(tmp_path / "c.json", f"[{LINE}, {LINE}]")
    assert [item.path for item in load([tmp_path])] == [
        f"{tmp_path}/a.txt",
        f"{tmp_path}/b.jsonl:1",
        f"{tmp_path}/b.jsonl:3",
        f"{tmp_path}/c.json: item 1",
        f"{tmp_path}/c.json: item 2",
    ]


def test_input_order_is_kept_and_a_path_given_twice_is_read_twice(tmp_path: Path) -> None:
    one_path, other = write(tmp_path / "b.txt", TEXT), write(tmp_path / "a.txt", TEXT)
    assert [item.path for item in load([one_path, other, one_path])] == [
        str(one_path),
        str(other),
        str(one_path),
    ]


def test_what_is_known_better_wins(tmp_path: Path) -> None:
    day = DateRange(dt.date(2022, 11, 4), dt.date(2022, 11, 4))
    known = {"outlet": "Küstenbote", "url": "https://bote.example/a", "published": day}
    for name, content in (("a.txt", f"3.11.2022\n\n{TEXT}"), ("b.html", PAGE), ("c.jsonl", LINE)):
        found = article(write(tmp_path / name, content), **known)
        assert (found.outlet, found.url, found.published) == ("Küstenbote", "https://bote.example/a", day)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str) -> None:
    plain = article(write(tmp_path / "a.txt", TEXT))
    other = article(write(tmp_path / "b.txt", TEXT.replace("\n", "\r\n").encode(encoding)))
    assert (other.text, other.id, other.sections) == (plain.text, plain.id, plain.sections)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_json_lines_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    items = list(load([write(tmp_path / "a.jsonl", f"{LINE}\r\n{LINE}\r\n".encode(encoding))]))
    assert [isinstance(item, Article) and LEAD in item.text for item in items] == [True, True]


def test_damage_is_noted(tmp_path: Path) -> None:
    data = TEXT.encode().replace("heißen".encode(), b"hei\xdfen")
    found = article(write(tmp_path / "a.txt", data))
    assert [note.kind for note in found.notes] == ["damaged-characters"]


# Bad input.


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \n\t\r\n \xc2\xa0 \xe2\x80\x8b", "it is empty"),
        ("a.txt", b"\xef\xbb\xbf", "it is empty"),
        ("a.txt.gz", b"", "it is empty"),
        ("a.html", b"", "it is empty"),
        ("a.json", b"", "it is empty"),
        ("a.jsonl", b"\n\n", "it is empty"),
        ("a.txt", b"---\n***\n", "no text"),
        ("a.txt", b"%PDF-1.7\n", "a PDF document"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("a.txt", b"PK\x03\x04xxxx", "a ZIP archive"),
        ("a.txt", bytes(range(256)), "binary data"),
        ("a.jsonl", bytes(range(256)) * 4, "binary data"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-12], "ends in the middle"),
        ("a.html", b"<html><body><p>kurz", "no article text"),
        ("a.html", b"<<<>>><p <b </html", "no"),
        ("a.json", b'{"text": ', "not valid JSON"),
        ("a.json", b"[]", "no articles"),
        ("a.json", b'"text"', "not a text"),
        ("a", b"<?xml version='1.0'?><rss></rss>", "XML feed"),
    ],
)
def test_bad_input_is_one_rejection_that_says_what_is_wrong(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad = rejection(write(tmp_path / name, content))
    assert reason in bad.reason
    assert bad.path == f"{tmp_path}/{name}"


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", TEXT.encode())
    monkeypatch.chdir(tmp_path)
    items = list(load(["", "a.txt"]))
    assert [type(item) for item in items] == [Rejection, Article]


def test_a_batch_goes_on_after_bad_input(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", TEXT)
    bad = write(tmp_path / "b.txt", b"")
    (tmp_path / "leer").mkdir()
    items = list(load([tmp_path / "fehlt.txt", bad, tmp_path / "leer", good]))
    assert [type(item) for item in items] == [Rejection, Rejection, Rejection, Article]
    assert [str(item.reason) for item in items if isinstance(item, Rejection)] == [
        "there is no such file or folder",
        "it is empty",
        "there are no articles in this folder",
    ]


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    content = "\n".join([LINE, '{"text": ', "", '{"text": 5}', "[1]", "null", LINE, "\xff"])
    items = list(load([write(tmp_path / "a.jsonl", content)]))
    assert [(type(item), item.path) for item in items] == [
        (Article, f"{tmp_path}/a.jsonl:1"),
        (Rejection, f"{tmp_path}/a.jsonl:2"),
        (Rejection, f"{tmp_path}/a.jsonl:4"),
        (Rejection, f"{tmp_path}/a.jsonl:5"),
        (Rejection, f"{tmp_path}/a.jsonl:6"),
        (Article, f"{tmp_path}/a.jsonl:7"),
        (Rejection, f"{tmp_path}/a.jsonl:8"),
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a"])
def test_a_bad_first_line_does_not_hide_the_others(tmp_path: Path, name: str) -> None:
    items = list(load([write(tmp_path / name, f'{{"text": "x\n{LINE}\n{LINE}\n')]))
    assert [type(item) for item in items] == [Rejection, Article, Article]


def test_a_file_whose_lines_are_no_json_is_given_up_soon(tmp_path: Path) -> None:
    items = list(load([write(tmp_path / "a.jsonl", "kein JSON\n" * 1000)]))
    assert len(items) == Limits().lines_without_json + 1
    assert "the rest was not tried" in items[-1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a"])
def test_json_over_many_lines_is_one_document(tmp_path: Path, name: str) -> None:
    data = json.loads(LINE)
    for content in (data, [data], {"Küstenbote": [data]}):
        assert article(write(tmp_path / name, json.dumps(content, indent=2))).title == HEAD


def test_lists_by_publisher_say_the_outlet(tmp_path: Path) -> None:
    assert (
        article(write(tmp_path / "a.json", json.dumps({"Küstenbote": [json.loads(LINE)]}))).outlet
        == "Küstenbote"
    )


def test_what_was_read_before_a_file_breaks_off_is_not_lost(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"text": f"{LEAD} Nummer {number}: {os.urandom(400).hex()}"}) + "\n"
        for number in range(50)
    )
    packed = gzip.compress(lines.encode())
    items = list(load([write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])]))
    assert sum(isinstance(item, Article) for item in items) > 5
    assert isinstance(items[-1], Rejection)
    assert "ends in the middle" in items[-1].reason


def test_large_files_are_refused_unread(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.json"):
        with (tmp_path / name).open("wb") as sparse:
            sparse.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    try:
        items = list(load([tmp_path / "a.txt", tmp_path / "b.html"]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert ["200 MiB" in item.reason for item in items if isinstance(item, Rejection)] == [True, True]
    assert peak < 4 * 1024 * 1024


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    limits = Limits(article_bytes=100_000, stream_grace_bytes=100_000, blank_lines=1000)
    bomb = gzip.compress(b"a" * 2_000_000)
    lines = gzip.compress(f"{LINE}\n".encode() + b"\n" * 2_000_000)
    items = list(load([write(tmp_path / "a.txt.gz", bomb)], limits=limits))
    assert "expands to more than the 98 KiB" in items[0].reason  # type: ignore[union-attr]
    items = list(load([write(tmp_path / "a.jsonl.gz", lines)], limits=limits))
    assert [type(item) for item in items] == [Article, Rejection]


def test_json_lines_take_no_more_memory_the_more_they_are(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = write(tmp_path / f"{count}.jsonl.gz", gzip.compress(f"{LINE}\n".encode() * count))
        tracemalloc.start()
        try:
            assert sum(isinstance(item, Article) for item in load([path])) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)  # what is loaded once
    assert peak(100) < peak(10) + 100_000


def test_articles_come_as_soon_as_they_are_read(tmp_path: Path) -> None:
    def paths() -> Iterator[Path]:
        yield write(tmp_path / "a.txt", TEXT)
        raise AssertionError("the second path was asked for before the first article was taken")

    assert isinstance(next(iter(load(paths()))), Article)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "named pipe" in rejection(tmp_path).reason


def test_odd_names_are_read_and_shown(tmp_path: Path) -> None:
    for raw, shown in ((b"caf\xe9.txt", "caf\\xe9.txt"), (b"zwei\nZeilen.txt", "zwei\\nZeilen.txt")):
        path = tmp_path / os.fsdecode(raw)
        try:
            write(path, TEXT)
        except OSError:
            pytest.skip("this file system does not take such names")
        assert article(path).path == f"{tmp_path}/{shown}"
        assert json.dumps(article(path).to_dict(), ensure_ascii=False).encode()


def test_an_error_of_our_own_does_not_end_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Article:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr("laut.intake.loading.load_plain", fail)
    items = list(load([write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.jsonl", LINE)]))
    assert [type(item) for item in items] == [Rejection, Article]
    assert "ZeroDivisionError: unforeseen" in items[0].reason  # type: ignore[union-attr]


# Standard input.


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "articles"),
    [
        (TEXT.encode(), 1),
        (TEXT.encode("cp1252"), 1),
        (PAGE.encode(), 1),
        (f"{LINE}\n{LINE}\n".encode(), 2),
        (f"[{LINE}, {LINE}]".encode(), 2),
        (gzip.compress(f"{LINE}\n{LINE}\n".encode()), 2),
        (gzip.compress(TEXT.encode()), 1),
        (b"", 0),
    ],
)
def test_standard_input_is_seen_through(data: bytes, articles: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(data))
    items = list(load(["-"]))
    assert sum(isinstance(item, Article) for item in items) == articles
    assert sum(isinstance(item, Rejection) for item in items) == (not articles)
    assert all(item.path and item.path.startswith("-") for item in items)


def test_lines_on_standard_input_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as writer, os.fdopen(reading, "rb") as reader:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": reader})())
        writer.write(f"{LINE}\n{LINE}\n".encode())
        items = iter(load(["-"]))
        assert isinstance(next(items), Article)  # although the writer has not closed its end


def test_without_standard_input_there_is_a_rejection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert isinstance(next(load(["-"])), Rejection)


# Pasted text.


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "---"])
def test_pasting_nothing_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        load_text(text)


def test_pasted_text_is_dated_by_who_knows_better() -> None:
    day = DateRange(dt.date(2022, 11, 4), dt.date(2022, 11, 4))
    found = load_text(f"3.11.2022\n\n{TEXT}", known=Known(published=day, outlet="Küstenbote"))
    assert (found.published, found.outlet) == (day, "Küstenbote")
