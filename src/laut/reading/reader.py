"""From articles to statements: the pipeline on one screen.

1. take what can hold statements: headline, teaser, subheads, paragraphs      (`readable_sections`)
2. find the quotations in it                                                  (`laut.reading.quotations`)
3. make statements of them, outer before nested                               (`laut.reading.statements`)
4. follow their trails: who, according to whom, how firmly, when               (`laut.reading.trails`)

Articles are read several at a time, in the order in which they come, and as soon as they come (`laut.reading.arrival`).
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from laut.errors import UnsupportedLanguageError
from laut.reading.actors.registry import Registry
from laut.reading.arrival import Pause, arriving
from laut.reading.encoder import OnnxNetwork, load_tokenizer
from laut.reading.quotations import Network, Quotation, Text, find_in_batch, prepare
from laut.reading.settings import Settings, load_settings
from laut.reading.statements import make_statements
from laut.reading.trails import follow
from laut.records import Article, Rejection, Section, SectionKind

logger = logging.getLogger(__name__)

WEIGHTS: Final = Path(__file__).with_name("weights")
READABLE: Final[frozenset[SectionKind]] = frozenset({"headline", "teaser", "subhead", "paragraph"})
HEADINGS: Final[frozenset[SectionKind]] = frozenset({"headline", "teaser", "subhead"})
"""Readable sections that stand for themselves: no statement runs into them or out of them."""
WORDS_AT_ONCE: Final = 4_000
ARTICLES_AT_ONCE: Final = 8
"""Articles read together: enough to keep every core busy, few enough to see results come in."""


Prepared = tuple[Article, list[Text]]


class Reader:
    """Finds who said what in articles. Loads its model once; safe to keep for the life of a process."""

    def __init__(
        self,
        threads: int | None = None,
        *,
        articles_at_once: int = ARTICLES_AT_ONCE,
        weights: Path = WEIGHTS,
        network: Network | None = None,
        registry: Registry | None = None,
    ) -> None:
        """Load the model.

        Args:
            threads: processor cores to use; None for all.
            articles_at_once: most articles that `read_all` reads together before it hands any of them out.
            weights: folder with the model, if it is not the one that laut brings.
            network: what answers for the model's graphs, if not onnxruntime (for training and tests).
            registry: the actors that are known; None for the packaged ones and those that the user imported.

        Raises:
            ModelError: the model is missing, damaged or of another format.
        """
        self._articles_at_once = articles_at_once
        self.settings: Settings = load_settings(weights / "settings.json")
        self.tokenizer = load_tokenizer(weights / "tokenizer.json")
        self.network = network or OnnxNetwork(weights, threads)
        self.registry = registry or Registry.load()

    def read(self, article: Article) -> Article:
        """Return the article with its statements.

        Raises:
            UnsupportedLanguageError: the model does not know the article's language.
        """
        self._check_language(article)
        return self._with_statements(article, self.find([article])[0])

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        """Read articles as they come; yield each with its statements, in the same order.

        Rejections pass through; an article in an unknown language becomes one. Nothing that has arrived waits for what
        is still to come: it is read when the source pauses.
        """
        waiting: list[Prepared | Rejection] = []
        words = 0
        for item in arriving(articles):
            one = item if isinstance(item, Pause) else self._prepare_or_reject(item)
            size = sum(len(part.words) for part in one[1]) if isinstance(one, tuple) else 0
            if isinstance(one, Pause) or words + size > WORDS_AT_ONCE:
                yield from self._finish(waiting)
                waiting, words = [], 0
            if not isinstance(one, Pause):
                waiting.append(one)
                words += size
            if len(waiting) >= self._articles_at_once:
                yield from self._finish(waiting)
                waiting, words = [], 0
        yield from self._finish(waiting)

    def _prepare_or_reject(self, item: Article | Rejection) -> Prepared | Rejection:
        if isinstance(item, Rejection):
            return item
        try:
            self._check_language(item)
        except UnsupportedLanguageError as error:
            return Rejection(path=_place(item), reason=error.reason, hint=error.hint)
        return item, self._prepare(item)

    def _finish(self, waiting: list[Prepared | Rejection]) -> Iterator[Article | Rejection]:
        prepared = [item for item in waiting if not isinstance(item, Rejection)]
        try:
            done = iter(self._read_batch(prepared))
        except Exception:  # one article must not cost the others theirs
            done = map(self._read_or_reject, prepared)
        for item in waiting:
            yield item if isinstance(item, Rejection) else next(done)

    def _read_batch(self, prepared: list[Prepared]) -> list[Article | Rejection]:
        found = find_in_batch([parts for _, parts in prepared], self.network, self.settings)
        return [
            self._with_statements(article, quotations)
            for (article, _), quotations in zip(prepared, found, strict=True)
        ]

    def _with_statements(self, article: Article, quotations: Sequence[Quotation]) -> Article:
        found = make_statements(article, quotations)
        statements, notes = follow(article, readable_sections(article), found, self.registry)
        return msgspec.structs.replace(article, statements=statements, notes=(*article.notes, *notes))

    def _read_or_reject(self, prepared: Prepared) -> Article | Rejection:
        try:
            return self._read_batch([prepared])[0]
        except Exception as error:
            logger.debug("reading failed", exc_info=True)
            return Rejection(
                path=_place(prepared[0]),
                reason=f"the model failed on it ({type(error).__name__}: {error})",
                hint="this is a fault of laut: please report it with the article",
            )

    def find(self, articles: Sequence[Article]) -> list[list[Quotation]]:
        """Find the quotations of some articles together, as `laut.reading.quotations` gives them, before step 3."""
        return find_in_batch([self._prepare(article) for article in articles], self.network, self.settings)

    def _prepare(self, article: Article) -> list[Text]:
        readable = readable_sections(article)
        regions = [(section.start, section.end) for section in readable]
        barriers = {section.start for section in readable if section.kind in HEADINGS} | {
            after.start for before, after in itertools.pairwise(readable) if before.kind in HEADINGS
        }
        return prepare(article.text, self.tokenizer, self.settings, regions, barriers)

    def _check_language(self, article: Article) -> None:
        known = self.settings.languages
        if article.language is not None and article.language not in known:
            raise UnsupportedLanguageError(
                f"the article is in {article.language!r}, and the model {self.settings.name} reads only "
                + ", ".join(repr(language) for language in known),
                "leave it out, or train a model for that language (docs/model.md)",
            )


def readable_sections(article: Article) -> list[Section]:
    """The sections that can hold statements; the whole text as a paragraph if nothing is labelled."""
    if not article.sections:
        return [Section("paragraph", 0, len(article.text))]
    return [section for section in article.sections if section.kind in READABLE]


def _place(article: Article) -> str:
    return article.path or article.url or article.title or article.id
