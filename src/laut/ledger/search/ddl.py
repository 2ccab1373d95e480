"""Where are the words of statements indexed? The table ``statement_words``, in each database's own way.

Both databases get the same words: the analysis is done in Python (`laut.ledger.search.analysis`), and what is stored
is words with a space between them, in five columns:

* ``content``: the words of the content, in their order;
* ``parts``: what the compounds among them are made of ("Einsatz" in "Atomwaffeneinsatz"), so that phrases stay phrases;
* ``speaker``: the speaker's name;
* ``frame``: the words of the frame around the content;
* ``facets``: one word for each thing that can be filtered by, such as ``form_direct`` or ``actor_q7747``.

In SQLite it is an FTS5 table whose rowid is ``statement.id``; in PostgreSQL a table with the key ``statement_id`` and
a tsvector ``words`` beside the columns. Rows go when their statement goes.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

WORDS = "statement_words"
"""Name of the full-text table."""

COLUMNS = ("content", "parts", "speaker", "frame", "facets")
"""Its columns, the same in both databases."""

SHADOWS = tuple(f"{WORDS}_{part}" for part in ("data", "idx", "content", "config"))
"""Tables that FTS5 keeps beside it; whoever compares the schema with `tables` leaves them out, and `WORDS`."""

# The ascii tokenizer takes every character above U+007F as a letter, whatever Unicode version it was built with: words
# are separated by the analysis alone. Lengths of columns are not kept, for ranking is done in Python.
_SQLITE = (
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5({', '.join(COLUMNS)}, "
    "tokenize = \"ascii tokenchars '_'\", columnsize = 0)",
    f"CREATE TRIGGER {WORDS}_gone AFTER DELETE ON statement BEGIN"
    f" DELETE FROM {WORDS} WHERE rowid = old.id; END",
)

_POSTGRESQL = (
    f"CREATE TABLE {WORDS} (statement_id BIGINT PRIMARY KEY REFERENCES statement (id) ON DELETE CASCADE, "
    + "".join(f"{name} TEXT NOT NULL, " for name in COLUMNS)
    + "words TSVECTOR NOT NULL)",
    f"CREATE INDEX ix_{WORDS}_words ON {WORDS} USING gin (words)",
)


def create_sqlite(connection: Connection) -> None:
    """Make the FTS5 table and the trigger that empties it; ``statement`` must be there already."""
    for command in _SQLITE:
        connection.execute(text(command))


def create_postgresql(connection: Connection) -> None:
    """Make the table and its GIN index; ``statement`` must be there already."""
    for command in _POSTGRESQL:
        connection.execute(text(command))


def drop(connection: Connection) -> None:
    """Take away what the two functions above make."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"DROP TRIGGER IF EXISTS {WORDS}_gone"))
    connection.execute(text(f"DROP TABLE IF EXISTS {WORDS}"))
