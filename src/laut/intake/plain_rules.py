"""What stands around the paragraphs of a report: the words of ``plain.yaml``, ready to match."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Any

import regex  # type: ignore[import-untyped]
import yaml

from laut.intake.rules import page_rules
from laut.records import Record

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_WORD = rf"{_CAPITAL}[\w’'.-]*"
_PARTICLE = r"(?:von|van|de|del|della|der|den|di|da|dos|du|zu|zum|zur|vom|la|le|el|al|bin|ibn|ter|ten|af|y)"
# The groups are atomic (?>…): what has matched is not tried again in other ways, or a line of many commas that
# is no byline after all would take for ever. Not with `re`: that of Python 3.11.2 (Debian 12) matches repeated atomic
# groups wrongly (CPython issue 101955).
NAME = rf"(?>(?:(?:Dr|Prof|Mag)\. )*{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,3}})"
"""A person's name: two to four capitalised words, with particles between them."""

PLACE = rf"(?>{_WORD}(?:[ /](?:am |an der |im |ob der )?{_WORD}){{0,3}})"
"""A place, or several with slashes between them: up to four capitalised words."""


class PlainRules(Record, frozen=True):
    """The patterns of ``plain.yaml``; see there for what each of them is for. All are unanchored."""

    months: dict[str, int]
    weekday: regex.Pattern[str]
    date_label: regex.Pattern[str]
    update_label: regex.Pattern[str]
    clock: regex.Pattern[str]
    byline: regex.Pattern[str]
    byline_sentence: regex.Pattern[str]
    byline_tail: regex.Pattern[str]
    caption_credit: regex.Pattern[str]
    caption_label: regex.Pattern[str]
    rights: regex.Pattern[str]
    source_line: regex.Pattern[str]
    header_fields: dict[str, str]
    newspaper: regex.Pattern[str]
    department: regex.Pattern[str]
    trail: regex.Pattern[str]
    abbreviation: regex.Pattern[str]
    place: regex.Pattern[str]
    agencies: frozenset[str]


@functools.cache
def plain_rules() -> PlainRules:
    """Return the rules, read and compiled once."""
    source = resources.files("laut.intake").joinpath("plain.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    agencies = sorted({*page_rules().agencies, *data["more_agencies"]}, key=len, reverse=True)
    fill = {
        "{names}": rf"{NAME}(?:(?:, | und | & | and |/| / ){NAME})*+",
        "{place}": PLACE,
        "{agency}": "(?i:" + "|".join(map(re.escape, agencies)) + r")(?![\w-])",
        "{role}": "(?:(?:[\\w-]+ ){0,2}[\\w-]*(?i:" + "|".join(data["roles"]) + ")\\w*)",
        "{tail}": rf"(?>{{role}}|(?:(?i:z\. ?Zt\. |zurzeit |in |aus ))?{PLACE}|[\w-]+)",
        "{department}": "|".join(data["departments"]),
        "{known_place}": "(?:" + "|".join(data["dateline_places"]) + ")",
    }

    def compiled(*keys: str, flags: int = 0) -> regex.Pattern[str]:
        patterns = [pattern for key in keys for pattern in data[key]]
        joined = "|".join(f"(?:{pattern})" for pattern in patterns)
        for name, value in reversed(fill.items()):
            joined = joined.replace(name, value)
        return regex.compile(joined, flags)

    return PlainRules(
        months={name: number for number, names in data["months"].items() for name in names},
        weekday=compiled("weekdays", flags=regex.IGNORECASE),
        date_label=compiled("date_labels", flags=regex.IGNORECASE),
        update_label=compiled("update_labels", flags=regex.IGNORECASE),
        clock=regex.compile(
            rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?: ?(?:{data['clock_words']})(?!\w)){{0,2}}",
            regex.IGNORECASE,
        ),
        byline=compiled("bylines", "labelled_bylines"),
        byline_sentence=compiled("byline_sentences"),
        byline_tail=compiled("byline_tails"),
        caption_credit=compiled("caption_credits"),
        caption_label=compiled("caption_labels"),
        rights=compiled("rights"),
        source_line=compiled("source_lines"),
        header_fields={name: field for field, names in data["header_fields"].items() for name in names},
        newspaper=compiled("newspapers"),
        department=compiled("departments", flags=regex.IGNORECASE),
        trail=compiled("trails", flags=regex.IGNORECASE),
        abbreviation=regex.compile(rf"\b(?:{data['abbreviations']})\.$", regex.IGNORECASE),
        place=compiled("dateline_places"),
        agencies=frozenset(agency.casefold() for agency in agencies),
    )
