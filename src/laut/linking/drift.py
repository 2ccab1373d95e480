"""How does a claim change on its way from one report to the next?

Along the edges of the claim's graph (`laut.linking.origins`), each report's statement is held against the most similar
one of the report that it has the claim from:

- *hedge lost, hedge gained*: one is marked as hearsay or doubt, or put as less than certain, and the other is not;
- *number, date*: both give one of the same thing, and they do not agree (rounding is no change);
- *name*: between the same words, another name stands;
- *attribution dropped*: the words are copied, and whom the other report has them from is not said.

Precision first: what cannot be compared is no change.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from laut.errors import LautError
from laut.linking.quantities import Quantity, quantities_of, same_quantity
from laut.linking.vocabulary import Token, Vocabulary, vocabulary
from laut.reading.actors.nouns import nouns_of
from laut.reading.timing import TimeExpression, find_times
from laut.records import Drift, Passing, Statement, Told

_REPORT: Final = "report:"
_HEDGES: Final = frozenset(("reportative", "epistemic"))
_CERTAIN: Final = frozenset(("CT+", "CT-"))
_LONGEST_DATE: Final = 40
"""Days that a date may leave open to be compared."""
_ALIKE: Final = 0.2
"""Share of the shorter statement's words of content that the other has, from which the two are compared."""


@dataclass(frozen=True, slots=True)
class Firming:
    """How an outlet treats what it relays.

    Attributes:
        relayed: claims that it has from another report which is known.
        firmer: of these, how many lose their hedge or their source on the way.
        softer: of these, how many gain a hedge.
    """

    relayed: int = 0
    firmer: int = 0
    softer: int = 0


def drifts_of(tellings: Sequence[Told], passings: Sequence[Passing]) -> tuple[Drift, ...]:
    """Find how a claim changes along its graph.

    Args:
        tellings: the claim's statements, in any order.
        passings: the edges of its graph, as `laut.linking.origins.origins_of` gives them.

    Returns:
        The changes, ordered by the statements' ids.
    """
    by_report = _by_report(tellings)
    found: dict[tuple[str, str, str], Drift] = {}
    for giver, taker, copied in _edges(passings):
        before, after = by_report.get(giver, []), by_report.get(taker, [])
        if before and after:
            for drift in _changes(before, after, copied=copied):
                found.setdefault((drift.kind, drift.before, drift.after), drift)
    return tuple(sorted(found.values(), key=lambda one: (one.before, one.after, one.kind)))


def firmness_by_outlet(
    claims: Iterable[tuple[Sequence[Told], Sequence[Passing]]],
) -> dict[str, Firming]:
    """Count, for each outlet, how often it firms up what it relays.

    Args:
        claims: the statements of each claim, and the edges of its graph.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for tellings, passings in claims:
        by_report = _by_report(tellings)
        for giver, taker, copied in _edges(passings):
            before, after = by_report.get(giver, []), by_report.get(taker, [])
            outlet = after[0].outlet if after else None
            if not before or outlet is None:
                continue
            kinds = {drift.kind for drift in _changes(before, after, copied=copied)}
            counts[outlet][0] += 1
            counts[outlet][1] += bool(kinds & {"hedge-lost", "attribution-dropped"})
            counts[outlet][2] += "hedge-gained" in kinds
    return {outlet: Firming(*counts[outlet]) for outlet in sorted(counts)}


def _by_report(tellings: Sequence[Told]) -> dict[int, list[Told]]:
    """The statements of each report in order; headings only where there is nothing else."""
    found: dict[int, list[Told]] = defaultdict(list)
    for told in sorted(tellings, key=lambda one: (one.report, one.statement.start, one.statement.id)):
        found[told.report].append(told)
    return {
        number: [one for one in group if not _is_heading(one)] or group for number, group in found.items()
    }


def _is_heading(told: Told) -> bool:
    return bool(told.title) and told.statement.end <= len(told.title or "") + 1


def _edges(passings: Sequence[Passing]) -> Iterator[tuple[int, int, bool]]:
    """Reports that have it from another report: giver, taker, and whether the words are copied."""
    for one in sorted(passings, key=lambda passing: (passing.giver, passing.taker, passing.how)):
        if one.giver.startswith(_REPORT) and one.taker.startswith(_REPORT):
            yield (
                int(one.giver.removeprefix(_REPORT)),
                int(one.taker.removeprefix(_REPORT)),
                one.how == "copies",
            )


def _changes(before: Sequence[Told], after: Sequence[Told], *, copied: bool) -> Iterator[Drift]:
    one, other, alike = _closest(before, after)
    first, second = one.statement, other.statement
    across = one.language != other.language
    if across or alike >= _ALIKE:
        yield from _hedges(before, one, other)
        yield from _numbers(one, other)
        yield from _dates(one, other)
        yield from () if across else _names(one, other)
    if copied and not second.chain and second.speaker is None and first.chain:
        was = " ← ".join(hop.name for hop in first.chain if hop.name)
        yield Drift(kind="attribution-dropped", before=first.id, after=second.id, was=was or None)


def _closest(before: Sequence[Told], after: Sequence[Told]) -> tuple[Told, Told, float]:
    """The two statements with the most words of content in common; the first ones if several have as many."""
    best: tuple[Told, Told, float] | None = None
    for one in before:
        for other in after:
            alike = _alike(one, other)
            if best is None or alike > best[2]:
                best = one, other, alike
    assert best is not None
    return best


def _alike(one: Told, other: Told) -> float:
    left, right = _stems(one), _stems(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def _stems(told: Told) -> frozenset[str]:
    words = vocabulary(told.language)
    tokens = words.tokens(told.statement.text)
    return frozenset(words.stem(t.lower) for t in tokens if t.is_word and t.lower not in words.stop)


def _hedges(before: Sequence[Told], one: Told, other: Told) -> Iterator[Drift]:
    was, became = _hedge(one.statement), _hedge(other.statement)
    if was is None or became is None or bool(was) == bool(became):
        return
    if was and any(_hedge(told.statement) == "" for told in before):
        return  # the report that it comes from says it without the hedge as well
    yield Drift(
        kind="hedge-lost" if was else "hedge-gained",
        before=one.statement.id,
        after=other.statement.id,
        was=was or None,
        became=became or None,
    )


def _hedge(statement: Statement) -> str | None:
    """The words that hold a content back; empty if it is put as certain, None if nothing says how it is put.

    They stand in the content: "dem Bericht zufolge" beside it only says whose it is.
    """
    factuality = statement.factuality
    if factuality is None:
        return None
    words = [
        marker.text
        for marker in factuality.markers
        if marker.type in _HEDGES
        and any(span.start <= marker.start and marker.end <= span.end for span in statement.content)
    ]
    if words:
        return " ".join(words)
    if factuality.originator in _CERTAIN:
        return ""
    return factuality.originator if factuality.originator.startswith("P") else None


def _numbers(one: Told, other: Told) -> Iterator[Drift]:
    left, right = _quantities(one), _quantities(other)
    for was in left:
        rivals = [became for became in right if _comparable(was, became)]
        others = [quantity for quantity in left if _comparable(quantity, was)]
        if len(rivals) == 1 and len(others) == 1 and same_quantity(was, rivals[0]) is False:
            yield Drift(
                kind="number",
                before=one.statement.id,
                after=other.statement.id,
                was=_number(was.value),
                became=_number(rivals[0].value),
            )


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers count the same: by kind, or by the word behind them."""
    if one.kind or other.kind:
        return one.kind == other.kind
    return bool(one.word) and one.word == other.word


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _quantities(told: Told) -> tuple[Quantity, ...]:
    words = vocabulary(told.language)
    text = told.statement.text
    times = [(time.start, time.end) for time in _times(told) if time.type in ("DATE", "TIME")]
    return quantities_of(words.tokens(text), words, times)


def _dates(one: Told, other: Told) -> Iterator[Drift]:
    """One date each, of days that do not overlap."""
    left, right = _days(one), _days(other)
    if len(left) != 1 or len(right) != 1:
        return
    was, became = left[0], right[0]
    assert was.earliest and was.latest and became.earliest and became.latest
    one_of_each_year = (was.earliest.month, was.earliest.day) == (became.earliest.month, became.earliest.day)
    if not one_of_each_year and (was.latest < became.earliest or became.latest < was.earliest):
        yield Drift(
            kind="date", before=one.statement.id, after=other.statement.id, was=was.text, became=became.text
        )


def _days(told: Told) -> list[TimeExpression]:
    return [
        time
        for time in _times(told)
        if time.type == "DATE"
        and time.earliest
        and time.latest
        and (time.latest - time.earliest).days <= _LONGEST_DATE
    ]


def _times(told: Told) -> list[TimeExpression]:
    try:
        return find_times(told.statement.text, told.published, told.language or "de")
    except LautError:  # no grammar of time for this language
        return []


def _names(one: Told, other: Told) -> Iterator[Drift]:
    """One name in place of another, between the same words."""
    words = vocabulary(one.language)
    left, right = (_undated(told, words) for told in (one, other))
    matcher = difflib.SequenceMatcher(None, [t.lower for t in left], [t.lower for t in right], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        inside = min(a, c) > 0 and b < len(left) and d < len(right)
        if kind == "replace" and inside and b - a == d - c == 1:
            was, became = left[a], right[c]
            if (
                _is_name(was, words)
                and _is_name(became, words)
                and words.stem(was.lower) != words.stem(became.lower)
            ):
                yield Drift(
                    kind="name",
                    before=one.statement.id,
                    after=other.statement.id,
                    was=was.text,
                    became=became.text,
                )


def _undated(told: Told, words: Vocabulary) -> list[Token]:
    """The words of a statement that do not belong to a date."""
    times = _times(told)
    tokens = [token for token in words.tokens(told.statement.text) if token.is_word]
    return [token for token in tokens if not any(time.start <= token.start < time.end for time in times)]


def _is_name(token: Token, words: Vocabulary) -> bool:
    text = token.text
    return text[0].isupper() and text.isalpha() and token.lower not in words.stop and not nouns_of(text)
