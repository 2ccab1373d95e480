"""How are texts of the ledger read again, with a better model? One after the other, each in one transaction.

What people corrected is applied to the new reading; statements that are read as before keep their rows, and with them
their words, vectors and claims. Whenever it is interrupted, what was read is kept, and the next run does the rest.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from laut.errors import LedgerError
from laut.ledger import readings
from laut.ledger.corrected import reapply, replace_reading
from laut.ledger.ledger import Ledger
from laut.ledger.readings import GIVEN, Reading
from laut.ledger.renewing import Encoder, Renewed, fill_vectors
from laut.ledger.tables import reading, revision
from laut.records import Article, DateRange, Note, Record, Rejection, Section

_NUMBERED: Final = re.compile(r"(.*?)(\d+)(?:\.(\d+))?")
"""Kind, version of the model, version of the rules: laut-de-7.1."""
_sections: Final = msgspec.json.Decoder(tuple[Section, ...])
_authors: Final = msgspec.json.Decoder(tuple[str, ...])
_notes: Final = msgspec.json.Decoder(tuple[Note, ...])


class Reads(Protocol):
    """What reads articles, as `laut.reading.reader.Reader` does: one result for each, in the same order."""

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        """Yield each article with its statements, or why it could not be read."""


class Wanted(Record, frozen=True):
    """Which texts are to be read again. Those that no model read (`GIVEN`) never are.

    Attributes:
        older_than: those that an older model than this one read; models are compared by the numbers at their end.
        all: those of every model, also of the one that reads now.
        before: of these, those that were read before this moment; by it a run over all goes on where it ended.
        report: those of one report only.
    """

    older_than: str | None = None
    all: bool = False
    before: dt.datetime | None = None
    report: int | None = None


class Reread(Record, frozen=True):
    """What became of one text.

    Attributes:
        revision: row number of the text.
        statements: how many there are now.
        changed, added, removed: of its statements; all 0 if it was read as before.
        rejection: why it could not be read; its old reading stands.
    """

    revision: int
    statements: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    rejection: Rejection | None = None

    @property
    def is_other(self) -> bool:
        """Whether it was read otherwise than before."""
        return bool(self.changed or self.added or self.removed)


def wanted_texts(connection: Connection, model: str, wanted: Wanted) -> list[int]:
    """Return the row numbers of the revisions that are to be read, in the order in which they came.

    Args:
        connection: to the ledger.
        model: name of the model that will read.
        wanted: which ones. Texts without any reading are among them, unless an older model is asked for.

    Raises:
        LedgerError: the name of a model does not end in a number, as `laut-de-7` and `laut-de-7.1` do.
    """
    models = [
        name for name in connection.execute(select(reading.c.model).distinct()).scalars() if name != GIVEN
    ]
    if wanted.older_than is not None:
        chosen = [name for name in models if _is_older(name, wanted.older_than)]
    else:
        chosen = models if wanted.all else [name for name in models if name != model]
    of_model: ColumnElement[bool] = reading.c.model.in_(chosen)
    if wanted.before is not None:
        of_model = and_(of_model, reading.c.read < wanted.before)
    unread = reading.c.id.is_(None)
    query = (
        select(revision.c.id)
        .outerjoin(reading, reading.c.revision_id == revision.c.id)
        .where(of_model if wanted.older_than is not None else or_(of_model, unread))
        .order_by(revision.c.id)
    )
    if wanted.report is not None:
        query = query.where(revision.c.report_id == wanted.report)
    return list(connection.execute(query).scalars())


def reread(
    ledger: Ledger,
    reader: Reads,
    model: str,
    wanted: Wanted | None = None,
    *,
    encoder: Encoder | None = None,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Generator[Reread, None, None]:
    """Read texts again; yield what became of each as soon as it is kept.

    Args:
        ledger: whose texts are read.
        reader: what reads them.
        model: its name, as it is kept with the readings.
        wanted: which texts; None for those that another model read, or none.
        encoder: makes the vectors of statements that are new; None leaves them without.
        now: gives the time that is kept with a reading.

    Raises:
        LedgerError: the ledger cannot be read or written; what was read before is kept.
    """
    with ledger.looking() as connection:
        numbers = wanted_texts(connection, model, wanted or Wanted())
    waiting: deque[int] = deque()
    for item in reader.read_all(_articles(ledger, numbers, waiting)):
        number = waiting.popleft()
        if isinstance(item, Rejection):
            yield Reread(revision=number, rejection=item)
            continue
        with ledger.atomic() as connection:
            done = keep(connection, number, item, model, ledger, read=now(), encoder=encoder)
        yield Reread(
            revision=number,
            statements=len(item.statements),
            changed=done.changed,
            added=done.added,
            removed=done.removed,
        )


def keep(
    connection: Connection,
    revision_id: int,
    article: Article,
    model: str,
    ledger: Ledger,
    *,
    read: dt.datetime,
    encoder: Encoder | None = None,
) -> Renewed:
    """Keep the reading of a text instead of the one that it had, with corrections."""
    done = replace_reading(connection, revision_id, article, model, ledger.side_of, read=read)
    if done is None:
        new = Reading(model=model, side_of=ledger.side_of)
        done = Renewed(added=readings.put(connection, revision_id, article, new, read))
        row = connection.execute(select(revision.c.report_id).where(revision.c.id == revision_id)).one()
        reapply(connection, row.report_id, ledger.side_of)
    if encoder is not None:
        query = select(reading.c.id).where(reading.c.revision_id == revision_id)
        fill_vectors(connection, connection.execute(query).scalar_one(), encoder)
    return done


def article_of(connection: Connection, revision_id: int) -> Article:
    """Return a text of the ledger as the article that it was received as, without statements.

    Raises:
        LedgerError: there is no such revision.
    """
    row = connection.execute(select(revision).where(revision.c.id == revision_id)).first()
    if row is None:
        raise LedgerError(f"there is no text {revision_id} in the ledger", "run laut verify")
    return as_article(row)


def as_article(row: Any) -> Article:
    """Make an article, without statements, of a row of `revision`."""
    return Article(
        id=row.article_id,
        text=row.text,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        authors=_authors.decode(row.authors),
        published=_published(row),
        language=row.language,
        path=row.path,
        sections=_sections.decode(row.sections),
        notes=_notes.decode(row.intake_notes),
    )


def _articles(ledger: Ledger, numbers: Iterable[int], waiting: deque[int]) -> Iterator[Article]:
    """Yield the texts as the reader asks for them, and note which ones it has."""
    for number in numbers:
        with ledger.looking() as connection:
            article = article_of(connection, number)
        waiting.append(number)
        yield article


def _published(row: Any) -> DateRange | None:
    if row.published_earliest is None:
        return None
    return DateRange(row.published_earliest, row.published_latest or row.published_earliest)


def _is_older(name: str, than: str) -> bool:
    """Tell whether a model is an earlier version of the same kind.

    Raises:
        LedgerError: `than` has no version.
    """
    limit = _NUMBERED.fullmatch(than)
    if limit is None:
        raise LedgerError(
            f"{than!r} names no version of a model", "give a name such as laut-de-2; laut status lists them"
        )
    own = _NUMBERED.fullmatch(name)
    return own is not None and own[1] == limit[1] and _numbers(own) < _numbers(limit)


def _numbers(name: re.Match[str]) -> tuple[int, int]:
    """The versions of the model and of the rules; readings of before rules had one have 0."""
    return int(name[2]), int(name[3] or 0)
