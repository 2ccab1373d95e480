"""The group that all sub-commands belong to, and the entry point of the installed ``laut``."""

from __future__ import annotations

import sys

import click

import laut
from laut.cli import running
from laut.cli.actors import actors
from laut.cli.add import add
from laut.cli.backup import backup, restore
from laut.cli.claims import actor, claim, claims
from laut.cli.correct import correct
from laut.cli.dates import dates
from laut.cli.dossier import dossier
from laut.cli.outlets import outlets
from laut.cli.read import read
from laut.cli.reread import reread
from laut.cli.search import search
from laut.cli.status import status
from laut.cli.verify import verify


@click.group(
    cls=running.Program,
    context_settings=running.CONTEXT_SETTINGS,
    epilog=running.examples(
        ("the statements of one article", "laut read article.txt"),
        ("a folder of saved pages, as data", "laut read saved-pages/ --format jsonl > statements.jsonl"),
        ("a page to read, to print and to pass on", "laut dossier saved-pages/ -o dossier.html"),
        ("keep what was read, in a ledger", "laut add saved-pages/"),
        ("what several outlets report, and from how many origins", "laut claims --min-outlets 3"),
        ("all about one command", "laut read --help"),
    ),
)
@click.version_option(laut.__version__, "-V", "--version", message="laut %(version)s")
def program() -> None:
    """Read news reports and keep who said what, according to whom, how firmly and when.

    laut reads German articles: pasted text, saved web pages and JSON lines, files and whole folders. It works
    on this computer alone and sends nothing anywhere. It does not judge what is true: it shows who says so.

    Exit status: 0 all was read, 1 some inputs failed (each is named on stderr with the reason, the others
    are printed), 2 wrong usage.
    """


program.add_command(read)
program.add_command(dossier)
program.add_command(actors)
program.add_command(dates)
program.add_command(add)
program.add_command(status)
program.add_command(search)
program.add_command(claims)
program.add_command(claim)
program.add_command(actor)
program.add_command(outlets)
program.add_command(correct)
program.add_command(reread)
program.add_command(verify)
program.add_command(backup)
program.add_command(restore)


def main() -> None:
    """Run the command line and exit; this is what the installed ``laut`` calls."""
    try:
        running.prepare_streams()
        running.silence_libraries()
        running.end_orderly_when_asked_to()
        program(prog_name="laut")
    except KeyboardInterrupt:  # pressed before the command itself had begun
        sys.exit(running.INTERRUPTED)
