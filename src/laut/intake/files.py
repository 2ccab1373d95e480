"""Which files are meant, and what is in them: folders, odd files, gzip, and no more bytes than allowed."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from laut.errors import InputError
from laut.intake.limits import Limits, in_words
from laut.records import Rejection

SUFFIXES = (".txt", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson")
"""Endings of the files that are read in a folder, each also with ``.gz`` behind it."""

SNIFFED = 4096
"""Bytes that tell what an input is."""

_GZIP = b"\x1f\x8b"
_ODD_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Stream:
    """The bytes of an input, decompressed if they are gzip, read forward and never all at once.

    Every method that reads raises InputError where the data is damaged, ends too early or expands beyond reason.
    """

    def __init__(self, file: BinaryIO, limits: Limits, *, size: int | None = None) -> None:
        """Begin to read.

        Args:
            file: where the bytes come from; closing it is the caller's business.
            limits: how much is read at most.
            size: how many bytes there are, if that is known.
        """
        self._size = size
        self._counted = _Counted(file)
        self.limits = limits
        self._out = 0
        self._blank = 0
        self._source = io.BufferedReader(self._counted)
        self._plain: io.BufferedIOBase = self._source
        with _explained():
            self.is_compressed = self._source.peek(2)[:2] == _GZIP
        if self.is_compressed:
            self._plain = gzip.GzipFile(fileobj=self._source, mode="rb")

    def peek(self) -> bytes:
        """Return some bytes from the beginning of what is still to be read, b"" only at the end."""
        with _explained():
            # Both kinds of reader have peek; the type of their common base leaves it out.
            head: bytes = self._plain.peek(SNIFFED)  # type: ignore[attr-defined]
        return head

    def read_all(self) -> bytes:
        """Return the rest of the input.

        Raises:
            InputError: it is longer than an article may be.
        """
        limit = self.limits.article_bytes
        if self._size is not None and self._size > limit and not self.is_compressed:
            raise _too_long(limit, size=self._size)
        with _explained():
            data = self._plain.read(limit + 1)
            # A raw read may give less than was asked for before the end.
            while len(data) <= limit and (more := self._plain.read(limit + 1 - len(data))):
                data += more
        if len(data) > limit:
            raise _too_long(limit, is_compressed=self.is_compressed)
        return data

    def read_line(self) -> bytes | None:
        """Return the next line with its line end, b"" at the end, None for a line that is too long.

        A line that is too long is passed over.
        """
        limit = self.limits.article_bytes
        line = self._next(limit + 1)
        if len(line) <= limit:
            return line
        while line and not line.endswith(b"\n"):
            line = self._next(limit)
        return None

    def _next(self, size: int) -> bytes:
        with _explained():
            line = self._plain.readline(size)
        limits = self.limits
        self._out += len(line)
        self._blank = 0 if line.strip() else self._blank + 1
        if self._blank > limits.blank_lines:
            raise InputError(
                f"it has more than {limits.blank_lines} blank lines in a row", "check where it comes from"
            )
        if (
            self.is_compressed
            and self._out > limits.stream_grace_bytes
            and self._out > limits.stream_ratio * self._counted.count
        ):
            raise InputError(
                f"it expands to more than {limits.stream_ratio} times its size, as a gzip bomb does",
                "check where it comes from; if it is sound, unpack it first",
            )
        return line


def expand(folder: Path) -> Iterator[Path | Rejection]:
    """Yield the article files of a folder and of the folders in it, sorted, and what could not be looked into.

    Hidden files and folders, files with other endings than `SUFFIXES` and files called README are left out; links
    to folders are not followed, so that no circle is walked.
    """
    waiting: list[Path] = [folder]  # folders and files still to come, the next one last
    while waiting:
        path = waiting.pop()
        if path is not folder and not _is_folder(path):
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                names = sorted(entry.name for entry in entries if _is_meant(entry))
        except OSError as error:
            reason = _explain(error, path)
            yield Rejection(path=display_name(path), reason=reason.reason, hint=reason.hint)
            continue
        waiting += [path / name for name in reversed(names)]


def open_file(path: Path, limits: Limits) -> tuple[BinaryIO, Stream]:
    """Open a file for reading; the caller closes the first of what is returned.

    Raises:
        InputError: it does not exist, may not be read, is empty or is no ordinary file.
    """
    try:
        about = path.stat()
        for is_kind, name in _ODD_KINDS:
            if is_kind(about.st_mode):
                raise InputError(
                    f"it is {name}, not a file", "pipe its content to laut and give - as the path"
                )
        file = path.open("rb")
    except OSError as error:
        raise _explain(error, path) from error
    except ValueError as error:  # a NUL character in the name
        raise InputError("there can be no file of this name", "check the path") from error
    try:
        return file, Stream(file, limits, size=about.st_size)
    except BaseException:
        file.close()
        raise


def kind_of(name: str) -> str:
    """Return the ending that says what is in a file, without ``.gz``: ``.txt``, ``.html``; "" if there is none."""
    return Path(name.casefold().removesuffix(".gz")).suffix


def display_name(path: str | Path) -> str:
    r"""Return a path as one line of clean text: odd bytes and control characters are written as ``\xff``, ``\n``."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in name
    )


_ENDINGS = (*SUFFIXES, *(f"{suffix}.gz" for suffix in SUFFIXES))


class _Counted(io.RawIOBase):
    """A file that counts the bytes that were read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.count = 0
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        # read1 returns what a pipe has, so that lines are handed on as they come.
        read = getattr(self._file, "read1", self._file.read)
        data: bytes = read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what reading and unpacking can raise into an InputError."""
    try:
        yield
    except EOFError as error:
        raise InputError(
            "its compressed data ends in the middle", "it was cut off when it was copied; fetch it again"
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError("its compressed data is damaged", "fetch it again") from error
    except OSError as error:
        raise _explain(error, None) from error


def _too_long(limit: int, *, is_compressed: bool = False, size: int | None = None) -> InputError:
    if is_compressed:
        return InputError(
            f"it expands to more than the {in_words(limit)} that one article may have",
            "check where it comes from: it may be a gzip bomb; give many articles as JSON lines (.jsonl.gz)",
        )
    has = f"it has {in_words(size)}, more" if size else "it is longer"
    return InputError(
        f"{has} than the {in_words(limit)} that one article may have",
        "split it into articles, or give them as JSON lines (.jsonl), which are read one by one",
    )


def _is_meant(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry of a folder is a folder or an article file that is not hidden."""
    name = entry.name.casefold()
    if name.startswith("."):
        return False
    return _is_folder(entry) or (name.endswith(_ENDINGS) and not name.startswith("readme"))


def _is_folder(entry: os.DirEntry[str] | Path) -> bool:
    """Tell whether it is a folder itself, not a link to one."""
    try:
        return entry.is_dir() and not entry.is_symlink()
    except OSError:
        return False


def _explain(error: OSError, path: Path | None) -> InputError:
    """Say what the operating system's error means here, and what to do."""
    if isinstance(error, FileNotFoundError):
        if path is not None and path.is_symlink():
            return InputError(
                "it is a link to a file that is not there", "restore the file or remove the link"
            )
        return InputError("there is no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return InputError("it may not be read", "get permission to read it, for example with chmod u+r")
    if isinstance(error, IsADirectoryError):
        return InputError("it is a folder", "give it as a path of its own")
    reason = (error.strerror or str(error) or type(error).__name__).strip()
    return InputError(f"it cannot be read: {reason[:1].lower()}{reason[1:]}", "check the path and the disk")
