"""The line between one input and the batch: an error ends the one and not the other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from laut.errors import LautError
from laut.records import Rejection

T = TypeVar("T")

_logger = logging.getLogger(__name__)


def guard(name: str, read: Callable[[], Iterator[T]]) -> Iterator[T | Rejection]:
    """Yield what `read` yields; an error becomes the rejection of the input called `name`."""
    try:
        yield from read()
    except LautError as error:
        yield Rejection(path=name, reason=error.reason, hint=error.hint)
    except Exception as error:
        # The last line of defence: a batch of thousands must not die of one file that nobody foresaw.
        _logger.debug("reading %s", name, exc_info=True)
        yield Rejection(
            path=name,
            reason=f"it could not be read because of an error in laut ({type(error).__name__}: {error})",
            hint="please report it together with the file",
        )
