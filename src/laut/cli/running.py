"""What holds for every command: examples in the help, errors as one line, quiet ends, exit statuses."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import traceback
from typing import Any, NoReturn

import click

from laut.errors import LautError

SOME_FAILED = 1
"""Some inputs could not be read, or laut itself failed; what was read is printed."""
INTERRUPTED = 130
"""Stopped with Ctrl-C: 128 + SIGINT, as shells report it."""
PIPE_CLOSED = 141
"""Nobody reads the output any more (``| head``): 128 + SIGPIPE, as shells report it."""

TERMINATED = 143
"""Asked to end by another program: 128 + SIGTERM, as shells report it."""

CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_DEBUG = "laut.debug"


class Program(click.Group):
    """A group whose commands never end in a traceback, unless ``--debug`` asks for one."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; turn whatever it raises into one line and an exit status."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _drop_output()
            ctx.exit(PIPE_CLOSED)
        except Exception as error:
            _fail(ctx, error)


def examples(*pairs: tuple[str, str]) -> str:
    """Return an epilog that click prints verbatim: what it does, and under it the command."""
    blocks = [f"\b\n  # {meaning}\n  {command}" for meaning, command in pairs]
    return "\n\n".join(["Examples:", *blocks])


def end_orderly_when_asked_to() -> None:
    """Let SIGTERM end laut as Ctrl-C does: what has begun is finished or undone, and no other process stays behind."""

    def end(_signal: int, _frame: object) -> NoReturn:
        sys.exit(TERMINATED)

    signal.signal(signal.SIGTERM, end)


def say(message: str) -> None:
    """Print one line for the user on stderr."""
    from laut.views.terminal import printable

    click.echo(f"laut: {printable(message)}", err=True)


def say_in_passing(message: str = "") -> None:
    """Show on a terminal's stderr what the next thing said there replaces; without a message, take it away."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{message}", nl=False, err=True)


def set_debug(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Remember that tracebacks are wanted, and let libraries say what they have to say."""
    ctx.meta[_DEBUG] = value
    if value:
        import logging
        import warnings

        logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", force=True)
        logging.getLogger("laut").setLevel(logging.DEBUG)
        warnings.simplefilter("default")


def prepare_streams() -> None:
    """Let a terminal that lacks a character show a ? for it instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def silence_libraries() -> None:
    """Keep the warnings and log lines of libraries off stderr: it is for what users can act on."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _fail(ctx: click.Context, error: Exception) -> NoReturn:
    if ctx.meta.get(_DEBUG):
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    say(_explain(error))
    ctx.exit(SOME_FAILED)


def _explain(error: Exception) -> str:
    if isinstance(error, LautError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror} – check the place and its permissions, then run again"
    problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"unexpected error ({problem}) – run again with --debug to see where, and please report it"


def _drop_output() -> None:
    """Point stdout nowhere, so that the interpreter's last flush has nothing to complain about."""
    with contextlib.suppress(OSError, ValueError):  # a stand-in for stdout has no file number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
