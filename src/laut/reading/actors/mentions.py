"""Which words of a sentence may be a source? Names, roles, institutions, media, papers and groups, as whole phrases."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

from laut.reading.actors.beginnings import MOST_ADJECTIVES, beginning, may_be_adjective
from laut.reading.actors.ends import is_aim, is_own_house, tells_house
from laut.reading.actors.grammar import grammar
from laut.reading.actors.known import Known
from laut.reading.actors.names import (
    is_abstract,
    is_capital,
    is_firm,
    is_party_list,
    is_town,
    may_be_surname,
    name_end,
    without_academic,
)  # fmt: skip
from laut.reading.actors.nouns import Noun, closings, institutions, media_words, nouns_of
from laut.reading.actors.phrases import is_owner
from laut.reading.prose import Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_BREAKS = frozenset(",.;:!?–—")
_LONGEST_TITLE = 6
_MOST_COMPLEMENTS = 2
_LONG_THING = 6
"""Letters from which a noun for a thing may be the last part of a compound."""
_INFLECTED = ("e", "en", "er", "es", "em")


def find_phrases(words: Sequence[Word], known: Known) -> list[tuple[int, int]]:
    """Return the phrases of a sentence that may be sources, as ranges of word numbers, in order and apart.

    They are looked for without the academic titles before names, and hold them: *Amtsärztin Dr. Erika Muster*.
    """
    kept = without_academic(words)
    if len(kept) == len(words):
        return _find(words, known)
    found = []
    for start, end in _find([words[i] for i in kept], known):
        found.append((kept[start - 1] + 1 if start else 0, kept[end - 1] + 1))
    return found


def _find(words: Sequence[Word], known: Known) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = last = 0
    while at < len(words):
        text = words[at].text
        if (
            text[0].islower()
            and not ("-" in text and is_capital(words[at]))
            and not known.is_small_name(text)
        ):
            at += 1
            continue
        end = _anchored(words, at, known)
        if end == at:
            at += 1
            continue
        start = beginning(words, at, last)
        found.append((start, end))
        at = last = end
    return found


def subject_end(words: Sequence[Word]) -> int:
    """Where the phrase ends that a sentence begins with, be its noun known or not; 0 if it begins with none."""
    if not grammar().is_determiner(words[0].lower):
        return 0
    at = 1
    while at < len(words) and words[at].text.islower() and may_be_adjective(words[at]):
        at += 1
    if at >= len(words) or not is_capital(words[at]):
        return 0
    end = at + 1
    if end + 1 < len(words) and words[end].lower in grammar().genitive | grammar().complement:
        further = end + 1
        while further < len(words) and is_capital(words[further]):
            end = further = further + 1
    return end


def _anchored(words: Sequence[Word], at: int, known: Known) -> int:
    """Where the phrase ends whose first noun or name is this word; the word itself if it is neither."""
    word = words[at]
    if word.text in _MARKS:
        close = _title_end(words, at)
        return close if close > at and known.is_title(words[at + 1 : close - 1]) else at
    if not is_capital(word):
        return at + 1 if known.is_small_name(word.text) or _is_age(word) else at
    if is_owner(words, at) or known.is_common(words, at):
        return at
    end = known.end(words, at)
    if end > at:
        if known.is_place(words, at, end):
            return at
        while (
            end < len(words) and is_capital(words[end]) and words[end].lower in institutions().signs.split()
        ):
            end += 1
        return _with_complement(words, end, None, known)
    end = max(_firm_end(words, at), _trade_end(words, at))
    if end > at:
        return end
    end = max(name_end(words, at), described_end(words, at))
    if end > at:
        return end
    nouns = nouns_of(word.text)
    if not nouns:
        return at + 1 if known.is_surname(word.text) else at
    end = _with_complement(words, _after_head(words, at, nouns[0], known), nouns[0], known)
    if nouns[0].sort == "shell" and end == at + 1 and not nouns[0].before:
        return at
    return end


def _firm_end(words: Sequence[Word], at: int) -> int:
    """Where the name of a firm ends that its last words give away: *Muster & Sohn GmbH*; `at` if none begins there."""
    if at + 1 >= len(words) or not (
        is_capital(words[at + 1]) or words[at + 1].text == "&" or words[at + 1].lower in closings()
    ):
        return at
    end = at
    while end < min(at + _LONGEST_TITLE, len(words)) and (is_capital(words[end]) or words[end].text == "&"):
        end += 1
        if end < len(words) and words[end].lower in closings():
            while end < len(words) and (words[end].lower in closings() or words[end].text == "&"):
                end += 1
            return end
    return at


def _trade_end(words: Sequence[Word], at: int) -> int:
    """Where the name of a firm ends that its trade gives away: *die Musterland Energie*; `at` if none begins there."""
    if not at or at + 1 >= len(words) or not grammar().is_determiner(words[at - 1].lower):
        return at
    trade = is_capital(words[at + 1]) and words[at + 1].lower in institutions().trades.split()
    return at + 2 if trade and not nouns_of(words[at].text) else at


def described_end(words: Sequence[Word], at: int) -> int:
    """Where two words end that are a name because an office or an age stands behind them; `at` if there are none."""
    if not is_capital(words[at]) or at + 2 >= len(words) or not is_capital(words[at + 1]):
        return at
    end = name_end(words, at, loose=True)
    return end if end > at + 1 and _is_described(words, end) else at


def _is_described(words: Sequence[Word], end: int) -> bool:
    """Whether an office or an age stands behind what may be a name: *Uta Kern, die Sprecherin*, *Uta Kern (43)*."""
    if end + 1 >= len(words) or words[end].text not in ",(":
        return False
    if words[end].text == "(":
        return words[end + 1].text.isdigit() and len(words[end + 1].text) == 2
    for word in words[end + 1 : end + 4]:
        if is_capital(word):
            nouns = nouns_of(word.text)
            return bool(nouns) and nouns[0].sort == "person"
        if not (grammar().is_determiner(word.lower) or word.lower.endswith(_INFLECTED)):
            return False
    return False


def _is_age(word: Word) -> bool:
    return word.lower.partition("-")[2].startswith("jährige") and word.text[:1].isdigit()


def _after_head(words: Sequence[Word], at: int, head: Noun, known: Known) -> int:
    """Where the name ends that stands right behind a noun: *Präsident Wladimir Putin*, *die Zeitung „Morgenblick“*."""
    after = at + 1
    if after >= len(words):
        return after
    if words[after].text in _MARKS and head.sort in ("media", "institution"):
        return max(_title_end(words, after, loose=head.sort == "media"), after)
    if head.sort == "person":
        end = name_end(words, after, loose=True)
        if end == after and may_be_surname(words[after].text) and not words[after].text.endswith("s"):
            end = after + 1
        if (
            end == after
            and nouns_of(words[after].text)[:1]
            and nouns_of(words[after].text)[0].sort == "person"
        ):
            end = _after_head(
                words, after, nouns_of(words[after].text)[0], known
            )  # "Armeechef General Muster"
        return end
    if is_party_list(head, words[after].text):
        return max(name_end(words, after, loose=True), after + 1)
    if head.sort in ("document", "shell") or (not head.before and head.base in institutions().alone.split()):
        return after
    if head.base in institutions().generic.split() and is_firm(words[after].text):
        after += 1  # "die Betreiberin Musterwerke"
    end = known.end(words, after) if after < len(words) and is_capital(words[after]) else after
    if end > after + 1 and words[after - 1].end < words[after].start:
        return end
    while after < len(words) and _may_be_named(words[after]):
        after += 1
    if after == at + 1 and (_is_numbered(words, at, head) or _is_part_of_town(words, at, head)):
        return after + 1
    named = head.sort == "media" and after < len(words) and is_town(words[after].text)
    return after + named


def _is_numbered(words: Sequence[Word], at: int, head: Noun) -> bool:
    """Whether a number word is the end of a station's name: *Kanal Drei*."""
    numbers = media_words().in_name_numbers.split()
    return head.sort == "media" and words[at + 1].text.istitle() and words[at + 1].lower in numbers


def _is_part_of_town(words: Sequence[Word], at: int, head: Noun) -> bool:
    """Whether what looks like a time is the end of a station's name: *Kanal Mitte*, and not *im Radio Mitte Mai*."""
    behind = words[at + 2] if at + 2 < len(words) else None
    opened = at > 0 and grammar().is_determiner(words[at - 1].lower)
    if opened or head.base not in media_words().in_name.split() or words[at + 1].text not in grammar().times:
        return False
    return behind is None or not (is_capital(behind) or grammar().is_determiner(behind.lower))


def _may_be_named(word: Word) -> bool:
    """Whether a word behind a noun may be a name, and not another part of the clause: *laut Polizei Waffen*."""
    return may_be_surname(word.text) and not (is_abstract(word.text) or _is_thing(word.lower))


def _is_thing(lower: str) -> bool:
    """Whether a noun is one of those that are nobody, or ends in one that is long enough: *Mittelstreckenraketen*."""
    things, endings = _things()
    return lower in things or lower.endswith(endings)


@functools.cache
def _things() -> tuple[frozenset[str], tuple[str, ...]]:
    things = institutions().nobody.split()
    return frozenset(things), tuple(thing for thing in things if len(thing) >= _LONG_THING)


def _title_end(words: Sequence[Word], at: int, *, loose: bool = False) -> int:
    """Where a short title in quotation marks ends; `at` if what stands in them is no title.

    Args:
        words: words of one sentence.
        at: number of the opening mark.
        loose: whether the title may have commas and the like in it, as a noun before it tells what it is.
    """
    for end in range(at + 1, min(at + _LONGEST_TITLE + 2, len(words))):
        if words[end].text in _MARKS:
            inner = words[at + 1 : end]
            good = bool(inner) and (loose or is_capital(inner[0]) or "." in inner[0].text or len(inner) == 1)
            return end + 1 if good and not any(word.text in ",.!?:" and not loose for word in inner) else at
    return at


def _with_complement(words: Sequence[Word], end: int, head: Noun | None, known: Known) -> int:
    """Where a phrase ends with what belongs to its noun: genitives, *von* and the like, and a name behind a comma."""
    named = end > 1 and head is not None and head.sort != "document" and name_end_before(words, end)
    for _ in range(_MOST_COMPLEMENTS if head is not None and not named else 0):
        end = _skip_brackets(words, end)
        further = _complement(words, end, head, known)
        if further == end:
            break
        end = further
    end = _skip_brackets(words, end)
    if head is not None and head.sort == "person" and not named and end + 1 < len(words):
        start = end + 1 if words[end].text in ",–—" else end
        inner = start
        if start > end:
            while (
                inner < len(words)
                and nouns_of(words[inner].text)
                and nouns_of(words[inner].text)[0].sort == "person"
            ):
                inner += 1
        close = name_end(words, inner, loose=start > end) if inner < len(words) else inner
        if close > inner:
            return close
    return end


def name_end_before(words: Sequence[Word], end: int) -> bool:
    """Whether the word before is part of a name."""
    return may_be_surname(words[end - 1].text) or words[end - 1].text in _MARKS


def _skip_brackets(words: Sequence[Word], at: int) -> int:
    if at < len(words) and words[at].text == "(":
        for end in range(at + 1, min(at + 8, len(words))):
            if words[end].text == ")":
                return end + 1
    return at


def _complement(words: Sequence[Word], at: int, head: Noun | None, known: Known) -> int:
    if at + 1 >= len(words) or head is None:
        return at
    small = grammar()
    lower = words[at].lower
    genitive = lower in small.genitive
    linked = lower in small.complement or (
        lower in small.source and head.sort in ("person", "document", "shell")
    )
    titled = words[at - 1].text in _MARKS  # "nach Informationen der „Allgemeinen“ | Verträge"
    bare = not titled and head.sort in ("person", "document", "shell") and _is_bare_genitive(words, at)
    if is_capital(words[at]) and words[at].text.endswith("s") and may_be_surname(words[at].text):
        return at + 1  # "Sprecher Putins"
    if not (genitive or linked or bare) or _is_no_complement(words, at, head):
        return at
    inner = at if bare else at + 1
    if head.sort == "person" and lower in small.source and words[inner].lower in small.indefinite:
        return at  # "von einer Kugel getroffen"
    if linked and small.is_determiner(words[inner].lower):
        inner += 1
    while inner < len(words) and words[inner].text.islower() and words[inner].lower.endswith(_INFLECTED):
        if inner - at > MOST_ADJECTIVES:
            return at
        inner += 1
    if inner >= len(words):
        return at
    if words[inner].text in _MARKS:
        close = _title_end(words, inner)
        return close if close > inner else at
    if not is_capital(words[inner]) and words[inner].text[:1].isalpha():
        return at
    if _is_outside(lower, head, nouns_of(words[inner].text)):
        return at
    end = _run_end(words, inner, known)
    return end if end > inner else at


def _is_no_complement(words: Sequence[Word], at: int, head: Noun) -> bool:
    """Whether what looks like a complement goes with the verb or is told something.

    *spricht die Feuerwehr von einem Glück*, unless another *von* is behind; *sagte der Trainer unserer Zeitung*.
    """
    small = grammar()
    if is_own_house(words, at):
        return tells_house(head)
    if is_aim(words, at, head):
        return True
    if words[at].lower not in small.agent:
        return False
    speaking = small.words.speaking_of.split()
    stops = small.prepositions | _BREAKS  # "sprach mit dem Leiter von …"
    before = next(
        (word for word in reversed(words[:at]) if word.lower in stops or word.lower in speaking), None
    )
    if before is None or before.lower in stops:
        return False
    rest = itertools.takewhile(lambda word: word.text not in _BREAKS, words[at + 1 :])
    return not any(word.lower in small.agent for word in rest)


def _is_bare_genitive(words: Sequence[Word], at: int) -> bool:
    """Whether a genitive without an article begins there: *politischer Beobachter*, *einiger Juristen*."""
    small = grammar()
    while at < len(words) and words[at].text.islower():
        lower = words[at].lower
        several = lower in small.several
        adjective = may_be_adjective(words[at]) and lower not in small.words.personal
        if not lower.endswith(small.words.genitive_adjective) or not (several or adjective):
            return False
        at += 1
    nouns = nouns_of(words[at].text) if at < len(words) else ()
    return any(noun.gender in "fp" for noun in nouns)


def _is_outside(link: str, head: Noun, nouns: Sequence[Noun]) -> bool:
    """Whether it is a subject (*laut Vertrag der Leiter*), an addressee (*sagte Muster der Zeitung*) or an agent."""
    allowed = grammar().words.genitive.get(link, "mfnp")
    if nouns and not any(noun.gender in allowed for noun in nouns):
        return True
    if not nouns or head.sort in ("document", "shell"):
        return False
    if link in grammar().agent:
        return nouns[0].sort == "person" and head.base not in institutions().led.split()
    return link in grammar().addressing and nouns[0].sort == "media"


def _run_end(words: Sequence[Word], at: int, known: Known) -> int:
    end = max(known.end(words, at), name_end(words, at))
    if end > at:
        return end
    end = at
    while end < len(words) and is_capital(words[end]) and words[end].text not in grammar().times:
        end += 1
        nouns = nouns_of(words[end - 1].text)
        if nouns:
            return _after_head(words, end - 1, nouns[0], known)
    return end
