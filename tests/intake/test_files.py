"""Folders, odd files, compressed files: which are read, how much of them, and what is said of the others."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from laut.errors import InputError
from laut.intake.files import Stream, display_name, expand, kind_of, open_file
from laut.intake.limits import Limits, in_words
from laut.records import Rejection

SMALL = Limits(article_bytes=1000, stream_ratio=10, stream_grace_bytes=5000, blank_lines=100)


def stream(data: bytes) -> Stream:
    return Stream(io.BytesIO(data), SMALL)


def names(folder: Path) -> list[str]:
    found = list(expand(folder))
    assert not [item for item in found if isinstance(item, Rejection)]
    return [item.relative_to(folder).as_posix() for item in found if isinstance(item, Path)]


def test_a_folder_gives_its_article_files_sorted_with_those_of_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.jsonl.gz", "c.HTM", "c.md.gz", "a.json", "d.ndjson"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a/y.jsonl.gz", "a/z.html", "a.json", "b.txt", "c.HTM", "c.md.gz", "d.ndjson"]


def test_hidden_files_readmes_and_other_endings_are_left_out(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "README.md", "Readme.txt", "c.pdf", "d.txt~", "e.gz", "f", "g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["g.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").touch()
    (tmp_path / "a" / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "b.txt")
    assert names(tmp_path) == ["a/b.txt", "c.txt"]


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").touch()
    assert len(names(tmp_path)) == 1


def test_a_folder_that_may_not_be_seen_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b").mkdir()
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(expand(tmp_path))
    assert found[0] == tmp_path / "a.txt"
    assert isinstance(found[1], Rejection)
    assert "may not be read" in found[1].reason


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_file(path, SMALL)
    assert caught.value.hint
    return caught.value.reason


def test_what_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "fehlt.txt")
    (tmp_path / "ins-leere.txt").symlink_to(tmp_path / "fehlt.txt")
    assert "a link to a file that is not there" in refusal(tmp_path / "ins-leere.txt")
    (tmp_path / "kreis.txt").symlink_to(tmp_path / "kreis.txt")
    assert "cannot be read" in refusal(tmp_path / "kreis.txt")
    assert "cannot be read" in refusal(tmp_path / ("x" * 300))
    assert "there can be no file" in refusal(tmp_path / "a\x00b")
    assert "is a folder" in refusal(tmp_path)


def test_an_unreadable_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.touch()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "named pipe" in refusal(tmp_path / "a.txt")
    assert "device" in refusal(Path("/dev/zero"))


def test_compressed_and_plain_data_are_read_alike() -> None:
    for data in (
        b"eins\nzwei\n",
        gzip.compress(b"eins\nzwei\n"),
        gzip.compress(b"eins\n") + gzip.compress(b"zwei\n"),
    ):
        assert stream(data).read_all() == b"eins\nzwei\n"
        lines = stream(data)
        assert [lines.read_line() for _ in range(3)] == [b"eins\n", b"zwei\n", b""]


def test_as_much_as_allowed_is_read_and_no_more() -> None:
    assert len(stream(b"x" * 1000).read_all()) == 1000
    with pytest.raises(InputError, match="longer than the 1000 bytes"):
        stream(b"x" * 1001).read_all()
    with pytest.raises(InputError, match="expands to more"):
        stream(gzip.compress(b"x" * 1001)).read_all()


def test_a_file_known_to_be_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    file, large = open_file(path, SMALL)
    with file, pytest.raises(InputError, match="200 MiB"):
        large.read_all()


def test_a_line_that_is_too_long_is_passed_over() -> None:
    lines = stream(b"a\n" + b"x" * 5000 + b"\nb\n")
    assert [lines.read_line() for _ in range(4)] == [b"a\n", None, b"b\n", b""]


@pytest.mark.parametrize("bomb", [b"\n" * 1000, b"{}\n" * 100_000, b"x" * 1_000_000])
def test_a_gzip_bomb_of_lines_is_stopped(bomb: bytes) -> None:
    lines = stream(gzip.compress(bomb))
    with pytest.raises(InputError, match=r"expands|blank lines"):
        for _ in range(100_001):
            lines.read_line()


def test_damaged_compression_is_explained() -> None:
    whole = gzip.compress(os.urandom(900))
    with pytest.raises(InputError, match="ends in the middle"):
        stream(whole[:-20]).read_all()
    with pytest.raises(InputError, match="damaged"):
        stream(whole[:20] + b"\xff" * 20 + whole[40:]).read_all()
    with pytest.raises(InputError, match=r"damaged|ends in the middle"):
        stream(b"\x1f\x8bxxxxxxxxxxxxxxxxxxx").read_all()


def test_names_are_shown_on_one_clean_line() -> None:
    assert display_name("Übersicht/März.txt") == "Übersicht/März.txt"
    assert display_name("a\nb\x1b[31m.txt") == "a\\nb\\x1b[31m.txt"
    assert display_name(os.fsdecode(b"caf\xe9.txt")) == "caf\\xe9.txt"
    display_name(os.fsdecode(b"\xff\xfe")).encode("utf-8")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.TXT", ".txt"), ("a.jsonl.gz", ".jsonl"), ("a.b.html", ".html"), ("a", ""), ("a.gz", "")],
)
def test_the_ending_says_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_sizes_are_said_in_words() -> None:
    assert [in_words(size) for size in (17, 20_480, 32 << 20, (32 << 20) + (1 << 19))] == [
        "17 bytes",
        "20 KiB",
        "32 MiB",
        "32.5 MiB",
    ]
