"""The grammar of time patterns, on a small vocabulary of its own; and the scorer."""

from __future__ import annotations

from training.timex import Timex, count, pairs_of

from laut.reading.timing.grammar import Grammar, Match
from laut.reading.timing.intervals import easter, part, period
from laut.reading.timing.vocabulary import Lexicon, Value

RULES = """
# a comment
{month} [{anyyear}] -> calendar
<{month}> bis <{month} {anyyear}> -> calendar
im <{month}> darauf -> told shift=1
{month} der Wende -> nothing
"""


def matches(text: str) -> list[Match]:
    words: dict[str, dict[Value, str]] = {"month": {5: "Mai", 6: "Juni"}}
    grammar = Grammar(Lexicon(words=words, rules=RULES, endings=" e en"))
    return list(grammar.matches(grammar.tokens(text)))


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in matches(text)]


def test_the_longest_match_wins() -> None:
    assert found("Im Mai 2020 und im Juni.") == ["Mai 2020", "Juni"]


def test_context_is_not_part_of_the_expression() -> None:
    (one,) = matches("Er kam im Juni darauf.")
    assert (one.kind, dict(one.slots)) == ("told", {"month": 6, "shift": 1})


def test_several_expressions_lend_each_other_what_they_lack() -> None:
    first, second = matches("Von Mai bis Juni 2020.")
    assert (first.slots["month"], first.slots["anyyear"], first.joined) == (5, 2020, False)
    assert (second.slots["month"], second.own, second.joined) == (6, frozenset({"month", "anyyear"}), True)


def test_what_is_nothing_hides_what_would_be_found_in_it() -> None:
    assert found("Der Mai der Wende.") == []


def test_entries_with_a_capital_are_found_only_so_but_also_in_capitals() -> None:
    assert found("Die mai und der MAI.") == ["MAI"]


def test_easter_is_known_for_any_year() -> None:
    assert [str(easter(year)) for year in (1818, 1995, 2008, 2024, 2038)] == [
        "1818-03-22",
        "1995-04-16",
        "2008-03-23",
        "2024-03-31",
        "2038-04-25",
    ]


def test_the_parts_of_a_period_cover_it_without_gaps() -> None:
    for unit in ("week", "month", "quarter", "season", "half", "year", "decade", "century"):
        whole = period(unit, easter(2024))
        start, middle, end = (part(whole, edge) for edge in ("start", "mid", "end"))
        assert start.first == whole.first
        assert (middle.first - start.last).days == 1
        assert (end.first - middle.last).days == 1
        assert end.last == whole.last


def test_a_gold_expression_counts_once_however_often_it_is_found() -> None:
    gold = [Timex(0, 10, "DATE", "2020"), Timex(20, 25, "SET", "P1D")]
    score = count(pairs_of(gold, [Timex(0, 4, "DATE", "2020"), Timex(5, 10, "DATE", "2020")]))
    assert (score.gold, score.found, score.hits) == (2, 2, {"span": 1, "type": 1, "value": 1})
    assert score.f1("value") == 0.5
