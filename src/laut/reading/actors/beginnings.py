"""Where does a noun phrase begin? With a determiner or adjectives before its first noun, or with its owner."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.actors.grammar import genders_after, grammar
from laut.reading.actors.names import is_capital, is_given_name, may_be_surname, without_genitive
from laut.reading.actors.nouns import nouns_of
from laut.reading.prose import Word

MOST_ADJECTIVES = 4
_INFLECTED = ("e", "en", "er", "es", "em")


def beginning(words: Sequence[Word], at: int, last: int) -> int:
    """Where a phrase begins whose first noun or name is at `at`: adjectives and a determiner before it."""
    start = sure = at
    while start > last:
        word = words[start - 1]
        if grammar().is_determiner(word.lower):
            start = start - 1 if _agrees(word, words[at]) and not _is_relative(words, start - 1, at) else sure
            break
        if at - start >= MOST_ADJECTIVES or not may_be_adjective(word):
            governed = word.lower in grammar().prepositions and not is_capital(words[start])
            start = start if governed else sure  # not "von Waffen nannte Muster"
            break
        start -= 1
        if not _is_verb_like(word) and sure == start + 1:
            sure = start
    else:
        start = sure
    before = words[start - 1] if start > last else None
    if before is not None and is_capital(before) and before.text.endswith("s") and not nouns_of(before.text):
        owns = may_be_surname(before.text) or without_genitive(before.text) in grammar().countries
        if owns and not grammar().is_determiner(words[start].lower):
            return start - 1  # "Putins Sprecher"
    return start


def _agrees(determiner: Word, noun: Word) -> bool:
    """Whether a determiner may belong to a noun: not *das* to *Beamte*."""
    nouns = nouns_of(noun.text)
    allowed = genders_after(determiner.lower)
    return not nouns or any(one.gender in allowed for one in nouns)


def _is_relative(words: Sequence[Word], at: int, noun: int) -> bool:
    """Whether a pronoun stands before an office and a name, not an article: *ein Brief, die Kanzler Karl Muster …*."""
    if (
        not at
        or words[at - 1].text != ","
        or noun + 1 >= len(words)
        or not is_given_name(words[noun + 1].text)
    ):
        return False
    genders = {one.gender for one in nouns_of(words[noun].text)} - {"p"}
    return bool(genders) and not genders & set(genders_after(words[at].lower))


def may_be_adjective(word: Word) -> bool:
    """Whether a word ends as adjectives do and is none of the others that do."""
    known = grammar()
    if not word.text[0].isalpha() or not word.lower.endswith(_INFLECTED):
        return False
    return not (
        word.lower in known.no_adjectives or word.lower in known.prepositions or is_given_name(word.text)
    )


def _is_verb_like(word: Word) -> bool:
    """Whether a word that ends as adjectives do may be a verb, if no determiner stands before it."""
    return word.lower.endswith(tuple(grammar().verb_endings))
