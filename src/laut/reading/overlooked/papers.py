"""What does a paper say in a clause with it? "Nach dem Vermerk bleibt die Brücke zu", "ein Vermerk, nach dem sie …"."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.attribution import Attribution, characters
from laut.reading.chain import phrases
from laut.reading.chain.mood import is_finite
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import CLOSING, FEWEST_WORDS, is_paper
from laut.reading.prose import Sentence, Word


def by_paper(sentence: Sentence, terms: Terms) -> Attribution | None:
    """ "Nach dem Vermerk, …, erhielt er Geld" and "In dem Bericht, …, sind zwölf Fälle verzeichnet"."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    first = words[0].lower
    around, inside = first in terms.words("around") | terms.words("before"), first in terms.words("in_paper")
    if not (around or inside):
        return None
    close = phrases.end_of_phrase(words, 1, terms)
    if close == 1 or not is_paper(words, (1, close), terms):
        return None
    verb = _behind_relative(words, close, end, terms)
    if end - verb < FEWEST_WORDS - 1 or words[verb].text[0].isupper():
        return None
    if not is_finite(words[verb].lower, terms.language):
        return None
    if any(word.quoted or word.text in phrases.MARKS for word in words[verb:end]):
        return None
    if inside and words[end - 1].lower not in terms.words("entered"):
        return None
    return Attribution(
        (characters(words, verb, end),),
        characters(words, 1, close),
        characters(words, 0, 1),
        characters(words, 0, close),
    )


def according_to(sentence: Sentence, terms: Terms) -> Attribution | None:
    """What stands in the clause behind a paper or a word for what is said: "Berichte des Kuriers, nach denen …"."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    for comma in (i for i in range(1, end - FEWEST_WORDS) if words[i].text == "," and not words[i].quoted):
        begin = phrases.behind_according(words, comma + 1, terms)
        start, stop = phrases.told_of(words, comma, terms)
        nouns = [word.lower for word in words[start:stop] if phrases.is_noun(word, terms)]
        said = any(terms.ends_in(noun, sort) for noun in nouns[:1] for sort in ("papers", "saying"))
        if begin == comma + 1 or not said:
            continue
        close = next((i for i in range(begin + 1, end) if _closes(words, i, terms)), end)
        if close - begin < FEWEST_WORDS - 1 or any(word.quoted for word in words[begin:close]):
            continue
        return Attribution(
            (characters(words, begin, close),),
            characters(words, start, stop),
            characters(words, comma + 1, begin),
            characters(words, start, begin),
        )
    return None


def _closes(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether a comma ends a clause with its verb at the end."""
    before = words[at - 1]
    return words[at].text == "," and before.text[0].islower() and is_finite(before.lower, terms.language)


def _behind_relative(words: Sequence[Word], at: int, end: int, terms: Terms) -> int:
    """Where a sentence goes on behind a relative clause between commas; the same place if none stands there."""
    if at + 2 >= end or words[at].text != ",":
        return at
    opener = at + 1 + (words[at + 1].lower in terms.words("prepositions"))
    if words[opener].lower not in terms.words("relatives"):
        return at
    close = next((i for i in range(opener + 1, end) if words[i].text == ","), 0)
    closes = close and is_finite(words[close - 1].lower, terms.language)
    return close + 1 if closes and close + 1 < end else at
