"""How does each outlet treat what it has from others? Over all claims of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from laut.ledger.claims import tellings_of, travelling_claims
from laut.ledger.ledger import Ledger
from laut.linking.counting import copies_between, echoes_elsewhere
from laut.linking.drift import Firming, firmness_by_outlet
from laut.linking.origins import origins_of
from laut.records import Passing, Told

_AT_ONCE: Final = 100
"""Claims that are looked at in one transaction."""


def firmness_of_outlets(ledger: Ledger, on_seen: Callable[[int], None] | None = None) -> dict[str, Firming]:
    """Count, for each outlet, how often it firms up what it relays, and how often it is more careful.

    Args:
        on_seen: is called with the number of claims that were looked at so far.
    """
    return firmness_by_outlet(_passed_on(ledger, on_seen or (lambda number: None)))


def _passed_on(
    ledger: Ledger, on_seen: Callable[[int], None]
) -> Iterator[tuple[Sequence[Told], Sequence[Passing]]]:
    """The claims that may have passed from one report to another: their statements, echoes and edges."""
    last = seen = 0
    while True:
        with ledger.looking() as connection:
            numbers = travelling_claims(connection, last, _AT_ONCE)
            for number in numbers:
                tellings = tellings_of(connection, number)
                _, passings = origins_of(tellings, copies_between(connection, tellings))
                echoes, echoing = echoes_elsewhere(connection, tellings)
                yield (*tellings, *echoes), (*passings, *echoing)
        if not numbers:
            return
        last, seen = numbers[-1], seen + len(numbers)
        on_seen(seen)
