"""``laut status``: what is in a ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from laut.cli.batch import count
from laut.cli.linking import has_strange_claims
from laut.cli.options import debug_option, text_or_json
from laut.cli.running import CONTEXT_SETTINGS, examples
from laut.cli.stored import ledger_option, open_ledger

if TYPE_CHECKING:
    from laut.ledger.status import Status

SHOWN = 12
"""Most outlets that are listed for people; JSON has all."""


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("what is in laut.db", "laut status"),
        ("as data", "laut status --ledger crisis.db --format json"),
    ),
)
@ledger_option
@text_or_json()
@debug_option
def status(*, ledger_url: str | None, format_name: str) -> None:
    """Count what is in the ledger.

    An article is one report of one outlet, however often it was received. Statements are those of the articles'
    present texts; the ones of earlier texts are kept and not counted.
    """
    from laut.reading.version import packaged_version

    with open_ledger(ledger_url) as ledger:
        found = ledger.status()
        if format_name == "json":
            click.echo(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
        else:
            older = sum(n for name, n in found.models.items() if name not in ("", packaged_version()))
            click.echo(_text(ledger.name, found, older=older, strange=has_strange_claims(ledger)))


def _text(name: str, found: Status, *, older: int, strange: bool) -> str:
    lines = [
        name,
        f"  {count(found.articles, 'article')} in {count(found.revisions, 'text')},"
        f" received {count(found.receipts, 'time')}",
        f"  {count(found.statements, 'statement')}, {count(found.claims, 'claim')}",
        f"  {count(found.corrections, 'correction')}",
        f"  {found.size / 1e6:.1f} MB",
    ]
    if found.unanchored:
        lines.append(f"  {count(found.unanchored, 'correction')} without a place now: laut correct --list")
    if found.unread:
        lines.append(f"  {count(found.unread, 'text')} not read yet: laut reread")
    if older:
        lines.append(f"  {count(older, 'text')} read by another version of laut: laut reread")
    if found.unlinked:
        lines.append(f"  {count(found.unlinked, 'text')} not linked yet: the next laut add links them")
    if strange:
        lines.append("  the claims were made by another version of laut: laut reread --claims")
    outlets = [f"    {number:>7}  {outlet or '(no outlet)'}" for outlet, number in found.outlets.items()]
    models = [
        f"    {number:>7}  {model or '(came with statements)'}" for model, number in found.models.items()
    ]
    if outlets:
        more = [f"    {'':>7}  … and {len(outlets) - SHOWN} more"] if len(outlets) > SHOWN else []
        lines += ["  articles by outlet:", *outlets[:SHOWN], *more]
    if models:
        lines += ["  texts by the model that read them:", *models]
    return "\n".join(lines)
