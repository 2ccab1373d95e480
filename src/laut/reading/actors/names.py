"""Which words are the name of a person, and when are two spellings of a name the same?"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from laut.reading.actors import spelling
from laut.reading.actors.grammar import grammar
from laut.reading.actors.nouns import Noun, institutions, nouns_of
from laut.reading.lexicon import load
from laut.reading.prose import Word

_LONGEST = 6
_SHORT = 5
"""Letters of a noun that surnames may end in: *-stadt*, *-rat*, *-bund*."""
_LONGEST_ACRONYM = 5
_RUN_TOGETHER = re.compile(r"[a-zäöüß][.:][A-ZÄÖÜ]")
"""Two sentences without a blank between them."""
_ARABIC = re.compile(r"(?:a[dlnrstz]|el|asch|ash)-[A-Z]")
"""An article that is written together with the name behind it."""


class Names(msgspec.Struct, frozen=True):
    """Given names by gender and the small words of names (``names.yaml``)."""

    f: str
    m: str
    both: str
    particles: str
    only_before: str
    behind_given: str
    not_after: str
    titles: str
    academic: str
    degrees: str


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The same as sets."""

    f: frozenset[str]
    m: frozenset[str]
    particles: frozenset[str]
    only_before: frozenset[str]
    behind_given: frozenset[str]
    not_after: frozenset[str]
    titles: frozenset[str]
    academic: frozenset[str]
    degrees: frozenset[str]


@functools.cache
def given_names() -> GivenNames:
    """The given names of the lexicon."""
    names = load("de", "names", Names)
    both = names.both.split()
    return GivenNames(
        frozenset([*names.f.split(), *both]),
        frozenset([*names.m.split(), *both]),
        frozenset(names.particles.split()),
        frozenset(names.only_before.split()),
        frozenset(names.behind_given.split()),
        frozenset(names.not_after.split()),
        frozenset(names.titles.split()),
        frozenset(names.academic.split()),
        frozenset(names.degrees.split()),
    )


@functools.lru_cache(maxsize=20_000)
def is_given_name(word: str) -> bool:
    """Whether a word is a known given name, or two of them with a hyphen."""
    known = given_names()
    if word in known.f or word in known.m:
        return True
    first, hyphen, last = word.partition("-")
    return bool(hyphen) and (first in known.f or first in known.m) and (last in known.f or last in known.m)


def gender_of(name: str) -> str | None:
    """Return ``f`` or ``m`` if the given name tells; None if it is not known or both have it."""
    first = name.split()[0]
    known = given_names()
    for part in (first, first.partition("-")[0]):
        female, male = part in known.f, part in known.m
        if female != male:
            return "f" if female else "m"
    return None


def is_capital(word: Word) -> bool:
    """Whether a word begins with a capital letter, be it behind an article that is part of it (*el-Muster*)."""
    text = word.text
    return text[0].isupper() or ("-" in text and bool(_ARABIC.match(text)))


def is_initial(word: Word) -> bool:
    """Whether a word is an initial without its point: *W*, *H.W*."""
    text = word.text
    if len(text) == 1:
        return text.isupper()
    return len(text) == 3 and text[1] == "." and text[0].isupper() and text[2].isupper()


def is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation or a brand: two capitals in it, or a digit, or an abbreviation in front."""
    first, hyphen, _ = word.partition("-")
    if hyphen:
        return len(first) > 1 and first.isupper()
    return len(word) > 1 and (sum(map(str.isupper, word)) > 1 or any(map(str.isdigit, word)))


@functools.lru_cache(maxsize=20_000)
def may_be_surname(word: str) -> bool:
    """Whether a word may be part of a name: capitalised, no noun that the lexicon knows, no month and no country."""
    if len(word) < 2 or _RUN_TOGETHER.search(word):
        return False
    if not word[0].isupper():
        return bool(_ARABIC.match(word))
    known = grammar()
    if word in known.times or word in known.countries or word.lower() in known.prepositions:
        return False
    lower = word.lower()
    return not known.is_adverb(lower) and not known.is_determiner(lower) and not nouns_of(word)


@functools.cache
def _abstract_endings() -> tuple[str, ...]:
    endings = institutions().abstract.split()
    return tuple(one + plural for one in endings for plural in ("", "n", "en", "e", "se"))


def is_short_for(short: str, name: str) -> bool:
    """Whether capitals are the first letters of a name: *MLB* of *Musterland-Bahn*, *Muster-Land-Bahn*."""
    if not (2 < len(short) <= _LONGEST_ACRONYM and short.isupper()):
        return False
    parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isupper()]
    return len(parts) == len(short) and all(
        part[0].upper() == letter for part, letter in zip(parts, short, strict=True)
    )


def is_abstract(word: str) -> bool:
    """Whether a word ends like the nouns for what is neither a person nor a body: *Berufung*, *Freiheit*."""
    return word.lower().endswith(_abstract_endings())


def name_end(words: Sequence[Word], at: int, *, loose: bool = False) -> int:
    """Return where the name of a person that begins at a word ends; `at` if none begins there.

    Args:
        words: words of one sentence.
        at: number of the first word.
        loose: take two capitalised words for a name although the first is no known given name.
    """
    first = words[at]
    if not is_capital(first) or (at and words[at - 1].text in given_names().not_after):
        return at
    known = is_given_name(first.text)
    if not known and not (loose and (may_be_surname(first.text) or is_initial(first))):
        return at
    if not known and at + 1 < len(words) and is_adjective_of(first.text, words[at + 1].text):
        return at
    end, close, surname = at + 1, at, False
    if is_initial(first) and end < len(words) and words[end].text == ".":
        end += 1
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        if is_initial(word) and end + 1 < len(words) and words[end + 1].text == ".":
            end += 2
            continue
        if word.text in given_names().particles and _name_goes_on(words, end):
            if word.text in given_names().behind_given and not (known or surname):
                break  # "Muster zu Windkraft"
            if surname and word.text in given_names().only_before:
                break  # "Erika Muster von der Behörde"
            end += 1
            continue
        if surname and grammar().is_time(word.text):
            break  # "Erika Muster Mittwochabend"
        last = end + 1 == len(words) or not is_capital(words[end + 1])
        part = may_be_surname(word.text) or (last and not surname and _is_adverb_in_capitals(word.text))
        if not part and not (
            (known or (last and loose)) and not surname and is_capital(word) and _after_given(word)
        ):
            break
        if word.lower in _signs():
            return at  # "Muster GmbH"
        if (
            surname
            and known
            and (is_abstract(word.text) or word.text.endswith("en") or is_acronym(word.text))
        ):
            break  # "Erika Muster CDU", "forderte Erika Muster Verhandlungen"
        end += 1
        close, surname = end, surname or not is_given_name(word.text)
    return close


def is_adjective_of(word: str, noun: str) -> bool:
    """Whether a word is the adjective of a noun for a person, and no given name: *Frühere Technikerin*."""
    endings = {"e": "fp", "er": "m"}
    genders = next((found for ending, found in endings.items() if word.endswith(ending)), "")
    return any(one.sort == "person" and one.gender in genders for one in nouns_of(noun))


def _is_adverb_in_capitals(word: str) -> bool:
    """Whether an adverb stands where it would be a small word, and so is a surname: *Karl Ferner*."""
    return word.istitle() and grammar().is_adverb(word.lower()) and not nouns_of(word)


def academic_end(words: Sequence[Word], at: int) -> int:
    """Where academic titles before a name end: *Prof. Dr.*, *Dipl.-Ing.*; `at` if none stand there with a name behind.

    Such a title is written with a full stop; as a surname (*Prof*) it has none.
    """
    known = given_names()
    end, pointed = at, False
    while end < len(words) and (
        words[end].text in known.academic or (end > at and words[end].text in known.degrees)
    ):
        end += 1
        while end < len(words) and words[end].text in ".-":
            pointed, end = True, end + 1
    return end if pointed and end < len(words) and is_capital(words[end]) else at


def without_academic(words: Sequence[Word]) -> list[int]:
    """Numbers of the words that are no part of an academic title before a name."""
    if given_names().academic.isdisjoint(word.text for word in words):
        return list(range(len(words)))
    kept: list[int] = []
    at = 0
    while at < len(words):
        end = academic_end(words, at)
        if end == at:
            kept.append(at)
        at = max(end, at + 1)
    return kept


@functools.cache
def _signs() -> frozenset[str]:
    return frozenset(institutions().signs.split())


def _after_given(word: Word) -> bool:
    """Whether a known noun may be a surname after a given name: *Richter*, *Kaiser*."""
    nouns = nouns_of(word.text)
    if not nouns or word.text in grammar().times:
        return False
    ending = nouns[0].sort == "institution" and len(nouns[0].base) <= _SHORT and "-" not in word.text
    return nouns[0].sort == "person" or not nouns[0].before or ending  # "Richter", "Neustadt"


def is_town(word: str) -> bool:
    """Whether a noun is mostly the name of a town: *Musterstadt*."""
    return _is_compound_of(word, institutions().towns)


def is_firm(word: str) -> bool:
    """Whether a noun in the plural is mostly the name of one firm: *Stadtwerke*."""
    return _is_compound_of(word, institutions().plural_names)


def _is_compound_of(word: str, bases: str) -> bool:
    nouns = nouns_of(word) if word[:1].isupper() else ()
    return bool(nouns and nouns[0].before) and nouns[0].base in bases.split()


def is_party_list(head: Noun, follower: str) -> bool:
    """Whether a name behind *Liste* makes it a party: *die Liste Musterstadt*."""
    return head.base in institutions().lists.split() and (may_be_surname(follower) or is_town(follower))


def _name_goes_on(words: Sequence[Word], at: int) -> bool:
    for word in words[at + 1 : at + 3]:
        if is_capital(word):
            return may_be_surname(word.text) and not (word.text.isupper() and len(word.text) > 1)
        if word.text not in given_names().particles:
            return False
    return False


def text_of(words: Sequence[Word]) -> str:
    """Return words as a string, with points of initials set close."""
    out: list[str] = []
    for i, word in enumerate(words):
        close = i > 0 and word.start == words[i - 1].end
        out.append(word.text if close or not out else " " + word.text)
    return "".join(out)


_SOUNDS = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("kh", "h"), ("ch", "h"), ("ph", "f"), ("th", "t"),
    ("yj", "i"), ("ij", "i"), ("iy", "i"), ("ii", "i"), ("y", "i"), ("j", "i"), ("w", "v"), ("x", "ks"), ("z", "s"),
    ("ie", "i"), ("ck", "k"),
)  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return a key that transliterations of one name share: *Medwedew* and *Medvedev*, *Selenskyj* and *Zelensky*."""
    key = spelling.fold(word)
    for letters, letter in _SOUNDS:
        key = key.replace(letters, letter)
    return re.sub(r"(.)\1+", r"\1", key)


@functools.lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word without case and accents."""
    return spelling.fold(word)


def without_genitive(word: str) -> str:
    """Return a name without the genitive's ending: *Putins* and *Marx’* give *Putin* and *Marx*."""
    if len(word) > 3 and word.endswith(("’", "'")):
        return word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
