"""What `read` and `dossier` have in common: inputs, what the caller knows better, which statements to keep.

The options are declared once, in `takes_articles`; the commands get them as one `Options` record.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from laut.api import date_range
from laut.cli.running import set_debug
from laut.errors import InputError
from laut.records import Article, DateRange, Form, Statement


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for, parsed and checked.

    Attributes:
        paths: files, folders and ``-`` for stdin, in the order given.
        published: publication date that wins over what the files say.
        outlet: name of the medium that wins over what the files say.
        url: address that wins over what the file says.
        min_confidence: statements below it are left out.
        forms: forms to keep; empty keeps all.
        speaker: part of the speaker's name; None keeps all.
        threads: threads for the model; None leaves it to the reader.
    """

    paths: tuple[str, ...]
    published: DateRange | None
    outlet: str | None
    url: str | None
    min_confidence: float
    forms: tuple[Form, ...]
    speaker: str | None
    threads: int | None

    @property
    def may_be_several(self) -> bool:
        """Whether the inputs may hold more than one article, as far as that shows without opening them."""
        return len(self.paths) > 1 or any(map(is_folder, self.paths))

    def keeps(self, statement: Statement) -> bool:
        """Tell whether the statement passes the filters."""
        if statement.confidence < self.min_confidence:
            return False
        if self.forms and statement.form not in self.forms:
            return False
        if self.speaker is None:
            return True
        name = statement.speaker.name if statement.speaker else None
        return name is not None and _folded(self.speaker) in _folded(name)

    def select(self, article: Article) -> Article:
        """Return the article with the statements that pass the filters.

        What is kept stays as it was read: `parent` and the ids in notes may name statements that were left
        out, so that filtered output can be joined with unfiltered.
        """
        kept = tuple(statement for statement in article.statements if self.keeps(statement))
        return msgspec.structs.replace(article, statements=kept)


def _as_range(_ctx: click.Context, _param: click.Parameter, value: str | None) -> DateRange | None:
    try:
        return date_range(value)
    except InputError as error:
        raise click.BadParameter(f"{error.reason}; {error.hint}.") from error


debug_option = click.option(
    "--debug",
    is_flag=True,
    envvar="LAUT_DEBUG",
    expose_value=False,
    callback=set_debug,
    help="Show where an unexpected error happened, and what libraries warn about."
    " LAUT_DEBUG=1 in the environment does the same.",
)


def text_or_json(about: str = "text for people, json for programs.") -> Callable[..., Any]:
    """The option --format of commands that print for people or for programs; the keyword is `format_name`."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=about,
    )


threads_option = click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processor cores to use; where articles are many, each further one gets a process.  [default: all]",
)
published_option = click.option(
    "--published",
    callback=_as_range,
    metavar="DATE",
    help="Publication date, if you know it better than the file: a day, month or year as in"
    " 2022-11-02, 2022-11, 2022.",
)

_SHARED = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="FLOAT",
        help="Keep statements that are at least this likely to be right.",
    ),
    click.option(
        "--form",
        "forms",
        type=click.Choice(get_args(Form), case_sensitive=False),
        multiple=True,
        metavar="FORM",
        help=f"Keep statements of this form; may be repeated. One of {', '.join(get_args(Form))}.",
    ),
    click.option(
        "--speaker",
        metavar="TEXT",
        help="Keep statements of speakers whose name contains this; upper and lower case are the same.",
    ),
    published_option,
    click.option("--outlet", metavar="NAME", help="Name of the medium, if you know it better than the file."),
    click.option("--url", metavar="URL", help="Address of the article, if you know it better than the file."),
    threads_option,
    debug_option,
)


def takes_articles(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared argument and options; it gets them as the keyword `options`."""

    @functools.wraps(command)
    def with_options(**arguments: Any) -> None:
        options = _options(arguments)
        command(options=options, **arguments)

    for declare in reversed(_SHARED):
        with_options = declare(with_options)
    return with_options


def _options(arguments: dict[str, Any]) -> Options:
    """Take the shared options out of click's arguments.

    Raises:
        click.UsageError: they contradict each other.
    """
    options = Options(**{name: arguments.pop(name) for name in Options.__struct_fields__})
    if options.url is not None and options.may_be_several:
        raise click.UsageError("--url is the address of one article, but PATH may hold several.")
    if options.paths.count("-") > 1:
        raise click.UsageError("- (stdin) can be read only once.")
    return options


def is_folder(path: str) -> bool:
    """Tell whether the path is a folder that can be seen; what is wrong with others, intake will say."""
    try:
        return bool(path) and Path(path).is_dir()  # the path of an empty text would be the current folder
    except OSError:  # a name too long, or a folder above it that may not be entered
        return False


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
