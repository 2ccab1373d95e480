"""A progress bar for batches: on stderr, only if that is a terminal, and not for a single article."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from laut.cli.options import is_folder
from laut.records import Rejection

if TYPE_CHECKING:
    from rich import progress

_COUNTABLE_BYTES = 500_000_000
"""Larger JSONL files are not counted beforehand: the bar then shows no end rather than start late."""


class Progress:
    """Articles done, articles in all, articles a second and time left.

    Attributes:
        shown: whether the bar was ever on the screen.
    """

    def __init__(self, count: Callable[[], int | None], doing: str = "reading") -> None:
        """Prepare the bar.

        Args:
            count: gives the number of articles to expect, None if that cannot be known; called only if there
                is a terminal to show it on.
            doing: what is done with them.
        """
        self.shown = False
        self._doing = doing
        self._quiet = not sys.stderr.isatty()
        self._total = None if self._quiet else count()
        self._done = 0
        self._bar: progress.Progress | None = None

    def __enter__(self) -> Self:
        if self._total is not None and self._total > 1:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """Count one more article that is done, or rejected."""
        self._done += 1
        if self._total is not None and self._done > self._total:
            self._total = None  # the estimate was wrong; no end is better than a false one
        if self._bar is None and self._done > 1:
            self._start()
        if self._bar is not None:
            task = self._bar.tasks[0]
            self._bar.update(task.id, completed=self._done, total=self._total, rate=self._rate(task.elapsed))

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar off the screen while something else is printed."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        yield
        self._bar.start()

    def _start(self) -> None:
        if self._quiet:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn(self._doing),
            BarColumn(bar_width=24),  # leaves room for the ^C that a terminal echoes
            MofNCompleteColumn(),
            TextColumn("articles"),
            TextColumn("[dim]·[/] {task.fields[rate]} [dim]·[/]"),
            TimeRemainingColumn(compact=True),
            TextColumn("left"),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._bar.add_task("", total=self._total, completed=self._done, rate="starting")
        self._bar.start()
        self.shown = True

    def _rate(self, seconds: float | None) -> str:
        return f"{self._done / seconds:.1f}/s" if seconds else "starting"


def count_articles(paths: Iterable[str]) -> int | None:
    """Return how many articles the inputs seem to hold, without opening more than lists of JSON lines.

    None if that cannot be known beforehand: stdin, packed or very large lists.
    """
    from laut.intake.files import expand

    total = 0
    for path in paths:
        for found in expand(Path(path)) if is_folder(path) else [Path(path)]:
            articles = 1 if isinstance(found, Rejection) else _count_in(found)
            if articles is None:
                return None
            total += articles
    return total


def _count_in(file: Path) -> int | None:
    from laut.intake.files import kind_of
    from laut.intake.loading import LINE_SUFFIXES, STDIN

    if str(file) == STDIN:
        return None
    try:
        if kind_of(file.name) not in LINE_SUFFIXES or not file.is_file():
            return 1
        if file.suffix == ".gz" or file.stat().st_size > _COUNTABLE_BYTES:
            return None
        with file.open("rb") as stream:
            return sum(not line.isspace() for line in stream)
    except OSError:
        return 1  # it will be one rejection
