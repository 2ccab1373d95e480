"""What does a headline say, and who says it? "Polizei: Brücke zu", "Muster bestätigt: …", "Amt räumt Risse ein"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import is_given_name, text_of
from laut.reading.actors.nouns import media_words, nouns_of
from laut.reading.actors.titles import quoted_media
from laut.reading.attribution import Attribution, Range, characters
from laut.reading.chain import phrases
from laut.reading.chain.mood import FINITE
from laut.reading.chain.stance import proves_only
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import CLOSING, PARTING, is_known, may_speak
from laut.reading.prose import Prose, Sentence, Word
from laut.records import Statement

_LONGEST_SOURCE = 8
_FEWEST_AFTER = 3
_FEWEST_ADMITTED = 2
_FEWEST_SHARED = 2
"""Words of a headline that what is told below must share with it."""
_STEM = 5
"""Letters by which inflected words are compared."""
_DASHES = frozenset("–—-")


def announced(
    sentence: Sentence, prose: Prose, terms: Terms, told: Sequence[Statement] = ()
) -> Attribution | None:
    """What a headline says, with its source.

    Args:
        sentence: the headline.
        prose: its article.
        terms: the language's words.
        told: what the article tells below, with the speakers as they stand there.
    """
    return _admitted(sentence, prose, terms) or _behind_colon(sentence, prose, terms, told)


def _admitted(sentence: Sentence, prose: Prose, terms: Terms) -> Attribution | None:
    """What somebody confirms, in no clause of its own: "Amt bestätigt Risse in Brücke", "Muster räumt Fehler ein"."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    verb = phrases.end_of_phrase(words, 0, terms)
    stop = next((i for i in range(verb, end) if words[i].text in _DASHES), end)
    if not 0 < verb < stop - 1 or words[-1].text == "?":
        return None
    if not may_speak(words, (0, verb)) or not (is_known(words, (0, verb)) or _is_name(words[:verb], prose)):
        return None
    readings = [one for form, one in terms.reporting(words[verb].lower) if form.kind in FINITE]
    particles = {one.partner for one in readings if one.lemma in terms.words("admitting")}
    last = stop - (words[stop - 1].lower in particles)
    apart = last < stop or "" in particles
    inside = words[verb + 1 : last]
    if not particles or not apart or len(inside) < _FEWEST_ADMITTED or not phrases.is_noun(inside[-1], terms):
        return None
    if any(word.text in PARTING or word.quoted for word in inside):
        return None
    return Attribution(
        (characters(words, verb + 1, last),),
        characters(words, 0, verb),
        characters(words, verb, verb + 1),
        characters(words, 0, verb + 1),
    )


def _behind_colon(
    sentence: Sentence, prose: Prose, terms: Terms, told: Sequence[Statement]
) -> Attribution | None:
    """What stands behind a source and a colon: people, papers, media, authorities; no towns and no topics.

    Organisations are topics as often as not, unless something is denied: "Verein: Keine Pläne für das Bad". Other names
    count if the article has the same from somebody in whose description they stand.
    """
    words = sentence.words
    colons = [i for i, word in enumerate(words) if word.text == ":"]
    end = len(words) - (words[-1].text in CLOSING)
    if len(colons) != 1 or not 0 < colons[0] <= _LONGEST_SOURCE or end - colons[0] <= _FEWEST_AFTER:
        return None
    colon = colons[0]
    if words[-1].text == "?" or words[colon + 1].text in phrases.MARKS or words[colon + 1].quoted:
        return None
    content = characters(words, colon + 1, end)
    close = phrases.end_of_phrase(words, 0, terms)
    frame = (sentence.start, words[colon].end)
    if close and close == colon - 1 and _reports(words[close], terms):
        return Attribution((content,), characters(words, 0, close), characters(words, close, colon), frame)
    if close != colon:
        return None
    source = words[:colon]
    denied = any(word.lower in terms.words("denying") for word in words[colon + 1 :])
    speaks = _may_speak(source, organisations=denied) or _is_surname(source, prose)
    if not (speaks or _is_medium_here(source, prose) or _tells_below(source, content, prose, told)):
        return None
    return Attribution((content,), characters(words, 0, colon), characters(words, colon, colon + 1), frame)


def _reports(word: Word, terms: Terms) -> bool:
    """Whether a word is a finite verb of saying, and none that only proves: "Muster bestätigt: …"."""
    found = [
        one.lemma for form, one in terms.reporting(word.lower) if form.kind in FINITE and not one.partner
    ]
    return bool(found) and word.text[0].islower() and not proves_only(found[0], terms.language)


def _is_surname(words: Sequence[Word], prose: Prose) -> bool:
    """Whether a word is the surname of somebody whom the article names in full."""
    pairs = (pair for sentence in prose.sentences for pair in itertools.pairwise(sentence.words))
    return len(words) == 1 and any(
        two.text == words[0].text and is_given_name(one.text) for one, two in pairs
    )


def _is_name(words: Sequence[Word], prose: Prose) -> bool:
    """Whether the text below has the last of some words, and never with an article: "Nordcarbon", not "Kälte"."""
    name = words[-1].text
    before = [
        pair[0].lower
        for sentence in prose.sentences
        if sentence.start > words[-1].end
        for pair in itertools.pairwise(sentence.words)
        if pair[1].text == name
    ]
    starts = any(one.words[0].text == name for one in prose.sentences if one.start > words[-1].end)
    return (bool(before) or starts) and not any(grammar().is_determiner(word) for word in before)


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


def _is_medium_here(source: Sequence[Word], prose: Prose) -> bool:
    """Whether the article shows a name in quotation marks to be a medium: "meldete die „Umschau“"."""
    inside = [word for word in source if word.text not in phrases.MARKS]
    if not inside or not all(word.quoted for word in inside):
        return False
    name = text_of(inside)
    return any(name in pair for pair in quoted_media(prose.sentences))


def _tells_below(source: Sequence[Word], content: Range, prose: Prose, told: Sequence[Statement]) -> bool:
    """Whether the article has the same from somebody in whose description the name before the colon stands."""
    name = text_of(source).casefold()
    here = _stems(prose.article.text[slice(*content)])
    return len(source) == 1 and any(
        name in _words(one.speaker.name or "")
        and len(here & _stems(" ".join(part.text for part in one.content))) >= _FEWEST_SHARED
        for one in told
        if one.speaker is not None and one.start > content[1]
    )


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w[\w-]*", text)}


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _words(text) if len(word) >= _STEM}
