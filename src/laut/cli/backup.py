"""``laut backup`` and ``laut restore``: a copy of the ledger while it is in use, and back."""

from __future__ import annotations

from pathlib import Path

import click

from laut.cli.batch import count
from laut.cli.options import debug_option
from laut.cli.running import CONTEXT_SETTINGS, examples, say_in_passing
from laut.cli.stored import ledger_option, open_ledger


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("before you try something", "laut backup laut-2022-11-02.db"),
        ("every night, over the one of the night before", "laut backup --replace /backups/laut.db"),
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@ledger_option
@debug_option
def backup(*, file: Path, replace: bool, ledger_url: str | None) -> None:
    """Copy the ledger into FILE, while others go on using it.

    FILE has all that was accepted when the command began. It is checked before it gets its name: there is never
    half a backup. Of a ledger in SQLite it is a ledger itself, which --ledger FILE opens; of one in PostgreSQL it
    is a dump of pg_dump, which must be installed.
    """
    from laut.ledger.backup import back_up

    with open_ledger(ledger_url) as ledger:
        copied = back_up(ledger, file, replace=replace, on_progress=_show)
    say_in_passing()
    articles = "" if copied.articles is None else f"{count(copied.articles, 'article')}, "
    click.echo(f"{copied.path}: {articles}{copied.size / 1e6:.1f} MB")


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("where no ledger is any more", "laut restore laut-2022-11-02.db"),
        ("to look at it, beside the one in use", "laut restore laut-2022-11-02.db --ledger old.db"),
        ("in the place of one; that one is kept beside it", "laut restore laut-2022-11-02.db --replace"),
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--replace",
    is_flag=True,
    help="Do it even if the ledger is not empty: what is there is then kept beside it, under another name.",
)
@ledger_option
@debug_option
def restore(*, file: Path, replace: bool, ledger_url: str | None) -> None:
    """Put the backup FILE in the place of the ledger.

    A ledger that is not empty stays as it is, unless --replace is given. The backup is checked first. Nobody else
    may use the ledger meanwhile.
    """
    from laut.ledger.backup import restore as put_back

    restored = put_back(file, ledger_url, replace=replace)
    articles = "" if restored.articles is None else f": {count(restored.articles, 'article')}"
    click.echo(f"{restored.path} is restored{articles}")
    if restored.kept:
        click.echo(f"what was there before is kept in {restored.kept}")


def _show(done: int, total: int) -> None:
    if total:
        say_in_passing(f"copying … {100 * done // total} %")
