"""``laut verify``: does every invariant of the ledger hold?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from laut.cli.batch import count
from laut.cli.options import debug_option, text_or_json
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say, say_in_passing
from laut.cli.stored import ledger_option, open_ledger

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger
    from laut.ledger.verify import Problem

MOST_SHOWN = 1_000
"""Problems that are printed for people; JSON has all."""


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("after a crash, a full disk, or before a backup is thrown away", "laut verify"),
        ("a backup, before you need it", "laut verify --ledger backup.db"),
        ("and make anew what can be", "laut verify --repair"),
    ),
)
@ledger_option
@text_or_json("text for people, json for programs: a list of problems.")
@click.option(
    "--repair", is_flag=True, help="Make anew what can be made of what is sound: indexes, columns, counts."
)
@debug_option
@click.pass_context
def verify(ctx: click.Context, /, *, ledger_url: str | None, format_name: str, repair: bool) -> None:
    """Check that all of the ledger is as it should be, and say what is not and what to do about it.

    Everything is looked at: the bytes and texts as they were received against their digests, the offsets of every
    statement against its text, the columns and indexes that statements are found by, vectors, claims and their
    counts, and the record of what people corrected. Others may go on using the ledger.

    Exit status: 0 every invariant holds, 1 some do not, or the ledger cannot be read.
    """
    from laut.ledger.verify import verify as all_problems

    with open_ledger(ledger_url) as ledger:
        found = []
        for problem in all_problems(ledger, on_check=lambda name: say_in_passing(f"checking {name} …")):
            found.append(problem)
            if format_name == "text" and len(found) <= MOST_SHOWN:
                say_in_passing()
                click.echo(str(problem))
        say_in_passing()
        if format_name == "json":
            click.echo(json.dumps([problem.to_dict() for problem in found], ensure_ascii=False, indent=2))
        elif not found:
            counts = ledger.status()
            click.echo(
                f"{ledger.name}: every invariant holds"
                f" ({count(counts.articles, 'article')}, {count(counts.statements, 'statement')},"
                f" {count(counts.claims, 'claim')})"
            )
        if repair:
            _repair(ledger, found)
    if found:
        if len(found) > MOST_SHOWN and format_name == "text":
            say(f"… and {len(found) - MOST_SHOWN} more: --format json has all")
        say(f"{count(len(found), 'problem')} in {ledger.name}")
        ctx.exit(SOME_FAILED)


def _repair(ledger: Ledger, found: list[Problem]) -> None:
    from laut.ledger.repair import repair

    done = repair(ledger, found)
    for what, number in done.items():
        say(f"made anew: {what} ({number})")
    if done:
        say("run laut verify again; then laut reread --vectors makes vectors and links")
