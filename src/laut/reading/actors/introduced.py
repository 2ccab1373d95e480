"""Who is called by an office first and by the name only later? *…, sagte eine Stadträtin. …, teilte Erika Muster mit.*

German news introduces nobody by the bare name: who has one, and no office, was described just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.actors.pronouns import Uttered
from laut.reading.actors.roster import Entity, Roster, Seen
from laut.reading.prose import Prose

_REACH = 2
"""Sentences between the office and the name."""


def named_later(prose: Prose, roster: Roster, uttered: Sequence[Uttered]) -> Iterator[tuple[Entity, Entity]]:
    """Yield the speakers whom an article calls by an office first, each with the one who has the name.

    Both must speak, within two sentences of a paragraph, agree in gender, and be the only ones there who may be meant.

    Args:
        prose: the article.
        roster: whom it speaks of, with their mentions.
        uttered: who says its statements.
    """
    speaking = {id(one.speaker): one.speaker for one in uttered if one.speaker is not None}
    people = [one for one in roster.entities if id(one) in speaking and one.kind == "person" and one.seen]
    described = [one for one in people if not one.named and one.doubt is None and _is_described(prose, one)]
    names = [one for one in people if one.named and _is_bare(one)]
    for named in names:
        found = [one for one in described if _is_just_before(prose, one, named)]
        rivals = [
            one for one in names if one is not named and found and _is_just_before(prose, found[0], one)
        ]
        if len(found) == 1 and not rivals:
            yield found[0], named


def _is_bare(entity: Entity) -> bool:
    """Whether nothing is told of somebody but a name in full."""
    return not entity.offices and entity.actor is None and entity.age is None and " " in entity.name


def _is_described(prose: Prose, entity: Entity) -> bool:
    """Whether somebody comes in with an indefinite article: *eine Stadträtin*."""
    at = _first(entity).at
    word = next((one for one in prose.sentence_at(at).words if one.end > at), None)
    return word is not None and word.lower in grammar().indefinite


def _is_just_before(prose: Prose, described: Entity, named: Entity) -> bool:
    one, other = _first(described), _first(named)
    near = one.at < other.at and other.sentence - one.sentence <= _REACH
    same = prose.sentences[one.sentence].paragraph == prose.sentences[other.sentence].paragraph
    return near and same and described.gender is not None and named.gender in (None, described.gender)


def _first(entity: Entity) -> Seen:
    return min(entity.seen, key=lambda seen: seen.at)
