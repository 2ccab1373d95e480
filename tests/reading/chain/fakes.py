"""A cast that knows what a test tells it, and media in general: enough to see how chains are put together."""

from __future__ import annotations

import re
from collections.abc import Mapping

from laut.records import Form, Source, SourceKind, Span, Statement

MEDIA = re.compile(
    r"zeitung|agentur|sender|magazin|blatt|kurier|rundschau|fernsehen|rundfunk|\bradio|\b(tv|dpa|afp)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(r"fernsehen|rundfunk|radio", re.IGNORECASE)
ARTICLE = re.compile(
    r"^(der|die|das|dem|den|des|ein|eine|einem|einen|eines|einer|seine|seiner|ihre|ihrer)\s+", re.IGNORECASE
)


class FakeCast:
    """Answers from a table of words to (name, kind, named); unknown words are their own name."""

    def __init__(self, text: str, known: Mapping[str, tuple[str, SourceKind, bool]] | None = None) -> None:
        self.text = text
        self.known = dict(known or {})

    def who(self, start: int, end: int) -> Source:
        words = self.text[start:end]
        spans = (Span(start, end, words),)
        hits = [key for key in self.known if re.search(rf"(?<!\w){re.escape(key)}(n|s)?(?!\w)", words)]
        if hits:
            name, kind, named = self.known[max(hits, key=len)]
            return Source(name=name, kind=kind, named=named, spans=spans)
        plain = ARTICLE.sub("", " ".join(words.split()))
        if MEDIA.search(plain):
            return Source(name=plain, kind="media", named=not GENERAL.search(plain), spans=spans)
        return Source(name=plain, spans=spans)

    def sources(self, start: int, end: int) -> list[Source]:
        """What is known by a word of the range."""
        found = (match.span() for match in re.finditer(r"\w+", self.text[:end]) if match.start() >= start)
        return [self.who(*place) for place in found if self.text[slice(*place)] in self.known]


KNOWN: dict[str, tuple[str, SourceKind, bool]] = {
    "Hafenkurier": ("Hafenkurier", "media", True),
    "dpa": ("Deutsche Presse-Agentur", "media", True),
    "Zeitung": ("Hafenkurier", "media", True),
    "Bericht": ("Hafenkurier", "media", True),
    "Insider": ("Insider", "group", False),
    "Beamte": ("Beamte", "group", False),
    "Beamten": ("Beamte", "group", False),
    "Quellen": ("Quellen", "group", False),
    "Lindqvist": ("Karla Lindqvist", "person", True),
    "Osterkamp": ("Jens Osterkamp", "person", True),
    "Polizei": ("Polizei", "government", True),
    "Studie": ("Studie", "document", False),
}


def statement_of(text: str, number: int, marked: str, form: Form = "indirect", **roles: str) -> Statement:
    """A statement whose content is the marked words; "…" parts its spans. Roles are words of the text."""

    def spans(words: str, near: int = 0) -> tuple[Span, ...]:
        result = []
        for part in words.split(" … "):
            start = text.index(part, near)
            result.append(Span(start, start + len(part), part))
            near = start + len(part)
        return tuple(result)

    speaker = spans(roles["speaker"]) if "speaker" in roles else ()
    return Statement(
        id=f"s-{number}",
        form=form,
        medium=None,
        confidence=1.0,
        content=spans(marked),
        speaker=Source(name=roles["speaker"], spans=speaker) if speaker else None,
        cue=spans(roles["cue"]) if "cue" in roles else (),
        frame=spans(roles["frame"]) if "frame" in roles else (),
        parent=roles.get("parent"),
    )
