"""``laut correct``: what a person knows better than the reader, and the record of it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from laut.cli.options import debug_option
from laut.cli.running import CONTEXT_SETTINGS, examples
from laut.cli.stored import ledger_option, open_ledger

if TYPE_CHECKING:
    from laut.ledger.corrections import Correction
    from laut.ledger.ledger import Ledger
    from laut.ledger.signing import Signature

_SPANS = ("content", "cue", "frame", "addressee")


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("somebody else said it",
         'laut correct s-deb3a7652926735c --set speaker.name="John Kirby" --author Ina --reason "see paragraph 3"'),
        ("it is put forward less firmly", "laut correct s-deb3a7652926735c --set factuality.originator=PR+"),
        ("it is no statement", "laut correct s-deb3a7652926735c --remove --author Ina"),
        ("the reader missed one in report 7", 'laut correct --add "es gebe keine Pläne" --report 7 --author Ina'),
        ("what was corrected, and what has no place any more", "laut correct --list"),
        ("take a correction back", "laut correct --withdraw 3 --author Ina"),
    ),
)  # fmt: skip
@click.argument("statement", required=False, metavar="[STATEMENT]")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Set a field, as laut read --format json names it: form, medium, speaker.name, chain.0.stance,"
    " factuality.outlet, when … VALUE is text, or JSON. May be repeated.",
)
@click.option("--remove", is_flag=True, help="STATEMENT is none.")
@click.option(
    "--add", "words", metavar="WORDS", help="Add a statement with these words of the text of --report."
)
@click.option("--withdraw", type=click.IntRange(min=1), metavar="N", help="Take correction N back.")
@click.option("--list", "listing", is_flag=True, help="List all corrections, or those of --report.")
@click.option("--report", type=click.IntRange(min=1), metavar="NUMBER", help="Number of the report.")
@click.option(
    "--author", metavar="NAME", help="Who corrects.  [default: LAUT_AUTHOR, else the name of your login]"
)
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How --list prints.",
)
@ledger_option
@debug_option
def correct(
    *,
    statement: str | None,
    assignments: Sequence[str],
    remove: bool,
    words: str | None,
    withdraw: int | None,
    listing: bool,
    report: int | None,
    author: str | None,
    reason: str | None,
    format_name: str,
    ledger_url: str | None,
) -> None:
    """Correct what was read of a STATEMENT, by its id.

    A correction wins over the reading, and stays when the text is read again or comes in a new version: it is
    kept with the words that it is about. Nothing is ever deleted: who errs withdraws. Setting the name of a
    speaker makes it somebody else: actor and kind become what the registry knows of the name.

    Exit status: 0 it is done, 1 it cannot be, 2 wrong usage.
    """
    wanted = [listing, withdraw is not None, words is not None, statement is not None]
    if sum(wanted) != 1:
        raise click.UsageError("give a STATEMENT, or one of --add, --withdraw and --list.")
    if statement is not None and bool(assignments) == remove:
        raise click.UsageError("say what is wrong with STATEMENT: --set FIELD=VALUE, or --remove.")
    if words is not None and report is None:
        raise click.UsageError("--add needs the --report that the words stand in.")
    with open_ledger(ledger_url) as ledger:
        if listing:
            _list(ledger, report, format_name)
            return
        from laut.ledger.signing import Signature

        by = Signature(author=author or os.environ.get("LAUT_AUTHOR") or _login(), reason=reason)
        if withdraw is not None:
            number, about = _withdraw(ledger, by, withdraw)
            click.echo(f"correction {number} takes correction {withdraw} back")
        elif words is not None and report is not None:
            number, about = _add(ledger, by, report, words, assignments)
            click.echo(f"correction {number}")
        else:
            number, about = _change(ledger, by, statement or "", report, assignments)
            click.echo(f"correction {number}")
        _complete(ledger, about)


def _change(
    ledger: Ledger, by: Signature, key: str, report: int | None, assignments: Sequence[str]
) -> tuple[int, int]:
    from laut.ledger import corrections

    with ledger.atomic() as connection:
        row = corrections.find_statement(connection, key, report)
        if not assignments:
            number = corrections.remove(connection, by, key, ledger.side_of, report_id=row.report_id)
            return number, row.report_id
        values = _values(assignments, row.text, _around(row.record))
        number = corrections.set_values(connection, by, key, values, ledger.side_of, report_id=row.report_id)
    return number, row.report_id


def _add(
    ledger: Ledger, by: Signature, report: int, words: str, assignments: Sequence[str]
) -> tuple[int, int]:
    from laut.ledger import corrections
    from laut.ledger.applying import with_values
    from laut.ledger.corrected import present_text
    from laut.records import Statement

    with ledger.atomic() as connection:
        row = present_text(connection, report)
        content = [_span(row.text, words, "--add", 0)]
        values = _values(assignments, row.text, content[0]["start"])
        bare = {"id": "", "form": "indirect", "medium": None, "confidence": 1.0, "content": content}
        new = with_values(Statement.from_dict(bare), values)
        number = corrections.add(connection, by, report, new, ledger.side_of)
    return number, report


def _withdraw(ledger: Ledger, by: Signature, number: int) -> tuple[int, int]:
    from laut.ledger import corrections

    with ledger.atomic() as connection:
        made = corrections.withdraw(connection, by, number, ledger.side_of)
        return made, corrections.report_of(connection, made)


def _complete(ledger: Ledger, report: int) -> None:
    """Give the statements of a report the vectors that they lack, and put them into claims again."""
    from laut.ledger.corrected import fill_report
    from laut.ledger.vectors import encoder_for
    from laut.linking.claims import Linker

    encoder = encoder_for(ledger)
    if encoder is None:
        return
    with ledger.atomic() as connection:
        fill_report(connection, report, encoder)
    Linker(ledger).link()


def _values(assignments: Sequence[str], text: str, near: int) -> dict[str, Any]:
    """Return the values by field, with spans for words of the text, and what the registry knows of names."""
    from laut.ledger.corrections import resolved
    from laut.reading.actors.registry import Registry

    values: dict[str, Any] = {}
    for assignment in assignments:
        field, equals, value = assignment.partition("=")
        if not equals or not field.strip():
            raise click.BadParameter(f"{assignment!r} is not FIELD=VALUE.", param_hint="'--set'")
        values[field.strip()] = _value(field.strip(), value, text, near)
    return resolved(values, Registry.load().named)


def _value(field: str, value: str, text: str, near: int) -> Any:
    if field in _SPANS and not value.lstrip().startswith("["):
        return [_span(text, value, f"--set {field}", near)]
    try:
        found = json.loads(value)
    except json.JSONDecodeError:
        return value
    return value if isinstance(found, int | float) and not isinstance(found, bool) else found


def _span(text: str, words: str, option: str, near: int) -> dict[str, Any]:
    """Return where words stand in a text, at the place nearest to an offset."""
    starts = [start for start in range(len(text)) if text.startswith(words, start)] if words else []
    if not starts:
        raise click.BadParameter(f"{words!r} does not stand in the text.", param_hint=f"'{option}'")
    start = min(starts, key=lambda place: abs(place - near))
    return {"start": start, "end": start + len(words), "text": words}


def _around(record: str) -> int:
    start: int = json.loads(record)["content"][0]["start"]
    return start


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _list(ledger: Ledger, report: int | None, format_name: str) -> None:
    from laut.ledger.corrections import corrections

    with ledger.looking() as connection:
        found = corrections(connection, report)
    if format_name == "json":
        data = json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=2)
        click.echo(data.encode())
        return
    for one in found:
        click.echo(_line(one).encode())


def _line(one: Correction) -> str:
    """Return an entry as a few lines for people."""
    from laut.records import shorten

    what = {
        "set": ", ".join(f"{name} = {_shown(value)}" for name, value in one.values.items()),
        "remove": "is no statement",
        "add": "is a statement",
        "withdraw": f"takes correction {one.withdraws} back",
    }[one.action]
    quote = f"“{shorten(one.quote, 70)}”: " if one.quote else ""
    lines = [
        f"{one.number}  {one.made:%Y-%m-%d %H:%M} UTC  {one.author}  report {one.report}",
        f"   {quote}{what}",
    ]
    lines += [f"   why: {one.reason}"] if one.reason else []
    lines += ["   withdrawn"] if one.withdrawn else []
    lines += [f"   HAS NO PLACE ANY MORE: {one.lost}"] if one.lost else []
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
