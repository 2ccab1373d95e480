"""The nouns of laut: frozen, typed records and nothing else.

Every stage takes records and returns records. All offsets refer to `Article.text`, count characters
(Unicode code points) and are half-open: `article.text[span.start:span.end] == span.text`.

`Article.to_dict` gives the JSON contract of the project (``docs/contract.md``), `Article.from_dict` reads
it back. Whatever is not known is `None` or an interval, never a guess.
"""

from __future__ import annotations

from laut.records.article import (
    Actor,
    Article,
    Factuality,
    FactualityValue,
    Form,
    Hop,
    Marker,
    MarkerType,
    Medium,
    Note,
    Rejection,
    Role,
    Section,
    SectionKind,
    Source,
    SourceKind,
    SourceUse,
    Stance,
    Statement,
    When,
)
from laut.records.base import DateRange, Record, Span, shorten
from laut.records.claim import (
    ActorFile,
    Claim,
    ClaimFile,
    Drift,
    DriftKind,
    Opposition,
    Origin,
    Origins,
    Passing,
    Told,
)

__all__ = [
    "Actor",
    "ActorFile",
    "Article",
    "Claim",
    "ClaimFile",
    "DateRange",
    "Drift",
    "DriftKind",
    "Factuality",
    "FactualityValue",
    "Form",
    "Hop",
    "Marker",
    "MarkerType",
    "Medium",
    "Note",
    "Opposition",
    "Origin",
    "Origins",
    "Passing",
    "Record",
    "Rejection",
    "Role",
    "Section",
    "SectionKind",
    "Source",
    "SourceKind",
    "SourceUse",
    "Span",
    "Stance",
    "Statement",
    "Told",
    "When",
    "shorten",
]
