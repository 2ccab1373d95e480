"""laut reads news reports and keeps who said what, according to whom, how firmly and when.

    import laut

    article = laut.read("article.html")
    for statement in article.statements:
        print(*(hop.name for hop in statement.chain), statement.text, sep=" ← ")  # according to whom
        print(statement.factuality, statement.when)  # how firmly, when
    for use in article.sources():
        print(use.source.name, use.source.named, use.originator, use.relay)

`read` takes a file, `read_text` pasted text, `read_all` any number of files and folders. What they return
are the records below; `Article.to_dict` gives the JSON contract. `Ledger` keeps articles beyond the day:

    with laut.Ledger("sqlite:///laut.db") as ledger:
        ledger.add(article)
"""

import os
from typing import TYPE_CHECKING, Any

# onnxruntime reports its use to Microsoft and keeps an id of the machine unless it is told not to before it is
# loaded. laut sends nothing anywhere; who wants those reports can set the variable to 0.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from laut.api import read, read_all, read_text
from laut.errors import (
    InputError,
    InvalidRecordError,
    LautError,
    LedgerError,
    ModelError,
    UnsupportedLanguageError,
)
from laut.records import (
    Article,
    DateRange,
    Factuality,
    Hop,
    Marker,
    Note,
    Rejection,
    Section,
    Source,
    SourceUse,
    Span,
    Statement,
    When,
)

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger

__version__ = "0.1.0"

__all__ = [
    "Article",
    "DateRange",
    "Factuality",
    "Hop",
    "InputError",
    "InvalidRecordError",
    "LautError",
    "Ledger",
    "LedgerError",
    "Marker",
    "ModelError",
    "Note",
    "Rejection",
    "Section",
    "Source",
    "SourceUse",
    "Span",
    "Statement",
    "UnsupportedLanguageError",
    "When",
    "read",
    "read_all",
    "read_text",
]


def __getattr__(name: str) -> Any:
    """Import the ledger when it is first asked for: SQLAlchemy takes as long as all the rest together."""
    if name == "Ledger":
        from laut.ledger.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'laut' has no attribute {name!r}")
