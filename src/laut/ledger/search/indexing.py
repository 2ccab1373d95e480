"""What of a statement can be found, and how does it get into the full-text index? Rows of ``statement_words``.

Called inside the transaction that changes the statements; nothing here commits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, select, text

from laut.ledger.made_with import note
from laut.ledger.search.analysis import VERSION, form, stem, words
from laut.ledger.search.compounds import parts_of
from laut.ledger.search.ddl import COLUMNS, WORDS
from laut.ledger.search.expression import LABELS, id_name, words_table
from laut.ledger.search.facets import facets_of
from laut.ledger.tables import statement

SETTING: Final = "words"
"""Name of the setting that keeps which analysis the index was made with."""

# How many words of each column count, and where they stand in a tsvector, whose positions end at 16,383. Gaps keep
# phrases from reaching over the end of a column.
_MOST = {"speaker": 200, "frame": 700, "content": 10_000, "parts": 3_000}
_FIRST = {"speaker": 1, "frame": 300, "content": 1_100}
_PARTS_AT = 16_000
_AT_ONCE = 2_000


class _Framed(msgspec.Struct):
    frame: tuple[_Words, ...] = ()


class _Words(msgspec.Struct):
    text: str


_frames = msgspec.json.Decoder(_Framed)


def index_statements(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make statements findable; they must not be in the index yet.

    Args:
        connection: in the transaction that adds them.
        rows: rows of the table `statement`, with their ids.
    """
    values = [indexed(row) for row in rows]
    if not values:
        return
    key = id_name(connection.dialect)
    if connection.dialect.name == "sqlite":
        names = [key, *COLUMNS]
        slots = ", ".join(f":{name}" for name in names)
        connection.execute(text(f"INSERT INTO {WORDS} ({', '.join(names)}) VALUES ({slots})"), values)
        return
    names = [key, *COLUMNS, "words"]
    slots = ", ".join(f"CAST(:{name} AS tsvector)" if name == "words" else f":{name}" for name in names)
    command = text(f"INSERT INTO {WORDS} ({', '.join(names)}) VALUES ({slots})")
    connection.execute(
        command, [{**value, key: value["rowid"], "words": tsvector(value)} for value in values]
    )


def unindex(connection: Connection, statement_ids: Sequence[int]) -> None:
    """Take statements out of the index; ids that are not in it do not matter."""
    table = words_table(connection.dialect)
    key = table.c[id_name(connection.dialect)]
    for first in range(0, len(statement_ids), _AT_ONCE):
        connection.execute(delete(table).where(key.in_(statement_ids[first : first + _AT_ONCE])))


def reindex(connection: Connection) -> int:
    """Make the index anew from the statements, and note which analysis made it; return how many there are."""
    connection.execute(delete(words_table(connection.dialect)))
    count, last = 0, 0
    while True:
        query = select(statement).where(statement.c.id > last).order_by(statement.c.id).limit(_AT_ONCE)
        rows = connection.execute(query).mappings().all()
        if not rows:
            break
        index_statements(connection, [dict(row) for row in rows])
        count, last = count + len(rows), rows[-1]["id"]
    note(connection, SETTING, VERSION)
    return count


def indexed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the index for a row of the table `statement`, with its id as ``rowid``."""
    language = row["language"]
    content, parts = _prose(row["content"], language)
    frame, _ = _prose(" ".join(span.text for span in _frames.decode(row["record"]).frame), language)
    columns = {
        "content": content,
        "parts": parts,
        "speaker": [form(word.spelt) for word in words(row["speaker"] or "")],
        "frame": frame,
    }
    kept = {name: " ".join(found[: _MOST[name]]) for name, found in columns.items()}
    return {"rowid": row["id"], **kept, "facets": " ".join(facets_of(row))}


def _prose(text: str, language: str | None) -> tuple[list[str], list[str]]:
    """Return the stems of a text in their order, and what its compounds are made of."""
    stems: list[str] = []
    parts: dict[str, None] = {}
    run = ""  # words that hyphens join: "Atomwaffen-Einsatz" is a compound too
    for word in words(text):
        stems.append(stem(word.spelt, language))
        run = run + word.spelt if word.joined else word.spelt
        if run != word.spelt:
            parts[stem(run, language)] = None
        if language != "en" and word.capital:  # "gefahren" is no "Gefahr"
            parts.update(dict.fromkeys(parts_of(word.spelt)))
    return stems, list(parts)


def tsvector(value: Mapping[str, str]) -> str:
    """Spell the columns of a row as PostgreSQL's tsvector."""
    places: dict[str, list[str]] = defaultdict(list)
    for word, place in _placed(value):
        places[word].append(place)
    facets = (f"'{word}'" for word in value["facets"].split())
    return " ".join([*(f"'{word}':{','.join(at)}" for word, at in places.items()), *facets])


def _placed(value: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, first in _FIRST.items():
        for place, word in enumerate(value[name].split(), start=first):
            yield word, f"{place}{LABELS[name]}"
    for word in value["parts"].split():
        yield word, f"{_PARTS_AT}{LABELS['parts']}"
