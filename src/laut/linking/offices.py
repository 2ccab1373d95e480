"""Are two descriptions of people for one office that only one holds? "Der Landeschef", "Landeshauptmann Muster"."""

from __future__ import annotations

from laut.linking.source_words import TOKEN, lists_of
from laut.reading.actors.nouns import Noun, nouns_of


def may_be_one_office(one: str, other: str) -> bool:
    """Whether who is described in one way may be who is described in the other, and nobody else of that house.

    The nouns are the same, or one of them is for whoever leads, of the same sort or of none that it tells.
    """
    first, second = _office_in(one), _office_in(other)
    if first is None or second is None:
        return False
    sorts_fit = first.before == second.before or not (first.before and second.before)
    if first.base == second.base:
        return sorts_fit
    return sorts_fit and not lists_of("de").any_leader.isdisjoint((first.base, second.base))


def _office_in(words: str) -> Noun | None:
    """The first noun of a description that is for an office of which a house has but one."""
    held = lists_of("de").held_by_one
    found = (noun for word in TOKEN.findall(words) if word[0].isupper() for noun in nouns_of(word)[:1])
    return next((noun for noun in found if noun.sort == "person" and noun.base in held), None)
