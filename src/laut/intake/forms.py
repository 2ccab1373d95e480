"""What does a single line or the edge of a paragraph look like: byline, caption, source code, dateline?"""

from __future__ import annotations

import functools
import re

import regex  # type: ignore[import-untyped]

from laut.intake.plain_rules import PLACE, plain_rules
from laut.intake.published import match_date
from laut.intake.rules import page_rules
from laut.records import Record, SectionKind

MAX_BYLINE = 140
MAX_CAPTION = 400
MAX_CODE = 160
MAX_HEAD = 200
MAX_FURNITURE = 120
"""Characters up to which a block can be what the name says."""

MAX_DATELINE = 80
"""Characters in front of a report's first sentence."""

_QUOTES = "\"'“”„»«‘’‚›‹"
_END = rf"[.!?…{_QUOTES}\])]"
_CODE_TOKENS = re.compile(r"[\s,;/+&|–-]+")
_CODE_WORDS = frozenset({"mit", "und", "von", "and", "with", "material", "eigene", "quelle", "quellen"})
_BARE_CODE = re.compile(r"[a-zäöü]{2,4}(?:/[A-Za-zäöü]{2,5}){0,4}")
_TAIL_IN_BRACKETS = re.compile(rf"(?<={_END})\s*[(\[]([^()\[\]]{{1,60}})[)\]]\.?$")
_TAIL_BEHIND_WORD = re.compile(r"\s[(\[]([^()\[\]]{1,60})[)\]]$")
_TAIL_BARE = re.compile(rf"(?<={_END})\s+(?:[–—-]\s?)?([A-Za-zäöü/][\w/,+ -]{{1,40}})$")
_SENTENCE_INSIDE = re.compile(r"\w{3}[.!?] +\w")
_WORDS = re.compile(r"[^\W\d] +[^\W\d]")
_NOT_A_HEAD = re.compile(rf"[.:;,…][{_QUOTES})\]]*$")
_SENTENCE_START = re.compile(rf"[{_QUOTES}(]*[A-ZÀ-ÖØ-ÞĀ-Ž0-9]")
_PLACE_WORD = r"(?:(?:Bad|Sankt|St\.|New|San|Santa|Los|Las|Den|Tel|Abu|Al|El|Neu) )?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’-]+"
_SPACED_DASH = re.compile(r"\s[–—-]\s")


class Dateline(Record, frozen=True):
    """The beginning of a report: where the dateline ends, where the first sentence begins."""

    end: int
    text: int


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote the report ("Von Eva Muster, Bonn")."""
    return len(line) <= MAX_BYLINE and bool(plain_rules().byline.fullmatch(line.rstrip(" .")))


def without_reporting(byline: str) -> str:
    """Return the names in a byline that is a sentence ("Aus Kiew berichtet Eva Muster")."""
    return str(plain_rules().byline_sentence.sub("", byline.rstrip(" .")))


def is_caption(line: str) -> bool:
    """Tell whether a line is the caption of a picture, by its credit ("… Foto: Muster/dpa")."""
    if len(line) > MAX_CAPTION or line.endswith("?"):
        return False
    if plain_rules().caption_label.match(line):
        return True
    credit = _credit().search(line)
    return credit is not None and not _SENTENCE_INSIDE.search(credit["credit"])


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the page that the text was copied from ("Lesen Sie auch: …")."""
    rules = plain_rules()
    is_sentence = line[-1] == "." and not rules.abbreviation.search(line)
    if len(line) > MAX_FURNITURE or is_sentence:
        return False
    return bool(page_rules().lines.fullmatch(line) or rules.trail.fullmatch(line))


def is_newspaper(line: str) -> bool:
    """Tell whether a line is the name of a newspaper or magazine, and nothing else ("Musterstädter Tageblatt")."""
    return bool(plain_rules().newspaper.fullmatch(line))


def is_department(line: str) -> bool:
    """Tell whether a line only names a part of the newspaper ("Politik")."""
    return bool(plain_rules().department.fullmatch(line))


def is_source_line(line: str) -> bool:
    """Tell whether a line is nothing but the code of an agency or an author ("dpa/AFP", "(fd)")."""
    if len(line) > MAX_CODE:
        return False
    rules = plain_rules()
    if rules.source_line.fullmatch(line) or rules.rights.fullmatch(line) or _BARE_CODE.fullmatch(line):
        return True
    inner = re.sub(r"^[(\[]|[)\]]\.?$", "", line)
    return _is_code(inner, any_case=inner != line)


def is_head(line: str) -> bool:
    """Tell whether a line could be a headline: short, and not ending as a sentence does."""
    if len(line) > MAX_HEAD or _NOT_A_HEAD.search(line) or not any(map(str.isalpha, line)):
        return False
    dateline = find_dateline(line, first=False)
    names_source = dateline is not None and ")" in line[: dateline.end]
    return not names_source and code_start(line, last=True) is None and byline_start(line) is None


def code_start(paragraph: str, *, last: bool) -> int | None:
    """Return the offset at which the code at the end of a paragraph begins, or None if there is no code.

    Args:
        paragraph: the text of the paragraph.
        last: whether it is the last of its article, where a code may stand without brackets.
    """
    window = max(0, len(paragraph) - MAX_DATELINE)  # a code is short, and searching is then cheap
    edge = paragraph[window:]
    if (match := _TAIL_IN_BRACKETS.search(edge)) and _is_code(match[1], any_case=True):
        return window + match.start()
    if (
        (match := _TAIL_BEHIND_WORD.search(edge))
        and _names_agency(match[1])
        and _is_code(match[1], any_case=True)
    ):
        return window + match.start()
    if (
        last
        and (match := _TAIL_BARE.search(edge))
        and (_BARE_CODE.fullmatch(match[1]) or _is_source(match[1]))
    ):
        return window + match.start()
    return None


def byline_start(paragraph: str) -> int | None:
    """Return the offset of a byline behind a teaser's last sentence, or None if there is none."""
    window = max(0, len(paragraph) - MAX_BYLINE)
    match = _byline_behind_sentence().search(paragraph, window)
    return match.start("byline") if match else None


def find_dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """Find the dateline at the beginning of a paragraph.

    Args:
        paragraph: the text of the paragraph.
        first: whether an article may begin here; elsewhere only datelines count that name an agency.
    """
    edge = paragraph[: MAX_DATELINE + 2]
    for pattern, anywhere in _datelines():
        match = pattern.match(edge)
        if match is None or not (first or anywhere):
            continue
        code = match.groupdict().get("code")
        if code is not None and not _is_code(code, any_case=_names_agency(code)):
            continue
        text = match.end()
        if text >= len(paragraph) or not _SENTENCE_START.match(paragraph, text):
            continue
        if code is None and _SPACED_DASH.search(match[0]) and _is_parenthesis(paragraph, text):
            continue
        return Dateline(end=len(match[0].rstrip()), text=text)
    return None


def cut_edges(
    kind: SectionKind, paragraph: str, *, first: bool, last: bool
) -> list[tuple[SectionKind, int, int]]:
    """Part a paragraph or teaser from the dateline before it and from the code or byline behind it.

    Args:
        kind: what the stretch as a whole is.
        paragraph: its text, without spaces at the edges.
        first: whether it is the first paragraph of its article.
        last: whether it is the last.

    Returns:
        Kinds with offsets, in order; at least one.
    """
    before: list[tuple[SectionKind, int, int]] = []
    behind: list[tuple[SectionKind, int, int]] = []
    start, end = 0, len(paragraph)
    if kind == "paragraph" and (dateline := find_dateline(paragraph, first=first)):
        before.append(("dateline", 0, dateline.end))
        start = dateline.text
    for found, at in (
        ("agency", code_start(paragraph[start:], last=last)),
        ("byline", byline_start(paragraph[start:])),
    ):
        if at is not None and not behind:
            code = paragraph[start + at :]
            behind.append(
                ("agency" if found == "agency" else "byline", len(paragraph) - len(code.lstrip()), end)
            )
            end = start + len(paragraph[start : start + at].rstrip())
    return [*before, (kind, start, end), *behind]


def _is_parenthesis(paragraph: str, text: int) -> bool:
    """Tell whether the dash before `text` opens a parenthesis: one more dash closes it in the same sentence."""
    sentence = re.split(r"[.!?](?:\s|$)", paragraph[text : text + 600], maxsplit=1)[0]
    return len(_SPACED_DASH.findall(sentence)) % 2 == 1


def _is_code(text: str, *, any_case: bool) -> bool:
    """Tell whether `text` consists of agencies, initials and perhaps a date."""
    tokens = [
        token.rstrip(".") if token[0].isalpha() else token
        for token in _CODE_TOKENS.split(text.strip())
        if token
    ]
    if not 1 <= len(tokens) <= 8:
        return False
    letters = [token for token in tokens if not match_date(token) and token.casefold() not in _CODE_WORDS]
    agencies = plain_rules().agencies
    named = [token for token in letters if token.casefold() in agencies]
    others = [token for token in letters if token.casefold() not in agencies]
    if not letters or not all(token.isalpha() and len(token) <= 5 for token in others):
        return False
    if any_case:
        # Initials are short or parted by more than spaces: "(fd)", "(ste, kub)", but not "(lacht laut)".
        return bool(named) or (
            len(letters) <= 3 and (len(others[0]) <= 4 or len(others) > 1) and not _WORDS.search(text)
        )
    if named:
        return all(token.islower() or len(token) <= 3 for token in others)
    return all(map(str.islower, others)) and ("/" in text or (len(tokens) == 1 and len(others[0]) <= 4))


def _names_agency(text: str) -> bool:
    return any(token.casefold() in plain_rules().agencies for token in _CODE_TOKENS.split(text))


def _is_source(text: str) -> bool:
    return bool(plain_rules().source_line.fullmatch(text)) or (
        _names_agency(text) and _is_code(text, any_case=True)
    )


# What is made of the patterns of plain_rules is matched as those are, by `regex`.
@functools.cache
def _credit() -> regex.Pattern[str]:
    # A credit stands behind a sentence, a bracket or a dash: "Er zeigte ein Bild: …" is prose.
    credit = plain_rules().caption_credit.pattern
    return regex.compile(rf"(?:^|(?<=[.!?…{_QUOTES})\]|/–-]) ?|\s(?=[(\[©|]))(?P<credit>{credit})[)\]]?\.?$")


@functools.cache
def _byline_behind_sentence() -> regex.Pattern[str]:
    return regex.compile(rf"(?<={_END}) (?P<byline>{plain_rules().byline_tail.pattern})\.?$")


@functools.cache
def _datelines() -> tuple[tuple[regex.Pattern[str], bool], ...]:
    """Return the patterns of datelines, each with whether it counts in every paragraph."""
    known = rf"(?:{plain_rules().place.pattern})"
    capitals = r"[A-ZÄÖÜ][A-ZÄÖÜß]{2,}(?:[ /-][A-ZÄÖÜ][A-ZÄÖÜß.]*){0,3}"
    unknown = rf"{_PLACE_WORD}(?:/{_PLACE_WORD})*"
    code = r"[(\[](?P<code>[^()\[\]]{1,30})[)\]]"
    dash = r"(?:\s[–—-]\s|\s?—\s?)"
    places = rf"{known}(?:/{PLACE})?|{PLACE}"
    day = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zäöüÄ]{3,9})\.?(?:\s?\d{4})?"
    behind = rf"(?:, (?:{day}|[A-Z][a-z]{{2,8}}\.? \d{{1,2}}|{PLACE})){{0,2}}"
    return (
        (regex.compile(rf"(?:{places}),? (?:den )?{day}(?:\.\s|\s?[–—-]\s)"), False),
        (regex.compile(rf"(?:{places}){behind}\s{code}\s?[–—:.-]\s?"), True),
        (regex.compile(rf"{code}\s?[–—-]\s"), True),
        (regex.compile(rf"(?:(?:{places})\.?{behind}\s)?{code}\s"), False),
        (regex.compile(rf"(?:{capitals}){behind}\s(?P<code>[\w/,-]{{2,20}})\s?\|\s"), True),
        (regex.compile(rf"(?:{known}(?:/{PLACE})?|{capitals}){behind}(?:{dash}|\s?\|\s)"), True),
        (regex.compile(rf"{unknown}{behind}{dash}"), False),
        (regex.compile(rf"(?:{known}(?:/{PLACE})?|{PLACE}/{known}|{capitals})\.\s"), False),
        (regex.compile(rf"{_PLACE_WORD}(?:/{_PLACE_WORD})+\.\s"), False),
    )
