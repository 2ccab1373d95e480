"""A cast that knows what a test tells it, and media and pronouns in general: enough to see how chains are put together."""

from __future__ import annotations

import re
from collections.abc import Mapping

from laut.records import Source, SourceKind, Span

MEDIA = re.compile(
    r"zeitung|agentur|sender|magazin|blatt|kurier|rundschau|fernsehen|rundfunk|\bradio|\b(tv|dpa|afp)\b", re.IGNORECASE
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
        hits = [key for key in self.known if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words)]
        if hits:
            name, kind, named = self.known[max(hits, key=len)]
            return Source(name=name, kind=kind, named=named, spans=spans)
        plain = ARTICLE.sub("", " ".join(words.split()))
        if MEDIA.search(plain):
            return Source(name=plain, kind="media", named=not GENERAL.search(plain), spans=spans)
        return Source(name=plain, spans=spans)
