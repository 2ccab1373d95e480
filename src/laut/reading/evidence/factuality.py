"""How firmly does an outlet, and how firmly does the innermost source, put a content forward?

FactBank's scale (CT certain, PR probable, PS possible, each + or -, Uu underspecified), by the conventions of
``tests/gold/trails/README.md``: the originator by the words of the content's main clause and of what introduces it, the
outlet `Uu` unless it endorses what it passes on or lowers it on its own account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.modals import Meaning, Reading
from laut.reading.evidence.scope import Scope, infinitives
from laut.reading.evidence.verbs import Verbs
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
    bag = infinitives(scope.around, verbs)
    if statement.form == "reported":
        bag |= infinitives(scope.main, verbs)
    level = _level(statement, scope, readings, bag, words)
    negative = _negated(scope, words) != words.has_cue("denying", bag)
    if statement.form == "reported" and words.has_cue("allowing", bag):
        negative = False  # "schließt einen Anschlag nicht aus"
    if words.has_cue("believing", bag) and statement.form != "reported" and _denies(scope.around, words):
        negative = not negative  # "glaubt nicht, dass …"
    outlet: _Level = (
        "Uu" if nested or _is_hearsay(scope, readings, words) else _outlet(statement, scope, bag, words)
    )
    return _value(outlet, negative), _value(level, negative)


def _value(level: _Level, negative: bool) -> FactualityValue:
    return "Uu" if level == "Uu" else cast(FactualityValue, level + ("-" if negative else "+"))


def _outlet(statement: Statement, scope: Scope, bag: set[str], words: EvidenceWords) -> _Level:
    stances = [hop.stance for hop in statement.chain]
    if "distancing" in stances:
        return "Uu"
    endorsing = bool(stances) and stances[-1] == "endorsing"
    if not stances or stances[-1] is None:
        endorsing = words.has_cue("endorsing", bag) and not _denies(scope.around, words)
    if endorsing:
        return "CT"
    own = (*scope.around, *scope.main) if statement.form == "reported" else scope.around
    return "PR" if any(word.lower in words.probable for word in own) else "Uu"


def _level(
    statement: Statement, scope: Scope, readings: Sequence[Reading], bag: set[str], words: EvidenceWords
) -> _Level:
    main = _counting(scope, words)
    meaning = _meaning(scope, readings)
    if _asks(scope, bag, words) or words.has_cue("demanding", bag) or _wishes(scope, main, meaning, words):
        return "Uu"
    if meaning == "conditional" or _is_hearsay(scope, readings, words):
        return "Uu"
    if scope.conditional or _hypothetical(statement, scope, words):
        return "Uu"
    if main & words.possible or _enables(scope, meaning, words) or words.has_cue("allowing", bag):
        return "PS"
    believed = words.has_cue("believing", bag) or _holds_belief(statement, scope, main, words)
    if main & words.probable or meaning == "epistemic" or believed:
        return "PR"
    return "CT"


def _counting(scope: Scope, words: EvidenceWords) -> set[str]:
    """The words of the main clause, less those that say something else in a phrase ("sehr wohl")."""
    lower = [word.lower for word in scope.main]
    return {word for at, word in enumerate(lower) if not words.is_spared(lower, at)}


def _meaning(scope: Scope, readings: Sequence[Reading]) -> Meaning | None:
    """What the modal verb of the main clause means, if its finite verb is one."""
    if scope.finite is None:
        return None
    return next((one.meaning for one in readings if one.start == scope.finite.word.start), None)


def _is_hearsay(scope: Scope, readings: Sequence[Reading], words: EvidenceWords) -> bool:
    """Whether the content gives itself as hearsay: "soll geflohen sein", "angeblich"."""
    said = any(word.lower in words.hearsay for word in scope.main)
    return said or _meaning(scope, readings) in ("reportative", "quotative")


def _asks(scope: Scope, bag: set[str], words: EvidenceWords) -> bool:
    if scope.asked or scope.opener in words.openers_asking:
        return True
    return bool(scope.opener) and scope.opener not in ("dass", "daß") and words.has_cue("asking", bag)


def _wishes(scope: Scope, main: set[str], meaning: Meaning | None, words: EvidenceWords) -> bool:
    """Whether the main clause says what should be, and not what is."""
    if main & words.wishes:
        return True
    finite = scope.finite
    if finite is None:
        return False
    if main & words.should and finite.lemma in words.data.evaluating:
        return True
    forbids = finite.lemma in words.data.permitting and bool(main & words.negating)
    return meaning == "root" and (forbids or finite.word.lower in words.obliging)


def _enables(scope: Scope, meaning: Meaning | None, words: EvidenceWords) -> bool:
    """Whether the main clause says "könnte" of a possibility."""
    return meaning == "epistemic" and scope.finite is not None and scope.finite.lemma in words.data.enabling


def _hypothetical(statement: Statement, scope: Scope, words: EvidenceWords) -> bool:
    """Konjunktiv II where nothing reports speech: "Das wäre ein Fehler"."""
    if statement.form != "direct" or scope.finite is None or scope.finite.subordinate:
        return False
    return scope.finite.mood == "subjunctive-2" and scope.finite.lemma in words.data.supposing


def _holds_belief(statement: Statement, scope: Scope, main: set[str], words: EvidenceWords) -> bool:
    """As in "Wir glauben, dass …": the speaker lowers what they say."""
    who = words.data.holders["direct" if statement.form == "direct" else "indirect"]
    return scope.finite is not None and scope.finite.lemma in words.content_probable and bool(main & who)


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
