"""How firmly does an outlet, and how firmly does the innermost source, put a content forward?

FactBank's scale (CT certain, PR probable, PS possible, each + or -, Uu underspecified), by the conventions of
``tests/gold/trails/README.md``: the originator by the words of the content's main clause and of what introduces it, the
outlet `Uu` unless it endorses what it passes on or lowers it on its own account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from laut.reading.evidence.assertion import Assertion, assertion_of
from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.hypothesis import is_hypothetical
from laut.reading.evidence.modals import Reading
from laut.reading.evidence.scope import Scope
from laut.reading.evidence.verbs import Verbs
from laut.reading.evidence.wishes import is_wished
from laut.reading.prose import Word
from laut.records import FactualityValue, Statement

_Level = Literal["CT", "PR", "PS", "Uu"]


def judge(
    statement: Statement,
    scope: Scope,
    readings: Sequence[Reading],
    words: EvidenceWords,
    verbs: Verbs,
    *,
    nested: bool = False,
) -> tuple[FactualityValue, FactualityValue]:
    """Factuality of a statement for the outlet and for the originator.

    Args:
        statement: the statement, with its chain if that is known.
        scope: its words, as `scope_of` gives them.
        readings: the modal verbs in its sentences.
        words: the evidential words of its language.
        verbs: the verbs of its language.
        nested: whether the words that introduce it are somebody else's, reported in their turn: then the outlet
            neither endorses nor lowers it.
    """
    one = assertion_of(statement, scope, readings, words, verbs)
    negative = _is_negative(one, words)
    outlet: _Level = "Uu" if nested or _is_hearsay(one, words) else _outlet(one, words)
    return _value(outlet, negative), _value(_level(one, words, verbs), negative)


def _value(level: _Level, negative: bool) -> FactualityValue:
    return "Uu" if level == "Uu" else cast(FactualityValue, level + ("-" if negative else "+"))


def _outlet(one: Assertion, words: EvidenceWords) -> _Level:
    stances = [hop.stance for hop in one.statement.chain]
    if "distancing" in stances:
        return "Uu"
    endorsing = bool(stances) and stances[-1] == "endorsing"
    if not stances or stances[-1] is None:
        endorsing = words.has_cue("endorsing", one.around) and not _denies(one.introducing, words)
    if endorsing:
        return "CT"
    own = (*one.scope.around, *one.scope.main) if one.reported else one.scope.around
    return "PR" if any(word.lower in words.probable for word in own) else "Uu"


def _level(one: Assertion, words: EvidenceWords, verbs: Verbs) -> _Level:
    believed = words.has_cue("believing", one.around) or words.has_cue("doubting", one.around)
    if _asks(one, words, verbs) or is_wished(one, words, verbs, believed=believed):
        return "Uu"
    if one.meaning == "conditional" or (_is_hearsay(one, words) and not _only_attributes(one, words)):
        return "Uu"
    if is_hypothetical(one, words, verbs):
        return "Uu"
    if one.main & words.possible or _enables(one, words) or words.has_cue("allowing", one.around):
        return "PS"
    if _is_conceivable(one, words, verbs):
        return "PS"
    if one.main & words.probable or one.meaning == "epistemic" or believed:
        return "PR"
    return "PR" if _believes(one, words, verbs) else "CT"


def _is_negative(one: Assertion, words: EvidenceWords) -> bool:
    """Whether the content is denied: by its own words, or by those that introduce it."""
    negative = _negated(one.scope, words)
    if one.reported:
        if words.has_cue("allowing", one.around):
            return False  # "schließt einen Anschlag nicht aus"
        return negative != words.has_cue("denying", one.around)
    verbs = one.around - {word.lower for word in one.introducing if word.text[0].isupper()}
    if words.has_cue("denying", one.around) or words.has_cue("doubting", one.around):
        negative = not negative
    elif words.has_cue("believing", verbs) and _denies(one.introducing, words):
        negative = not negative  # "glaubt nicht, dass …", but not "der Verdacht bestätigte sich nicht"
    if words.has_cue("improbable", one.said) or words.has_cue("refuting", one.said):
        negative = not negative
    return negative


def _is_hearsay(one: Assertion, words: EvidenceWords) -> bool:
    """Whether the content gives itself as hearsay: "soll geflohen sein", "angeblich"."""
    return _in_hearsay_words(one, words) or one.meaning in ("reportative", "quotative")


def _in_hearsay_words(one: Assertion, words: EvidenceWords) -> bool:
    return any(word.lower in words.hearsay for word in one.scope.main)


def _only_attributes(one: Assertion, words: EvidenceWords) -> bool:
    """Whether the hearsay is that of the outlet, which marks again what its source says: "laut Polizei soll …".

    In "sagte, er solle geflohen sein", and in quotation marks, it is the source that passes on hearsay.
    """
    if one.direct or all(hop.weak for hop in one.statement.chain) or _in_hearsay_words(one, words):
        return False
    return one.finite is not None and one.finite.mood != "subjunctive-1"


def _asks(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    scope = one.scope
    if scope.closed_by == "?" or scope.opener in words.openers_asking:
        return True
    return scope.opener not in ("", *verbs.grammar.that) and words.has_cue("asking", one.around)


def _enables(one: Assertion, words: EvidenceWords) -> bool:
    """Whether the main clause says "könnte" of a possibility; "könnte nicht" denies an ability."""
    return one.meaning == "epistemic" and one.finite_is(words.data.enabling) and not one.main & words.negating


def _is_conceivable(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    """As in "es sei denkbar, dass …"; what "sei möglich gewesen" could be done."""
    if not words.has_cue("conceivable", one.said) or not one.finite_is(words.data.evaluating):
        return False
    return any(word.lower in verbs.grammar.that for word in one.scope.content)


def _believes(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    """Whether the content gives itself as a belief: "wir glauben, dass …", "es scheint", "Tausende würden erwartet"."""
    if words.has_cue("improbable", one.said) or words.has_cue("seeming", one.said):
        return True
    if words.has_cue("supposed", one.said) and one.meaning == "root" and verbs.grammar.become in one.said:
        return True
    return bool(one.main & one.holder(words)) and words.has_cue("holding", one.said)


def _denies(around: Sequence[Word], words: EvidenceWords) -> bool:
    return any(word.lower in words.negating for word in around)


def _negated(scope: Scope, words: EvidenceWords) -> bool:
    """Whether a negation in the main clause denies its predicate."""
    lower = [word.lower for word in scope.main]
    for at, word in enumerate(lower):
        if word not in words.negating:
            continue
        if not words.is_spared(lower, at) and not (scope.corrected and word == words.data.denied):
            return True
    return False
