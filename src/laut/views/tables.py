"""Statements as data for other programs: JSON objects, JSON lines, CSV rows. All of it is UTF-8.

JSON is the contract (``docs/contract.md``) and loses nothing. CSV is for spreadsheets and has one row a
statement; ``docs/contract.md`` lists its columns.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

import msgspec

from laut.records import Article, Hop, Span, Statement

Column = tuple[str, str, Callable[[Article, Statement], object]]


def _texts(spans: Sequence[Span]) -> str:
    return " … ".join(span.text for span in spans)


def _offsets(spans: Sequence[Span]) -> str:
    return " ".join(f"{span.start}:{span.end}" for span in spans)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "true" if value else "false"


def _hops(statement: Statement, value: Callable[[Hop], str | None]) -> str:
    return " > ".join(value(hop) or "?" for hop in statement.chain)


CSV_COLUMNS: tuple[Column, ...] = (
    ("article", "id of the article", lambda a, s: a.id),
    ("title", "its headline", lambda a, s: a.title),
    ("outlet", "the medium that published it", lambda a, s: a.outlet),
    ("url", "its address", lambda a, s: a.url),
    ("path", "the file that it was read from", lambda a, s: a.path),
    ("published_earliest", "first day on which it may have been published",
     lambda a, s: a.published and a.published.earliest),
    ("published_latest", "last day on which it may have been published",
     lambda a, s: a.published and a.published.latest),
    ("statement", "id of the statement", lambda a, s: s.id),
    ("parent", "id of the statement that it is nested in", lambda a, s: s.parent),
    ("form", "how the words are represented", lambda a, s: s.form),
    ("medium", "speech, writing, thought or a mix", lambda a, s: s.medium),
    ("confidence", "probability that the statement is right, 0 to 1", lambda a, s: f"{s.confidence:.4f}"),
    ("speaker", "name of the speaker", lambda a, s: s.speaker and s.speaker.name),
    ("speaker_actor", "identifier of the speaker in the registry of actors",
     lambda a, s: s.speaker and s.speaker.actor),
    ("speaker_kind", "what sort of source the speaker is", lambda a, s: s.speaker and s.speaker.kind),
    ("speaker_named", "true if the text names the speaker, false if not",
     lambda a, s: _yes_no(s.speaker.named) if s.speaker else None),
    ("speaker_office", "the office or function in which the text introduces the speaker",
     lambda a, s: s.speaker and s.speaker.office),
    ("content", "what is attributed", lambda a, s: s.text),
    ("cue", "the words that signal the attribution", lambda a, s: _texts(s.cue)),
    ("frame", "the clause that introduces or interrupts the content", lambda a, s: _texts(s.frame)),
    ("addressee", "whom it was said to", lambda a, s: _texts(s.addressee)),
    ("chain", "sources from the one nearest the outlet to the originator, with > between them; ? if not known",
     lambda a, s: _hops(s, lambda hop: hop.name)),
    ("chain_actors", "the same sources as identifiers in the registry of actors",
     lambda a, s: _hops(s, lambda hop: hop.actor)),
    ("chain_kinds", "what sort of source each of them is", lambda a, s: _hops(s, lambda hop: hop.kind)),
    ("chain_named", "true for each that the text names, false for each that it does not",
     lambda a, s: _hops(s, lambda hop: _yes_no(hop.named))),
    ("chain_stances", "how each of them is introduced by whoever stands one step nearer to the reader",
     lambda a, s: _hops(s, lambda hop: hop.stance)),
    ("chain_weak", "true for each that only an agency code speaks for",
     lambda a, s: _hops(s, lambda hop: _yes_no(hop.weak))),
    ("chain_carried_from", "id of the statement that the chain was carried on from",
     lambda a, s: next((hop.carried_from for hop in s.chain if hop.carried_from), None)),
    ("originator", "the innermost source of the chain", lambda a, s: s.chain[-1].name if s.chain else None),
    ("factuality_outlet", "how firmly the outlet puts it forward",
     lambda a, s: s.factuality and s.factuality.outlet),
    ("factuality_originator", "how firmly the originator puts it forward",
     lambda a, s: s.factuality and s.factuality.originator),
    ("markers", "the words that mark hearsay, doubt or denial, each with its type",
     lambda a, s: ", ".join(f"{m.text} ({m.type})" for m in s.factuality.markers) if s.factuality else None),
    ("when", "the time expression bound to it", lambda a, s: s.when and s.when.text),
    ("when_earliest", "first day that the expression may mean", lambda a, s: s.when and s.when.earliest),
    ("when_latest", "last day that the expression may mean", lambda a, s: s.when and s.when.latest),
    ("when_of", "whether that is the time of the content or of the utterance",
     lambda a, s: s.when and s.when.of),
    ("start", "offset of the content's first character in the article's text", lambda a, s: s.start),
    ("end", "offset behind the content's last character", lambda a, s: s.end),
    ("content_offsets", "start:end of every part of the content", lambda a, s: _offsets(s.content)),
    ("speaker_offsets", "start:end of every mention of the speaker",
     lambda a, s: _offsets(s.speaker.spans) if s.speaker else None),
    ("cue_offsets", "start:end of every part of the cue", lambda a, s: _offsets(s.cue)),
    ("frame_offsets", "start:end of every part of the frame", lambda a, s: _offsets(s.frame)),
    ("addressee_offsets", "start:end of every part of the addressee", lambda a, s: _offsets(s.addressee)),
)  # fmt: skip
"""Name, meaning and value of every CSV column, in order."""

_FORMULA_STARTS = tuple("=+-@\t\n＝＋－＠")
"""A spreadsheet takes a cell that begins like this for a formula, and runs it."""


def json_object(article: Article) -> bytes:
    """Return the article as one indented JSON object, as the contract has it, with a line end."""
    return msgspec.json.format(json_line(article), indent=2) + b"\n"


def json_line(article: Article) -> bytes:
    """Return the article as one line of JSON, as the contract has it, with a line end."""
    data = article.to_dict()
    try:
        encoded = msgspec.json.encode(data)
    except UnicodeEncodeError:  # half a surrogate pair, which no file can hold: it becomes ?
        encoded = json.dumps(data, ensure_ascii=False).encode("utf-8", errors="replace")
    return encoded + b"\n"


def csv_header() -> bytes:
    """Return the CSV header with a line end."""
    return _csv([[name for name, _, _ in CSV_COLUMNS]])


def csv_rows(article: Article) -> bytes:
    """Return the article's statements as CSV, a row each; nothing if it has none."""
    return _csv(
        [[cell(value(article, statement)) for _, _, value in CSV_COLUMNS] for statement in article.statements]
    )


def cell(value: object) -> str:
    """Return the value as a CSV cell; None is empty.

    The texts come from strangers, and spreadsheets run cells that begin like a formula: those get an
    apostrophe in front, which spreadsheets hide or show but never run. Numbers are never negative here and
    stay as they are. Every line end in a cell is a line feed: a carriage return would break the row.
    """
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8", errors="replace")
