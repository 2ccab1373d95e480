"""The Python entry points: a file, a text or many files in, articles with their statements out.

The first call makes the process's one default `Reader` (loading the model takes about a second); later calls
share it. There is no other hidden state. To choose the number of threads, or to hold several readers, make a
`laut.reading.reader.Reader` and give it what `laut.intake.load` yields.

Intake and the model are imported when they are first needed: ``import laut`` alone stays cheap.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from laut.errors import InputError
from laut.records import Article, DateRange, Rejection

if TYPE_CHECKING:
    from laut.intake import Known
    from laut.reading.reader import Reader

Published = str | dt.date | DateRange | None
"""A publication date as callers may give it: an ISO day, month or year, a date, a range or nothing."""

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def read(
    source: str | Path | Article,
    *,
    published: Published = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Article:
    """Read one article and return it with its statements.

    Args:
        source: path of a file that holds one article (text, HTML, JSON line; ``-`` is stdin), or an article
            that intake has already made.
        published: publication date, if you know it better than the file does: ``"2022-11-02"``,
            ``"2022-11"``, ``"2022"``, a date or a `DateRange`.
        outlet: name of the publishing medium, if you know it better.
        url: address of the article, if you know it better.

    Raises:
        InputError: the source cannot be read as one article, or `published` is not a date.
        UnsupportedLanguageError: the article is in a language that the model does not know.
        ModelError: the model is missing or damaged.
    """
    known = _known(published, outlet, url)
    article = _with_known(source, known) if isinstance(source, Article) else _load_one(source, known)
    return _default_reader().read(article)


def read_text(
    text: str, *, published: Published = None, outlet: str | None = None, url: str | None = None
) -> Article:
    """Read the text of one article, as pasted from a page, and return it with its statements.

    The keywords and the errors are those of `read`.
    """
    from laut.intake import load_text

    return _default_reader().read(load_text(text, known=_known(published, outlet, url)))


def read_all(
    paths: str | Path | Iterable[str | Path],
    *,
    published: Published = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Iterator[Article | Rejection]:
    """Read files and folders; yield an article or a rejection for each input, in input order, as it is done.

    Bad inputs and articles in unknown languages become a `Rejection` and never end the iteration. The
    keywords are those of `read` and hold for every article.

    Raises:
        InputError: `published` is not a date.
        ModelError: the model is missing or damaged.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    from laut.intake import load

    return _default_reader().read_all(load(paths, known=_known(published, outlet, url)))


def date_range(value: Published) -> DateRange | None:
    """Return the date as a range: ``"2022-11"`` is all of November 2022.

    Raises:
        InputError: a string that is not an ISO day, month or year.
    """
    if value is None or isinstance(value, DateRange):
        return value
    if isinstance(value, dt.date):
        day = dt.date(value.year, value.month, value.day)  # a datetime is a date too; its time must go
        return DateRange(day, day)
    match = _ISO_DATE.fullmatch(value.strip())
    try:
        if match is None:
            raise ValueError(value)
        year, month, day_of_month = match[1], match[2], match[3]
        earliest = dt.date(int(year), int(month or 1), int(day_of_month or 1))
        last_of_month = calendar.monthrange(int(year), int(month or 12))[1]
        latest = dt.date(int(year), int(month or 12), int(day_of_month or last_of_month))
    except ValueError:
        raise InputError(
            f"{value!r} is not a date",
            "give a day, a month or a year as in 2022-11-02, 2022-11 or 2022",
        ) from None
    return DateRange(earliest, latest)


@functools.cache
def _default_reader() -> Reader:
    from laut.reading.reader import Reader

    return Reader()


def _known(published: Published, outlet: str | None, url: str | None) -> Known:
    from laut.intake import Known

    return Known(outlet=outlet, url=url, published=date_range(published))


def _with_known(article: Article, known: Known) -> Article:
    """Return the article with what is known better; its id says where it comes from, and follows."""
    from laut.intake.assemble import article_id

    outlet, url = known.outlet or article.outlet, known.url or article.url
    if (outlet, url) != (article.outlet, article.url):
        identifier = article_id(article.text, url, outlet)
        article = msgspec.structs.replace(article, id=identifier, outlet=outlet, url=url)
    return msgspec.structs.replace(article, published=known.published or article.published)


def _load_one(source: str | Path, known: Known) -> Article:
    from laut.intake import load

    items = load([source], known=known)
    first = next(items, None)
    if first is None:
        raise InputError(f"{source}: there is no article in it", "check that it is the file you meant")
    if isinstance(first, Rejection):
        raise InputError(f"{first.path}: {first.reason}", first.hint)
    if next(items, None) is not None:
        raise InputError(f"{source}: it holds more than one article", "use laut.read_all, which yields them")
    return first
