"""What is the subject of a finite verb? Word order and the shape of noun phrases, without a parser.

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain import phrases
from laut.reading.chain.mood import is_finite
from laut.reading.chain.terms import Terms
from laut.reading.prose import Word

Range = tuple[int, int]
_ENDS = frozenset(",.:;–—!?…)")


def subject_of(
    words: Sequence[Word], finite: int, verb: int, start: int, end: int, hint: Range | None, terms: Terms
) -> Range | None:
    """The subject of a finite verb: before it at the clause's beginning, behind it, or behind what opens the clause.

    Args:
        words: the sentence.
        finite, verb: positions of the finite verb and of the verb that carries the meaning (may be the same).
        start, end: the stretch in which to look.
        hint: the phrase that the model takes for the speaker; it decides between two that could be the subject.
        terms: the language's words.
    """
    first, last = min(finite, verb), max(finite, verb)
    if last + 1 >= end or words[last + 1].text in _ENDS or words[last + 1].text in phrases.MARKS:
        opener = _opener(words, first, start, terms)
        as_one = opener is not None and words[opener].lower in terms.words(
            "naming_as"
        )  # "Als Erste hat X erklärt"
        if opener is not None and not (opener + 1 + as_one == finite < verb):  # ", das hat X erklärt"
            return _in_verb_final(words, opener, first, start, hint, terms)
    before = _initial(words, finite, start, terms) or _hinted_initial(words, finite, start, hint, terms)
    behind = _first_nominative(words, finite + 1, end, terms)
    gapped = finite > start and words[finite - 1].lower in terms.words("coordinators")
    if gapped and not (behind and meet(behind, hint)):
        shared = _shared(words, finite, start, hint, terms)  # "X lobte den Plan und nannte Y …"
        if shared:
            return shared
        if hint is not None and start <= hint[0] and hint[1] <= finite:
            return hint  # "X, Sprecher von Y, sprach von Z und forderte …"
    if before and behind:
        if meet(behind, hint) and not meet(before, hint) and not _is_told_name(words, finite, behind, terms):
            return behind
        pronoun = words[behind[0]].lower in terms.words("subject_pronouns")
        return behind if behind == (finite + 1, finite + 2) and pronoun else before
    return before or behind or _shared(words, finite, start, hint, terms)


def _is_told_name(words: Sequence[Word], finite: int, behind: Range, terms: Terms) -> bool:
    """Whether one name stands behind a verb in the plural: "Leute vom Amt, die …, sagten Funk Eins"."""
    if not words[finite].lower.endswith("en"):
        return False
    phrase = words[slice(*behind)]
    several = any(word.lower in terms.words("coordinators") for word in phrase)
    return (
        phrases.is_noun(phrase[0], terms)
        and not several
        and not phrase[0].lower.endswith(("e", "er", "en", "s"))
    )


def _shared(words: Sequence[Word], finite: int, start: int, hint: Range | None, terms: Terms) -> Range | None:
    """The subject of the clause before, where this one begins with its verb: "X bestätigte das, teilte aber mit"."""
    if finite - 1 <= start or not (
        words[finite - 1].text == "," or words[finite - 1].lower in terms.words("joints")
    ):
        return None
    for i in range(finite - 2, start, -1):
        word = words[i]
        if word.text[0].islower() and not word.quoted and is_finite(word.lower, terms.language):
            return _initial(words, i, start, terms) or _first_nominative(words, i + 1, finite - 1, terms)
    return None


def meet(one: Range, other: Range | None) -> bool:
    """Whether two ranges share a position."""
    return other is not None and one[0] < other[1] and other[0] < one[1]


def _in_verb_final(
    words: Sequence[Word], opener: int, before: int, start: int, hint: Range | None, terms: Terms
) -> Range | None:
    """The subject of a clause whose verb stands at its end; that of a relative clause may be the noun before it."""
    found = _first_nominative(words, opener + 1, before, terms)
    relative = words[opener].lower in terms.words("relatives")
    if not relative or words[opener].lower in terms.words("oblique"):
        return found
    if words[opener - 1].lower in terms.words("prepositions"):
        return found
    repeated = (
        found is not None and words[found[0]].lower == words[opener].lower
    )  # "der der Regierung vorwirft"
    if found and not repeated and not meet((opener, opener + 1), hint):
        return found
    close = opener - 1 if words[opener - 1].text == "," else opener
    antecedent = phrases.start_of_phrase(words, close, terms)
    return (antecedent, close) if start <= antecedent < close else (opener, opener + 1)


def _opener(words: Sequence[Word], before: int, start: int, terms: Terms) -> int | None:
    """The word that opens the verb-final clause before a position."""
    closed = 0  # clauses that begin and end in between
    for i in range(before - 1, start - 1, -1):
        if words[i].text == "," and i > start and _ends_clause(words[i - 1], terms):
            closed += 1
            continue
        previous = words[i - 1] if i > 0 else None
        if previous is not None and previous.lower in terms.words("prepositions") and i >= 2:
            previous = words[i - 2]
        opens = (
            i == start
            or previous is None
            or previous.text in {",", "–", "("}
            or previous.text in phrases.MARKS
        )
        if not opens:
            continue
        relative = (
            words[i].lower in terms.words("relatives") and previous is not None and previous.text == ","
        )
        if relative and i - 1 < phrases.apposition_end(words, i - 1, terms) < before:
            continue  # ", der Sprecher des Rats, sagte"
        if relative and _is_told(words, i, before, start, terms):
            continue
        if relative or words[i].lower in terms.words("openers"):
            if not closed:
                return i
            closed -= 1
    return None


def _is_told(words: Sequence[Word], at: int, before: int, start: int, terms: Terms) -> bool:
    """Whether an article behind an apposition begins whom it is told: "wie der Chef, Karl Muster, dem Kurier sagte"."""
    if at + 1 >= before or phrases.end_of_phrase(words, at, terms) != before:
        return False
    opener = next((i for i in range(at - 1, start - 1, -1) if words[i].lower == terms.data.relaying), None)
    if opener is None or sum(word.text == "," for word in words[opener:at]) != 2:
        return False
    return not any(_ends_clause(word, terms) for word in words[opener + 1 : at])


def _ends_clause(word: Word, terms: Terms) -> bool:
    return word.text[0].islower() and is_finite(word.lower, terms.language)


def _hinted_initial(
    words: Sequence[Word], finite: int, start: int, hint: Range | None, terms: Terms
) -> Range | None:
    """The model's speaker, if it fills the place in front of the finite verb although it looks like no noun phrase."""
    if hint is None or not start <= hint[0] <= start + 1 or hint[1] > finite:
        return None
    if words[hint[0]].lower in terms.words("oblique"):
        return None  # "Dem „Kurier“ hatte X gesagt"
    between = words[hint[1] : finite]
    return hint if all(word.text == "," for word in between) else None


def _initial(words: Sequence[Word], finite: int, start: int, terms: Terms) -> Range | None:
    """The subject in front of the finite verb, if the clause begins with it."""
    i = start
    while i < finite and (
        words[i].text in {",", "-", "(", ")"}
        or words[i].lower in terms.words("joints") | terms.words("adverbs")
    ):
        if words[i].lower in terms.data.both:
            break
        i += 1
    if i >= finite:
        return None
    close = phrases.end_of_phrase(words, i, terms)
    if close == i or close > finite:
        return None
    if close == i + 1 and words[i].lower in terms.words("weak_pronouns"):
        return None
    if phrases.starts_oblique(words, i, close, terms) or phrases.is_time(words, i, close, terms):
        return None
    close = _with_places(words, close, finite, terms)
    between = words[close:finite]
    enclosed = bool(between) and between[0].text == "," and between[-1].text == ","
    if any(word.text[0].islower() and is_finite(word.lower, terms.language) for word in between):
        if enclosed or words[finite - 1].lower in terms.words("coordinators"):
            return (i, close)  # "X, der …, sagt"; "X bestreitet das und nennt …"
        comma = next((k for k in range(finite - 1, close, -1) if words[k].text == ","), None)
        return (
            _initial(words, finite, comma + 1, terms) if comma is not None else None
        )  # "A legt nach, B warnt"
    if not any(word.text == "," for word in between):
        adverbs = all(
            word.text[0].islower() and word.lower not in terms.words("prepositions") for word in between
        )
        return (i, close if adverbs else finite)
    if not enclosed:
        open_ended = between[0].text == "," and phrases.end_of_phrase(words, close + 1, terms) == finite
        return (i, finite) if open_ended else None  # "X, Sprecher von Y sagte"
    whole = phrases.apposition_end(words, close, terms)
    return (i, whole if whole == finite - 1 else close)


def _with_places(words: Sequence[Word], close: int, finite: int, terms: Terms) -> int:
    """The end of a phrase with its prepositional phrases, if an apposition follows ("der Chef im Landtag, X,")."""
    end = close
    while end < finite and words[end].lower in terms.words("prepositions"):
        further = phrases.end_of_phrase(words, end + 1, terms)
        if further == end + 1 or further > finite:
            break
        end = further
    return end if end < finite and words[end].text == "," else close


def _first_nominative(words: Sequence[Word], start: int, end: int, terms: Terms) -> Range | None:
    """The first noun phrase that can be a subject, outside prepositional phrases."""
    i = start
    while i < end:
        word = words[i]
        if word.text in _ENDS:
            return None
        if i + 1 < end and (word.lower, words[i + 1].lower) in terms.adverbials:
            i += 2
            continue
        if word.lower in terms.words("prepositions"):
            i = max(phrases.end_of_phrase(words, i + 1, terms), i + 1)
            continue
        close = min(phrases.end_of_phrase(words, i, terms), end)
        weak = close == i + 1 and word.lower in terms.words("weak_pronouns")
        if close <= i or weak:
            i += 1
        elif phrases.starts_oblique(words, i, close, terms) or phrases.is_time(words, i, close, terms):
            i = close
        else:
            return (i, min(phrases.apposition_end(words, close, terms), end))
    return None
