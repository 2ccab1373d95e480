"""Which time expression dates a statement: what its content reports, or that it was uttered?

The content's own time comes first, that of its main predicate if it has several; else the time in the clause that
introduces it, or elsewhere in that clause's sentence, dates the utterance. The conventions are those of
``tests/gold/trails/README.md``. What names no days ("zuletzt", "täglich", "drei Stunden lang") dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from laut.reading.lexicon import load
from laut.reading.prose import Prose, Word
from laut.reading.timing.expressions import TimeExpression, find_times
from laut.reading.timing.grammar import Lexicon
from laut.records import Note, Span, Statement, When

_SENTENCE_END = re.compile(r"(?:\w{3}|[\"“”«»])[.!?][\"“”«»]?\s+(?=[\"„»]?[A-ZÄÖÜ])|\n")
ATTRIBUTE = 4
"""Rank of an expression inside an attribute: "der am Montag zurückgetretene Chef"."""
_CLOCK = re.compile(r"\d\d?:\d\d")
Cues = dict[str, frozenset[str]]


def date_statements(
    prose: Prose, statements: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Return the statements with `when` where the text gives it, and a note for each time that stays ambiguous."""
    article = prose.article
    if not statements:
        return (), ()
    language = article.language or "de"
    times = _with_days(find_times(article.text, article.published, language))
    cues = _cues(language)
    dated: list[Statement] = []
    open_times: dict[TimeExpression, list[str]] = {}
    for statement in statements:
        found = _time_of(prose, statement, statements, times, cues)
        if found is None:
            dated.append(statement)
            continue
        time, of = found
        assert time.earliest is not None
        assert time.latest is not None
        when = When(
            text=time.text, start=time.start, end=time.end, earliest=time.earliest, latest=time.latest, of=of
        )
        dated.append(msgspec.structs.replace(statement, when=when))
        if time.ambiguous:
            open_times.setdefault(time, []).append(statement.id)
    notes = tuple(_note(prose, time, ids) for time, ids in open_times.items())
    return tuple(dated), notes


def _cues(language: str) -> Cues:
    lexicon = load(language, "timing", Lexicon)
    return {name: frozenset(words.split()) for name, words in lexicon.cues.items()}


def _with_days(times: Iterable[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions that name days; both ends of a span as one."""
    result: list[TimeExpression] = []
    for time in times:
        before = result[-1] if result else None
        if time.earliest is None or time.latest is None or _CLOCK.fullmatch(time.text):
            continue  # a bare 21:07 is the time stamp of a ticker
        if time.joined and before is not None and before.earliest is not None and before.latest is not None:
            result[-1] = TimeExpression(
                before.start, time.end, "", before.type, before.value,
                min(before.earliest, time.earliest), max(before.latest, time.latest),
                ambiguous=before.ambiguous or time.ambiguous, kind=before.kind,
            )  # fmt: skip
        else:
            result.append(time)
    return result


def _time_of(
    prose: Prose,
    statement: Statement,
    statements: Sequence[Statement],
    times: Sequence[TimeExpression],
    cues: Cues,
) -> tuple[TimeExpression, Literal["content", "utterance"]] | None:
    nested = [
        span for other in statements if other.parent == statement.id for span in other.content
    ]  # what a statement inside this one says is dated there
    content = [time for time in _inside(times, statement.content) if not _inside([time], nested)]
    best = _of_main_predicate(prose, statement, content, cues)
    if best is not None:
        return _with_text(prose, best), "content"
    around_it = _ancestors(statement, statements)
    others = [span for other in statements if other.id not in around_it for span in other.content]
    places = statement.frame or statement.cue or (statement.content if statement.parent else ())
    around = _inside(times, statement.frame) or [
        time
        for time in _inside(times, _sentences(prose, places))
        if not _inside([time], others) and not _sentence_between(prose, time, places)
    ]
    near = statement.cue or places
    around = [time for time in around if _rank(prose, time, None, cues) not in (None, ATTRIBUTE)]
    if not around:
        return None
    nearest = min(around, key=lambda time: abs(time.start - near[0].start))
    return _with_text(prose, nearest), "utterance"


def _ancestors(statement: Statement, statements: Sequence[Statement]) -> set[str]:
    """Return the ids of the statements that one is nested in."""
    parents = {other.id: other.parent for other in statements}
    result: set[str] = set()
    above = statement.parent
    while above is not None and above not in result:
        result.add(above)
        above = parents.get(above)
    return result


def _with_text(prose: Prose, time: TimeExpression) -> TimeExpression:
    """Return the expression with its words (those of a span were two)."""
    if time.text:
        return time
    return TimeExpression(
        time.start, time.end, prose.article.text[time.start : time.end], time.type, time.value,
        time.earliest, time.latest, time.ambiguous, time.joined, time.kind,
    )  # fmt: skip


def _of_main_predicate(
    prose: Prose, statement: Statement, times: Sequence[TimeExpression], cues: Cues
) -> TimeExpression | None:
    """Return the one in the highest clause; of those in the same, the first."""
    ranked = [
        (rank, time.start, time)
        for time in times
        if (rank := _rank(prose, time, statement, cues)) is not None
    ]
    return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _rank(prose: Prose, time: TimeExpression, statement: Statement | None, cues: Cues) -> int | None:
    """Return how far an expression is from the main predicate; None if it only names a thing ("die WM 2006")."""
    words = [word for word in prose.sentence_at(time.start).words if word.start < time.start]
    begin = statement.start if statement is not None else 0
    before = words[-1] if words else None
    if before is not None and time.text.isdigit() and before.text[:1].isupper() and len(words) > 1:
        capital_only = before.lower in cues.get("prepositions", frozenset())
        if not capital_only:
            return None
    if len(words) > 1 and before is not None:
        determiners, prepositions = (
            cues.get("determiners", frozenset()),
            cues.get("prepositions", frozenset()),
        )
        if before.lower in prepositions and words[-2].lower in determiners:
            return ATTRIBUTE
    rank = 2 if _is_subordinate(words, begin, cues) else 0
    if before is not None and before.lower in cues.get("attributive", frozenset()):
        rank += 1
    return rank


def _is_subordinate(words: Sequence[Word], begin: int, cues: Cues) -> bool:
    """Tell whether the clause that some words of a sentence end with depends on another one."""
    clause: list[Word] = []
    for word in reversed(words):
        if word.text in ",–(:;" or word.start < begin:
            break
        clause.insert(0, word)
    opened_inside = len(clause) < len(words) and bool(clause) and clause[0].start > begin
    if not clause:
        return False
    first = clause[0].lower
    if first in cues.get("conjunctions", frozenset()):
        return True
    if not opened_inside:
        return False
    relative = cues.get("relatives", frozenset())
    if first in relative:
        return True
    second = clause[1].lower if len(clause) > 1 else ""
    return first in cues.get("prepositions", frozenset()) and second in relative


def _inside(times: Iterable[TimeExpression], spans: Sequence[Span]) -> list[TimeExpression]:
    return [time for time in times if any(span.start <= time.start < span.end for span in spans)]


def _sentences(prose: Prose, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences that some spans lie in."""
    text = prose.article.text
    sentences = [prose.sentence_at(span.start) for span in spans]
    return [Span(one.start, one.end, text[one.start : one.end]) for one in sentences]


def _sentence_between(prose: Prose, time: TimeExpression, places: Sequence[Span]) -> bool:
    """Tell whether a sentence ends between the frame and an expression; sentences may be cut too rarely."""
    begin, end = places[0].start, places[-1].end
    first, last = (end, time.start) if time.start >= end else (time.end, begin)
    return _SENTENCE_END.search(prose.article.text, first, max(first, last)) is not None


def _note(prose: Prose, time: TimeExpression, ids: Sequence[str]) -> Note:
    published = prose.article.published
    return Note(
        kind="ambiguous-time",
        message=f"“{time.text}” may be several days between {time.earliest} and {time.latest}, because the article"
        f" is dated only {published}.",
        statements=tuple(ids),
    )
