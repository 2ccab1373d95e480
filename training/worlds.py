"""The worlds of reports as stories: what they say of one claim, and what else their reports say.

The sentence encoder learns from those for development (`training.tune`), as it does from the stories of
`training.stories`: statements of one claim belong together, those of a claim that is opposed to it sound like it, and
every other sentence of the reports stands beside both.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.gold.linking.cases.load import Case, Report, read_cases

from training.stories import Claim, Story

OTHERS = 12
"""Sentences of a world that are of no claim, at most."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_FEWEST_WORDS = 4


def read_worlds(last: int | None = None) -> list[Story]:
    """Read the worlds for development, up to a number, as stories."""
    return [story_of(case) for case in read_cases("dev") if last is None or case.number <= last]


def story_of(case: Case) -> Story:
    """Write a world as a story: each claim with the first one that is opposed to it."""
    said = {one.id: tuple(dict.fromkeys(place.quote for place in one.places)) for one in case.claims}
    claim_of = {place: one.id for one in case.claims for place in one.places}
    denied: dict[str, tuple[str, ...]] = {}
    denying: set[str] = set()
    for one in case.oppositions:
        left, right = claim_of.get(one.one), claim_of.get(one.other)
        if left is None:
            left, right = right, left
        if left is None or left == right or left in denied or left in denying:
            continue
        if right is None:
            denied[left] = (one.other.quote if claim_of.get(one.one) else one.one.quote,)
        elif right not in denied and right not in denying:
            denied[left] = said[right]
            denying.add(right)
    claims = [
        Claim(said=texts, denied=denied.get(name, ()), other=())
        for name, texts in said.items()
        if name not in denying
    ]
    others = [text for report in case.reports for text in _others(case, report)]
    chosen = random.Random(case.id).sample(others, min(OTHERS, len(others)))
    return Story(case.id, (*claims, *(Claim(said=(), denied=(), other=(text,)) for text in chosen)))


def _others(case: Case, report: Report) -> Iterator[str]:
    """Yield the sentences of a report in which no place of a claim stands."""
    taken = [
        span
        for claim in case.claims
        for place in claim.places
        if place.report == report.id
        for span in place.spans
    ]
    for match in _SENTENCE.finditer(report.text):
        start, end = match.span()
        free = not any(a < end and start < b for a, b in taken)
        if free and len(match[0].split()) >= _FEWEST_WORDS:
            yield match[0].strip()
