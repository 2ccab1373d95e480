"""From bytes to text: which encoding is it, and is it text at all?"""

from __future__ import annotations

import codecs
import re
import string

import charset_normalizer

from laut.errors import InputError
from laut.intake.limits import MIB
from laut.records import Record

MAX_DAMAGE = 0.01
"""Share of characters up to which a text with unreadable bytes is still taken for UTF-8."""

MAX_CONTROLS = 0.005
"""Share of control characters from which data is not text."""

SAMPLE = 64 * 1024
"""Bytes that are enough to judge data by."""

HEAD = 4096
"""Bytes at the beginning of a page in which it says its encoding."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's mark, and so comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "a PDF document", "convert it first, for example with pdftotext"),
    (0, b"{\\rtf", "an RTF document", "save it as plain text or as HTML"),
    (0, b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls, .ppt)", "save it as plain text or as HTML"),
    (0, b"\x89PNG", "a PNG image", "give the text of the article; laut does not read pictures"),
    (0, b"\xff\xd8\xff", "a JPEG image", "give the text of the article; laut does not read pictures"),
    (0, b"GIF8", "a GIF image", "give the text of the article; laut does not read pictures"),
    (8, b"WEBP", "a WebP image", "give the text of the article; laut does not read pictures"),
    (0, b"II*\x00", "a TIFF image", "give the text of the article; laut does not read pictures"),
    (0, b"MM\x00*", "a TIFF image", "give the text of the article; laut does not read pictures"),
    (4, b"ftyp", "a video or audio file", "give the text of the article"),
    (0, b"ID3", "an audio file", "give the text of the article"),
    (0, b"OggS", "a video or audio file", "give the text of the article"),
    (0, b"BZh", "a bzip2 archive", "unpack it first"),
    (0, b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (0, b"Rar!", "a RAR archive", "unpack it first"),
    (0, b"\x1f\x8b", "gzip data inside gzip data", "unpack it once"),
    (257, b"ustar", "a tar archive", "unpack it first and give the folder"),
    (0, b"SQLite format 3\x00", "an SQLite database", "export its articles as JSON lines"),
    (0, b"PAR1", "a Parquet file", "export its articles as JSON lines"),
    (0, b"\x7fELF", "a program", "give the file that holds the article"),
    (0, b"MZ\x90", "a program", "give the file that holds the article"),
    (0, b"WARC/", "a web archive (WARC)", "extract its pages as HTML files first"),
    (0, b"From: <Saved by", "a web archive (MHTML)", "save the page as HTML, without its pictures"),
    (0, b"bplist", "a web archive or property list", "save the page as HTML"),
)

_ZIP = b"PK\x03\x04"
_ZIP_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document (.docx)", "save it as plain text or as HTML"),
    (b"xl/", "an Excel workbook (.xlsx)", "export its articles as JSON lines"),
    (b"ppt/", "a PowerPoint file (.pptx)", "save it as plain text"),
    (b"opendocument", "an OpenDocument file (.odt)", "save it as plain text or as HTML"),
    (b"epub+zip", "an EPUB book", "convert it to HTML first"),
    (b"", "a ZIP archive", "unpack it first and give the folder"),
)

# What German, English and their neighbours write in Windows-1252; other bytes speak for another encoding.
_PLAUSIBLE = frozenset(
    string.printable + "äöüÄÖÜßẞáàâãåæçéèêëíìîïñóòôõøœúùûýÿÁÀÂÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕØŒÚÙÛÝŸšžŠŽ"
    "„“”‚‘’«»‹›–—…•·°§©®™€£¥¢²³¹¼½¾µ±×÷¿¡†‡‰ªº´¨¸¬¦¯ˆ˜¶\u00a0\u00ad\x85\x1a"
)
# No word is written so. Umlauts of old Macs, read as Windows-1252, are ("fŸr", "Tšlke" and "hŠtte").
_CAPITAL_INSIDE = re.compile("[a-zäöüß][ŠŽŸ][a-zäöüß]")
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_HTTP_HEADER = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}[^\n]{0,100}\n(?:[\w-]+:[^\n]{0,8192}\n){1,100}\r?\n")
_HTTP_CHARSET = re.compile(
    rb"^content-type:[^\n]{0,200}charset=[\"']?([\w:.-]{2,40})", re.IGNORECASE | re.MULTILINE
)


class Decoded(Record, frozen=True):
    """A text with the number of its characters that could not be read; those stand as U+FFFD."""

    text: str
    damaged: int = 0


def decode_text(data: bytes) -> Decoded:
    """Decode plain text of unknown encoding.

    A byte order mark decides; else UTF-8, if the bytes are UTF-8 but for a little damage; else Windows-1252 (and
    with it Latin-1), if that gives what Western European languages write; else what charset-normalizer finds.

    Raises:
        InputError: it is no text (the message says what it is), or no encoding fits.
    """
    refuse_binary(data)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(data[len(bom) :], encoding)
    if encoding_without_mark := _wide_encoding(data):
        return _decode(data, encoding_without_mark)
    refuse_controls(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    damaged = _decode(data, "utf-8")
    if damaged.damaged <= max(1, MAX_DAMAGE * len(damaged.text)) and _has_multibyte(data):
        return damaged
    western = _western(data)
    if western is not None:
        return Decoded(western)
    found = charset_normalizer.from_bytes(data[: 16 * SAMPLE]).best()
    if found is None:
        raise InputError("no encoding fits it: it is probably no text", "save it as UTF-8 text")
    return _decode(data, found.encoding)


def decode_page(data: bytes) -> Decoded:
    """Decode a saved page; where it is not UTF-8, its own word for its encoding counts.

    Raises:
        InputError: as `decode_text`.
    """
    refuse_binary(data)
    declared = None
    if header := _HTTP_HEADER.match(data[:MIB]):
        declared = _HTTP_CHARSET.search(header[0])
        data = data[header.end() :]
    declared = declared or _META_CHARSET.search(data[:HEAD])
    if not declared or data.startswith(tuple(bom for bom, _ in _BOMS)):
        return decode_text(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    encoding = _codec(next(name for name in declared.groups() if name))
    if encoding is None or encoding.startswith("utf"):
        return decode_text(data)
    refuse_controls(data)
    decoded = _decode(data, encoding)
    return decoded if decoded.damaged <= MAX_DAMAGE * len(decoded.text) else decode_text(data)


def is_wide(head: bytes) -> bool:
    """Tell whether data that begins so is UTF-16 or UTF-32."""
    marks = tuple(bom for bom, encoding in _BOMS if encoding != "utf-8")
    return head.startswith(marks) or _wide_encoding(head[: len(head) // 2 * 2]) is not None


def refuse_binary(data: bytes) -> None:
    """Do nothing if `data` may be text.

    Raises:
        InputError: it begins as a file of another kind does; the message says of which.
    """
    if data.startswith(_ZIP):
        _, what, hint = next(kind for kind in _ZIP_KINDS if kind[0] in data[:HEAD])
        raise InputError(f"it is {what}, not text", hint)
    for at, signature, what, hint in _SIGNATURES:
        if data[at : at + len(signature)] == signature and (at != 4 or data[:1] == b"\x00"):
            raise InputError(f"it is {what}, not text", hint)


def refuse_controls(data: bytes) -> None:
    """Do nothing if `data` may be text of one byte or more a character.

    Raises:
        InputError: it has NUL or many control characters, as no text has.
    """
    sample = data[:SAMPLE]
    controls = sum(byte < 0x20 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in sample)
    if b"\x00" in data or controls > MAX_CONTROLS * len(sample):
        raise InputError(
            "it is binary data, not text", "give a text, HTML or JSON file; convert other documents first"
        )


def _decode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    if damaged and encoding == "utf-8":
        damaged -= data.count("\ufffd".encode())  # those were written so
    return Decoded(text, damaged)


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 encoding of Western text without a byte order mark, which every second byte gives away."""
    sample = data[:SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.8 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 and odd < 0.05 else None


def _has_multibyte(data: bytes) -> bool:
    """Tell whether the data has characters that only UTF-8 writes so."""
    return bool(re.search(rb"[\xc3\xc2\xc4\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]", data))


def _western(data: bytes) -> str | None:
    """Return the data as Windows-1252 if that gives what Western European languages write, else None."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text if set(text) <= _PLAUSIBLE and not _CAPITAL_INSIDE.search(text) else None


def _codec(name: bytes) -> str | None:
    try:
        codec = codecs.lookup(name.decode("ascii")).name
    except (LookupError, ValueError):
        return None
    # As browsers do: pages that say Latin-1 or ASCII use the quotation marks of Windows-1252.
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec
