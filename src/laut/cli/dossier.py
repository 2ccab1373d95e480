"""``laut dossier``: articles and their statements as one self-contained page."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

import click

from laut.cli.batch import Batch, count
from laut.cli.options import Options, takes_articles
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say

STDOUT = Path("-")


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
@takes_articles
@click.pass_context
def dossier(ctx: click.Context, /, *, options: Options, output: Path, title: str) -> None:
    """Write one page that shows articles with their statements marked.

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

    page = render(articles, title=title, rejections=batch.rejections).encode("utf-8")
    if output == STDOUT:
        sys.stdout.buffer.write(page)
    else:
        write_whole(output, page)
        statements = sum(len(article.statements) for article in articles)
        click.echo(f"{output}: {count(len(articles), 'article')}, {count(statements, 'statement')}")
        click.echo(f"open {output.resolve().as_uri()}")
    ctx.exit(batch.exit_status)


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
