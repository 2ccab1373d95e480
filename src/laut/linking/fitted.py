"""The numbers that a fit has left in the package: read once, and only if they were made for what is computed today."""

from __future__ import annotations

from importlib.resources import files
from typing import Protocol, TypeVar

import msgspec

from laut.errors import LautError


class Fitted(Protocol):
    """Numbers with the names of what each is about, in order."""

    @property
    def features(self) -> tuple[str, ...]:
        """The names."""


T = TypeVar("T", bound=Fitted)


def packaged(file: str, kind: type[T], names: tuple[str, ...], what: str, command: str) -> T:
    """Return the numbers of a file beside this module.

    Args:
        file: its name.
        kind: what it holds.
        names: of what is computed today.
        what: what cannot be used without it, for messages.
        command: what fits it anew.

    Raises:
        LautError: the file is missing, damaged, or made for other features.
    """
    try:
        found = msgspec.yaml.decode(files(__package__).joinpath(file).read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise LautError(f"the {what} cannot be used: {error}", "install laut again") from error
    if found.features != names:
        raise LautError(f"the {what} was made for other features", f"run: {command}")
    return found
