"""What does a German noun phrase consist of? Determiner, owner, adjectives, head, name, complement, apposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.actors.ends import phrase_end
from laut.reading.actors.grammar import country_of, genders_after, grammar, nominative_adjective
from laut.reading.actors.names import given_names, is_adjective_of, is_capital, is_given_name, text_of
from laut.reading.actors.nouns import Gender, Noun, media_words, nouns_of
from laut.reading.prose import Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_EDGES = _MARKS | frozenset(",;:.!?–—-()")
_INFLECTED = ("e", "en", "er", "es", "em")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of a noun phrase, as words; parts that are not there are empty.

    Attributes:
        determiner: article, possessive or number word, in lower case; None if there is none.
        owner: a name in the genitive before the head: *Putins* Sprecher.
        before: adjectives, and what goes with them.
        head: the first noun that the lexicon knows in its place; None if there is only a name.
        head_word: the word that it is, or the first of an unknown noun or name.
        after: what follows the head up to the first comma, parentheses left out.
        apposition: what follows the first comma.
        brackets: what stands in parentheses.
        tail: all that follows the head, with commas and apposition.
    """

    determiner: str | None
    owner: tuple[Word, ...]
    before: tuple[Word, ...]
    head: Noun | None
    head_word: Word | None
    after: tuple[Word, ...]
    apposition: tuple[Word, ...]
    brackets: tuple[Word, ...]
    tail: tuple[Word, ...]

    @property
    def definite(self) -> bool:
        """Whether it speaks of something known: a definite article, demonstrative, possessive or genitive before it."""
        words = grammar()
        lower = self.determiner
        if lower is None:
            return bool(self.owner)
        return lower in words.definite or lower in words.demonstrative or lower in words.words.possessive

    @property
    def plural(self) -> bool:
        """Whether it speaks of several."""
        return self.head is not None and self.head.gender == "p"

    @property
    def core(self) -> tuple[Word, ...]:
        """Head and what follows it."""
        return ((self.head_word,) if self.head_word else ()) + self.after


def parse(words: Sequence[Word], *, genitive: bool = False) -> Phrase:
    """Take a noun phrase to pieces.

    Args:
        words: its words, in order.
        genitive: whether it is known to be in the genitive, so that *der Experten* are several.
    """
    inner, brackets = _without_brackets(_trimmed(words))
    first, apposition = _at_comma(inner)
    determiner: str | None = None
    at = 0
    if first and grammar().is_determiner(first[0].lower) and len(first) > 1:
        determiner, at = first[0].lower, 1
        if (
            at + 1 < len(first)
            and grammar().is_determiner(first[at].lower)
            and first[at].lower in grammar().several
        ):
            determiner, at = first[at].lower, at + 1
        elif (
            at + 1 < len(first)
            and determiner in grammar().several
            and first[at].lower in grammar().masculine_genitive
        ):
            determiner, at = first[at].lower, at + 1  # "(Seite) vier des Vermerks"
    owner: tuple[Word, ...] = ()
    if determiner is None and is_owner(first, at):
        owner, at = (first[at],), at + 1
    articles = grammar().definite - grammar().prepositions
    second = articles | grammar().demonstrative | frozenset(media_words().ours.split())
    if determiner in articles and len(first) > 2 and first[1].lower in second:
        determiner, at = first[1].lower, 2  # a relative pronoun: "das der Zeitung vorliegt"
    at = _past_participle(first, at) if determiner is not None else at
    start = at
    while at < len(first) - 1 and not _is_head(first, at, determiner is not None or bool(owner)):
        at += 1
    before = tuple(first[start:at])
    if determiner is None and any(word.lower in grammar().several or word.text.isdigit() for word in before):
        determiner = "mehrere"
    head_word = first[at] if at < len(first) else None
    follows = bool(owner) or (at + 1 < len(first) and is_capital(first[at + 1]))
    several = determiner == "der" or (determiner is None and before and before[-1].text.endswith("er"))
    case = "deren" if genitive and several else determiner
    head = pick(head_word, case, before, name_follows=follows) if head_word else None
    behind = first[at + 1 :]
    after = tuple(behind[: phrase_end(behind, head)])
    if len(after) < len(behind):  # nothing that follows belongs to it
        return Phrase(determiner, owner, before, head, head_word, after, (), tuple(brackets), after)
    tail = tuple(inner[inner.index(head_word) + 1 :]) if head_word else ()
    return Phrase(determiner, owner, before, head, head_word, after, tuple(apposition), tuple(brackets), tail)


def _past_participle(words: Sequence[Word], at: int) -> int:
    """Where to go on after *in letzter Minute* of *der in letzter Minute eingereichte Antrag*."""
    known = grammar()
    lower = words[at].lower if at < len(words) else ""
    if lower not in known.prepositions and not known.is_determiner(lower) and lower not in known.connectors:
        return at
    while at < len(words) - 2 and not is_capital(words[at]):
        at += 1
    further = at + 1
    while further < len(words) - 1 and not words[further].lower.endswith(_INFLECTED):
        further += 1
    return further if further < len(words) - 1 and words[further].text.islower() else at


def is_owner(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a name in the genitive with the noun that it belongs to behind it: *Putins* Sprecher."""
    if at + 1 >= len(words):
        return False
    word, follower = words[at], words[at + 1]
    if not is_capital(word) or not word.text.endswith(("s", "’", "'")) or len(word.text) < 4:
        return False
    if nouns_of(word.text) or (is_given_name(word.text) and is_capital(follower)):
        return False  # "Hans Neubauer": of Hans would be "Hans’"
    if follower.lower in grammar().prepositions or grammar().is_determiner(follower.lower):
        return False
    if is_given_name(word.text) and follower.text in given_names().particles:
        return False
    return bool(nouns_of(follower.text)) or (follower.text.islower() and follower.text.endswith(_INFLECTED))


def pick(word: Word, determiner: str | None, before: Sequence[Word], *, name_follows: bool) -> Noun | None:
    """Choose what a noun is by the determiner before it: *der Beamte* is one, *die Beamten* are several."""
    nouns = nouns_of(word.text)
    if not nouns:
        return None
    allowed = genders_after(determiner)
    if determiner is None and (name_follows or _singular_adjective(before)):
        allowed = "mfnp"
    if allowed == "pm" and (name_follows or not word.text.endswith(("n", "s"))):  # "den", "seinen"
        allowed = "mp"
    if determiner in ("die", "diese", "seine", "ihre", "keine") and word.text.endswith("en"):
        allowed = "pf"
    if determiner in ("der", "dieser") and nouns[0].adjectival and word.text.endswith("en"):
        allowed = "pf"
    for gender in allowed:
        for noun in nouns:
            if noun.gender == gender and not (noun.adjectival and not _agrees(noun, word, determiner)):
                return noun
    return nouns[0]


def _agrees(noun: Noun, word: Word, determiner: str | None) -> bool:
    """Whether an adjectival noun's ending goes with its gender and determiner: *ein Beamter*, *der Beamte*."""
    if determiner is None and noun.gender == "m":
        return word.text.endswith(("er", "em"))
    if determiner == "der" and noun.gender == "m":
        return word.text.endswith("e")
    return True


def _singular_adjective(before: Sequence[Word]) -> bool:
    return bool(before) and before[-1].text.endswith(("er", "es")) and before[-1].text.islower()


def nominative(phrase: Phrase) -> str:
    """Return the phrase without determiner, parentheses and apposition, in the nominative."""
    if phrase.head_word is None:
        return ""
    gender: Gender = phrase.head.gender if phrase.head else "p"
    adjectives = [
        nominative_adjective(word.text, gender)
        if phrase.head and _is_adjective(word)
        else _strong(word.text, phrase)
        for word in _without_measure(phrase.before)
    ]
    if phrase.determiner is None and not phrase.owner and adjectives and phrase.head:
        adjectives[0] = (
            adjectives[0] if adjectives[0].endswith("er") else adjectives[0][:1].lower() + adjectives[0][1:]
        )
    head = phrase.head.nominative if phrase.head else phrase.head_word.text
    owner = [word.text for word in phrase.owner]
    end = next((i for i in range(len(phrase.after)) if _is_adverbial(phrase.after, i)), None)
    after = text_of(phrase.after[:end])
    return " ".join(part for part in (*owner, *adjectives, head, after) if part)


def _without_measure(words: Sequence[Word]) -> Sequence[Word]:
    """The attributes but for what tells of a length or an age: *der 41 Seiten lange Entwurf*."""
    at = next(
        (i for i in range(1, len(words)) if grammar().is_measured(words[i - 1].lower, words[i].lower)), 0
    )
    return [*words[: max(at - 2, 0)], *words[at + 1 :]] if at else words


def _strong(word: str, phrase: Phrase) -> str:
    """The adjective of an unknown noun as it stands without the article: *neuer* of *der neue Erntering*."""
    ending = {"der": "r", "das": "s"}.get(phrase.determiner or "", "")
    return word + ending if phrase.head is None and word.islower() and word.endswith("e") else word


def _is_adverbial(words: Sequence[Word], at: int) -> bool:
    """Whether what goes with the verb begins there: *auf einer Sitzung*, *vom gestrigen Dienstagabend*."""
    known = grammar()
    lower = words[at].lower
    if lower in known.adverbial:
        return True
    if lower in known.words.adverbial_with_article.split() and at + 1 < len(words):
        return known.is_determiner(words[at + 1].lower)
    return lower in known.prepositions and any(known.is_time(word.text) for word in words[at + 1 : at + 4])


def _is_adjective(word: Word) -> bool:
    lower = word.lower
    return (
        lower.endswith(_INFLECTED)
        and lower not in grammar().prepositions
        and not grammar().is_determiner(lower)
    )


def _is_head(words: Sequence[Word], at: int, opened: bool) -> bool:
    """Whether the phrase's head is this word, and not an adjective or participle before it."""
    word = words[at]
    if not is_capital(word):
        return False
    follower = words[at + 1]
    if grammar().is_measured(word.lower, follower.lower):
        return False  # "der 41 Seiten lange Entwurf"
    if follower.text in grammar().joining and word.text.endswith(_INFLECTED):
        other = words[at + 2].text if at + 2 < len(words) else ""
        if other.islower() and other.endswith(_INFLECTED):
            return False  # "Arabische und iranische Medien"
    nouns = nouns_of(word.text)
    if is_capital(follower) and word.lower.endswith(_INFLECTED):
        if nouns and not nouns[0].adjectival:
            return True
        if not opened and not at and not nouns and not is_given_name(word.text):
            known = nouns_of(follower.text)
            foreign = country_of(word.text) not in (None, grammar().home)
            origin = word.text.endswith("er") and country_of(word.text) is None
            described = is_adjective_of(word.text, follower.text)
            return not (
                (known and (foreign or origin)) or described or any(noun.gender == "p" for noun in known)
            )
        if opened and not is_given_name(word.text) and not word.text.isupper():
            return not (nouns_of(follower.text) or (at + 2 >= len(words) and not nouns))
    return True


def _trimmed(words: Sequence[Word]) -> list[Word]:
    """Words without punctuation, cues and prepositions at their edges."""
    start, end = 0, len(words)
    known = grammar()
    while start < end and words[start].text in _EDGES:
        start += 1
    while start < end - 1:
        word = words[start]
        drop = word.text in _EDGES or known.is_cue(word.text) or word.lower in known.prepositions
        if not drop or (is_capital(word) and is_capital(words[start + 1]) and is_given_name(word.text)):
            break
        if word.lower in ("vom", "beim", "zum", "zur", "im", "am") and word.lower in known.definite:
            break
        start += 1
    while end > start and _is_loose_end(words[end - 1]):
        end -= 1
    return list(words[start:end])


def _is_loose_end(word: Word) -> bool:
    """Whether a word at the end of a phrase belongs to what was cut off: *ein Sprecher in*, *sagte*."""
    known = grammar()
    preposition = word.text.islower() and word.lower in known.prepositions
    return preposition or word.text in _EDGES - {")"} or known.is_cue(word.text)


def _without_brackets(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    inner: list[Word] = []
    brackets: list[Word] = []
    depth = 0
    for word in words:
        if word.text in "([":
            depth += 1
        elif word.text in ")]":
            depth = max(depth - 1, 0)
        elif depth:
            brackets.append(word)
        elif word.text not in _MARKS:
            inner.append(word)
    return inner, brackets


def _at_comma(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    for at, word in enumerate(words):
        adjectives = word.text == "," and not any(map(is_capital, words[1:at])) and not is_capital(words[0])
        if word.text in ",–—;:" and at and not adjectives and not word.quoted:
            return list(words[:at]), list(words[at + 1 :])
        if at and word.lower in grammar().others and is_capital(words[at - 1]):
            return list(words[:at]), []
    return list(words), []
