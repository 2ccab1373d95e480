"""``laut outlets``: how outlets treat what they have from others."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from laut.cli.batch import count
from laut.cli.options import debug_option, text_or_json
from laut.cli.running import CONTEXT_SETTINGS, examples, say, say_in_passing
from laut.cli.stored import ledger_option, open_ledger

if TYPE_CHECKING:
    from laut.linking.drift import Firming


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("who passes hearsay on as a fact", "laut outlets"),
        ("as data", "laut outlets --format json"),
    ),
)
@text_or_json()
@ledger_option
@debug_option
def outlets(*, format_name: str, ledger_url: str | None) -> None:
    """Show how often each outlet firms up what it has from other reports of the ledger.

    One line an outlet, those that relay most first: how many claims it has from another report; of these, how many it
    puts more firmly, because a hedge or the source is missing; how many more carefully. laut sees only what the ledger
    holds, and misses changes rather than invent one: compare outlets, and read the pairs in laut claim.
    """
    from laut.linking.outlets import firmness_of_outlets
    from laut.views.terminal import printable

    with open_ledger(ledger_url) as ledger:
        found = firmness_of_outlets(ledger, lambda seen: say_in_passing(f"{seen:,} claims …"))
    say_in_passing()
    ordered = sorted(found.items(), key=lambda item: (-item[1].relayed, item[0]))
    if format_name == "json":
        rows = [{"outlet": outlet, **asdict(firming)} for outlet, firming in ordered]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    width = max((len(outlet) for outlet in found), default=0) if sys.stdout.isatty() else 0
    for outlet, firming in ordered:
        click.echo(f"{printable(outlet):<{width}}\t{_line(firming)}")
    if not ordered:
        say("no claim passes from one report of this ledger to another – laut add more of them")


def _line(firming: Firming) -> str:
    relayed = f"{count(firming.relayed, 'claim')} relayed"
    return f"{relayed}\t{firming.firmer} more firmly\t{firming.softer} more carefully"
