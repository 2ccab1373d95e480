"""What the caller of intake knows about an article better than the file itself does."""

from __future__ import annotations

from laut.records import DateRange, Record


class Known(Record, frozen=True):
    """Facts from outside the file; each one that is given wins over what the file says.

    Attributes:
        outlet: name of the publishing medium.
        url: address that the article was received from.
        published: publication date, as precise as it is known.
    """

    outlet: str | None = None
    url: str | None = None
    published: DateRange | None = None
