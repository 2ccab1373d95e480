"""Who wrote it: names out of bylines and metadata, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from laut.intake.assemble import one_line
from laut.intake.rules import page_rules
from laut.intake.structured import plain

MAX_NAME = 80
"""Characters; a longer "name" is a sentence."""

_SEPARATOR = re.compile(
    r"\s*[;,|•·]\s*|\s+(?:und|u\.|and|sowie|mit)\s+|\s*(?:&|/|\s[–—-]\s)\s*", re.IGNORECASE
)
_ADDRESS = re.compile(r"^(?:https?:|www\.|@)|\S+@\S+\.\S+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*")
_PARTICLE = (
    r"(?:von|van|de|del|della|der|den|di|da|dos|du|zu|zum|zur|vom|la|le|el|al|bin|ibn|ter|ten|af|y|'t|O')"
)
_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'.-]*[\w.])?)"
_SIGNED = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]+(?: [A-ZÄÖÜ0-9-]+)? ?\([\w ,./-]{2,60}\)")
_PERSON = re.compile(rf"(?:(?:Dr|Prof|Mag|Dipl\.-Ing)\.\s+)*{_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_WORD}){{1,4}}")
_FINAL_BYLINE = re.compile(
    rf"[.!?…][\"“»«”]?\s+((?:Von|By)\s+{_PERSON.pattern}(?:(?:,|\s+und)\s+{_PERSON.pattern})*)\.?$"
)


def clean_authors(raw: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `raw`, each once, in order.

    Prefixes ("Von", "Ein Kommentar von"), roles, places, addresses and fillers ("Redaktion") go; several names in
    one string are parted. Agencies and newsrooms that a page names as its author stay, as it writes them.
    """
    names: dict[str, str] = {}
    for value in raw:
        if _ADDRESS.search(value.strip()):
            continue
        for name in _part(one_line(plain(value))):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def find_names(byline: str) -> tuple[str, ...]:
    """Return the persons and agencies of a line that a reader sees ("Von Eva Muster und Jan Probe, Bonn")."""
    # A date often follows the names, and no name has digits.
    line = re.split(r"\d", byline, maxsplit=1)[0]
    names = (_without_role(name) for name in clean_authors([line]))
    return tuple(name for name in names if is_person(name) or is_agency(name))


def _without_role(name: str) -> str:
    """Return a name without the role that follows it without a comma ("Eva Muster Redakteurin")."""
    words = name.split()
    while len(words) > 2 and page_rules().roles.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def is_person(name: str) -> bool:
    """Tell whether `name` has the shape of a person's: two words or more, with capitals."""
    return bool(_PERSON.fullmatch(name)) and not name.isupper() and not re.search(r"\.\w{2,3}$", name)


def is_agency(name: str) -> bool:
    """Tell whether `name` is a news agency."""
    folded = name.casefold()
    return any(folded == agency.casefold() for agency in page_rules().agencies)


def has_byline_prefix(text: str) -> bool:
    """Tell whether `text` begins like a byline ("Von …", "Ein Kommentar von …")."""
    return bool(page_rules().byline_prefixes.match(text))


def without_prefix(text: str) -> str:
    """Return a byline without the words before its names."""
    previous = None
    while text != previous:  # "Text: Von Eva Muster" has two of them
        previous = text
        text = re.sub(rf"^(?:{page_rules().byline_prefixes.pattern})\s*", "", text, flags=re.IGNORECASE)
    return text


def split_byline(text: str) -> tuple[str, str | None]:
    """Part a standfirst from the byline that ends it ("… kam es anders. Von Eva Muster")."""
    if (match := _FINAL_BYLINE.search(text)) and find_names(match[1]):
        return text[: match.start(1)].rstrip(), match[1]
    return text, None


def is_agency_line(text: str) -> bool:
    """Tell whether `text` is only a source code: agencies, initials, outlets ("dpa/AFP", "(Quelle: APA)", "mit dpa").

    Such a line names at least one agency, or is one short code in parentheses, perhaps behind the outlet's
    ("MDR (dst)").
    """
    if len(text) > 80:
        return False
    if _SIGNED.fullmatch(text):
        return True
    inner = re.sub(r"^\(|\)$|^\[|\]$", "", text.strip(" .")).strip()
    inner = re.sub(
        r"^(?:quellen?|mit material(?: von| der)?|mit|von|text)\s*:?\s*", "", inner, flags=re.IGNORECASE
    )
    codes = [code for code in re.split(r"[\s,;/&+|-]+|\bund\b", inner) if code]
    if not codes or len(codes) > 8 or any(len(code) > 12 for code in codes):
        return False
    if any(is_agency(code) for code in codes):
        return all(is_agency(code) or len(code) <= 4 or code[0].isupper() for code in codes)
    return len(codes) == 1 and text.strip().startswith("(") and len(codes[0]) <= 4 and codes[0].islower()


def _part(text: str) -> Iterator[str]:
    """Yield the names within one string."""
    rules = page_rules()
    text = without_prefix(text)
    extra = [inner for inner in _PARENTHESIS.findall(text) if is_agency(inner)]
    text = _PARENTHESIS.sub(" ", text).strip()
    parts = [part.strip(" .:-–*") for part in _SEPARATOR.split(text)]
    if len(parts) == 2 and re.fullmatch(r"[^,]+,[^,]+", text) and all(_is_single(part) for part in parts):
        parts = [f"{parts[1]} {parts[0]}"]  # "Muster, Eva"
    for index, part in enumerate([*parts, *extra]):
        if not part or len(part) > MAX_NAME or _ADDRESS.search(part):
            continue
        if rules.non_authors.fullmatch(part) or not re.search(r"[^\W\d_]", part):
            continue
        if index and not is_agency(part) and rules.roles.fullmatch(part):
            continue
        yield part


def _is_single(part: str) -> bool:
    return (
        " " not in part
        and bool(re.fullmatch(_WORD, part))
        and not is_agency(part)
        and not part.isupper()
        and not page_rules().roles.fullmatch(part)
    )
