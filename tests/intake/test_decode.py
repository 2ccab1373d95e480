"""Encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile

import pytest

from laut.errors import InputError
from laut.intake.decode import decode_page, decode_text

GERMAN = "„Größe zählt“, sagte die Ministerin – und prüfte die Häfen für 50 € näher. Äußerst übel!"
LATIN = "Größe zählt, sagte die Ministerin, und prüfte die Häfen für fünf Euro näher. Äußerst übel!"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_german_text_is_decoded(encoding: str) -> None:
    decoded = decode_text(GERMAN.encode(encoding))
    assert decoded.text == GERMAN
    assert decoded.damaged == 0


@pytest.mark.parametrize(
    "text", [LATIN, "Größe", "ß", "Café in Zürich, señor", "Jørgen Åberg und Łódź".replace("Łódź", "Lodz")]
)
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_short_western_text_needs_no_guessing(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)).text == text


def test_other_encodings_are_found_by_their_statistics() -> None:
    text = "Министр заявил, что договор будет подписан в понедельник, и отказался отвечать на вопросы. " * 5
    assert decode_text(text.encode("cp1251")).text == text


def test_umlauts_of_old_macs_are_not_taken_for_windows() -> None:
    text = f"{LATIN} Die Männer hätten übertrieben, erklärte der Bürgermeister von Köln. " * 3
    assert decode_text(text.encode("mac_roman")).text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_decides(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode_text(mark + "Häfen".encode(encoding)).text == "Häfen"


def test_a_little_damage_is_counted_and_not_guessed_away() -> None:
    data = (GERMAN * 5).encode().replace("Häfen".encode(), b"H\xe4fen", 1)
    decoded = decode_text(data)
    assert decoded.damaged == 1
    assert "H\ufffdfen" in decoded.text


def test_a_replacement_character_that_was_written_is_no_damage() -> None:
    assert decode_text("Das ist \ufffd gemeint.".encode()).damaged == 0


@pytest.mark.parametrize("declared", ["windows-1252", "ISO-8859-1", "latin1", "us-ascii"])
def test_a_page_says_its_encoding(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{GERMAN}</body></html>'
    assert GERMAN in decode_page(page.encode("cp1252")).text


def test_a_page_says_its_encoding_in_the_old_way() -> None:
    page = (
        f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Министр заявил</p>{"x" * 50}'
    )
    assert "Министр заявил" in decode_page(page.encode("koi8-r")).text


def test_a_saved_http_header_says_the_encoding_and_goes() -> None:
    header = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n"
    decoded = decode_page(header + "<html><body>Łódź i Kraków</body></html>".encode("iso-8859-2"))
    assert decoded.text == "<html><body>Łódź i Kraków</body></html>"


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "no-such-encoding"])
def test_a_page_that_is_utf8_is_read_so_whatever_it_says(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{GERMAN}</body></html>'
    assert GERMAN in decode_page(page.encode()).text


def test_a_page_that_is_wrong_about_being_utf8_is_read_all_the_same() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body>{GERMAN}</body></html>'
    assert GERMAN in decode_page(page.encode("cp1252")).text


def zip_with(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"{\\rtf1\\ansi Text}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (zip_with("word/document.xml"), "Word"),
        (zip_with("artikel.txt"), "ZIP"),
        (gzip.compress(b"x"), "gzip"),
        (b"\x7fELF\x02\x01", "program"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\x01\x02\x03text" * 50, "binary"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, named: str) -> None:
    for decode in (decode_text, decode_page):
        with pytest.raises(InputError, match=named) as caught:
            decode(data)
        assert caught.value.hint


def test_a_text_that_speaks_of_files_is_a_text() -> None:
    text = "Das ftyp-Feld steht an fünfter Stelle; %PDF- beginnt anders."
    assert decode_text(text.encode()).text == text
