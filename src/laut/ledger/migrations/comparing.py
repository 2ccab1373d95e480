"""What counts when the tables in a database are compared with `laut.ledger.tables`?"""

from __future__ import annotations

from typing import Any

from sqlalchemy.schema import SchemaItem

from laut.ledger.search.ddl import SHADOWS, WORDS

APART = frozenset({WORDS, *SHADOWS})
"""Tables that are not in the metadata: each database has its own full-text index."""


def options() -> dict[str, Any]:
    """Return what Alembic is told about the comparison."""
    return {"include_object": _is_compared, "compare_type": True, "render_item": _render}


def _is_compared(
    _item: SchemaItem, name: str | None, type_: str, _reflected: bool, _other: SchemaItem | None
) -> bool:
    return not (type_ == "table" and name in APART)


def _render(type_: str, item: Any, _context: Any) -> str | bool:
    """Write the ledger's own types into a migration as they are in the database."""
    if type_ != "type":
        return False
    name = type(item).__name__
    return {"Utc": "sa.DateTime()", "Vector": "Vector()"}.get(name, False)
