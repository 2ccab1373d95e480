"""From labelled pieces of text to one article with offsets.

Every kind of input ends here, so that normalisation, ids and language detection are the same for all.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from laut.errors import InputError
from laut.intake.forms import cut_edges
from laut.intake.language import detect_language
from laut.records import Article, DateRange, Note, Section, SectionKind

PROSE: frozenset[SectionKind] = frozenset({"headline", "teaser", "subhead", "paragraph"})
"""Kinds of sections that are the article's own words, and tell its language."""

ID_HEX_DIGITS = 32
"""128 bits of SHA-256: no accidental collision in any archive of the press."""

# What a reader cannot see and what would split words: soft hyphen, zero-width space, direction marks, byte
# order mark, control characters other than line ends and tabs. Zero-width joiners stay: they are spelling.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x1f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return `text` as a reader sees it: composed (NFC), one kind of space, one kind of line end.

    Soft hyphens, zero-width and control characters go; quotation marks and dashes stay as written. A text
    that has none of these comes back unchanged, so that offsets into it are offsets into the file.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` normalised, on one line, with single spaces."""
    return " ".join(normalise(text).split())


def article_id(text: str, url: str | None, outlet: str | None) -> str:
    """Return the content address of an article: the same text from the same place has the same id."""
    content = msgspec.json.encode([text, url, outlet])
    return hashlib.sha256(content).hexdigest()[:ID_HEX_DIGITS]


def assemble(
    pieces: Iterable[tuple[SectionKind, str]],
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    authors: Iterable[str] = (),
    published: DateRange | None = None,
    notes: Iterable[Note] = (),
) -> Article:
    """Join labelled pieces, in reading order, to an article.

    Pieces are put on one line each, with a blank line between them. A dateline stands before the paragraph
    that follows it and an agency code behind the paragraph before it, on the same line; where a paragraph
    still holds them, they are cut off as sections of their own. Pieces without any text are left out.

    Raises:
        InputError: no piece has any text.
    """
    pieces = [(kind, text) for kind, raw in pieces if (text := one_line(raw))]
    first = next((index for index, (kind, _) in enumerate(pieces) if kind == "paragraph"), None)
    last = max((index for index, (kind, _) in enumerate(pieces) if kind in PROSE), default=None)
    sections: list[Section] = []
    parts: list[str] = []
    length = 0
    for index, (kind, text) in enumerate(pieces):
        if parts:
            joint = _joint(sections[-1].kind, kind)
            parts.append(joint)
            length += len(joint)
        parts.append(text)
        cuts: list[tuple[SectionKind, int, int]] = [(kind, 0, len(text))]
        if kind in ("paragraph", "teaser"):
            cuts = cut_edges(kind, text, first=index == first, last=index == last)
        sections += [Section(part, length + start, length + end) for part, start, end in cuts]
        length += len(text)
    return build_article(
        # Composition across a joint is impossible: a space or line end stands between two pieces.
        "".join(parts),
        sections,
        title=title,
        outlet=outlet,
        url=url,
        authors=authors,
        published=published,
        notes=notes,
    )


def build_article(
    text: str,
    sections: Sequence[Section],
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    authors: Iterable[str] = (),
    published: DateRange | None = None,
    notes: Iterable[Note] = (),
) -> Article:
    """Make an article of a normalised text whose sections are known; its id and language are worked out.

    Raises:
        InputError: the text has no sections, and so nothing to read.
    """
    if not sections:
        raise InputError("there is no text in it", "check that it is the article you meant")
    url, outlet = clean(url), clean(outlet)
    return Article(
        id=article_id(text, url, outlet),
        text=text,
        title=clean(title),
        outlet=outlet,
        url=url,
        authors=tuple(dict.fromkeys(name for name in map(clean, authors) if name)),
        published=published,
        language=detect_language(prose(text, sections)),
        sections=tuple(sections),
        notes=tuple(notes),
    )


def prose(text: str, sections: Iterable[Section]) -> str:
    """Return the article's own words: paragraphs and heads, without captions, bylines and codes."""
    return "\n".join(text[part.start : part.end] for part in sections if part.kind in PROSE)


def clean(value: str | None) -> str | None:
    """Return a name, title or address on one line, or None if nothing is left of it."""
    return (one_line(value) or None) if value is not None else None


def _joint(before: SectionKind, after: SectionKind) -> str:
    if before == "dateline" and after == "paragraph":
        return " "
    if before == "paragraph" and after == "agency":
        return " "
    return "\n\n"
