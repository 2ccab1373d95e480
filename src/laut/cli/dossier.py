"""``laut dossier``: articles and their statements as one self-contained page."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from laut.cli.batch import Batch, count
from laut.cli.options import Options, takes_articles
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say
from laut.errors import LautError

if TYPE_CHECKING:
    from laut.records import Article, ClaimFile, Opposition

STDOUT = Path("-")
MOST_COMPARED = 10_000
"""Statements whose claims are looked for without a ledger."""


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("a page about everything in a folder", "laut dossier saved-pages/ -o dossier.html"),
        ("with a title of your own", 'laut dossier examples/ -o november.html --title "November 2022"'),
        ("only what one speaker says", "laut dossier saved-pages/ --speaker medwedew -o medwedew.html"),
    ),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("dossier.html"),
    show_default=True,
    metavar="FILE",
    help="Where to write the page; a page that is there is replaced. - is stdout.",
)
@click.option(
    "--title", default="Who said what", show_default=True, metavar="TEXT", help="Title of the page."
)
@click.option(
    "--no-claims",
    is_flag=True,
    help="Do not look for what several of the articles say, and who has it from whom.",
)
@takes_articles
@click.pass_context
def dossier(ctx: click.Context, /, *, options: Options, output: Path, title: str, no_claims: bool) -> None:
    """Write one page that shows articles with their statements marked.

    Of several articles it shows as well which claims they share, who has them from whom, and what cannot both hold.

    The page is a single file that needs no network: open it in any browser, print it, pass it on. It holds
    the articles' full text: mind whose text it is before you publish it.

    PATH is a text file, a saved web page, a file of JSON lines (.jsonl, .jsonl.gz), a folder with any of
    these, or - for stdin. The page is written in one go at the end; until then the file that was there
    stays. Without a single readable article nothing is written.

    An input that cannot be read is named on stderr and on the page with the reason. Exit status: 0 all was
    read, 1 some inputs failed, 2 wrong usage.
    """
    _check_output(output, options)
    batch = Batch(options)
    articles = [article for article, _ in batch]
    if not articles:
        say(f"no article could be read – {output} was not written")
        ctx.exit(SOME_FAILED)
    from laut.views.dossier import render

    files, oppositions = ((), ()) if no_claims else _in_common(articles, options.threads)
    page = render(
        articles, title=title, rejections=batch.rejections, files=files, oppositions=oppositions
    ).encode("utf-8")
    if output == STDOUT:
        sys.stdout.buffer.write(page)
    else:
        write_whole(output, page)
        statements = sum(len(article.statements) for article in articles)
        click.echo(f"{output}: {count(len(articles), 'article')}, {count(statements, 'statement')}")
        click.echo(f"open {output.resolve().as_uri()}")
    ctx.exit(batch.exit_status)


def _in_common(
    articles: Sequence[Article], threads: int | None
) -> tuple[Sequence[ClaimFile], Sequence[Opposition]]:
    """Find the claims that several articles share; say why if that cannot be done, and go on without."""
    statements = sum(len(article.statements) for article in articles)
    if len(articles) < 2 or not statements:
        return (), ()
    if statements > MOST_COMPARED:
        say(
            f"{count(statements, 'statement')} are too many to compare for one page – laut add puts them into a ledger"
        )
        return (), ()
    from laut.ledger.sides import side_of
    from laut.linking.overview import overview_of
    from laut.reading.meaning import SentenceEncoder

    try:
        overview = overview_of(articles, encoder=SentenceEncoder(threads=threads), side_of=side_of())
    except LautError as error:
        say(f"claims are left out: {error}")
        return (), ()
    return overview.files, overview.oppositions


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that at every moment it is either the old one or the new one, never half of it.

    A link is followed; a device (``/dev/null``) or pipe is written to as it is.

    Raises:
        OSError: the place cannot be written to; what was there is untouched.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode_of(path))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode_of(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _same(output: Path, path: str) -> bool:
    try:
        return output.samefile(path)
    except OSError:  # no such input; intake will say so
        return False


def _check_output(output: Path, options: Options) -> None:
    """Find out before hours of reading whether the page can be written.

    Raises:
        click.UsageError: it cannot, or it would replace one of the inputs.
    """
    if output == STDOUT:
        return
    if output.is_dir():
        raise click.UsageError(f"-o {output} is a folder; give the name of a file in it.")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise click.UsageError(f"-o {output}: there is no folder {folder}; make it first.")
    if not os.access(folder, os.W_OK):
        raise click.UsageError(f"-o {output}: the folder {folder} cannot be written to; choose another.")
    if output.exists() and any(_same(output, path) for path in options.paths):
        raise click.UsageError(f"-o {output} would replace an article that is to be read.")
