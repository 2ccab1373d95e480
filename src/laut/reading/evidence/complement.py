"""What does a modal verb govern? Its infinitive, and whether that is a perfect, a passive or a state.

"soll sich getroffen haben" is a perfect, "soll gebaut werden" a passive, "soll gesperrt sein" a state that was brought
about, "soll krank sein" a state, "soll beginnen" an event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from laut.reading.evidence.clauses import Clause
from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Word

Shape = Literal["perfect", "passive", "result", "copula", "have", "become", "bare", "none"]

_LOOK_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Complement:
    """The verbs that a modal verb governs.

    Attributes:
        lemma: infinitive of the main verb; empty if there is none.
        shape: what sort of infinitive it is.
        words: the verbs, in order.
    """

    lemma: str
    shape: Shape
    words: tuple[Word, ...] = ()


NOTHING = Complement("", "none")


def complement_of(clauses: Sequence[Clause], number: int, at: int, verbs: Verbs) -> Complement:
    """Find what the modal verb at a place governs.

    Args:
        clauses: of its sentence.
        number: number of its clause.
        at: number of the modal verb in its clause.
        verbs: the verbs of the language.
    """
    clause = clauses[number]
    before, after = clause.words[:at], _own_part(clause.words[at + 1 :], verbs)
    pools: list[Sequence[Word]] = [before, after] if clause.subordinate else [after]
    for pool in pools:
        found = _complex(pool, before, verbs)
        if found is not None:
            return found
    if not clause.subordinate:
        for later in clauses[number + 1 : number + _LOOK_AHEAD]:
            if later.subordinate or _has_finite(later.words, verbs):
                continue
            found = _complex(later.words, before, verbs)
            if found is not None:
                return found
        return _complex(before, (), verbs, opening=True) or NOTHING  # "Beginnen soll der Prozess am Montag"
    return NOTHING


def _own_part(words: Sequence[Word], verbs: Verbs) -> Sequence[Word]:
    """The words up to where a second main clause begins ("… und die Partei muss …")."""
    joint = -1
    for i, word in enumerate(words):
        if word.lower in verbs.grammar.joints:
            joint = i
        elif joint > 0 and _is_finite(word, i == joint + 1, verbs):
            return words[:joint]
    return words


def _has_finite(words: Sequence[Word], verbs: Verbs) -> bool:
    return any(_is_finite(word, i == 0, verbs) for i, word in enumerate(words))


def _is_finite(word: Word, first: bool, verbs: Verbs) -> bool:
    """Whether a word is surely a finite verb; "verhängte" may be an attribute, unless it opens a clause."""
    if not word.text[0].islower() or word.lower in verbs.also_other:
        return False
    kinds = {form.kind for form in verbs.forms(word.lower)}
    if not kinds or kinds & {"participle", "infinitive"}:
        return False
    return verbs.is_auxiliary(word.lower) or first or not word.lower.endswith(("e", "en"))


def _complex(
    words: Sequence[Word], before: Sequence[Word], verbs: Verbs, *, opening: bool = False
) -> Complement | None:
    """The verbs at the end of some words, if an infinitive is among them; phrases may stand behind it."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if not (word.text[0].islower() or (opening and at == 0)) or not _infinitive_here(words, at, verbs):
            continue
        behind = words[at + 1].lower if at + 1 < len(words) else ""
        if behind and behind not in verbs.grammar.behind and not verbs.is_auxiliary(word.lower):
            continue
        return _shaped(words, at, before, verbs)
    return None


def _infinitive_here(words: Sequence[Word], at: int, verbs: Verbs) -> bool:
    word = words[at].lower
    last = at + 1 == len(words)
    if at and words[at - 1].lower == verbs.grammar.marker:
        return False
    if verbs.is_infinitive(word):
        return _no_noun(words, at) if word == verbs.grammar.be else last or word not in verbs.also_other
    unknown = not verbs.forms(word) and not verbs.is_participle(word) and word not in verbs.determiners
    return last and unknown and word.endswith(("en", "ern", "eln")) and len(word) > 4


def _no_noun(words: Sequence[Word], at: int) -> bool:
    """Whether "sein" is the verb and no possessive: no noun follows."""
    return at + 1 == len(words) or words[at + 1].text[0].islower()


def _shaped(words: Sequence[Word], at: int, before: Sequence[Word], verbs: Verbs) -> Complement:
    have, last = verbs.grammar.have, _lemma(words[at].lower, "infinitive", verbs)
    previous = words[at - 1].lower if at else ""
    participle = bool(previous) and words[at - 1].text[0].islower() and verbs.is_participle(previous)
    complex_ = tuple(words[max(at - 1, 0) : at + 1]) if participle else (words[at],)
    main = _lemma(previous, "participle", verbs) if participle else last
    if at >= 2 and words[at - 2].lower == have and verbs.is_infinitive(previous):
        return Complement(last, "perfect", tuple(words[at - 2 : at + 1]))  # "haben verschwinden lassen"
    if last == have:
        if participle:
            return Complement(main, "perfect", complex_)
        if before and verbs.is_participle(before[0].lower) and not verbs.is_infinitive(before[0].lower):
            return Complement(_lemma(before[0].lower, "participle", verbs), "perfect", (before[0], *complex_))
        return Complement(last, "have", complex_)
    if last == verbs.grammar.be:
        return _with_sein(previous, participle, main, complex_, verbs)
    if last == verbs.grammar.become:
        return Complement(main, "passive" if participle else "become", complex_)
    if last in verbs.modals and verbs.is_infinitive(previous):
        return Complement(_lemma(previous, "infinitive", verbs), "bare", tuple(words[at - 1 : at + 1]))
    return Complement(last, "bare", (words[at],))


def _with_sein(
    previous: str, participle: bool, main: str, complex_: tuple[Word, ...], verbs: Verbs
) -> Complement:
    if previous in verbs.grammar.finished or (participle and verbs.perfect_with_sein(main)):
        return Complement(main, "perfect", complex_)
    if participle:
        return Complement(main, "result", complex_)
    return Complement(verbs.grammar.be, "copula", complex_)


def _lemma(word: str, kind: str, verbs: Verbs) -> str:
    return next((form.lemma for form in verbs.forms(word) if form.kind == kind), word)
