"""Which reports have a claim's words and say of nobody that he said so?

Whoever prints a passage of another report without its source has no statement of the claim: nothing is attributed
there. Yet it is one more report that has it from the same origin, and the reader sees a fact where there was hearsay.
Such a sentence is an *echo*. It is found through copied passages (`laut.linking.copies`): of the passage that has the
same words as that around a statement, the sentence which has most of the statement's own words, if nothing is
attributed in it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from laut.linking.copies import Copy, covered, sentences_of, shingles, words_of
from laut.linking.graph import node_of
from laut.records import DateRange, Passing, Span, Statement, Told

SHARE: Final = 0.5
"""Share of a statement's words that its echo has, in runs of three and more."""
RUN: Final = 5
"""Words in a row among them: less may be chance."""


@dataclass(frozen=True, slots=True)
class Page:
    """A report that may echo others.

    Attributes:
        report, article, title, outlet, url, published, language: as in `Told`.
        text: what the offsets of `spoken` refer to.
        spoken: ranges in which something is attributed to somebody.
    """

    report: int
    article: str
    text: str
    spoken: tuple[tuple[int, int], ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: DateRange | None = None
    language: str | None = None


def echoes_of(
    tellings: Sequence[Told], copies: Iterable[Copy], pages: Mapping[str, Page]
) -> tuple[tuple[Told, ...], tuple[Passing, ...]]:
    """Find the echoes of a claim.

    Args:
        tellings: its statements.
        copies: passages with the same words, of which one holds a statement of the claim.
        pages: the reports that may echo it, by the ids of their articles.

    Returns:
        One echo a report, by publication, as statements without a speaker; and from whom each was copied.
    """
    telling = {told.report for told in tellings}
    found: dict[int, tuple[float, Told, Told]] = {}
    for told, page, start, end in _beside(tellings, copies, pages):
        if page.report in telling or _is_before(page.published, told.published):
            continue
        share, echo = _best_sentence(told, page, start, end)
        best = found.get(page.report)
        if echo is not None and (
            best is None or (share, told.statement.id) > (best[0], best[1].statement.id)
        ):
            found[page.report] = share, told, echo
    echoes = [(told, echo) for _, told, echo in found.values()]
    echoes.sort(key=lambda pair: (pair[1].published is None, _days(pair[1]), pair[1].report))
    passings = [
        Passing(node_of(told.report), node_of(echo.report), "copies", echo.statement.id)
        for told, echo in echoes
    ]
    return tuple(echo for _, echo in echoes), tuple(passings)


def spoken_in(statements: Iterable[Statement]) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a text that statements take up: what is said, and by whom."""
    return tuple(
        (span.start, span.end) for one in statements for span in (*one.content, *one.frame, *one.cue)
    )


def _beside(
    tellings: Sequence[Told], copies: Iterable[Copy], pages: Mapping[str, Page]
) -> Iterator[tuple[Told, Page, int, int]]:
    """The statements with a passage of a page that has the same words as the one they stand in."""
    of_article: dict[str, list[Told]] = defaultdict(list)
    for told in tellings:
        of_article[told.article].append(told)
    for copy in copies:
        mine, theirs = (copy.article, copy.start, copy.end), (copy.other, copy.other_start, copy.other_end)
        for (article, start, end), (other, other_start, other_end) in ((mine, theirs), (theirs, mine)):
            for told in of_article.get(article, ()) if other in pages else ():
                if told.statement.start < end and start < told.statement.end:
                    yield told, pages[other], other_start, other_end


def _best_sentence(told: Told, page: Page, start: int, end: int) -> tuple[float, Told | None]:
    """The sentence of a passage that has most of a statement's words and attributes nothing."""
    words = words_of(told.statement.text)
    runs = shingles(words)
    best: tuple[float, Told | None] = (0.0, None)
    if not (told.statement.chain or told.statement.speaker):
        return best
    for begin, behind in sentences_of(page.text, [(start, end)]):
        count, run = covered(runs, shingles(words_of(page.text[begin:behind])))
        share = count / max(len(words), 1)
        if share >= SHARE and run >= RUN and share > best[0]:
            best = share, None if _attributes(page, begin, behind) else _echo(told, page, begin, behind)
    return best


def _attributes(page: Page, start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in page.spoken)


def _echo(told: Told, page: Page, start: int, end: int) -> Told:
    span = Span(start, end, page.text[start:end])
    return Told(
        statement=Statement(
            id="e-" + hashlib.blake2b(f"{page.article} {start} {end}".encode(), digest_size=8).hexdigest(),
            form="reported",
            medium=None,
            confidence=told.statement.confidence,
            content=(span,),
        ),
        report=page.report,
        article=page.article,
        title=page.title,
        outlet=page.outlet,
        url=page.url,
        published=page.published,
        language=page.language,
    )


def _is_before(one: DateRange | None, other: DateRange | None) -> bool:
    return bool(one and other and one.latest < other.earliest)


def _days(told: Told) -> tuple[int, int]:
    days = told.published
    return (days.earliest.toordinal(), days.latest.toordinal()) if days else (0, 0)
