"""``laut search``: what the ledger has, by words, by meaning and by what is known about it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import click

from laut.cli.options import debug_option
from laut.cli.running import CONTEXT_SETTINGS, examples, say
from laut.cli.stored import ledger_option, open_ledger
from laut.errors import LautError, ModelError
from laut.records import FactualityValue, Form, Medium, Stance

if TYPE_CHECKING:
    from laut.ledger import Ledger
    from laut.ledger.search import Filters, Page
    from laut.reading.meaning import SentenceEncoder

_DAY = click.DateTime(["%Y-%m-%d"])


def _several(flag: str, name: str, values: Any, about: str) -> Callable[..., Any]:
    names = get_args(values)
    return click.option(
        flag,
        name,
        type=click.Choice(names, case_sensitive=False),
        multiple=True,
        metavar="VALUE",
        help=f"{about}; may be repeated. One of {', '.join(names)}.",
    )


def _days(what: str, about: str) -> tuple[Callable[..., Any], ...]:
    return (
        click.option(f"--{what}-since", type=_DAY, metavar="DAY", help=f"{about} on this day or later."),
        click.option(f"--{what}-until", type=_DAY, metavar="DAY", help=f"{about} on this day or earlier."),
    )


_FILTERS = (
    click.option("--speaker", metavar="NAME", help="Words of the speaker's name, or their beginnings."),
    click.option("--actor", metavar="ID", help="The speaker's id in the registry of actors (Wikidata)."),
    click.option("--side", metavar="ID", help="Whom the speaker speaks for: id of a state or organisation."),
    click.option("--outlet", metavar="NAME", help="Who published it: the whole name."),
    _several("--form", "forms", Form, "How the words are represented"),
    _several("--medium", "media", Medium, "What is represented"),
    click.option("--named/--unnamed", default=None, help="Whether the speaker is named."),
    _several("--stance", "stances", Stance, "How the outlet treats its source"),
    _several("--firmness", "outlet_factuality", FactualityValue, "How firmly the outlet puts it forward"),
    _several("--meant", "originator_factuality", FactualityValue, "How firmly its source puts it forward"),
    *_days("published", "Published"),
    *_days("said", "Said"),
    *_days("about", "About what happens"),
    click.option("--language", metavar="CODE", help="Language of the report, as de or en."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="FLOAT",
        help="Keep statements that are at least this likely to be read right.",
    ),
    click.option("--claim", metavar="ID", help="Statements of this claim."),
    click.option("--all-revisions", is_flag=True, help="Also what only earlier revisions of a report say."),
)  # fmt: skip


def _takes_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for declare in reversed(_FILTERS):
        command = declare(command)
    return command


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("what is said about something, in whichever words and language", 'laut search "Einsatz von Atomwaffen"'),
        ("exactly these words, not these, and a beginning", """laut search '"rote Linie" -Nato überschr*'"""),
        ("what somebody said in one month",
         "laut search --speaker putin --said-since 2022-10-01 --said-until 2022-10-31"),
        ("what outlets distance themselves from, as data", "laut search --stance distancing --format json"),
    ),
)  # fmt: skip
@click.argument("query", nargs=-1)
@_takes_filters
@click.option("--words", "words_only", is_flag=True, help="Look for the words only, not for the meaning.")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="Hits on a page.",
)
@click.option("--after", metavar="TOKEN", help="The page behind the one that gave this token.")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text for people, json for programs.",
)  # fmt: skip
@ledger_option
@debug_option
def search(
    *,
    query: tuple[str, ...],
    words_only: bool,
    limit: int,
    after: str | None,
    format_name: str,
    ledger_url: str | None,
    **filters: Any,
) -> None:
    """Find statements in the ledger.

    Every word of QUERY must be there, in any inflection and inside compounds; umlauts may be spelt as in Mueller.
    "…" asks for a phrase, -word leaves out, word* is the beginning of a word. What means the same in other words, or
    in English, is found as well, unless QUERY has a phrase or a *. A QUERY that begins with - comes after --.

    Filters narrow what is found; without a QUERY they list it, the newest publication first. Dates are intervals and
    count if they touch the days asked for.

    Exit status: 0 also if nothing was found, 1 the ledger cannot be used, 2 wrong usage.
    """
    text = " ".join(query).strip() or None
    wanted = _filters(filters)
    with open_ledger(ledger_url) as ledger:
        encoder = None if words_only or text is None else _encoder(ledger)
        page = _search(ledger, text, wanted, limit, after, encoder)
        name = ledger.name
    if format_name == "json":
        _put_json(page)
        return
    _put_text(page)
    if not page.hits:
        from laut.views.hits import nothing_found

        narrowed = wanted != type(wanted)()
        say(nothing_found(text, narrowed=narrowed, with_meaning=not words_only, ledger=name))
    elif page.next and sys.stdout.isatty():
        say(f"there is more: run the same with --after {page.next}")


def _search(
    ledger: Ledger,
    text: str | None,
    wanted: Filters,
    limit: int,
    after: str | None,
    encoder: SentenceEncoder | None,
) -> Page:
    from laut.ledger.search import search as search_in

    with ledger.looking() as connection:
        return search_in(connection, text, wanted, limit=limit, after=after, encoder=encoder)


def _encoder(ledger: Ledger) -> SentenceEncoder | None:
    """Return what gives the query its vector; None, and a word about it, where that is not installed."""
    from laut.reading.meaning import SentenceEncoder

    try:
        return SentenceEncoder()
    except ModelError as error:
        say(f"looking for words only: {error.reason}")
        return None


def _filters(given: dict[str, Any]) -> Filters:
    from laut.ledger.search import Days, Filters

    def days(name: str) -> Days:
        since, until = given.pop(f"{name}_since"), given.pop(f"{name}_until")
        try:
            return Days(_date(since), _date(until))
        except LautError as error:
            raise click.UsageError(str(error)) from error

    intervals: dict[str, Any] = {
        "published": days("published"),
        "uttered": days("said"),
        "content": days("about"),
    }
    return Filters(current=not given.pop("all_revisions"), **intervals, **given)


def _date(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _put_json(page: Page) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(page.to_dict()), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def _put_text(page: Page) -> None:
    from rich.console import Console

    from laut.views import hits

    class Output(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError  # rich would exit here, with a status of its own

    console = Output(highlight=False)
    if console.is_terminal:
        hits.show(page, console)
    else:
        sys.stdout.buffer.write(hits.plain(page).encode())
        sys.stdout.buffer.flush()
