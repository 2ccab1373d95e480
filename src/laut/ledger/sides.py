"""For whom does an actor speak? As the registry of actors says it."""

from __future__ import annotations

import functools
from collections.abc import Callable

from laut.reading.actors.registry import Registry


@functools.cache
def side_of() -> Callable[[str], str | None]:
    """Return a function from an actor's id to the id of the state or organisation it speaks for.

    A state that speaks for nobody else speaks for itself.
    """
    registry = Registry.load()

    def of(actor: str) -> str | None:
        known = registry.get(actor)
        if known is None:
            return None
        return known.side or (known.id if known.kind == "government" else None)

    return of
