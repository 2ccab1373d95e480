"""``laut read``: the statements of articles, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

import click

from laut.cli.batch import Batch
from laut.cli.options import Options, takes_articles
from laut.cli.running import CONTEXT_SETTINGS, examples
from laut.records import Article

Writer = Callable[[Article, int], None]
"""Prints one article; the number says how many statements it had before filtering."""


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("who says what in one article", "laut read article.txt"),
        ("a page that you saved; you know the day", "laut read page.html --published 2022-11-02"),
        ("an article that you paste, then Ctrl-D", "laut read -"),
        ("only firm direct quotations of one speaker",
         "laut read pages/ --form direct --speaker putin --min-confidence 0.8"),
        ("one article as one JSON object", "laut read article.txt --format json"),
        ("any number of articles, one object a line, as they are done",
         "laut read pages/ archive.jsonl.gz --format jsonl > read.jsonl"),
        ("for a spreadsheet", "laut read pages/ --format csv > statements.csv"),
    ),
)  # fmt: skip
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="table for people, json for one article, jsonl and csv for any number.",
)
@takes_articles
@click.pass_context
def read(ctx: click.Context, /, *, options: Options, format_name: str) -> None:
    """Print who says what, as each PATH reports it.

    PATH is a text file, a saved web page, a file of JSON lines (.jsonl, .jsonl.gz), a folder with any of
    these, or - for stdin. Articles are printed in the order of the inputs, a few at a time as they are done.

    On a terminal you get a table per article; in a pipe the same as plain lines, one statement a line.
    Filters leave statements out and change nothing else: the parent of a statement is named even if it was
    left out itself.

    An input that cannot be read is named on stderr with the reason, and the others are printed. Exit status:
    0 all was read, 1 some inputs failed, 2 wrong usage.
    """
    if format_name == "json" and options.may_be_several:
        raise click.UsageError(
            "--format json prints one article, but PATH may hold several; use --format jsonl, which prints"
            " one object a line."
        )
    batch = Batch(options, one_only=format_name == "json")
    write = _WRITERS[format_name]()
    for article, found in batch:
        write(article, found)
    if batch.cut_short:
        raise click.UsageError(
            "--format json prints one article, but there are more in it; the first is printed, the others"
            " were not read. Use --format jsonl, which prints one object a line."
        )
    ctx.exit(batch.exit_status)


def _table_writer() -> Writer:
    from rich.console import Console

    from laut.views import terminal

    class Output(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError  # rich would exit here, with a status of its own

    console = Output(highlight=False)
    if console.is_terminal:  # also with FORCE_COLOR, which asks for the coloured table in ``| less -R``
        return lambda article, found: terminal.show(article, console, found=found)
    return lambda article, found: _put(terminal.plain(article, found=found).encode())


def _json_writer() -> Writer:
    from laut.views import tables

    return lambda article, found: _put(tables.json_object(article))


def _jsonl_writer() -> Writer:
    from laut.views import tables

    return lambda article, found: _put(tables.json_line(article))


def _csv_writer() -> Writer:
    from laut.views import tables

    _put(tables.csv_header())
    return lambda article, found: _put(tables.csv_rows(article))


_WRITERS: dict[str, Callable[[], Writer]] = {
    "table": _table_writer,
    "json": _json_writer,
    "jsonl": _jsonl_writer,
    "csv": _csv_writer,
}


def _put(output: bytes) -> None:
    """Write to stdout at once; always UTF-8, whatever the terminal's encoding is."""
    stream = sys.stdout.buffer
    stream.write(output)
    stream.flush()
