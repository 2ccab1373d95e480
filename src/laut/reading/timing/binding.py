"""Which time expression dates a statement: what its content reports, or that it was uttered?

The content's own time comes first, that of its main predicate if it has several; else the time in the clause that
introduces it, or elsewhere in that clause's sentence, dates the utterance. The conventions are those of
``tests/gold/trails/README.md``. What names no days ("zuletzt", "täglich", "drei Stunden lang") dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from laut.reading.prose import Prose, Word
from laut.reading.timing.expressions import TimeExpression, find_times
from laut.reading.timing.grammar import Grammar
from laut.records import DateRange, Note, Span, Statement, When

Cues = dict[str, frozenset[str]]

SUBORDINATE = 2
"""Rank of an expression in a clause that depends on another."""
ATTRIBUTE = 4
"""Rank of an expression inside an attribute: "der am Montag zurückgetretene Chef"."""
_CLOCK = re.compile(r"\d\d?:\d\d")
_SENTENCE_END = re.compile(r"(?:\w{3}|[\"“”«»])[.!?][\"“”«»]?\s+(?=[\"„»]?[A-ZÄÖÜ])|\n")


@dataclass(frozen=True, slots=True)
class _Dating:
    """What dates a statement: the words, the days, and what they are the time of."""

    time: TimeExpression
    days: DateRange
    of: Literal["content", "utterance"]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What there is to choose from in one article."""

    prose: Prose
    statements: Sequence[Statement]
    times: Sequence[TimeExpression]
    cues: Cues


def date_statements(
    prose: Prose, statements: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Return the statements with `when` where the text gives it, and a note for each time that stays ambiguous."""
    if not statements:
        return (), ()
    article = prose.article
    language = article.language or "de"
    times = _with_days(find_times(article.text, article.published, language), article.text)
    scope = _Scope(prose, statements, times, Grammar.of(language).cues)
    dated: list[Statement] = []
    open_times: dict[TimeExpression, list[str]] = {}
    for statement in statements:
        dating = (
            _content_time(scope, statement)
            or _utterance_time(scope, statement)
            or _carried_time(scope, statement)
        )
        if dating is not None:
            statement = msgspec.structs.replace(statement, when=_when(dating))
            if dating.time.ambiguous:
                open_times.setdefault(dating.time, []).append(statement.id)
        dated.append(statement)
    notes = tuple(_note(prose, time, ids) for time, ids in open_times.items())
    return tuple(dated), notes


def _with_days(times: Iterable[TimeExpression], text: str) -> list[TimeExpression]:
    """Return the expressions that name days; both ends of a span as one."""
    result: list[TimeExpression] = []
    for time in times:
        if time.earliest is None or time.latest is None or _CLOCK.fullmatch(time.text):
            continue  # a bare 21:07 is the time stamp of a ticker
        before = result[-1] if result else None
        if time.joined and before is not None and before.earliest is not None and before.latest is not None:
            result[-1] = replace(
                before,
                end=time.end,
                text=text[before.start : time.end],
                earliest=min(before.earliest, time.earliest),
                latest=max(before.latest, time.latest),
                ambiguous=before.ambiguous or time.ambiguous,
            )
        else:
            result.append(time)
    return result


def _content_time(scope: _Scope, statement: Statement) -> _Dating | None:
    """Return the time in the highest clause of the content; of those in the same clause, the first."""
    nested = [span for other in scope.statements if other.parent == statement.id for span in other.content]
    ranked: list[tuple[int, int, TimeExpression]] = []
    for time in _inside(scope.times, statement.content):
        rank = _rank(scope, time, statement.start)
        if rank is not None and not _inside([time], nested):  # what is said inside is dated there
            ranked.append((rank, time.start, time))
    ranked.sort(key=lambda entry: entry[:2])
    if not ranked:
        return None
    first = ranked[0][2]
    if statement.form == "reported":
        return _of_report(scope, [time for _, _, time in ranked])
    dating = _dating(first, "content")
    return _as_spoken(scope, statement, dating) if _is_as_spoken(first, statement) else dating


def _of_report(scope: _Scope, times: Sequence[TimeExpression]) -> _Dating:
    """Return the time of a reported statement, whose content holds the verb of speaking, too.

    Its first time says when that was; another one, or one that lies ahead, is the content's: "Sie kündigte am
    Montag den Abzug zum Jahresende an".
    """
    published = scope.prose.article.published
    for time in times:
        if published is not None and time.latest is not None and time.latest > published.latest:
            return _dating(time, "content")
    return _dating(times[1], "content") if len(times) > 1 else _dating(times[0], "utterance")


def _is_as_spoken(time: TimeExpression, statement: Statement) -> bool:
    return time.kind == "deictic" and statement.form == "direct"


def _as_spoken(scope: _Scope, statement: Statement, dating: _Dating) -> _Dating:
    """Return the time with *heute*, *gestern* … counted from the day on which the words were spoken."""
    spoken, published = _utterance_time(scope, statement), scope.prose.article.published
    if spoken is None or published is None or spoken.days.earliest != spoken.days.latest:
        return dating
    if published.earliest != published.latest:
        return dating
    shift = spoken.days.earliest - published.earliest
    return replace(dating, days=DateRange(dating.days.earliest + shift, dating.days.latest + shift))


def _utterance_time(scope: _Scope, statement: Statement) -> _Dating | None:
    """Return the time in the frame, or else in the frame's sentence, outside of what anybody says there."""
    places = statement.frame or statement.cue or (statement.content if statement.parent else ())
    around = _inside(scope.times, statement.frame)
    if not around and places:
        related = {
            statement.id: "content",
            **dict.fromkeys(_ancestors(statement, scope.statements), "around"),
        }
        others = [span for one in scope.statements if related.get(one.id) != "around" for span in one.content]
        around = [
            time
            for time in _inside(scope.times, _sentences(scope.prose, places))
            if not _inside([time], others) and not _sentence_between(scope.prose, time, places)
        ]
    speaker = statement.speaker.spans if statement.speaker is not None else ()
    near = (statement.cue or places)[:1]
    candidates = []
    for time in around:
        rank = _rank(scope, time, 0)
        if rank is None or _inside([time], speaker):  # "der am Montag zurückgetretene Chef sagte"
            continue
        apart = _sentence_between(scope.prose, time, statement.content)
        candidates.append((apart, rank == ATTRIBUTE, abs(time.start - near[0].start), time))
    if not candidates:
        return None
    return _dating(min(candidates, key=lambda entry: entry[:3])[3], "utterance")


def _carried_time(scope: _Scope, statement: Statement) -> _Dating | None:
    """Return the utterance time of the statement that this one goes on from, if its chain was carried."""
    seen = {statement.id}
    by_id = {one.id: one for one in scope.statements}
    source: Statement | None = statement
    while source is not None:
        before = next((hop.carried_from for hop in source.chain if hop.carried_from is not None), None)
        if before is None or before in seen:
            break
        seen.add(before)
        source = by_id.get(before)
        dating = _utterance_time(scope, source) if source is not None else None
        if dating is not None:
            return dating
    return None if source in (None, statement) else _told_before(scope, source)


def _told_before(scope: _Scope, statement: Statement) -> _Dating | None:
    """Return the last time that the outlet tells before a statement in its paragraph: "Am Freitag trat er auf. …"."""
    prose = scope.prose
    number = prose.number_at(statement.start)
    paragraph = prose.sentences[number].paragraph
    said = [span for one in scope.statements for span in one.content]
    result = None
    for time in scope.times:
        if time.start >= statement.start:
            break
        if prose.sentence_at(time.start).paragraph == paragraph and not _inside([time], said):
            result = time if _rank(scope, time, 0) not in (None, ATTRIBUTE) else result
    return _dating(result, "utterance") if result is not None else None


def _dating(time: TimeExpression, of: Literal["content", "utterance"]) -> _Dating:
    assert time.earliest is not None
    assert time.latest is not None
    return _Dating(time, DateRange(time.earliest, time.latest), of)


def _when(dating: _Dating) -> When:
    time, days = dating.time, dating.days
    return When(
        text=time.text,
        start=time.start,
        end=time.end,
        earliest=days.earliest,
        latest=days.latest,
        of=dating.of,
    )


def _ancestors(statement: Statement, statements: Sequence[Statement]) -> set[str]:
    """Return the ids of the statements that one is nested in."""
    parents = {other.id: other.parent for other in statements}
    result: set[str] = set()
    above = statement.parent
    while above is not None and above not in result:
        result.add(above)
        above = parents.get(above)
    return result


def _rank(scope: _Scope, time: TimeExpression, begin: int) -> int | None:
    """Return how far an expression is from the main predicate; None if it only names a thing ("die WM 2006").

    Args:
        scope: the article.
        time: the expression.
        begin: where what it belongs to begins: a clause that opens there does not depend on another.
    """
    words = [word for word in scope.prose.sentence_at(time.start).words if word.start < time.start]
    before = words[-1] if words else None
    if before is None:
        return 0
    prepositions, determiners = scope.cues["prepositions"], scope.cues["determiners"]
    if time.text.isdigit() and before.text[0].isupper() and before.lower not in prepositions:
        return None
    if len(words) > 1 and before.lower in prepositions and words[-2].lower in determiners:
        return ATTRIBUTE
    rank = SUBORDINATE if _is_subordinate(words, begin, scope.cues) else 0
    return rank + (before.lower in scope.cues["attributive"])


def _is_subordinate(words: Sequence[Word], begin: int, cues: Cues) -> bool:
    """Tell whether the clause that some words of a sentence end with depends on another one."""
    opening = next(
        (i + 1 for i in reversed(range(len(words))) if words[i].text in ",–(:;" or words[i].end <= begin), 0
    )
    clause = words[opening:]
    if not clause:
        return False
    if clause[0].lower in cues["conjunctions"]:
        return True
    if opening == 0 or clause[0].start <= begin:
        return False
    if clause[0].lower in cues["relatives"]:
        return True
    return (
        clause[0].lower in cues["prepositions"] and len(clause) > 1 and clause[1].lower in cues["relatives"]
    )


def _inside(times: Iterable[TimeExpression], spans: Sequence[Span]) -> list[TimeExpression]:
    return [time for time in times if any(span.start <= time.start < span.end for span in spans)]


def _sentences(prose: Prose, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences that some spans lie in."""
    text = prose.article.text
    sentences = [prose.sentence_at(span.start) for span in spans]
    return [Span(one.start, one.end, text[one.start : one.end]) for one in sentences]


def _sentence_between(prose: Prose, time: TimeExpression, places: Sequence[Span]) -> bool:
    """Tell whether a sentence ends between an expression and the nearest of some places."""
    text = prose.article.text
    gaps = [(one.end, time.start) if time.start >= one.end else (time.end, one.start) for one in places]
    return all(
        _SENTENCE_END.search(text, max(first - 4, 0), max(last, first)) is not None for first, last in gaps
    )


def _note(prose: Prose, time: TimeExpression, ids: Sequence[str]) -> Note:
    return Note(
        kind="ambiguous-time",
        message=f"“{time.text}” may mean several days from {time.earliest} to {time.latest}, because the article"
        f" is dated only {prose.article.published}.",
        statements=tuple(ids),
    )
