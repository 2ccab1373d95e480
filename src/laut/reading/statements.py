"""How do quotations become statements? Character ranges get their text and ids."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from laut.reading.quotations import Quotation, Range
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS
from laut.records import Article, Form, Medium, Source, Span, Statement

_EDGES = " ,;:.!?–—"


def make_statements(article: Article, quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """Turn the quotations of an article into its statements, in the same order.

    Speakers are still words of the text; their trails are followed later (`laut.reading.trails`).
    """
    quotations = _with_words(article.text, quotations)
    ids = [statement_id(article, one.form, one.content) for one in quotations]
    quotations = [replace(one, speaker=_trimmed(article.text, one.speaker)) for one in quotations]
    statements: list[Statement] = []
    for identifier, quotation in zip(ids, quotations, strict=True):
        speaker = _source(article.text, quotation.speaker)
        statements.append(
            Statement(
                id=identifier,
                form=cast(Form, quotation.form),
                medium=cast("Medium | None", quotation.medium),
                confidence=round(quotation.confidence, 4),
                content=_spans(article.text, quotation.content),
                speaker=speaker,
                cue=_spans(article.text, quotation.cue),
                frame=_spans(article.text, quotation.frame),
                addressee=_spans(article.text, quotation.addressee),
                parent=None if quotation.parent is None else ids[quotation.parent],
            )
        )
    return tuple(statements)


def _with_words(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Leave out quotations of nothing but marks; what was nested in one stands alone."""
    said = [any(any(map(str.isalnum, text[a:b])) for a, b in one.content) for one in quotations]
    place = {number: sum(said[:number]) for number, kept in enumerate(said) if kept}
    return [
        replace(one, parent=None if one.parent is None else place.get(one.parent))
        for one, kept in zip(quotations, said, strict=True)
        if kept
    ]


def statement_id(article: Article, form: str, content: tuple[Range, ...]) -> str:
    """An id from the article's id, the form and the offsets: the same reading gives the same id."""
    return "s-" + hashlib.blake2b(f"{article.id} {form} {content}".encode(), digest_size=8).hexdigest()


def _spans(text: str, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in ranges)


def _trimmed(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges without punctuation at their edges; quotation marks stay where both of a pair are in the range."""
    result: list[Range] = []
    for start, end in ranges:
        while start < end and text[start] in _EDGES + _alone(text[start:end]):
            start += 1
        while start < end and text[end - 1] in _EDGES + _alone(text[start:end]):
            end -= 1
        if start < end:
            result.append((start, end))
    return tuple(result)


def _alone(words: str) -> str:
    """The quotation marks in some words if their number is odd."""
    marks = [char for char in words if char in DOUBLE_MARKS | SINGLE_MARKS]
    return "".join(marks) if len(marks) % 2 else ""


def _source(text: str, ranges: Sequence[Range]) -> Source | None:
    if not ranges:
        return None
    spans = _spans(text, ranges)
    return Source(name=_name(spans), spans=spans)


def _name(spans: Sequence[Span]) -> str:
    return " ".join(" ".join(span.text for span in spans).split())
