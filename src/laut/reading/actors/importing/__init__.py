"""Which actors does a file bring? CSV, Wikidata's JSON and FollowTheMoney, told apart by what is in the file.

A row that cannot be used is reported with its line and skipped; the others are taken.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from laut.errors import InputError
from laut.reading.actors.importing import json_entities, tables
from laut.reading.actors.importing.rows import Collector, Imported
from laut.records import Actor

__all__ = ["Imported", "read_file"]


def read_file(path: Path, known: Callable[[str], Actor | None]) -> Imported:
    """Read the actors of a file.

    Args:
        path: a CSV file, JSON of Wikidata (Special:EntityData, or entities one a line), or FollowTheMoney.
        known: gives the actor that already has an id; its canonical name is kept where the file has no
            German one.

    Raises:
        InputError: the file cannot be opened, or is none of these.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: not UTF-8 (byte {error.start})", "save it as UTF-8 and import again"
        ) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "check the name and the permissions") from error
    collector = Collector(str(path))
    if text.lstrip()[:1] in ("{", "["):
        json_entities.collect(text, collector, known)
    else:
        tables.collect(text, collector)
    return collector.result()
