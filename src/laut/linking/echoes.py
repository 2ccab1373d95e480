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
from typing import Final

from laut.linking.copies import Copy, covered, sentences_of, shingles, words_of
from laut.linking.graph import node_of
from laut.records import Article, DateRange, Passing, Span, Statement, Told

Page = tuple[int, Article]
"""A report that may echo others: its number, as in `Told`, and the article with what is attributed in it."""

SHARE: Final = 0.5
"""Share of a statement's words that its echo has, in runs of three and more."""
RUN: Final = 5
"""Words in a row among them: less may be chance."""


def echoes_of(
    tellings: Sequence[Told], copies: Iterable[Copy], pages: Iterable[Page]
) -> tuple[tuple[Told, ...], tuple[Passing, ...]]:
    """Find the echoes of a claim.

    Args:
        tellings: its statements.
        copies: passages with the same words, of which one holds a statement of the claim.
        pages: the reports that may echo it.

    Returns:
        One echo a report, by publication, as statements without a speaker; and from whom each was copied.
    """
    telling = {told.report for told in tellings}
    found: dict[int, tuple[float, Told, Told]] = {}
    by_article = {article.id: (report, article) for report, article in pages if report not in telling}
    for told, page, start, end in _beside(tellings, copies, by_article):
        report, article = page
        if _is_before(article.published, told.published):
            continue
        share, echo = _best_sentence(told, page, start, end)
        best = found.get(report)
        if echo is not None and (
            best is None or (share, told.statement.id) > (best[0], best[1].statement.id)
        ):
            found[report] = share, told, echo
    echoes = [(told, echo) for _, told, echo in found.values()]
    echoes.sort(key=lambda pair: (pair[1].published is None, _days(pair[1]), pair[1].report))
    passings = [
        Passing(node_of(told.report), node_of(echo.report), "copies", echo.statement.id)
        for told, echo in echoes
    ]
    return tuple(echo for _, echo in echoes), tuple(passings)


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
    article = page[1]
    for begin, behind in sentences_of(article.text, [(start, end)]):
        count, run = covered(runs, shingles(words_of(article.text[begin:behind])))
        share = count / max(len(words), 1)
        if share >= SHARE and run >= RUN and share > best[0]:
            best = share, None if _attributes(article, begin, behind) else _echo(told, page, begin, behind)
    return best


def _attributes(article: Article, start: int, end: int) -> bool:
    """Whether a statement takes up a part of these characters: with what is said, or with who says it."""
    spans = (span for one in article.statements for span in (*one.content, *one.frame, *one.cue))
    return any(span.start < end and start < span.end for span in spans)


def _echo(told: Told, page: Page, start: int, end: int) -> Told:
    report, article = page
    key = hashlib.blake2b(f"{article.id} {start} {end}".encode(), digest_size=8).hexdigest()
    statement = Statement(
        id=f"e-{key}",
        form="reported",
        medium=None,
        confidence=told.statement.confidence,
        content=(Span(start, end, article.text[start:end]),),
    )
    return Told.of(statement, article, report)


def _is_before(one: DateRange | None, other: DateRange | None) -> bool:
    return bool(one and other and one.latest < other.earliest)


def _days(told: Told) -> tuple[int, int]:
    days = told.published
    return (days.earliest.toordinal(), days.latest.toordinal()) if days else (0, 0)
