"""Who makes an entry in the record of people? Author, reason and time, the same for all of its tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

from laut.errors import LedgerError
from laut.records import Record


class Signature(Record, frozen=True):
    """Who makes an entry in the record of people, when and why.

    Attributes:
        author: name of the person.
        reason: in their words.
        made: when; None for now.
    """

    author: str
    reason: str | None = None
    made: dt.datetime | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns that every table of the record of people has.

        Raises:
            LedgerError: there is no author.
        """
        author = " ".join(self.author.split())
        if not author or "\0" in author:
            raise LedgerError(
                "an entry in the record of people needs an author", "give your name with --author"
            )
        return {"author": author, "reason": self.reason, "made": self.made or dt.datetime.now(dt.UTC)}
