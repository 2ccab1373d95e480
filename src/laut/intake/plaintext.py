"""From plain text to an article: which paragraph is the headline, which the byline, which the caption?

The text stays as it is, apart from normalisation; the labels are offsets into it.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence

import msgspec

from laut.errors import InputError
from laut.intake import forms
from laut.intake.assemble import PROSE, build_article, normalise, one_line
from laut.intake.bylines import find_names
from laut.intake.known import Known
from laut.intake.layout import Block, lay_out
from laut.intake.published import DateLine, match_date, read_date_line
from laut.records import Article, DateRange, Record, Section, SectionKind

MAX_TEXT = 4_000_000
"""Characters; the longest novels have fewer, and what is longer is a collection or no text."""

MAX_TEASER = 500
"""Characters; a longer first paragraph is not a teaser."""

MAX_KICKER = 40
"""Characters of the line that stands above some headlines."""

MAX_SUBHEAD = 150
"""Characters; a longer line without a full stop is a paragraph."""

MAX_FRONT_HEADS = 3
"""Kicker, headline and the line below it; more short lines than that are a list."""

MAX_TEASERS = 2
"""Paragraphs in front of the body; a date line behind more of them does not date the report."""

LAST_PARTS = 2
"""So many parts from the end, a date line dates the report again."""

LOOK_AHEAD = 5
"""A subhead's paragraph comes within so many parts, captions and bylines between them included."""

SHORT_TEASER = 0.6
"""A first paragraph this much shorter than the middle one of the others is taken for a teaser."""

_DATE_BEHIND = re.compile(r",? [|•·–-] |, ")
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")


class PlainText(Record, frozen=True):
    """What plain text says about itself; offsets refer to `text`, which is as long as what was given."""

    text: str
    sections: tuple[Section, ...]
    title: str | None
    authors: tuple[str, ...]
    published: DateRange | None


class _Part(Record, frozen=True):
    """A block with what it is; the kind is None while it may be any kind of prose."""

    block: Block
    kind: SectionKind | None
    words: str
    date: DateLine | None = None


def load_plain(text: str, *, known: Known | None = None) -> Article:
    """Read the plain text of one article, as pasted from a page or an archive.

    Raises:
        InputError: there is no text in it, or too much.
    """
    known = known or Known()
    plain = label(normalise(text).rstrip())
    return build_article(
        plain.text,
        plain.sections,
        title=plain.title,
        outlet=known.outlet,
        url=known.url,
        authors=plain.authors,
        published=known.published or plain.published,
    )


def label(text: str, *, title: str | None = None) -> PlainText:
    """Find and label the sections of a normalised text.

    Args:
        text: the text; wrapped lines are unwrapped, nothing else changes and no offset moves.
        title: the headline, if it is known from elsewhere; no other line is then taken for it.

    Raises:
        InputError: the text is too long to be one article.
    """
    if len(text) > MAX_TEXT:
        raise InputError(
            f"it has {len(text):,} characters, more than the {MAX_TEXT:,} that the text of one article may have",
            "split it into articles, or give them as JSON lines (.jsonl), which are read one by one",
        )
    text, blocks = lay_out(text, stands_alone=_stands_alone)
    parts = _without_event_dates(_recognise(text, blocks))
    parts = _label_front(parts, title)
    parts = _label_body(parts)
    sections = [section for index in range(len(parts)) for section in _cut(parts, index)]
    headline = next((text[one.start : one.end] for one in sections if one.kind == "headline"), None)
    bylines = [text[one.start : one.end] for one in sections if one.kind == "byline"]
    return PlainText(
        text=text,
        sections=tuple(sections),
        title=title or (one_line(headline) if headline else None),
        authors=tuple(dict.fromkeys(name for line in bylines for name in _names(line))),
        published=_published([part.date for part in parts if part.date]) or _filed(text, sections),
    )


def _stands_alone(line: str) -> bool:
    """Tell whether a line is a byline or a line of dates, which end where they end, however short they are.

    What begins small or ends with a full stop may be the last line of a wrapped sentence ("… sagte ein Sprecher
    / von Eva Muster.").
    """
    if line[0].islower() or line[-1] == ".":
        return False
    date = read_date_line(line)
    return forms.is_byline(line) or (date is not None and date.labelled and date.end == len(line))


def _published(dates: Sequence[DateLine]) -> DateRange | None:
    """Return the date of the first line that dates the report, rather than a later version of it."""
    dated = sorted((date for date in dates if date.published), key=lambda date: date.updated)
    return dated[0].published if dated else None


def _filed(text: str, sections: Sequence[Section]) -> DateRange | None:
    """Return the date in a dateline or in an agency's code ("Kiew, 3. November 2022 –", "(dpa, 3.11.2022)")."""
    for section in sections:
        if section.kind in ("dateline", "agency"):
            for at in re.finditer(r"\b\d", text[section.start : section.end]):
                date = match_date(text[: section.end], section.start + at.start())
                if date and date[0].earliest == date[0].latest:
                    return date[0]
    return None


def _names(byline: str) -> tuple[str, ...]:
    """Return the authors of a byline; names in capitals as names are written ("RONNY KALBE")."""
    byline = forms.without_reporting(byline)
    return find_names(byline) or find_names(_CAPITALS.sub(lambda word: word[0].capitalize(), byline))


def _recognise(text: str, blocks: Sequence[Block]) -> list[_Part]:
    """Give the blocks a kind that show by themselves what they are."""
    parts: list[_Part] = []
    for block in blocks:
        words = text[block.start : block.end]
        pieces, date = _part_dates(words, first=not parts)
        for kind, start, end in pieces:
            mark = block.mark if len(pieces) == 1 else None
            piece = msgspec.structs.replace(
                block, start=block.start + start, end=block.start + end, mark=mark
            )
            line = words[start:end]
            kind = kind or _own_kind(line)
            if kind is not None or piece.mark or not forms.is_furniture(line):
                parts.append(_Part(block=piece, kind=kind, words=line, date=date if kind == "date" else None))
    return parts


def _without_event_dates(parts: Sequence[_Part]) -> list[_Part]:
    """Leave the kind of date lines open that stand between paragraphs: they date events, not the report."""
    prose = [index for index, part in enumerate(parts) if part.kind is None and _is_prose(part)]
    body = prose[MAX_TEASERS] if len(prose) > MAX_TEASERS else len(parts)
    plain = {index for index, part in enumerate(parts) if part.date and not part.date.labelled}
    if len(plain) > 1 and prose and max(plain) > prose[0]:
        body = prose[0]  # a chronology: only a date above all of it is the report's own
    return [
        msgspec.structs.replace(part, kind=None, date=None)
        if index in plain and body < index < len(parts) - LAST_PARTS
        else part
        for index, part in enumerate(parts)
    ]


def _part_dates(
    words: str, *, first: bool
) -> tuple[list[tuple[SectionKind | None, int, int]], DateLine | None]:
    """Part a block into its date line and the rest, as kinds and offsets; return the date too."""
    whole: list[tuple[SectionKind | None, int, int]] = [(None, 0, len(words))]
    date = read_date_line(words)
    if date:
        end = len(words[: date.end].rstrip())
        rest = len(words) - len(words[date.end :].lstrip(" |–—:,-"))
        if not _dates_article(date, words, words[rest:], first=first):
            return whole, None
        return [("date", 0, end), *([(None, rest, len(words))] if rest < len(words) else [])], date
    if len(words) <= forms.MAX_BYLINE:
        for gap in _DATE_BEHIND.finditer(words):
            date = read_date_line(words[gap.end() :])
            if date is None or date.published is None or date.end < len(words) - gap.end():
                continue
            before = words[: gap.start()]
            if forms.is_byline(before):
                return [("byline", 0, gap.start()), ("date", gap.end(), len(words))], date
            if first and forms.is_newspaper(before):
                return [("date", 0, len(words))], date
    return whole, None


def _dates_article(date: DateLine, words: str, rest: str, *, first: bool) -> bool:
    """Tell whether a date line says when the report was published, and is not just how a sentence begins."""
    if not rest:
        return date.labelled or date.published is not None
    if date.published is None:
        return False
    if rest != words[date.end :] and (forms.is_byline(rest) or forms.is_source_line(rest)):
        return True
    # "date 2022-11 Headline" and "2022-11-03 Headline", but not "2022 war …" and not "3. November 2022 war …".
    machine_written = words[:4].casefold() in ("date", "datu") or words[4:5] == "-"
    return first and machine_written and words[date.end] in " |:–—-"


def _own_kind(words: str) -> SectionKind | None:
    if forms.is_byline(words):
        return "byline"
    if forms.is_source_line(words):
        return "agency"
    if forms.is_caption(words):
        return "caption"
    return None


def _label_front(parts: list[_Part], title: str | None) -> list[_Part]:
    """Label headline, the lines around it, and the teaser."""
    prose = [index for index, part in enumerate(parts) if part.kind is None]
    heads: list[int] = []
    departments = list(itertools.takewhile(lambda index: forms.is_department(parts[index].words), prose))
    for index in prose[: len(departments) + MAX_FRONT_HEADS]:
        part = parts[index]
        if part.block.item or not (part.block.mark in ("title", "heading") or forms.is_head(part.words)):
            break
        heads.append(index)
    rest = prose[len(heads) :]
    if not any(_is_prose(parts[index]) for index in rest):
        return parts  # nothing but short lines: there is nothing that they would be the heads of
    labels = _heads(parts, heads, title)
    if "headline" in labels.values() or title:
        labels |= dict.fromkeys(_teasers(parts, rest), "teaser")
    return [
        msgspec.structs.replace(part, kind=labels[index]) if index in labels else part
        for index, part in enumerate(parts)
    ]


def _heads(parts: Sequence[_Part], heads: Sequence[int], title: str | None) -> dict[int, SectionKind]:
    """Choose the headline among the lines that stand first."""
    labels: dict[int, SectionKind] = {
        index: "subhead" for index in heads if forms.is_department(parts[index].words)
    }
    heads = [index for index in heads if index not in labels]
    if not heads:
        return labels
    headline: int | None
    if title is not None:
        known = one_line(title).casefold()
        headline = next((index for index in heads if one_line(parts[index].words).casefold() == known), None)
    else:
        headline = next((index for index in heads if parts[index].block.mark == "title"), None)
        if headline is None:
            headline = heads[1] if len(heads) > 1 and _is_kicker(parts, *heads[:2]) else heads[0]
    if headline is None:
        return labels | dict.fromkeys(heads, "subhead")
    labels |= {index: "subhead" for index in heads if index < headline}
    labels[headline] = "headline"
    below = [index for index in heads if index > headline][:1]
    return labels | dict.fromkeys(below, "teaser")


def _is_kicker(parts: Sequence[_Part], one: int, other: int) -> bool:
    """Tell whether `one` is the short line above the headline `other`."""
    above, below = parts[one].words, parts[other].words
    if above.isupper() and not below.isupper():
        return True
    return (
        other == one + 1
        and len(above) <= MAX_KICKER
        and len(above.split()) <= 4
        and 2 * len(above) <= len(below)
    )


def _teasers(parts: Sequence[_Part], rest: Sequence[int]) -> list[int]:
    """Return which of the first paragraphs are the teaser."""
    first = rest[:3]
    for number, index in enumerate(first):
        if number and forms.is_head(parts[index].words):
            break
        if forms.find_dateline(parts[index].words, first=True):
            return [before for before in first[:number] if len(parts[before].words) <= MAX_TEASER]
    index, after = rest[0], rest[1:]
    words = parts[index].words
    if len(words) > MAX_TEASER or not after or forms.is_head(words):
        return []
    separated = after[0] > index + 1 or forms.byline_start(words) is not None
    lengths = [len(parts[other].words) for other in after if not forms.is_head(parts[other].words)]
    short = len(lengths) > 1 and len(words) <= SHORT_TEASER * statistics.median(lengths)
    return [index] if parts[index].block.mark == "strong" or separated or short else []


def _label_body(parts: Sequence[_Part]) -> list[_Part]:
    """Label what is still open as subhead or paragraph."""
    heads = [part.kind is None and _is_subhead(part) for part in parts]
    labelled: list[_Part] = []
    for index, part in enumerate(parts):
        if part.kind is not None:
            labelled.append(part)
            continue
        ahead = zip(parts[index + 1 : index + 1 + LOOK_AHEAD], heads[index + 1 :], strict=False)
        followed = False in [head for part_ahead, head in ahead if part_ahead.kind is None][:2]
        in_list = 0 < index < len(parts) - 1 and heads[index - 1] and heads[index + 1]
        is_subhead = part.block.mark in ("title", "heading") or (heads[index] and followed and not in_list)
        labelled.append(msgspec.structs.replace(part, kind="subhead" if is_subhead else "paragraph"))
    return labelled


def _is_subhead(part: _Part) -> bool:
    return not part.block.item and len(part.words) <= MAX_SUBHEAD and forms.is_head(part.words)


def _is_prose(part: _Part) -> bool:
    return part.block.mark not in ("title", "heading") and (part.block.item or not forms.is_head(part.words))


def _cut(parts: Sequence[_Part], index: int) -> list[Section]:
    """Return the sections of a part: a paragraph without the dateline before and the code behind it."""
    part = parts[index]
    start = part.block.start
    if part.kind not in ("paragraph", "teaser"):
        return [Section(part.kind or "paragraph", start, part.block.end)]
    first = next((other for other, one in enumerate(parts) if one.kind == "paragraph"), None)
    last = max(other for other, one in enumerate(parts) if one.kind in PROSE)
    cuts = forms.cut_edges(part.kind, part.words, first=index == first, last=index == last)
    return [Section(kind, start + begin, start + end) for kind, begin, end in cuts]
