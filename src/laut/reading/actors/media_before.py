"""Which medium does *die Zeitung*, *das Magazin*, *die Agentur* go back to? One that was named and may be called so."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.actors.media_sorts import sorts_called, sorts_of
from laut.reading.actors.nouns import media_words
from laut.reading.actors.pronouns import Pronouns, last_before
from laut.reading.actors.roster import Entity, Roster


class MediaBefore:
    """Finds the medium that a noun goes back to."""

    def __init__(self, roster: Roster, pronouns: Pronouns) -> None:
        """Look back in an article, among those who appear in it."""
        self._roster, self._pronouns = roster, pronouns

    def last(self, at: int, noun: str) -> Entity | None:
        """The medium that was named last before a place, and may be called by a noun: no station is a paper.

        A paper is called a magazine all the same where nothing else is one.
        """
        media = [one for one in self._roster.entities if one.kind == "media" and one.named]
        before = [one for one in media if last_before(one, at) >= 0]
        fitting = [one for one in before if self._may_be_called(one, noun)] or [
            one for one in before if self._may_be_called(one, noun, loosely=True)
        ]
        last = max(fitting, key=lambda one: last_before(one, at), default=None)
        return self._reporting_beside(last, fitting, at) if last is not None else None

    def only(self, noun: str = "") -> Entity | None:
        """The one medium that the article names besides its outlet and agencies; None if there are several or none.

        Args:
            noun: what it is called, so that only media of that sort count.
        """
        media = [
            one
            for one in self._roster.entities
            if one.kind == "media" and one.named and one is not self._roster.outlet
            if "agency" not in self._sorts(one)
        ]
        fitting = [one for one in media if self._may_be_called(one, noun)]
        return fitting[0] if len(fitting) == 1 else None

    def agency(self, at: int) -> Entity | None:
        """Whom *die Agentur* means where no agency was named: the last unknown house that spoke."""
        told = {id(one.speaker) for one in self._pronouns.uttered if one.spoken_at < at}
        found = [one for one in self._roster.entities if id(one) in told and _is_unknown(one)]
        return max(found, key=lambda one: last_before(one, at), default=None)

    def _reporting_beside(self, medium: Entity, media: Sequence[Entity], at: int) -> Entity:
        """The medium that reports in the sentence where another was named last: *das Magazin „X“ des Senders Y*."""
        number = self._pronouns.prose.number_at(last_before(medium, at))
        reporting = [
            one.speaker
            for one in self._pronouns.uttered
            if one.speaker in media
            and one.spoken_at < at
            and self._pronouns.prose.number_at(one.spoken_at) == number
        ]
        return reporting[-1] if reporting and reporting[-1] is not None else medium

    def _may_be_called(self, medium: Entity, noun: str, *, loosely: bool = False) -> bool:
        """Whether a medium is of a sort that a noun is for; nouns such as *Medium* are for all, and so is no sort."""
        sorts = self._sorts(medium)
        wanted = sorts_called(noun)
        printed = frozenset(media_words().printed.split())
        if loosely and wanted & printed:
            wanted |= printed
        return not wanted or not sorts or bool(sorts & wanted)

    def _sorts(self, medium: Entity) -> set[str]:
        """What a medium is known to be, by its name or by what the text calls it: a paper, a station, an agency."""
        return sorts_of(medium.name, medium.heads) | (
            {"agency"} if medium.name in self._roster.small_names else set()
        )


def _is_unknown(entity: Entity) -> bool:
    """Whether nothing is known but a name, that of a house or, if it is one word, taken for a surname."""
    house = entity.kind == "organisation" or (entity.kind == "person" and " " not in entity.name)
    told = entity.heads or entity.offices or entity.gender or entity.actor
    return house and bool(entity.named) and not told
