"""From articles to statements: the pipeline on one screen.

1. take what can hold statements: headline, teaser, subheads, paragraphs      (`readable_sections`)
2. find the quotations in it                                                  (`laut.reading.quotations`),
   with the cues that words beside the speaker settle                         (`laut.reading.cues`)
3. make statements of them, outer before nested                               (`laut.reading.statements`)
4. follow their trails: who, according to whom, how firmly, when               (`laut.reading.trails`)

Articles are read several at a time, each by itself, as soon as they come (`laut.reading.arrival`) and handed out in the
order in which they came. Where they are many, other processes read, too (`laut.reading.beside`).
"""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from laut.errors import UnsupportedLanguageError
from laut.reading.actors.registry import Registry
from laut.reading.arrival import done_in_order
from laut.reading.beside import Beside
from laut.reading.cues import settle_cue
from laut.reading.encoder import OnnxNetwork, cores, load_tokenizer
from laut.reading.quotations import Network, Quotation, find_in_parts, prepare
from laut.reading.settings import Settings, load_settings
from laut.reading.statements import make_statements
from laut.reading.trails import follow
from laut.reading.version import version_of
from laut.records import Article, Rejection, Section, SectionKind

logger = logging.getLogger(__name__)

WEIGHTS: Final = Path(__file__).with_name("weights")
READABLE: Final[frozenset[SectionKind]] = frozenset({"headline", "teaser", "subhead", "paragraph"})
HEADINGS: Final[frozenset[SectionKind]] = frozenset({"headline", "teaser", "subhead"})
"""Readable sections that stand for themselves: no statement runs into them or out of them."""


class Reader:
    """Finds who said what in articles. Loads its model once; safe to keep for the life of a process."""

    def __init__(
        self,
        threads: int | None = None,
        *,
        weights: Path = WEIGHTS,
        network: Network | None = None,
        registry: Registry | None = None,
    ) -> None:
        """Load the model.

        Args:
            threads: processor cores to use; None for all.
            weights: folder with the model, if it is not the one that laut brings.
            network: what answers for the model's graphs, if not onnxruntime (for training and tests).
            registry: the actors that are known; None for the packaged ones and those that the user imported.

        Raises:
            ModelError: the model is missing, damaged or of another format.
        """
        self._threads = threads or cores()
        self.settings: Settings = load_settings(weights / "settings.json")
        self.version: Final = version_of(self.settings)
        self.tokenizer = load_tokenizer(weights / "tokenizer.json")
        self.registry = registry or Registry.load()
        self.network: Network = network or OnnxNetwork(weights, self._threads)
        # a network of the caller's own, what a subclass does, and the log for `--debug` are in this process only
        alone = network is not None or type(self) is not Reader or logger.isEnabledFor(logging.DEBUG)
        helpers = 0 if alone else self._threads - 1
        elsewhere = functools.partial(_reads_elsewhere, weights.resolve(), self.registry)
        self._beside = Beside(elsewhere, helpers)

    def read(self, article: Article) -> Article:
        """Return the article with its statements.

        Raises:
            UnsupportedLanguageError: the model does not know the article's language.
        """
        return self._read(article, self.network)

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        """Read articles as they come; yield each with its statements, in the same order, as soon as it is read.

        Rejections pass through; an article in an unknown language becomes one. Nothing that has arrived waits for what
        is still to come.

        With more than one core, other processes are started at the sixteenth article and read beside this one, until
        nothing has come for a while. They need some 130 MB each.
        """
        return done_in_order(self._read_one_of_many, articles, self._threads)

    def _read_one_of_many(self, item: Article | Rejection) -> Article | Rejection:
        return item if isinstance(item, Rejection) else self._beside.do(item, self.read_or_reject)

    def read_or_reject(self, item: Article) -> Article | Rejection:
        """Return the article with its statements, or why it could not be read."""
        network = self._on_one_core if self._beside.up else self.network
        try:
            return self._read(item, network)
        except UnsupportedLanguageError as error:
            return Rejection(path=_place(item), reason=error.reason, hint=error.hint)
        except Exception as error:  # one article must not cost the others theirs
            logger.debug("reading failed", exc_info=True)
            return Rejection(
                path=_place(item),
                reason=f"the model failed on it ({type(error).__name__}: {error})",
                hint="this is a fault of laut: please report it with the article",
            )

    def _read(self, article: Article, network: Network) -> Article:
        self._check_language(article)
        found = make_statements(article, self.find(article, network))
        statements, notes = follow(article, readable_sections(article), found, self.registry)
        return msgspec.structs.replace(article, statements=statements, notes=(*article.notes, *notes))

    @functools.cached_property
    def _on_one_core(self) -> Network:
        return self.network.on(1) if isinstance(self.network, OnnxNetwork) else self.network

    def find(self, article: Article, network: Network | None = None) -> list[Quotation]:
        """Find the quotations of an article, as step 2 gives them, with the reader's network or another."""
        readable = readable_sections(article)
        regions = [(section.start, section.end) for section in readable]
        barriers = {section.start for section in readable if section.kind in HEADINGS} | {
            after.start for before, after in itertools.pairwise(readable) if before.kind in HEADINGS
        }
        parts = prepare(article.text, self.tokenizer, self.settings, regions, barriers)
        found = find_in_parts(parts, network or self.network, self.settings)
        return [settle_cue(one, article.text) for one in found]

    def _check_language(self, article: Article) -> None:
        known = self.settings.languages
        if article.language is not None and article.language not in known:
            raise UnsupportedLanguageError(
                f"the article is in {article.language!r}, and the model {self.settings.name} reads only "
                + ", ".join(repr(language) for language in known),
                "leave it out, or train a model for that language (docs/model.md)",
            )


def _reads_elsewhere(weights: Path, registry: Registry) -> Callable[[Article], Article | Rejection]:
    """What another process does (see `laut.reading.beside`): it reads on one core."""
    return Reader(threads=1, weights=weights, registry=registry).read_or_reject


def readable_sections(article: Article) -> list[Section]:
    """The sections that can hold statements; the whole text as a paragraph if nothing is labelled."""
    if not article.sections:
        return [Section("paragraph", 0, len(article.text))]
    return [section for section in article.sections if section.kind in READABLE]


def _place(article: Article) -> str:
    return article.path or article.url or article.title or article.id
