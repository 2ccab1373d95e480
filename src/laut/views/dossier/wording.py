"""How do we say it? The field's terms with their explanations, dates in English, and text made safe to show."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from laut.records import (
    DateRange,
    FactualityValue,
    Form,
    MarkerType,
    Medium,
    SourceKind,
    Stance,
)


class Term(NamedTuple):
    """A term on the page: its key in the records, the words for it, and what it means."""

    key: str
    label: str
    meaning: str


FORMS: dict[Form, Term] = {
    "direct": Term("direct", "direct", "The words as they were uttered, as a rule in quotation marks."),
    "indirect": Term(
        "indirect",
        "indirect",
        "The content in a clause that depends on a verb of saying or thinking: “he said that …”.",
    ),
    "reported": Term(
        "reported",
        "reported",
        "The report mentions that something was said, and what about, but does not follow its wording.",
    ),
    "free-indirect": Term(
        "free-indirect",
        "free indirect",
        "The speaker’s voice inside the outlet’s own sentence, without quotation marks or a governing verb.",
    ),
    "indirect-free-indirect": Term(
        "indirect-free-indirect",
        "indirect/free indirect",
        "A main clause that is reported by its verb mood alone, with no verb of saying before it: “er komme”.",
    ),
}

MEDIA: dict[Medium, str] = {
    "speech": "speech",
    "writing": "writing",
    "thought": "thought",
    "speech-thought": "speech or thought",
    "speech-writing": "speech or writing",
    "thought-writing": "thought or writing",
}

STANCES: dict[Stance, Term] = {
    "neutral": Term("neutral", "neutral", "Passed on without taking sides."),
    "endorsing": Term("endorsing", "endorsing", "Passed on as true."),
    "distancing": Term(
        "distancing", "distancing", "Passed on with reserve: the words keep it at arm’s length."
    ),
}

KINDS: dict[SourceKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "government": "government",
    "media": "media",
    "document": "document",
    "group": "group",
}

FACTUALITY: dict[FactualityValue, Term] = {
    "CT+": Term("CT+", "certain", "Put forward as certainly so (FactBank CT+)."),
    "CT-": Term("CT-", "certainly not", "Put forward as certainly not so (FactBank CT−)."),
    "PR+": Term("PR+", "probable", "Put forward as probably so (FactBank PR+)."),
    "PR-": Term("PR-", "probably not", "Put forward as probably not so (FactBank PR−)."),
    "PS+": Term("PS+", "possible", "Put forward as possibly so (FactBank PS+)."),
    "PS-": Term("PS-", "possibly not", "Put forward as possibly not so (FactBank PS−)."),
    "Uu": Term("Uu", "left open", "Passed on without saying whether it is so (FactBank Uu)."),
}

MARKERS: dict[MarkerType, str] = {
    "reportative": "reportative",
    "quotative": "quotative",
    "mood": "verb mood",
    "epistemic": "epistemic",
    "negation": "negation",
    "question": "question",
    "conditional": "conditional",
}

GLOSSARY: dict[str, Term] = {
    term.key: term
    for term in (
        Term("statement", "statement", "Content that the report attributes to somebody."),
        Term("form", "form", "How the words are represented: quoted, paraphrased or only mentioned."),
        Term("medium", "medium", "What is represented: speech, writing, thought, or a mix."),
        Term("speaker", "speaker", "Who is said to have said, written or thought it."),
        Term("cue", "cue", "The words that signal the attribution: “sagte”, “laut”, “demnach”."),
        Term("frame", "frame", "The clause that introduces or interrupts the content."),
        Term("addressee", "addressee", "Whom it was said to."),
        Term(
            "chain",
            "source chain",
            "From the outlet on the left, hop by hop, to whoever first said it on the right.",
        ),
        Term(
            "factuality",
            "factuality",
            "How firmly it is put forward, by the outlet and by the originator; not whether it is true.",
        ),
        Term("marker", "evidential marker", "The words or verb mood that mark hearsay or doubt."),
        Term("when", "when", "The time of what is reported, or of the utterance."),
        Term(
            "confidence",
            "confidence",
            "How probable it is that laut has found and labelled this statement correctly. "
            "It says nothing about whether the content is true.",
        ),
        Term(
            "words",
            "words",
            "Words of content. What one speaker says inside another’s statement counts for both.",
        ),
        Term("named", "named", "The text gives the source a name."),
        Term("unnamed", "unnamed", "The text speaks of the source without naming it."),
    )
}


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)  # not calendar.month_name, which follows the locale of the process


def describe_range(dates: DateRange | None) -> str | None:
    """Return the date as precisely as it is known: a day, a month, a year, or from one day to another."""
    if dates is None:
        return None
    return describe_interval(dates.earliest, dates.latest)


def describe_interval(first: dt.date, last: dt.date) -> str:
    """Return ``8 November 2022``, ``November 2022``, ``2022``, ``3–8 November 2022`` or both full dates."""
    if first == last:
        return _day(first)
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and ends_month:
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 statement``, ``2 statements``, ``12,345 statements``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


# What a page must not contain: C0 and C1 controls and lone surrogates are no characters of HTML, and a
# bidirectional override would show the words in another order than the record has them.
_BARRED = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]
_SHOWABLE = dict.fromkeys([*_BARRED, 0x202D, 0x202E, 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
_STEERING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def showable(text: str) -> str:
    """Return the text with every character that a page must not contain as �; the length stays the same."""
    return text.translate(_SHOWABLE)


def one_line(text: str) -> str:
    """Return the text for labels and attributes: showable, on one line, without bidirectional controls."""
    return " ".join(showable(text.translate(_STEERING)).split())
