"""What does a language say, and with which words? The language data, one folder a language, as YAML.

Language knowledge lives here and not in code: a new language is a new folder. Files are read when they are first
needed, checked against the type that the caller gives, and kept.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TypeVar

import msgspec

from laut.errors import LautError

T = TypeVar("T")


@functools.cache
def load(language: str, name: str, kind: type[T]) -> T:
    """Read ``LANGUAGE/NAME.yaml`` as the given type.

    Args:
        language: ISO 639-1 code, the folder's name.
        name: the file's name without its ending.
        kind: type to check the content against, such as a `msgspec.Struct` or ``dict[str, tuple[str, ...]]``.

    Raises:
        LautError: there is no such file, or its content is not of that type.
    """
    path = files(__name__) / language / f"{name}.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise LautError(
            f"the lexicon {language}/{name}.yaml cannot be used: {error}", "install laut again"
        ) from error
