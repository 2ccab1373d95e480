"""Processes that add articles, or read them again, and are killed: ``python -m tests.ledger.crashing``.

Python, SQLAlchemy and the articles are loaded once; each run is a process of its own (a fork that has opened nothing
yet), so that hundreds of runs take seconds. Each line on stdin is a run: the URL of the ledger, how many articles go
into a transaction, and after how many seconds the run is to be killed (``-`` for never). Instead of how many articles
may stand the name of a model, which then reads all texts again. A run tells on its own pipe which articles were
accepted, or which texts were read; the answer to a line is how the run ended, and the numbers of these.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
from tests.ledger.articles import article

from laut.ledger import Ledger
from laut.ledger.readings import GIVEN, Reading
from laut.ledger.reread import reread
from laut.ledger.store import Incoming
from laut.records import Article, Rejection, Statement

ARTICLES = 90


def articles() -> list[Article]:
    """Return what is added: new reports, new texts of known ones, copies under other addresses."""
    made = []
    for number in range(ARTICLES):
        report = number // 3
        url = f"https://www.hafenblatt.example/pegel/{report}.html"
        said = [f"Der Damm {report} hält.", f"Die Brücke {report} bleibt zu.", f"Der Pegel {report} steigt."]
        if number % 3 == 1:
            said[0] = f"Der Damm {report} bricht."
        if number % 3 == 2:
            url += "?utm_source=feed"
        made.append(article(*said, title=f"Pegel {report}", url=url, path=f"{number}.txt"))
    return made


STATEMENTS = {one.text: one.statements for one in articles()}
"""Of each text, all that there is to read in it."""


def read_by(model: str, text: str) -> tuple[Statement, ...]:
    """Return what a model reads in a text: all statements but one, which one its number says; every fourth, all."""
    left_out = int(model.rpartition("-")[2]) % 4
    return tuple(one for place, one in enumerate(STATEMENTS[text], start=1) if place != left_out)


class Rereader:
    """A reader that finds what `read_by` says."""

    def __init__(self, model: str) -> None:
        self.model = model

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        """Yield each article with its statements."""
        for one in articles:
            assert isinstance(one, Article)
            yield msgspec.structs.replace(one, statements=read_by(self.model, one.text))


def incoming(made: list[Article], model: str = GIVEN) -> list[Incoming]:
    """Return them with raw bytes and vectors, as read by a model."""
    random = np.random.default_rng(5)
    return [
        Incoming(
            article=one,
            raw=f"{one.text}\n{number}".encode(),
            reading=Reading(
                model=model,
                vectors=random.integers(-127, 128, (3, 384)).astype(np.int8),
                cells=np.arange(3, dtype=np.int16),
                side_of=lambda actor: "Q159" if actor == "Q7747" else None,
            ),
        )
        for number, one in enumerate(made)
    ]


def run(url: str, at_once: int, told: int, everything: list[Incoming]) -> None:
    """Add what is not there yet, from the first on, and tell what is accepted."""
    ledger = Ledger(url, wait=20)
    for first in range(0, len(everything), at_once):
        part = everything[first : first + at_once]
        ledger.put_all(part)
        numbers = range(first, first + len(part))
        os.write(told, "".join(f"{number}\n" for number in numbers).encode())
    ledger.close()


def run_again(url: str, model: str, told: int) -> None:
    """Read again what another model read, and tell which texts are read."""
    ledger = Ledger(url, wait=20)
    for done in reread(ledger, Rereader(model), model):
        os.write(told, f"{done.revision}\n".encode())
    ledger.close()


def start(url: str, what: str, everything: list[Incoming]) -> tuple[int, int]:
    """Start a run in a process of its own; return its id and the pipe on which it tells what is accepted."""
    heard, told = os.pipe()
    process = os.fork()
    if process:
        os.close(told)
        return process, heard
    status = 1
    try:
        os.close(heard)
        if what.isdigit():
            run(url, int(what), told, everything)
        else:
            run_again(url, what, told)
        status = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def lines_until(heard: int, until: float) -> Iterator[str]:
    """Yield what a run tells until it ends, or until a moment of `time.monotonic`."""
    rest = b""
    while (left := until - time.monotonic()) > 0:
        if not select.select([heard], [], [], min(left, 60))[0]:
            continue
        data = os.read(heard, 65_536)
        if not data:
            return
        *whole, rest = (rest + data).split(b"\n")
        yield from (line.decode() for line in whole)


def main() -> None:
    """Do one run a line."""
    everything = incoming(articles())
    with Ledger(
        "sqlite:///:memory:", side_of=lambda actor: None
    ) as warm:  # so that no run has to import anything
        warm.put_all(everything[:3])
    print("ready", flush=True)
    for line in sys.stdin:
        url, what, seconds = line.split()
        process, heard = start(url, what, everything)
        until = time.monotonic() + (float(seconds) if seconds != "-" else 600)
        accepted = list(lines_until(heard, until))
        if time.monotonic() >= until:
            os.kill(process, signal.SIGKILL)
        accepted += lines_until(heard, time.monotonic() + 600)  # what it had told before it was killed
        os.close(heard)
        _, status = os.waitpid(process, 0)
        ended = "killed" if os.WIFSIGNALED(status) else f"exit-{os.WEXITSTATUS(status)}"
        print(ended, *accepted, flush=True)


if __name__ == "__main__":
    main()
