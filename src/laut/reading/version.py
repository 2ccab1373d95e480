"""By what was a text read? By a model, and by rules that make statements of what it finds: ``laut-de-7.1``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from laut.reading.settings import Settings, load_settings

RULES: Final = 2
"""Counted up with every change after which the same quotations of a text give other statements."""


def version_of(settings: Settings) -> str:
    """Return the name of what reads with a model: that of the model, a dot, and the number of the rules."""
    return f"{settings.name}.{RULES}"


def packaged_version() -> str:
    """Return the name of what reads with the model that laut brings, without loading more than its settings.

    Raises:
        ModelError: the settings are missing or damaged.
    """
    return version_of(load_settings(Path(__file__).with_name("weights") / "settings.json"))
