"""Which statements may be found at all? What a search can be narrowed to, apart from words and meaning."""

from __future__ import annotations

import datetime as dt

import msgspec

from laut.errors import LautError
from laut.records import FactualityValue, Form, Medium, Stance


class Days(msgspec.Struct, frozen=True):
    """A stretch of days, both ends included; open where an end is None.

    Attributes:
        since: first day.
        until: last day.
    """

    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise LautError(
                f"nothing lies between {self.since} and {self.until}: the first day is after the last",
                "give the earlier day first",
            )


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What found statements have in common; every field narrows, and one that is not given does not.

    Where several values are possible, one of them is enough. Dates are intervals, as precise as they are known, and
    match where they touch the days asked for: a report of "November 2022" may be of the 2nd.

    Attributes:
        speaker: words of the speaker's name; each begins a word of it ("Putin", "wlad putin").
        actor: the speaker's id in the registry of actors.
        side: actor id of the state or organisation that the speaker speaks for.
        outlet: who published it; the whole name.
        forms: how the words are represented.
        media: speech, writing, thought or mixed.
        named: whether the speaker is named.
        stances: of the hop nearest to the outlet.
        outlet_factuality: how firmly the outlet puts it forward (FactBank).
        originator_factuality: how firmly its source puts it forward.
        uttered: when it was said, where that is known.
        content: when what is said happens, where that is known.
        published: when the report appeared.
        language: ISO 639-1 code of the report.
        min_confidence: smallest probability that the statement was read right.
        claim: id of the claim that it belongs to.
        current: leave out what only earlier revisions of a report say.
    """

    speaker: str | None = None
    actor: str | None = None
    side: str | None = None
    outlet: str | None = None
    forms: tuple[Form, ...] = ()
    media: tuple[Medium, ...] = ()
    named: bool | None = None
    stances: tuple[Stance, ...] = ()
    outlet_factuality: tuple[FactualityValue, ...] = ()
    originator_factuality: tuple[FactualityValue, ...] = ()
    uttered: Days = Days()
    content: Days = Days()
    published: Days = Days()
    language: str | None = None
    min_confidence: float = 0.0
    claim: str | None = None
    current: bool = True
