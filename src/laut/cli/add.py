"""``laut add``: read articles and keep them in a ledger."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from laut.cli.batch import count
from laut.cli.linking import link
from laut.cli.options import debug_option, is_folder, published_option, threads_option
from laut.cli.progress import Progress, count_articles
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples
from laut.cli.stored import ledger_option, open_ledger
from laut.records import DateRange, Rejection
from laut.views.terminal import rejection_line

if TYPE_CHECKING:
    from laut.ledger.adding import Item

OUTCOMES = {
    "new": "new",
    "revision": "with a new text",
    "reread": "read anew",
    "again": "known already",
    "passed_over": "unchanged since the last time",
}
"""What may become of an article, and how it is said."""


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("read a folder of saved pages into laut.db, and link what says the same", "laut add saved-pages/"),
        ("the same again: only what is new is read", "laut add saved-pages/"),
        ("into another file, or a database of a team",
         "laut add pages.jsonl --ledger crisis.db\n"
         "  laut add pages.jsonl --ledger postgresql+psycopg://me@server/crisis"),
        ("one ledger for all commands of this shell", "export LAUT_LEDGER=~/crisis.db"),
        ("what laut has read elsewhere, or somebody coded by hand",
         "laut read pages/ --format jsonl > read.jsonl && laut add read.jsonl"),
        ("a page that you saved; you know where it comes from",
         "laut add page.html --url https://example.org/report --published 2022-11-02"),
    ),
)  # fmt: skip
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@published_option
@click.option("--outlet", metavar="NAME", help="Name of the medium, if you know it better than the file.")
@click.option("--url", metavar="URL", help="Address of the article, if you know it better than the file.")
@click.option("--no-link", is_flag=True, help="Do not look for the same claims in other reports now.")
@threads_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What is printed about it at the end.",
)
@debug_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    ledger_url: str | None,
    published: DateRange | None,
    outlet: str | None,
    url: str | None,
    no_link: bool,
    threads: int | None,
    format_name: str,
) -> None:
    """Read the articles in each PATH and keep them in a ledger.

    PATH is what `laut read` takes: text files, saved web pages, JSON lines, folders, or - for stdin. Articles in
    JSON that bring statements, as `laut read` writes them, are kept as they are, in any language.

    The same article again is recognised, by its bytes, its address or its words: nothing is counted twice, and a
    changed text is kept as a revision. What was accepted survives any crash; interrupt it as you like, and run
    it again: it goes on where it stopped.

    Exit status: 0 all was added or there already, 1 some inputs failed (each is named on stderr with the reason,
    the others are kept), 2 wrong usage.
    """
    if url is not None and (len(paths) > 1 or is_folder(paths[0])):
        raise click.UsageError("--url is the address of one article, but PATH may hold several.")
    from laut.intake import Known
    from laut.ledger.adding import Adder

    with open_ledger(ledger_url, create=True) as ledger:
        adder = Adder(ledger, threads=threads)
        known = Known(outlet=outlet, url=url, published=published)
        tally = Tally()
        with Progress(lambda: count_articles(paths)) as progress:
            for item in adder.add_all(paths, known):
                progress.advance()
                tally.count(item)
                if isinstance(item, Rejection):
                    with progress.paused():
                        click.echo(rejection_line(item), err=True)
        if not no_link:
            link(ledger)
        click.echo(tally.as_json() if format_name == "json" else tally.as_text(ledger.name))
    ctx.exit(SOME_FAILED if tally.failed else 0)


class Tally:
    """Counts what became of the articles of a run.

    Attributes:
        failed: inputs that could not be read or kept.
    """

    def __init__(self) -> None:
        """Begin at zero."""
        self.failed = 0
        self._began = time.monotonic()
        self._outcomes: Counter[str] = Counter()
        self._statements = 0

    def count(self, item: Item) -> None:
        """Count one article."""
        from laut.ledger.store import Added

        if isinstance(item, Rejection):
            self.failed += 1
        elif isinstance(item, Added):
            self._outcomes[item.outcome] += 1
            self._statements += item.statements
        else:
            self._outcomes["passed_over"] += 1

    def as_json(self) -> str:
        """Return the counts as one JSON object."""
        outcomes = {name: self._outcomes[name] for name in OUTCOMES}
        return json.dumps({**outcomes, "failed": self.failed, "statements": self._statements}, indent=2)

    def as_text(self, ledger: str) -> str:
        """Return the counts as one line."""
        parts = [f"{number} {OUTCOMES[name]}" for name in OUTCOMES if (number := self._outcomes[name])]
        failed = f"; {count(self.failed, 'input')} failed, see above" if self.failed else ""
        articles = count(self._outcomes.total(), "article")
        seconds = time.monotonic() - self._began
        return (
            f"{ledger}: {articles} ({', '.join(parts) or 'none'}), {count(self._statements, 'new statement')}"
            f" in {seconds:.1f} s{failed}"
        )
