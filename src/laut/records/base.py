"""What all records have in common, and the two that all others are built of: a stretch of text and a range of days."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

import msgspec

from laut.errors import InvalidRecordError


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common ground of all records: conversion to and from plain Python data."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready data: dicts, lists, strings, numbers, booleans and None."""
        result: dict[str, Any] = _with_lists(msgspec.to_builtins(self))
        return result

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Build the record from `to_dict`'s output.

        Raises:
            InvalidRecordError: a field is missing, unknown or of the wrong type; the message names it.
        """
        try:
            return msgspec.convert(data, cls, strict=True)
        except msgspec.ValidationError as error:
            raise InvalidRecordError(cls.__name__, str(error)) from error


class Span(Record, frozen=True, kw_only=False):
    """A stretch of `Article.text`: character offsets, half-open, and the text between them.

    Attributes:
        start: offset of the first character.
        end: offset behind the last character.
        text: the characters between them.
    """

    start: int
    end: int
    text: str

    def __repr__(self) -> str:
        return f"Span({self.start}:{self.end} {shorten(self.text)!r})"


class DateRange(Record, frozen=True, kw_only=False):
    """A date as precise as it is known: both ends included, equal for a single day.

    Attributes:
        earliest: the first day that it may be.
        latest: the last day that it may be.
    """

    earliest: dt.date
    latest: dt.date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"a date range must not end ({self.latest}) before it begins ({self.earliest})")

    def __str__(self) -> str:
        return str(self.earliest) if self.earliest == self.latest else f"{self.earliest}…{self.latest}"


def _with_lists(data: Any) -> Any:
    """Return data as JSON has it: msgspec's own conversion keeps tuples."""
    if isinstance(data, dict):
        return {key: _with_lists(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_with_lists(value) for value in data]
    return data


def shorten(text: str, width: int = 60) -> str:
    """Return the text on one line, cut at `width` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
