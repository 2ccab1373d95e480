"""A stand-in for the reading model: finds „quotations“ by a pattern, needs no weights, starts at once.

Tests of everything around the model use it. Run as a script it is the ``laut`` command with this reader, so
that a test can start a real process: ``python tests/fake_reader.py read article.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

import msgspec

import laut.reading.reader
from laut.errors import UnsupportedLanguageError
from laut.records import Article, Rejection, Source, Span, Statement

QUOTATION = re.compile(r"(„[^“]+“), (sagte|meint) ([A-ZÄÖÜ]\w+(?: [A-ZÄÖÜ]\w+)*)")
STUMBLING_BLOCK = "Stolperstein"
"""A text with this word makes the reader fail as a programming error would."""


class FakeReader:
    """Every „…“, sagte NAME is a direct statement, every „…“, meint NAME an indirect one that is less sure."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads

    def read(self, article: Article) -> Article:
        if article.language != "de":
            raise UnsupportedLanguageError(f"the article is in {article.language!r}", "leave it out")
        if STUMBLING_BLOCK in article.text:
            raise KeyError("stumbled")
        statements = tuple(map(_statement, QUOTATION.finditer(article.text)))
        return msgspec.structs.replace(article, statements=statements)

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        for item in articles:
            if isinstance(item, Rejection):
                yield item
                continue
            try:
                yield self.read(item)
            except UnsupportedLanguageError as error:
                yield Rejection(path=item.path or item.id, reason=error.reason, hint=error.hint)


def _statement(match: re.Match[str]) -> Statement:
    content, cue, speaker = (Span(*match.span(group), match[group]) for group in (1, 2, 3))
    firm = cue.text == "sagte"
    return Statement(
        id=f"s{content.start}",
        form="direct" if firm else "indirect",
        medium="speech",
        confidence=0.95 if firm else 0.6,
        content=(content,),
        speaker=Source(name=speaker.text, kind="person", named=True, spans=(speaker,)),
        cue=(cue,),
    )


def main() -> NoReturn:
    from laut.cli import main

    laut.reading.reader.Reader = FakeReader  # type: ignore[assignment, misc]
    main()
    raise SystemExit(0)


if __name__ == "__main__":
    main()
