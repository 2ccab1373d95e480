"""The ledger: what laut knows beyond one article. Opening, adding, and one transaction for all that belongs together.

Each question that can be asked of a ledger has a module of its own beside this one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import Connection, Engine

from laut.errors import LedgerError
from laut.ledger import engine as engines
from laut.ledger import schema, store
from laut.ledger.readings import GIVEN, Cells, Reading, Vectors
from laut.ledger.revisions import Revision, revisions
from laut.ledger.status import Status, status
from laut.ledger.store import Added, Incoming
from laut.records import Article, Statement

if TYPE_CHECKING:
    from laut.ledger.corrections import Correction
    from laut.ledger.search.filters import Filters
    from laut.ledger.search.hits import Page
    from laut.ledger.search.meaning import Encoder

SideOf = Callable[[str], str | None]
"""Gives the actor id of whom an actor speaks for."""


class Ledger:
    """A database of everything that was received and read.

        with Ledger("sqlite:///crisis.db") as ledger:
            ledger.add(laut.read("article.html"))
            print(ledger.status().statements)

    A ledger may be used by several threads and processes; those that write wait for each other.

    Attributes:
        engine: the database, for SQLAlchemy.
        name: what the ledger is called in messages.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        create: bool = True,
        wait: float = engines.WAIT,
        side_of: SideOf | None = None,
    ) -> None:
        """Open a ledger; make it if it is not there; bring it up to date if an older laut made it.

        Args:
            url: ``sqlite:///FILE``, ``postgresql+psycopg://USER@HOST/DATABASE`` or the path of a file; None for
                the environment variable ``LAUT_LEDGER`` or else ``sqlite:///laut.db``.
            create: whether to make it if it is not there.
            wait: seconds to wait for another process that writes.
            side_of: gives the actor id of whom an actor speaks for; None for the registry of actors.

        Raises:
            LedgerError: it cannot be opened, is no ledger, or was made by a newer laut.
        """
        parsed = engines.parse_url(url or engines.default_url())
        self.name: Final = engines.name_of(parsed)
        self.engine: Final[Engine] = engines.make_engine(parsed, wait=wait)
        self._side_of = side_of
        self._threads = threading.local()
        try:
            schema.prepare(self.engine, create=create)
        except BaseException:
            self.engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({self.name!r})"

    def close(self) -> None:
        """Close all connections. The ledger opens them again if it is used again."""
        self.engine.dispose()

    @contextlib.contextmanager
    def atomic(self) -> Iterator[Connection]:
        """Give a connection in a transaction that writes: all of it is kept, or nothing.

        Inside another `atomic` of the same thread it is a part of that one, which can fail on its own.

        Raises:
            LedgerError: another process writes for too long, the disk is full, …
        """
        outer: Connection | None = getattr(self._threads, "connection", None)
        if outer is not None:
            with outer.begin_nested():
                yield outer
            return
        writing = self.engine.connect().execution_options(**{engines.WRITES: True})
        with writing as connection, connection.begin():
            self._threads.connection = connection
            try:
                yield connection
            finally:
                self._threads.connection = None

    @contextlib.contextmanager
    def looking(self) -> Iterator[Connection]:
        """Give a connection that sees the ledger as it is now, and does not change it.

        Inside `atomic` it is that one's connection, and sees what it has changed.
        """
        outer: Connection | None = getattr(self._threads, "connection", None)
        if outer is not None:
            yield outer
            return
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def add(
        self,
        article: Article,
        *,
        raw: bytes | None = None,
        model: str = GIVEN,
        vectors: Vectors | None = None,
        cells: Cells | None = None,
    ) -> Added:
        """Keep an article with its statements; recognise it if it was received before.

        Args:
            article: as `laut.read` returns it.
            raw: the bytes that it was made of; None keeps the record itself.
            model: name of the model that read it; "" if its statements were handed over.
            vectors: int8 [statements, 384], the meaning of each; None if they were not made.
            cells: int16 [statements], the cell of each vector.

        Raises:
            InvalidRecordError: its statements do not fit its text.
            LedgerError: it cannot be written.
        """
        reading = Reading(model=model, vectors=vectors, cells=cells, side_of=self.side_of)
        return self.put_all([Incoming(article=article, raw=raw, reading=reading)])[0]

    def add_many(
        self, articles: Iterable[tuple[Article, bytes | None]], *, model: str = GIVEN
    ) -> list[Added]:
        """Keep several articles in one transaction: all of them, or none.

        Args:
            articles: each with the bytes that it was made of, or None.
            model: name of the model that read them.

        Raises:
            InvalidRecordError: the statements of one do not fit its text; none is kept.
            LedgerError: they cannot be written; none is kept.
        """
        reading = Reading(model=model, side_of=self.side_of)
        return self.put_all(Incoming(article=one, raw=raw, reading=reading) for one, raw in articles)

    def put_all(self, incoming: Iterable[Incoming]) -> list[Added]:
        """Keep articles with all that belongs to them in one transaction, as `add_many`."""
        received = dt.datetime.now(dt.UTC)
        with self.atomic() as connection:
            return [store.put(connection, one, received) for one in incoming]

    def status(self) -> Status:
        """Count what is in the ledger."""
        with self.looking() as connection:
            return status(connection)

    def revisions(self, report: int) -> list[Revision]:
        """Return the texts that a report had; `laut.ledger.revisions.differences` compares two of them.

        Args:
            report: number of the report.

        Raises:
            LedgerError: there is no such report.
        """
        with self.looking() as connection:
            return revisions(connection, report)

    def search(
        self,
        query: str | None = None,
        filters: Filters | None = None,
        *,
        limit: int = 20,
        after: str | None = None,
        encoder: Encoder | None = None,
    ) -> Page:
        """Find statements by words, by meaning and by what is known about them; see `laut.ledger.search`.

        Args:
            query: words, "phrases", beginnings* and -excluded words; None to list what passes the filters.
            filters: what must hold of all that is found.
            limit: hits on the page.
            after: `Page.next` of the page before, of the same search.
            encoder: the one that made the ledger's vectors; None to look for words only.

        Raises:
            InputError: there is nothing to look for in the query, or `after` or `limit` make no sense.
        """
        from laut.ledger.search import search

        with self.looking() as connection:
            return search(connection, query, filters, limit=limit, after=after, encoder=encoder)

    def correct(
        self,
        author: str,
        statement: str | None = None,
        values: Mapping[str, Any] | None = None,
        *,
        remove: bool = False,
        add: Statement | None = None,
        report: int | None = None,
        reason: str | None = None,
    ) -> int:
        """Correct what was read; return the number of the correction. It wins over this reading and those to come.

        Args:
            author: who corrects.
            statement: id of the statement; None if one is added.
            values: JSON-ready values by field, as in ``{"speaker.name": "John Kirby", "speaker.actor": None}``.
            remove: strike the statement: it is none.
            add: a statement that the reader missed, with offsets in the present text of `report`.
            report: number of the report; needed for `add`, and where several have a statement of this id.
            reason: why.

        Raises:
            InvalidRecordError: a value does not fit its field or the text.
            LedgerError: there is no such statement or report, or not exactly one thing is asked for.
        """
        from laut.ledger import corrections
        from laut.ledger.signing import Signature

        by = Signature(author=author, reason=reason)
        with self.atomic() as connection:
            if statement is not None and values and not remove and add is None:
                return corrections.set_values(
                    connection, by, statement, values, self.side_of, report_id=report
                )
            if statement is not None and remove and not values and add is None:
                return corrections.remove(connection, by, statement, self.side_of, report_id=report)
            if statement is None and add is not None and report is not None:
                return corrections.add(connection, by, report, add, self.side_of)
        raise LedgerError(
            "nothing, or too much, is to be corrected", "give values, or remove=True, or add and report"
        )

    def withdraw(self, author: str, correction: int, *, reason: str | None = None) -> int:
        """Take a correction, or a withdrawal, back; return the number of that.

        Raises:
            LedgerError: there is none of this number, or it was taken back before.
        """
        from laut.ledger import corrections
        from laut.ledger.signing import Signature

        with self.atomic() as connection:
            by = Signature(author=author, reason=reason)
            return corrections.withdraw(connection, by, correction, self.side_of)

    def corrections(self, report: int | None = None) -> list[Correction]:
        """Return all corrections, or those of one report, in the order in which they were made."""
        from laut.ledger.corrections import corrections

        with self.looking() as connection:
            return corrections(connection, report)

    def unanchored(self) -> list[Correction]:
        """Return the corrections whose words, or whose statement, cannot be found any more."""
        from laut.ledger.corrections import unanchored

        with self.looking() as connection:
            return unanchored(connection)

    def side_of(self, actor: str) -> str | None:
        """Return the actor id of whom an actor speaks for: a state speaks for itself."""
        if self._side_of is None:
            from laut.ledger.sides import side_of

            self._side_of = side_of()
        return self._side_of(actor)
