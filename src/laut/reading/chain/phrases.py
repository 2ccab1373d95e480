"""Where does a noun phrase begin and end? A shallow answer from capitals, determiners and genitives.

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.chain.mood import is_finite
from laut.reading.chain.terms import Terms
from laut.reading.prose import Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

HEADINGS = frozenset(("headline", "teaser", "subhead"))
"""Sections that stand for themselves."""
MARKS = DOUBLE_MARKS | SINGLE_MARKS
_LONGEST_ATTRIBUTE = 5
_LONGEST_TITLE = 7
_ENDINGS = ("e", "en", "er", "es", "em", "n")


def is_noun(word: Word, terms: Terms) -> bool:
    """Whether a word is written like a noun or a name, and is not only the first of its sentence."""
    first = word.text[0]
    if first.isdigit():
        return any(letter.isupper() for letter in word.text)  # "70-Jährige"
    if first.islower() and ("-" in word.text or "." in word.text[1:-1]):
        return "." in word.text or any(
            letter.isupper() for letter in word.text
        )  # "al-Dschasira", "beispiel.de"
    return first.isupper() and not terms.is_function_word(word.lower)


def end_of_phrase(words: Sequence[Word], at: int, terms: Terms) -> int:
    """The end (exclusive) of the noun phrase that begins at a word; `at` itself if none begins there."""
    title = _title_end(words, at)
    if title > at:
        return title
    i = _skip_marks(words, at)
    if i >= len(words):
        return at
    first = words[i]
    if first.lower in terms.words("pronouns") | terms.words("oblique_pronouns"):
        follower = _core(words, i, terms) if first.lower in terms.words("determiners") else i
        return follower if follower > i + 1 else i + 1
    end = _core(words, i, terms)
    if end == i:
        two = first.lower in terms.words("determiners") and i + 1 < len(words)
        return i + 2 if two and words[i + 1].lower in terms.words("pair") else at
    if first.lower in terms.data.both:
        return _second_of_both(words, i, end, terms)
    end = _with_attributes(words, end, terms)
    end = _listed(words, end, terms)
    if end < len(words) and words[end].lower in terms.words("coordinators"):
        second = end_of_phrase(words, end + 1, terms)
        if second > end + 1 and not is_finite(words[second - 1].lower, terms.language):
            end = second
    return end


def _with_attributes(words: Sequence[Word], end: int, terms: Terms) -> int:
    """The end of a noun phrase with the genitives and "von" that follow it."""
    while words[end - 1].text not in MARKS and not _is_weekday(words[end - 1], terms):
        further = _attribute(words, end, terms)
        if further == end:
            break
        end = further
    return end


def _second_of_both(words: Sequence[Word], at: int, end: int, terms: Terms) -> int:
    """The end of "sowohl A als auch B"; of the first of the two if no second follows."""
    links = terms.data.both[words[at].lower]
    further = _with_attributes(words, end, terms)
    while further < len(words) and words[further].text == ",":
        third = _core(words, further + 1, terms)
        further = _with_attributes(words, third, terms) if third > further + 1 else third
    if further >= len(words) or words[further].lower not in links:
        return end
    second = further + 1
    while second < len(words) and words[second].lower in terms.words("joints"):
        second += 1
    close = end_of_phrase(words, second, terms)
    return close if close > second else end


def _listed(words: Sequence[Word], end: int, terms: Terms) -> int:
    """The end of "A, B" where "und C" follows."""
    last = end
    while last < len(words) and words[last].text == ",":
        further = _core(words, last + 1, terms)
        if further == last + 1:
            return end
        last = further
    return last if last < len(words) and words[last].lower in terms.words("coordinators") else end


def behind_according(words: Sequence[Word], at: int, terms: Terms) -> int:
    """Where the words end that open a clause for what is told of before them; the same place if they do not.

    "Berichte, *wonach* …", "ein Vermerk, *nach dem* …", "Angaben, *denen zufolge* …".
    """
    lowers = [word.lower for word in words[at : at + 2]]
    if lowers and lowers[0] in terms.words("according"):
        return at + 1
    if len(lowers) < 2:
        return at
    small, relatives = terms.words("around") | terms.words("before"), terms.words("relative_datives")
    opened = lowers[0] in small and lowers[1] in relatives
    closed = lowers[0] in relatives and lowers[1] in terms.words("behind")
    follows = at + 2 < len(words) and (opened or closed)
    verb = follows and words[at + 2].text[0].islower() and is_finite(words[at + 2].lower, terms.language)
    return at + 2 if follows and not verb else at


def told_of(words: Sequence[Word], comma: int, terms: Terms) -> tuple[int, int]:
    """The noun phrase that a clause behind a comma goes on with: "hatte *einen Vermerk* zitiert, nach dem …"."""
    last = words[comma - 1]
    verb = last.text[0].islower() and not terms.is_function_word(last.lower) and comma > 1
    end = comma - 1 if verb else comma
    return start_of_phrase(words, end, terms), end


def starts_oblique(words: Sequence[Word], at: int, end: int, terms: Terms) -> bool:
    """Whether a noun phrase cannot be a subject by its form: dative, accusative or genitive."""
    i = _skip_marks(words, at)
    first = words[i].lower
    if end == i + 1 and first in terms.words("oblique_pronouns"):
        return first not in terms.words("pronouns")
    if first in terms.words("oblique"):
        return True
    if first in terms.words("here") and end == i + 2:  # "dieser Zeitung"
        return words[i + 1].lower.endswith(tuple(terms.words("feminine_media")))
    if first in terms.words("genitives") and first in terms.words("relatives") and i + 1 < end:
        second = words[i + 1]
        if second.text[0].islower() and second.lower.endswith("en") and i + 2 < end:
            return True
        head = next((word for word in words[i + 1 : end] if is_noun(word, terms)), None)
        return head is not None and any(head.lower.endswith(noun) for noun in terms.words("feminine_media"))
    return False


def is_time(words: Sequence[Word], at: int, end: int, terms: Terms) -> bool:
    """Whether a noun phrase says when ("eine Woche", "Tage später")."""
    nouns = [word.lower for word in words[at:end] if is_noun(word, terms)]
    return (bool(nouns) and _says_when(nouns[0], terms)) or (not nouns and words[at].text[0].isdigit())


def _says_when(noun: str, terms: Terms) -> bool:
    """Whether a noun, or both parts of a compound, say when: "Abend", "Dienstagabend"."""
    times = terms.words("time_nouns")
    return noun in times or any(noun[:at] in times and noun[at:] in times for at in range(3, len(noun) - 2))


def _is_weekday(noun: Word, terms: Terms) -> bool:
    """Whether a noun is a day of the week, or a part of one: no genitive follows "am Donnerstag"."""
    return noun.text.startswith(grammar().days) and _says_when(noun.lower, terms)


def apposition_end(words: Sequence[Word], end: int, terms: Terms) -> int:
    """The end of a noun phrase with an apposition between commas ("X, der Sprecher von Y,"), without the last comma."""
    if end >= len(words) or words[end].text != ",":
        return end
    start = end + 1
    if start >= len(words) or words[start].lower in terms.words("pronouns"):
        return end
    second = end_of_phrase(words, start, terms)
    if second == start:
        return end
    while second < len(words) and words[second].lower in terms.words("attribute_links"):
        further = end_of_phrase(words, second + 1, terms)
        if further == second + 1:
            break
        second = further
    closes = second == len(words) or words[second].text in {",", ".", ":", ";", "–", ")"}
    if not closes or any(
        is_finite(word.lower, terms.language) and not is_noun(word, terms) for word in words[start:second]
    ):
        return end
    return second


def start_of_phrase(words: Sequence[Word], end: int, terms: Terms) -> int:
    """The beginning of the noun phrase that ends before a word, read backwards ("einem Bericht der X" zufolge)."""
    i = end
    seen_noun = False
    while i > 0:
        word = words[i - 1]
        if word.text in MARKS or word.text in "()":
            i -= 1
        elif word.lower in terms.words("determiners") or word.lower in terms.words("of"):
            if (
                i >= 2
                and (is_noun(words[i - 2], terms) or words[i - 2].text in MARKS)
                and word.lower in terms.words("genitives")
            ):
                i -= 1
                continue
            i -= word.lower not in terms.words("of")
            break
        elif is_noun(word, terms) or (word.lower in terms.words("name_particles") and seen_noun):
            if i < end and _stands_alone(words[i], terms):
                break
            seen_noun = True
            i -= 1
        elif seen_noun and _is_attribute(word, terms) and not _is_verb_here(words, i - 1, terms):
            i -= 1
        elif not seen_noun and word.lower in terms.words("oblique_pronouns"):
            return i - 1
        else:
            break
    while i < end and (words[i].text in ")" or (words[i].text in MARKS and i + 1 == end)):
        i += 1
    return i


def _stands_alone(word: Word, terms: Terms) -> bool:
    """Whether a noun takes no name before it: "will der Händler Muster | Medienberichten zufolge"."""
    plural = word.lower.endswith("en") and "-" not in word.text
    return plural and any(terms.ends_in(word.lower, role) for role in ("saying", "products", "circles"))


def _skip_marks(words: Sequence[Word], at: int) -> int:
    while at < len(words) and words[at].text in MARKS:
        at += 1
    return at


def _core(words: Sequence[Word], at: int, terms: Terms) -> int:
    """The end of determiner, attributes and nouns, without what follows in the genitive; `at` if there is no noun."""
    i = at
    while i < len(words) and words[i].lower in terms.words("determiners"):
        i += 1
    if i > at:
        i = _insider(words, i, terms)
    attributes = 0
    while i < len(words) and not is_noun(words[i], terms) and not _is_code(words, i, i, terms):
        if i > at and words[i].lower in terms.words("kept_back"):
            i += 1
            continue
        quoted_name = words[i].text in MARKS and i + 1 < len(words) and attributes == 0
        if not quoted_name and not (_is_attribute(words[i], terms) or words[i].text[0].isdigit()):
            return at
        behind_link = i > 0 and words[i - 1].lower in terms.words("prepositions")
        if (
            i == at
            and not (quoted_name or words[i].quoted or behind_link)
            and is_finite(words[i].lower, terms.language)
        ):
            return at  # a verb: "zitierte Kollegen" has none here, "die zitierten Kollegen" has
        attributes += not quoted_name
        if attributes > _LONGEST_ATTRIBUTE:
            return at
        i += 1
    start = i
    while i < len(words):
        word = words[i]
        name_goes_on = (
            (word.lower in terms.words("name_particles") or word.text == "&")
            and i > start
            and i + 1 < len(words)
            and is_noun(words[i + 1], terms)
            and not _says_when(words[i + 1].lower, terms)  # "Muster zu Wochenbeginn"
        )
        closed = i > start + 1 and words[i - 1].text in MARKS and words[i - 2].quoted
        if closed and not word.quoted and word.text not in MARKS and is_noun(word, terms):
            break  # "laut „Kurier“ Erika Muster"
        if (
            is_noun(word, terms)
            or name_goes_on
            or _is_numbered(words, i, start, terms)
            or _is_code(words, i, start, terms)
            or _is_measured(words, i, start, terms)
            or (word.text in MARKS and _closes_or_opens_name(words, i, start, terms))
        ):
            i += 1
        elif (
            word.text == "-"
            and words[i - 1].text in MARKS
            and i + 1 < len(words)
            and is_noun(words[i + 1], terms)
        ):
            i += 1  # "„Bild“-Zeitung"
        elif (
            word.text == "-"
            and i > start
            and words[i - 1].end == word.start
            and i + 2 < len(words)
            and words[i + 1].lower in terms.words("coordinators")
            and is_noun(words[i + 2], terms)
        ):
            i += 3  # "Bau- und Verkehrsministerium"
        elif word.text == "(":
            close = next((j for j in range(i, min(i + 9, len(words))) if words[j].text == ")"), None)
            if close is None or i == start:
                break
            i = close + 1
        else:
            break
    return i if i > start else at


def _title_end(words: Sequence[Word], at: int) -> int:
    """The end of a title in quotation marks that opens a sentence with a small word: "„Unter der Lupe“ zitiert"."""
    if at or len(words) < 4 or words[0].text not in MARKS or not words[1].quoted:
        return at
    close = next((i for i in range(1, min(len(words), _LONGEST_TITLE)) if words[i].text in MARKS), 0)
    return close + 1 if close and close + 1 < len(words) and words[close + 1].text[0].islower() else at


def _closes_or_opens_name(words: Sequence[Word], at: int, start: int, terms: Terms) -> bool:
    if at > start and at and words[at - 1].quoted and not (at + 1 < len(words) and words[at + 1].quoted):
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    return (
        following is not None
        and following.quoted
        and is_noun(following, terms)
        and not words[at].quoted
        and at > start
    )


def _insider(words: Sequence[Word], at: int, terms: Terms) -> int:
    """Step over "mit dem Vorgang" in "mit dem Vorgang vertraute Personen", "am Montag" in "der am Montag Gewählte".

    And over "dem Rat" in "dem Rat nahestehende Personen".
    """
    if at < len(words) and words[at].lower in terms.words("prepositions"):
        for i in range(at + 2, min(at + 7, len(words) - 1)):
            if (
                is_noun(words[i - 1], terms)
                and _is_attribute(words[i], terms)
                and is_noun(words[i + 1], terms)
            ):
                return i
    close = at + 2 < len(words) and is_noun(words[at], terms) and is_noun(words[at + 2], terms)
    return at + 1 if close and words[at + 1].lower in terms.words("near") else at


def _attribute(words: Sequence[Word], at: int, terms: Terms) -> int:
    """The end of an attribute in the genitive or with "von"; `at` if there is none."""
    if at >= len(words) or words[at].lower not in terms.words("genitives"):
        return at
    skip = at + 1 if words[at].lower in terms.words("of") else at
    end = _core(words, skip, terms)
    return end if end > skip else at


def _is_attribute(word: Word, terms: Terms) -> bool:
    return word.text[0].islower() and word.lower.endswith(_ENDINGS) and not terms.is_function_word(word.lower)


def _is_numbered(words: Sequence[Word], at: int, start: int, terms: Terms) -> bool:
    """Whether a number word with a capital, within a sentence, is the end of a name: "Kanal Drei", "Paragraf 4"."""
    word = words[at]
    part = at > start and word.text.isdigit() and words[at - 1].lower in terms.words("numbered")
    return part or (word.text.istitle() and at > start and word.lower in terms.words("numerals"))


def _is_measured(words: Sequence[Word], at: int, start: int, terms: Terms) -> bool:
    """Whether a word is the attribute behind a measure, with a noun behind it: "der 57 Jahre alte Mann"."""
    if at == start or at + 1 >= len(words) or not is_noun(words[at + 1], terms):
        return False
    return grammar().is_measured(words[at - 1].lower, words[at].lower)


def _is_code(words: Sequence[Word], at: int, start: int, terms: Terms) -> bool:
    """Whether a word in lower case is an agency's code: a known one, or one behind "Agentur"."""
    word = words[at]
    if word.lower in terms.data.agencies and word.text[0].islower():
        return True
    return (
        at > start
        and word.text.islower()
        and len(word.text) in (3, 4)
        and words[at - 1].lower.endswith(tuple(terms.words("feminine_media")))
        and not terms.is_function_word(word.lower)
        and not is_finite(word.lower, terms.language)
    )


def _is_verb_here(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether a word before a noun is a verb rather than an attribute, when read backwards."""
    before = words[at - 1].lower if at else ""
    return is_finite(words[at].lower, terms.language) and before not in terms.words("determiners")
