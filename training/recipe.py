"""What does the recipe say, as it stands, for a part of it, and with other values from the command line?"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RECIPE = Path(__file__).with_name("recipe.toml")


def read_recipe(path: Path) -> dict[str, Any]:
    """Return what a file such as ``recipe.toml`` says."""
    return tomllib.loads(path.read_text("utf-8"))


def following(recipe: dict[str, Any], part: str) -> dict[str, Any]:
    """The recipe as a part of it changes it."""
    changes = recipe[part]
    merged = {name: dict(value) if isinstance(value, dict) else value for name, value in recipe.items()}
    for name, value in changes["recipe"].items():
        if isinstance(value, dict):
            merged[name].update(value)
        else:
            merged[name] = value
    for name in ("encoder_rate", "head_rate"):
        merged["optimiser"][name] *= changes["pace"]
    return merged


def changed(recipe: dict[str, Any], changes: Sequence[str]) -> dict[str, Any]:
    """A recipe with other values: ``network.layers=12`` and so on, as they would stand in it."""
    for one in changes:
        key, _, value = one.partition("=")
        *path, name = key.split(".")
        try:
            part = functools.reduce(dict.__getitem__, path, recipe)
            part[name] = type(part[name])(tomllib.loads(f"value = {value}")["value"])
        except (KeyError, TypeError):
            raise SystemExit(
                f"--set {one}: the recipe has no {key}, or another kind of value there"
            ) from None
        except ValueError as error:
            raise SystemExit(f"--set {one}: {value!r} is no value of TOML ({error})") from None
    return recipe
