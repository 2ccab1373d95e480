"""Does a content say what should be, and not what is? Demands, duties, wishes, evaluations of what should be."""

from __future__ import annotations

from laut.reading.evidence.assertion import Assertion
from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.scope import infinitives
from laut.reading.evidence.verbs import Verbs


def is_wished(one: Assertion, words: EvidenceWords, verbs: Verbs, *, believed: bool) -> bool:
    """Whether a content is demanded, or says what should be.

    Args:
        one: the content, with what introduces it.
        words: the evidential words of its language.
        verbs: the verbs of its language.
        believed: whether what introduces it says that it is believed: then a duty in it is no demand ("er fürchtet,
            dass das Land sparen muss").
    """
    return _demanded(one, words) or _wishes(one, words, verbs, believed=believed) or _needs(one, words, verbs)


def _demanded(one: Assertion, words: EvidenceWords) -> bool:
    """Whether what introduces the content demands it; a whole sentence in quotation marks speaks for itself."""
    scope = one.scope
    if one.direct:
        if scope.closed_by == "!" and (scope.finite is None or scope.verb_first):
            return True
        if scope.finite is not None and not scope.finite.subordinate and not scope.verb_first:
            return False
    return words.has_cue("demanding", one.around)


def _wishes(one: Assertion, words: EvidenceWords, verbs: Verbs, *, believed: bool) -> bool:
    data, finite = words.data, one.finite
    if one.main & words.wishes:
        return True
    if finite is None:
        return False
    if one.main & words.should and one.finite_is(data.evaluating):
        return True
    if one.finite_is(data.permitting) and one.main & words.negating:
        return one.meaning == "root" or _forbids(one, words)
    if one.meaning != "root":
        return False
    if data.limiting in one.main and one.finite_is(data.limited):
        return True
    verb = finite.word.lower
    supposed = believed and not one.finite_is(data.limited)
    if verb not in words.obliging or supposed or one.main & data.factual:
        return False
    return not (verb in data.intending and _intends(one, words, verbs))


def _forbids(one: Assertion, words: EvidenceWords) -> bool:
    """Whether "dürften nicht" forbids in reported speech: of an event, not of a state or of what is past."""
    if one.direct or one.modal is None or one.modal.text.lower() not in words.data.forbidding:
        return False
    return one.modal.words[-1].lower not in words.data.states


def _intends(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    """Whether "solle" means a plan or a purpose: "solle gesenkt werden", "damit solle …", "solle abschrecken"."""
    if one.modal is None or one.main & words.negating:
        return False
    if one.scope.main[0].lower in words.data.purpose_words:
        return True
    governed = [word.lower for word in one.modal.words[1:]]
    return bool(governed) and (governed[-1] in words.purposes or governed[-1] == verbs.grammar.become)


def _needs(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    """As in "Was wir brauchen, ist Geduld": the speaker says what should be; "wir brauchen das nicht" does not."""
    if not one.holder(words).intersection(word.lower for word in one.scope.lead):
        return False
    if words.has_cue("needing", one.said) and one.main & words.negating:
        return False
    return words.has_cue("needing", infinitives(one.scope.lead, verbs))
