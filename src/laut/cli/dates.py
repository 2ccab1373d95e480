"""``laut dates``: the time expressions of one article, and the days that they mean."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from laut.cli.options import debug_option, is_folder, published_option
from laut.cli.running import CONTEXT_SETTINGS, examples
from laut.errors import InputError, UnsupportedLanguageError
from laut.records import Article, DateRange, Rejection

if TYPE_CHECKING:
    from laut.reading.timing import TimeExpression

LANGUAGES = ("de", "en")
"""Languages that there is a time grammar for."""
_LONGEST = 44


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("when is what in this article", "laut dates article.txt"),
        ("you know the day, or only the month, of its publication", "laut dates page.html --published 2022-11"),
        ("as data, with offsets and TIMEX3 values", "laut dates article.txt --format json"),
        ("a sentence that you paste, then Ctrl-D", "laut dates - --published 2022-11-02"),
    ),
)  # fmt: skip
@click.argument("file", metavar="FILE")
@published_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="table for people, json for programs.",
)
@debug_option
def dates(*, file: str, published: DateRange | None, format_name: str) -> None:
    """Print the time expressions of an article and the days that they mean.

    FILE holds one article: a text file, a saved web page, a JSON line, or - for stdin. Types and values are
    those of TIMEX3. The days are as exact as the words and the publication date are: "Mitte Oktober" is ten
    days, and "am Dienstag" of a report that is dated only "November" is one of several Tuesdays, marked with
    a ~. What names no days has none. Offsets count characters of the article's text, as in laut read.

    Exit status: 0 it was read, 1 it could not be, 2 wrong usage.
    """
    if is_folder(file):
        raise click.UsageError("FILE is one article, but this is a folder.")
    article = _load(file, published)
    if article.language is not None and article.language not in LANGUAGES:
        raise UnsupportedLanguageError(
            f"{file}: the text is in {article.language!r}, and there are time grammars only for "
            + ", ".join(map(repr, LANGUAGES)),
            "give an article in one of these",
        )
    from laut.reading.timing import find_times

    found = find_times(article.text, article.published, article.language or LANGUAGES[0])
    output = _as_json(found) if format_name == "json" else _as_table(found, article).encode()
    sys.stdout.buffer.write(output)
    sys.stdout.buffer.flush()


def _load(file: str, published: DateRange | None) -> Article:
    """Return the one article of a file.

    Raises:
        InputError: it cannot be read, or there are several in it.
    """
    from laut.intake import Known, load

    items = load([file], known=Known(outlet=None, url=None, published=published))
    first = next(items, None)
    if first is None:
        raise InputError(f"{file}: there is no article in it", "check that it is the file you meant")
    if isinstance(first, Rejection):
        raise InputError(f"{first.path}: {first.reason}", first.hint)
    if next(items, None) is not None:
        raise InputError(f"{file}: it holds more than one article", "put the one that you mean into a file")
    return first


def _as_json(found: Sequence[TimeExpression]) -> bytes:
    import msgspec

    fields = ("start", "end", "text", "type", "value", "earliest", "latest")
    rows = [{name: getattr(one, name) for name in fields} for one in found]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"


def _as_table(found: Sequence[TimeExpression], article: Article) -> str:
    from laut.views.terminal import printable

    rows = [("at", "words", "type", "value", "days")]
    for one in found:
        words = printable(one.text)
        words = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        rows.append((str(one.start), words, one.type, one.value, _days(one)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = [
        "  ".join([*(cell.ljust(n) for cell, n in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    published = f"published {article.published}" if article.published else "publication date unknown"
    return (
        "\n".join([f"{len(found)} time expressions, {published}", *(line.rstrip() for line in lines)]) + "\n"
    )


def _days(one: TimeExpression) -> str:
    if one.earliest is None or one.latest is None:
        return "–"
    return ("~" if one.ambiguous else "") + str(DateRange(one.earliest, one.latest))
