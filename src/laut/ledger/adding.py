"""From paths to a ledger: what is new is read and kept, what was accepted before is passed over.

1. make articles of the inputs; pass over what was received before, byte for byte     (`laut.intake.load_raw`)
2. read what is not read yet; articles that bring statements are kept as they are      (`laut.reading.reader`)
3. give the statements their vectors and keep all of an article in one transaction     (`laut.ledger.store`)

Steps 1 and 2 go on while a thread of its own does step 3. An article is accepted when its transaction is done; what was
accepted outlives any crash, and a run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import select

from laut.errors import InvalidRecordError
from laut.intake import Known, PassedOver, Received, load_raw
from laut.ledger import raw as raws
from laut.ledger import recognise
from laut.ledger.ledger import Ledger
from laut.ledger.readings import GIVEN, Reading
from laut.ledger.store import Added, Incoming, same_text
from laut.ledger.tables import reading, receipt, source
from laut.ledger.vectors import Encoder, encoder_for
from laut.reading.version import packaged_version
from laut.records import Article, Rejection

if TYPE_CHECKING:
    from laut.reading.reader import Reader

AT_ONCE: Final = 64
"""Most articles in one transaction."""

Item = Added | PassedOver | Rejection


class Adder:
    """Adds inputs to a ledger.

    Attributes:
        model: name of the model that reads.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        threads: int | None = None,
        make_reader: Callable[[], Reader] | None = None,
        make_encoder: Callable[[], Encoder | None] | None = None,
    ) -> None:
        """Prepare; nothing is loaded before it is needed.

        Args:
            ledger: where to.
            threads: for the model; None for one per core.
            make_reader: makes the reader, if it is not the packaged one.
            make_encoder: makes what gives statements their vectors; None without vectors.
        """
        self.model: Final = packaged_version()
        self._ledger = ledger
        self._threads = threads
        self._make_reader = make_reader or self._packaged_reader
        self._make_encoder = make_encoder or (lambda: encoder_for(ledger, threads))
        self._encoder: Encoder | None = None
        self._has_encoder = False

    def add_all(self, paths: Iterable[str | Path], known: Known | None = None) -> Iterator[Item]:
        """Add files and folders; yield what became of each article, in the order in which they are done.

        Bad inputs and articles that cannot be read become a `Rejection` and cost no other article anything.

        Args:
            paths: as for `laut.intake.load`.
            known: what the caller knows better; inputs are then compared as articles, not byte for byte.

        Raises:
            LedgerError: the ledger cannot be written; what was yielded is kept.
            ModelError: the model is missing or damaged.
        """
        known = known or Known()
        seen = self.has_seen if known == Known() else lambda _name, _raw: False
        yield from self._keep_all(self._read_all(load_raw(paths, known=known, seen=seen)))

    def has_seen(self, name: str, raw: bytes) -> bool:
        """Tell whether these bytes came from this place before, and are read."""
        query = (
            select(reading.c.id)
            .join(receipt, receipt.c.revision_id == reading.c.revision_id)
            .join(source, source.c.id == receipt.c.source_id)
            .where(source.c.digest == raws.digest_of(raw), receipt.c.path == name)
            .where(reading.c.model.in_((GIVEN, self.model)))
        )
        with self._ledger.looking() as connection:
            return connection.execute(query.limit(1)).first() is not None

    # Reading ----------------------------------------------------------------------------------------------------

    def _read_all(
        self, items: Iterator[Received | PassedOver | Rejection]
    ) -> Iterator[Incoming | PassedOver | Rejection]:
        """Yield what is to be kept; the model is loaded when the first article is to be read."""
        for item in items:
            done = self._without_reading(item)
            if done is None:
                yield from self._read_rest(itertools.chain([item], items))
                return
            yield done

    def _without_reading(
        self, item: Received | PassedOver | Rejection
    ) -> Incoming | PassedOver | Rejection | None:
        """Return what is to be kept of an item, or None if it must be read."""
        if not isinstance(item, Received):
            return item
        if item.article.statements or self._is_read(item.article):
            return Incoming(article=item.article, raw=item.raw, reading=self._reading(GIVEN))
        return None

    def _is_read(self, article: Article) -> bool:
        """Tell whether the ledger has the statements of this very text, perhaps from another address or file."""
        known = recognise.identity(article)
        with self._ledger.looking() as connection:
            found = recognise.find_reports(connection, known, article)
            row = same_text(connection, found[0], known) if len(found) == 1 else None
            if row is None:
                return False
            query = select(reading.c.model).where(reading.c.revision_id == row.id)
            return connection.execute(query).scalar() in (GIVEN, self.model)

    def _read_rest(
        self, items: Iterator[Received | PassedOver | Rejection]
    ) -> Iterator[Incoming | PassedOver | Rejection]:
        received: deque[bytes | None] = deque()  # of each item that the reader has got; it keeps their order

        def arriving() -> Iterator[Article | Rejection]:
            for item in items:
                done = self._without_reading(item)
                received.append(item.raw if isinstance(item, Received) else None)
                if done is None and isinstance(item, Received):
                    yield item.article
                elif isinstance(done, Rejection):
                    yield done
                elif done is not None:
                    yield _Aside(path="", reason="", hint="", item=done)

        for item in self._make_reader().read_all(arriving()):
            raw = received.popleft()
            if isinstance(item, _Aside):
                yield item.item
            elif isinstance(item, Rejection):
                yield item
            else:
                yield Incoming(article=item, raw=raw, reading=self._reading(self.model))

    def _packaged_reader(self) -> Reader:
        from laut.reading.reader import Reader

        return Reader(threads=self._threads)

    def _reading(self, model: str) -> Reading:
        return Reading(model=model, side_of=self._ledger.side_of)

    # Keeping ----------------------------------------------------------------------------------------------------

    def _keep_all(self, items: Iterator[Incoming | PassedOver | Rejection]) -> Iterator[Item]:
        """Keep what comes, as much as has come at once, while the next is being read."""
        waiting: list[Incoming] = []
        with ThreadPoolExecutor(1, "laut-ledger") as thread:
            running: Future[list[Item]] | None = None
            for item in items:
                if not isinstance(item, Incoming):
                    yield item
                    continue
                waiting.append(item)
                if running is None or running.done() or len(waiting) >= AT_ONCE:
                    if running is not None:
                        yield from running.result()
                    running = thread.submit(self._keep, waiting)
                    waiting = []
            if running is not None:
                yield from running.result()
            yield from self._keep(waiting)

    def _keep(self, waiting: list[Incoming]) -> list[Item]:
        """Keep some articles in one transaction; what cannot be kept costs the others nothing."""
        if not waiting:
            return []
        complete = self._with_vectors(waiting)
        try:
            return list(self._ledger.put_all(complete))
        except InvalidRecordError:
            return [self._keep_one(one) for one in complete]

    def _keep_one(self, one: Incoming) -> Item:
        try:
            return self._ledger.put_all([one])[0]
        except InvalidRecordError as error:
            place = one.article.path or one.article.url or one.article.id
            return Rejection(path=place, reason=error.reason, hint=error.hint)

    def _with_vectors(self, waiting: list[Incoming]) -> list[Incoming]:
        texts = [statement.text for one in waiting for statement in one.article.statements]
        if texts and not self._has_encoder:
            self._encoder, self._has_encoder = self._make_encoder(), True
        if not texts or self._encoder is None:
            return waiting
        vectors = self._encoder.vectors(texts)
        cells = self._encoder.cells(vectors)
        complete, end = [], 0
        for one in waiting:
            start, end = end, end + len(one.article.statements)
            part = msgspec.structs.replace(one.reading, vectors=vectors[start:end], cells=cells[start:end])
            complete.append(msgspec.structs.replace(one, reading=part))
        return complete


class _Aside(Rejection, frozen=True):
    """What goes past the reader in its place, as rejections do."""

    item: Incoming | PassedOver
