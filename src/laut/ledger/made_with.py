"""What were the derived tables made with? The encoder of the vectors, the analysis of words, the scorer of claims, …

What was made in one way cannot stand beside what was made in another. Who makes something notes here with what, and
asks before it goes on.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from laut.ledger.tables import claim, membership, reading, setting

CLAIMS: Final = "claims"
"""Name of the setting that keeps which scorer made the claims."""
ORIGINS: Final = "origins"
"""… by which rules their origins were counted."""


def noted(connection: Connection, name: str) -> str | None:
    """Return what a setting keeps; None if nothing was noted yet."""
    return connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar()


def note(connection: Connection, name: str, value: str) -> None:
    """Let a setting keep a value from now on."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=value))


def has_claims(connection: Connection) -> bool:
    """Tell whether there is any claim."""
    return connection.execute(select(claim.c.id).limit(1)).first() is not None


def forget_claims(connection: Connection) -> None:
    """Take all claims away; linking will make them anew. What people decided about them stays and is followed then."""
    connection.execute(delete(membership))
    connection.execute(delete(claim))
    connection.execute(update(reading).where(reading.c.linked).values(linked=False))
    connection.execute(delete(setting).where(setting.c.name == CLAIMS))


def forget_counts(connection: Connection) -> None:
    """Take away what was counted of the origins of all claims; it is counted anew when somebody looks."""
    counted = claim.c.summary.is_not(None)
    connection.execute(update(claim).where(counted).values(at_least=None, at_most=None, summary=None))
