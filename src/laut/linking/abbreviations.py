"""Which name does an abbreviation stand for, among the reports of one claim? "ein Sprecher der ICK", "BAA-Chef".

One report spells it out with the abbreviation in parentheses, or one source of the claim alone can be called so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import msgspec

from laut.records import Source

S = TypeVar("S", bound=Source)

_ABBREVIATION: Final = re.compile(r"(?<![\w-])([A-ZÄÖÜ]{2,6})(?:-([A-ZÄÖÜ][a-zäöüß]+))?(?![\w-])")
"""Alone, or in front of an office: "BAA-Chef"."""
_IN_PARENTHESES: Final = re.compile(r"\(([A-ZÄÖÜ]{2,6})\)")
_HOUSE_OF_OFFICE: Final = re.compile(r"\b(?:des|der|von|vom) (.+)$")
_FEWEST: Final = 3
"""Letters from which an abbreviation that nobody spells out is taken for that of a name."""
_HOUSES: Final = frozenset(("organisation", "government"))


def spelled_out(sources: Iterable[Source]) -> dict[str, str]:
    """Return the abbreviations in the words for a claim's sources, each with the name that it stands for.

    Args:
        sources: all hops of all chains, in any order.
    """
    told: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    short: set[str] = set()
    for source in sources:
        name = source.name or ""
        short.update(
            match[1] for text in (name, source.office or "") for match in _ABBREVIATION.finditer(text)
        )
        names.update(match[1] for match in _HOUSE_OF_OFFICE.finditer(source.office or "") if " " in match[1])
        if source.kind not in _HOUSES or not source.named or " " not in name:
            continue
        names.add(name)
        for span in source.spans:
            for match in _IN_PARENTHESES.finditer(span.text):
                if _begins_alike(match[1], name):
                    told[match[1]].add(name)
    for abbreviation in short - told.keys():
        if len(abbreviation) >= _FEWEST:
            told[abbreviation] = {name for name in names if stands_for(abbreviation, name)}
    return {abbreviation: found.pop() for abbreviation, found in told.items() if len(found) == 1}


def spell_out(source: S, names: Mapping[str, str]) -> S:
    """Return a source with the abbreviations in its name and office spelled out: "Sprecher der ICK", "BAA-Chef"."""
    if not names or source.kind == "media":
        return source
    name, office = (_with_names(text, names) for text in (source.name, source.office))
    if (name, office) == (source.name, source.office):
        return source
    return msgspec.structs.replace(source, name=name, office=office)


def _with_names(text: str | None, names: Mapping[str, str]) -> str | None:
    def full(match: re.Match[str]) -> str:
        name = names.get(match[1])
        if name is None:
            return match[0]
        return f"{match[2]} von {name}" if match[2] else name

    return _ABBREVIATION.sub(full, text) if text else text


def stands_for(abbreviation: str, name: str) -> bool:
    """Whether capitals can stand for a name: its words' first letters in order, with letters from within compounds.

    *BAS* is *Bundesstelle für Arzneimittelsicherheit*.
    """
    words = [word.upper() for word in re.split(r"[\s-]+", name) if word[:1].isupper()]
    if not 2 <= len(words) <= len(abbreviation):
        return False

    def fits(letters: str, number: int) -> bool:
        if number == len(words):
            return not letters
        word, rest = words[number], letters[1:]
        if not letters or letters[0] != word[0]:
            return False
        return fits(rest, number + 1) or bool(
            rest and rest[0] in word[_FEWEST:] and fits(rest[1:], number + 1)
        )

    return fits(abbreviation, 0)


def _begins_alike(abbreviation: str, name: str) -> bool:
    """Whether an abbreviation begins as a word of the name does: that in parentheses may be of another house."""
    return any(word[:1].upper() == abbreviation[0] for word in re.split(r"[\s-]+", name))
