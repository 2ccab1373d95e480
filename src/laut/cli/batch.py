"""One run over the inputs: intake, reader, filters; rejections and progress go to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import click

from laut.cli.options import Options
from laut.cli.progress import Progress, count_articles
from laut.cli.running import SOME_FAILED
from laut.records import Article, Rejection
from laut.views.terminal import rejection_line


class Batch:
    """Reads the inputs in order and hands out each article as soon as it is done.

    Attributes:
        rejections: what could not be read so far.
        cut_short: whether there was a second article that `one_only` left unread.
    """

    def __init__(self, options: Options, *, one_only: bool = False) -> None:
        """Prepare a run.

        Args:
            options: inputs and filters.
            one_only: stop after the first article and set `cut_short` if there are more.
        """
        self.rejections: list[Rejection] = []
        self.cut_short = False
        self._options = options
        self._one_only = one_only
        self._articles = 0
        self._statements = 0

    @property
    def exit_status(self) -> int:
        """0 if all was read, 1 if something was rejected."""
        return SOME_FAILED if self.rejections else 0

    def __iter__(self) -> Iterator[tuple[Article, int]]:
        """Yield each article with the statements that pass the filters, and how many it had before.

        Raises:
            ModelError: the model is missing or damaged.
        """
        from laut.reading.reader import Reader

        _explain_waiting(self._options.paths)
        began = time.monotonic()
        reader = Reader(threads=self._options.threads)
        with Progress(lambda: count_articles(self._options.paths)) as progress:
            for item in reader.read_all(self._inputs()):
                progress.advance()
                if isinstance(item, Rejection):
                    self.rejections.append(item)
                    with progress.paused():
                        click.echo(rejection_line(item), err=True)
                    continue
                selected = self._options.select(item)
                self._articles += 1
                self._statements += len(selected.statements)
                with progress.paused():
                    yield selected, len(item.statements)
        if progress.shown:
            click.echo(self._summary(time.monotonic() - began), err=True)

    def _inputs(self) -> Iterator[Article | Rejection]:
        from laut.intake import Known, load

        options = self._options
        known = Known(outlet=options.outlet, url=options.url, published=options.published)
        articles = 0
        for item in load(options.paths, known=known):
            articles += isinstance(item, Article)
            if self._one_only and articles > 1:
                self.cut_short = True
                return
            yield item

    def _summary(self, seconds: float) -> str:
        rate = self._articles / seconds if seconds else 0.0
        summary = (
            f"laut: {count(self._articles, 'article')}, {count(self._statements, 'statement')}"
            f" in {seconds:.1f} s ({rate:.1f} articles/s)"
        )
        failed = len(self.rejections)
        return f"{summary}; {count(failed, 'input')} failed, see above" if failed else summary


def count(number: int, noun: str) -> str:
    """Return the number with its noun: ``1 article``, ``2 articles``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _explain_waiting(paths: tuple[str, ...]) -> None:
    """Say what laut waits for if it reads from the keyboard."""
    if "-" in paths and sys.stdin.isatty():
        click.echo("laut: paste the article, then press Ctrl-D on a line of its own", err=True)
