"""What do the rules ask of a clause: where it is parted, whether it is a main clause, whom it names as its source?"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.actors.nouns import Noun, nouns_of
from laut.reading.attribution import Attribution, Range, characters
from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame
from laut.reading.chain.mood import is_finite
from laut.reading.chain.stance import proves_only
from laut.reading.chain.terms import Terms
from laut.reading.prose import Word

FEWEST_WORDS = 5
"""Words of the shortest sentence that can be content."""
CLOSING = frozenset(".!?…")
PARTING = frozenset(",;:()–—")
_LONGEST_ATTRIBUTE = 6
_SOURCES = frozenset(("person", "institution", "media", "document"))


def around(words: Sequence[Word], start: int, stop: int, end: int) -> tuple[Range, ...]:
    """What stands before and behind some words of a sentence."""
    return tuple(characters(words, *part) for part in ((0, start), (stop, end)) if part[0] < part[1])


def beside(words: Sequence[Word], content: Range, speaker: Range, verb: int, frame: Range) -> Attribution:
    """What a clause beside a content attributes; all but the content by numbers of words."""
    cue = characters(words, verb, verb + 1)
    return Attribution((content,), characters(words, *speaker), cue, characters(words, *frame))


def parting(words: Sequence[Word], begin: int, end: int) -> list[int]:
    """Where a stretch is parted; what stands in brackets for a word or two parts nothing: "Erika Muster (44)"."""
    parts = [i for i in range(begin, end) if words[i].text in PARTING]
    opened = [i for i in parts if words[i].text == "("]
    for one in opened:
        close = next((i for i in parts if one < i <= one + 3 and words[i].text == ")"), None)
        if close is not None:
            parts = [i for i in parts if not one <= i <= close]
    return parts


def is_main_clause(words: Sequence[Word], terms: Terms, fewest: int = FEWEST_WORDS - 1) -> bool:
    """Whether words are a clause of their own: no opener in front, and the finite verb not at the end."""
    if len(words) < fewest:
        return False
    opens = words[0].lower in terms.words("openers") | terms.words("subordinating")
    if opens and not _is_in_role(words, terms):
        return False
    finite = [
        i for i, word in enumerate(words) if word.text[0].islower() and is_finite(word.lower, terms.language)
    ]
    return bool(finite) and finite[0] != len(words) - 1


def _is_in_role(words: Sequence[Word], terms: Terms) -> bool:
    """Whether a clause begins with "als" and a noun before its verb: "Als Lohn erhielt er zwei Uhren"."""
    if len(words) < 3:
        return False
    third = words[2]
    role = words[0].lower in terms.words("in_role") and phrases.is_noun(words[1], terms)
    return role and third.text[0].islower() and is_finite(third.lower, terms.language)


def end_of_main(words: Sequence[Word], end: int, terms: Terms) -> int:
    """Where a sentence ends without the relative clause that closes it: "…, sagt ein Gast, | der dabei war"."""
    comma = next((i for i in range(end - 2, 0, -1) if words[i].text == ","), 0)
    if not comma or not is_finite(words[end - 1].lower, terms.language) or words[end - 1].text[0].isupper():
        return end
    at = comma + 1 + (words[comma + 1].lower in terms.words("prepositions"))
    if at + 1 >= end:
        return end
    relative = words[at].lower in terms.words("relatives")
    back = is_finite(words[at + 1].lower, terms.language) and words[at + 1].text[0].islower()
    return comma if relative and not back else end  # not ", das sagte ein Gast"


def is_denied(words: Sequence[Word], terms: Terms) -> bool:
    """Whether nobody says it, or it is not said: "wollte ein Sprecher nicht sagen"."""
    denied = terms.words("nobody") | terms.words("denying")
    return any(word.lower in denied for word in words)


def names_source(words: Sequence[Word], frame: Frame, terms: Terms) -> bool:
    """Whether a frame's subject says what is told, and neither denies it nor only proves it."""
    if not frame.lemma or frame.konjunktiv or frame.nobody or frame.subject is None:
        return False
    if frame.lemma in terms.words("rejecting") | terms.words("impersonal"):
        return False
    alone = words[frame.subject[0]].lower if frame.subject[1] == frame.subject[0] + 1 else ""
    if proves_only(frame.lemma, terms.language):  # "Das belegt ein Gutachten", but not "Das zeigt der Streik"
        return any(one and one[0].sort == "document" for one in map(noun_at, words[slice(*frame.subject)]))
    return alone not in terms.words("nobody")


def noun_at(word: Word) -> tuple[Noun, ...]:
    """The likeliest reading of a word with a capital as a noun; empty if it is none that is known."""
    return nouns_of(word.text)[:1] if word.text[0].isupper() else ()


def phrase_behind(words: Sequence[Word], at: int, terms: Terms, verb: int) -> tuple[Range, int] | None:
    """The noun phrase behind a position, with the verb that it goes with."""
    begin = at if words[at].lower in terms.words("determiners") else at + 1
    close = phrases.end_of_phrase(words, begin, terms)
    if close == begin:  # "in einem als geheim eingestuften Bericht"
        noun = next(
            (i for i in range(begin, min(begin + _LONGEST_ATTRIBUTE, len(words))) if noun_at(words[i])), begin
        )
        inside = any(words[i].text in PARTING for i in range(begin, noun))
        close = begin if inside else phrases.end_of_phrase(words, noun, terms)
    return ((begin, close), verb) if close > begin else None


def is_readable(words: Sequence[Word], place: Range, terms: Terms) -> bool:
    """Whether one can read in it: a paper, a medium, a name in quotation marks, or the address of a website."""
    inside = words[slice(*place)]
    named = any(word.quoted or "." in word.text[1:-1] for word in inside)
    medium = any(noun.sort == "media" for word in inside for noun in noun_at(word))
    return is_paper(words, place, terms) or named or medium


def may_speak(words: Sequence[Word], place: Range) -> bool:
    """Whether a noun phrase may be a source: a known word for one, or a name without an article."""
    first = words[place[0]]
    return is_known(words, place) or (not grammar().is_determiner(first.lower) and first.text[0].isupper())


def is_known(words: Sequence[Word], place: Range) -> bool:
    """Whether a noun phrase has a known word for somebody, a house, a medium or a paper."""
    return any(noun.sort in _SOURCES for word in words[slice(*place)] for noun in noun_at(word))


def is_paper(words: Sequence[Word], place: Range, terms: Terms) -> bool:
    """Whether some words speak of a paper: a report, a draft, minutes."""
    nouns = [word.lower for word in words[slice(*place)] if phrases.is_noun(word, terms)]
    return any(terms.ends_in(noun, "papers") or terms.ends_in(noun, "products") for noun in nouns)
