"""``laut claims``, ``claim``, ``actor``: what is claimed, by whom, and how many independent origins it has."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from laut.cli.linking import warn_of_strange_claims
from laut.cli.options import debug_option, text_or_json
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say
from laut.cli.stored import ledger_option, open_ledger

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger
    from laut.records import ClaimFile

MAX_COLUMNS = 132
"""Of a pipe, which has no width."""

_FORMAT = text_or_json()
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("what is reported most widely", "laut claims"),
        ("what several outlets report, all from one origin", "laut claims --min-outlets 3 --max-origins 1"),
        ("in November 2022, as data", "laut claims --since 2022-11-01 --until 2022-11-30 --format json"),
    ),
)
@click.option(
    "--min-outlets",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Only claims in so many outlets.",
)
@click.option(
    "--max-origins", type=click.IntRange(min=0), metavar="N", help="Only claims with no more origins."
)
@click.option("--actor", metavar="ID", help="Only claims that this actor said or passed on (a Wikidata id).")
@click.option(
    "--since", type=_DAY, metavar="DAY", help="Only claims published on this day or later, as 2022-11-02."
)
@click.option("--until", type=_DAY, metavar="DAY", help="Only claims published on this day or earlier.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="How many."
)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@_FORMAT
@ledger_option
@debug_option
def claims(
    *,
    min_outlets: int,
    max_origins: int | None,
    actor: str | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
    limit: int,
    everything: bool,
    format_name: str,
    ledger_url: str | None,
) -> None:
    """List claims: statements with the same content, and how many independent origins they have.

    Those that stand in most outlets come first, and of equally many the newest. A number of origins such as 1–2 says
    that unnamed sources may be the same people or not. laut does not judge what is true.
    """
    from laut.ledger.claims import ClaimFilter, count_claims
    from laut.linking.look_up import claims_page, count_all_origins
    from laut.views.claims.terminal import list_claims, summary_line

    wanted = ClaimFilter(
        outlets=min_outlets,
        origins=max_origins,
        actor=actor,
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    with open_ledger(ledger_url) as ledger:
        warn_of_strange_claims(ledger)
        if max_origins is not None:
            count_all_origins(ledger)
        with ledger.looking() as connection:
            total = count_claims(connection, wanted)
        found, _ = claims_page(ledger, wanted, limit=max(total, 1) if everything else limit)
    if format_name == "json":
        _put_json([claim.to_dict() for claim in found])
        return
    click.echo(list_claims(found, _console()), nl=False)
    if sys.stdout.isatty():
        say(summary_line(found, total))


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("who has it from whom", "laut claim 1f0a"),
        ("as data, with all statements", "laut claim 1f0a --format json"),
        (
            "two claims say the same",
            'laut claim 1f0a --together 77c2 --author "M. Deich" --reason "same visit"',
        ),
        ("a statement does not belong there", 'laut claim 1f0a --apart 9be01d --author "M. Deich"'),
    ),
)
@click.argument("identifier", metavar="ID")
@click.option("--together", metavar="ID", help="Decide that this claim says the same: the two become one.")
@click.option(
    "--apart",
    metavar="STATEMENT",
    help="Decide that this statement says something else; --format json has the ids.",
)
@click.option("--author", metavar="NAME", help="Who decides; goes into the record with the time.")
@click.option("--reason", metavar="TEXT", help="Why.")
@_FORMAT
@ledger_option
@debug_option
def claim(
    *,
    identifier: str,
    together: str | None,
    apart: str | None,
    author: str | None,
    reason: str | None,
    format_name: str,
    ledger_url: str | None,
) -> None:
    """Show one claim: its origins, who has it from whom as a tree, how it changed on the way, and what contradicts it.

    ID is the id that laut claims prints; its beginning is enough.

    With --together or --apart, a person decides what belongs together. The decision is kept with author and time, wins
    over what laut computes, now and when articles come in, and the claim is shown as it is then.
    """
    from laut.linking.look_up import claim_file
    from laut.views.claims.terminal import describe_claim

    if together is not None and apart is not None:
        raise click.UsageError("--together and --apart are two decisions: make one after the other.")
    if (together or apart) and not (author and author.strip()):
        raise click.UsageError("--together and --apart need --author: decisions carry a name.")
    if (author or reason) and not (together or apart):
        raise click.UsageError("--author and --reason belong to --together or --apart.")
    with open_ledger(ledger_url) as ledger:
        if author and (together or apart):
            identifier = _decide(ledger, identifier, together, apart, author.strip(), reason)
        file = claim_file(ledger, identifier)
    if format_name == "json":
        _put_json([_flat(file)])
    else:
        click.echo(describe_claim(file, width=_width()), nl=False)


def _decide(
    ledger: Ledger, identifier: str, together: str | None, apart: str | None, author: str, reason: str | None
) -> str:
    """Keep a decision and follow it; return the id that the claim has then."""
    from laut.linking.claims import Linker
    from laut.linking.look_up import claim_of

    linker = Linker(ledger)
    statements = claim_of(ledger, identifier).statements
    if together is not None:
        linker.merge(identifier, together, author=author, reason=reason)
        return claim_of(ledger, statement=statements[0]).id
    assert apart is not None
    linker.split(identifier, apart, author=author, reason=reason)
    return claim_of(ledger, statement=next(key for key in statements if key != apart)).id


def _flat(file: ClaimFile) -> dict[str, Any]:
    """Return a claim's own fields with all else that is known of it beside them."""
    data = file.to_dict()
    own: dict[str, Any] = data.pop("claim")
    return {**own, **data}


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("everything that somebody said, with reversals", 'laut actor "Dmitri Medwedew"'),
        ("by Wikidata id, as data", "laut actor Q23530 --format json"),
    ),
)
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=200, show_default=True, metavar="N", help="How many."
)
@_FORMAT
@ledger_option
@debug_option
@click.pass_context
def actor(
    ctx: click.Context, /, *, name: tuple[str, ...], limit: int, format_name: str, ledger_url: str | None
) -> None:
    """Show everything that an actor is reported to have said, by date, and where it contradicts itself.

    NAME is a name in any spelling, a surname that only one known actor has, or a Wikidata id.

    Exit status: 0 something was found, 1 nothing was.
    """
    from laut.linking.look_up import actor_file
    from laut.views.claims.actor import describe_actor

    wanted = " ".join(name)
    with open_ledger(ledger_url) as ledger:
        file = actor_file(ledger, wanted, limit=limit)
    if format_name == "json":
        _put_json(file.to_dict())
    elif file.tellings:
        click.echo(describe_actor(file, width=_width()), nl=False)
    if not file.tellings:
        say(f"nothing is attributed to {wanted!r} in this ledger – try laut search, or laut actors show")
        ctx.exit(SOME_FAILED)


def _put_json(data: Any) -> None:
    sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
    sys.stdout.buffer.flush()


def _width() -> int:
    """Return the columns of the terminal."""
    return shutil.get_terminal_size((MAX_COLUMNS, 24)).columns


def _console() -> Any:
    """Return a console if people look, else None."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else None
