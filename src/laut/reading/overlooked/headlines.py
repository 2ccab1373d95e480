"""What does a headline say after its source? "Polizei: Brücke bleibt zu", "„Kurier“: …", "Muster: …"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from laut.reading.actors.names import is_given_name
from laut.reading.actors.nouns import media_words, nouns_of
from laut.reading.attribution import Attribution, characters
from laut.reading.chain import phrases
from laut.reading.chain.terms import Terms
from laut.reading.prose import Prose, Sentence, Word

_LONGEST_SOURCE = 8
_FEWEST_AFTER = 3
_CLOSING = frozenset(".!?…")


def announced(sentence: Sentence, prose: Prose, terms: Terms) -> Attribution | None:
    """What a headline says after its source: people, papers, media, authorities; no towns and no topics.

    Organisations are topics as often as not, unless something is denied: "Verein: Keine Pläne für das Bad".
    """
    words = sentence.words
    colons = [i for i, word in enumerate(words) if word.text == ":"]
    end = len(words) - (words[-1].text in _CLOSING)
    if len(colons) != 1 or not 0 < colons[0] <= _LONGEST_SOURCE or end - colons[0] <= _FEWEST_AFTER:
        return None
    colon = colons[0]
    if words[-1].text == "?" or words[colon + 1].text in phrases.MARKS or words[colon + 1].quoted:
        return None
    if phrases.end_of_phrase(words, 0, terms) != colon:
        return None
    denied = any(word.lower in terms.words("denying") for word in words[colon + 1 :])
    if not (_may_speak(words[:colon], organisations=denied) or _is_surname(words[:colon], prose)):
        return None
    return Attribution(
        ((words[colon + 1].start, words[end - 1].end),),
        characters(words, 0, colon),
        (words[colon].start, words[colon].end),
        (sentence.start, words[colon].end),
    )


def _is_surname(words: Sequence[Word], prose: Prose) -> bool:
    """Whether a word is the surname of somebody whom the article names in full."""
    pairs = (pair for sentence in prose.sentences for pair in itertools.pairwise(sentence.words))
    return len(words) == 1 and any(
        two.text == words[0].text and is_given_name(one.text) for one, two in pairs
    )


def _is_medium(word: Word) -> bool:
    """Whether a noun is one for a medium, or a name that ends in one: "Küstenfunk"."""
    return any(noun.sort == "media" and noun.gender != "p" for noun in nouns_of(word.text))


def _may_speak(words: Sequence[Word], *, organisations: bool) -> bool:
    """Whether a noun phrase names somebody by an office, a paper, a medium, an authority or an organisation."""
    words = [word for word in words if word.text not in phrases.MARKS]
    if all(word.quoted for word in words):  # "„Hafenkurier“: Brücke bleibt zu"
        titled = bool(words) and words[-1].lower.endswith(tuple(media_words().titles.split()))
        return titled or (len(words) == 1 and _is_medium(words[0]))
    nouns = [nouns_of(word.text)[:1] for word in words]
    if any(noun and noun[0].sort == "person" for noun in nouns) or "." in words[-1].text[1:-1]:
        return True
    for noun in itertools.chain.from_iterable(nouns):
        if noun.sort in ("media", "document", "shell") or noun.kind == "government":
            return True
        if organisations and noun.sort == "institution":
            return True
    return False
