"""Which words are the cue? What the annotation guidelines leave no choice in, and the network sometimes gets wrong.

In "laut X", "nach Angaben von X", "X zufolge" and ", so X" the small word alone is the cue; "demnach" is speaker, cue
and frame at once; a frame's reporting verb is the cue, and so is its particle ("teilte … mit"). So it is annotated in
the quotation corpus (Petersen-Frey & Biemann 2024): of 275 cues with "nach", 272 are that word alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from laut.reading.chain.mood import FINITE
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.lexicon import load
from laut.reading.quotations import Quotation, Range

_BEFORE = re.compile(r"(\w+)[\s„“”\"»«‚‘›‹]*$")
_BEHIND = re.compile(r"[\s„“”\"»«‚‘›‹)]*(\w+)")
_WORD = re.compile(r"\w+")
_REACH = 30
"""Characters before and behind a speaker in which its preposition stands."""
_PAUSES = frozenset(",–—-(")


class CueData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``cues.yaml``; its comments say what each part is. Strings are lists of words."""

    before: str
    behind: str
    behind_saying: str
    saying: str
    as_: str = msgspec.field(name="as")
    alone: str
    small: str


@functools.cache
def _lists(language: str) -> dict[str, frozenset[str]]:
    data = load(language, "cues", CueData)
    return {name: frozenset(getattr(data, name).split()) for name in CueData.__struct_fields__}


def settle_cue(quotation: Quotation, text: str, language: str = "de") -> Quotation:
    """Return the quotation with the cue, and the frame around it, where words beside the speaker settle them.

    Args:
        quotation: as the network gives it, in characters of the text.
        text: the whole text.
        language: ISO 639-1 code; there must be lists for it.
    """
    if not (quotation.cue or quotation.frame):
        return quotation  # it goes on with the words of somebody who stands elsewhere
    if not quotation.speaker:
        return _alone(quotation, text, language)
    marker = _marker(quotation, text, language)
    if marker is None:
        return _with_verb(quotation, text, terms_of(language))
    if _holds_verb(quotation.cue, marker, text, language):
        return quotation
    start, end = quotation.speaker[0][0], quotation.speaker[-1][1]
    around = (min(start, marker[0]), max(end, marker[1]))
    return replace(quotation, cue=(marker,), frame=quotation.frame or (around,))


def _alone(quotation: Quotation, text: str, language: str) -> Quotation:
    """ "Demnach" is its own speaker and frame."""
    words = [
        (a, b)
        for a, b in (*quotation.cue, *quotation.frame)
        if text[a:b].lower() in _lists(language)["alone"]
    ]
    if not words:
        return quotation
    return replace(quotation, speaker=(words[0],), cue=(words[0],), frame=quotation.frame or (words[0],))


def _marker(quotation: Quotation, text: str, language: str) -> Range | None:
    """The small word that attributes the quotation to its speaker."""
    lists = _lists(language)
    start, end = quotation.speaker[0][0], quotation.speaker[-1][1]
    if len(quotation.speaker) == 1 and text[start:end].lower() in lists["alone"]:
        return start, end
    low = max(start - _REACH, 0)
    before = _BEFORE.search(text[low:start])
    if before is not None:
        place = low + before.start(1), low + before.end(1)
        word = before[1].lower()
        paused = text[: place[0]].rstrip()[-1:] in _PAUSES
        if word in lists["before"] or (word in lists["as_"] and paused):
            return place
    behind = _BEHIND.match(text[end : end + _REACH])
    if behind is not None:
        place = end + behind.start(1), end + behind.end(1)
        word = behind[1].lower()
        last = _WORD.findall(text[start:end])[-1:]
        said = bool(last) and last[0].lower() in lists["saying"]
        if word in lists["behind"] or (word in lists["behind_saying"] and said):
            return place
    return None


def _holds_verb(cue: Sequence[Range], marker: Range, text: str, language: str) -> bool:
    """Whether a cue holds a verb beside the small word, as in "nach Worten von X sagte"."""
    return any(
        place != marker and word[0].islower() and word not in _lists(language)["small"]
        for place, word in _words(cue, text)
    )


def _with_verb(quotation: Quotation, text: str, terms: Terms) -> Quotation:
    """The verb of the frame for a quotation without a cue, and a verb's particle if it is not there."""
    frame = list(_words(quotation.frame, text))
    verbs = [at for at, (_, word) in enumerate(frame) if word[0].islower() and _is_finite(word, terms)]
    known = {place for place, _ in _words(quotation.cue, text)}
    chosen = [at for at in verbs if frame[at][0] in known]
    if quotation.cue and len(chosen) != 1:
        return quotation
    chosen = chosen or (verbs if not quotation.cue and len(verbs) == 1 else [])
    if not chosen:
        return quotation
    verb = chosen[0]
    found = {frame[verb][0]} | known
    found.update(_partner(frame, verb, terms))
    return replace(quotation, cue=tuple(sorted(found)) if found != known else quotation.cue)


def _is_finite(word: str, terms: Terms) -> bool:
    return any(form.kind in FINITE for form, _ in terms.reporting(word))


def _partner(frame: Sequence[tuple[Range, str]], verb: int, terms: Terms) -> Iterator[Range]:
    """The particle of a verb whose readings all need one, or that has one at the end of its clause."""
    partners = {one.partner for form, one in terms.reporting(frame[verb][1]) if form.kind in FINITE}
    for place, word in frame[verb + 1 :]:
        if word in partners:
            yield place
            return


def _words(ranges: Sequence[Range], text: str) -> Iterator[tuple[Range, str]]:
    for start, end in ranges:
        for match in _WORD.finditer(text, start, end):
            yield match.span(), match.group()
