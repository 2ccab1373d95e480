"""What can go wrong, said so that the reader of the message knows what to do next."""

from __future__ import annotations


class LautError(Exception):
    """Base of all errors that laut raises on purpose.

    Attributes:
        reason: what is wrong, with which input.
        hint: what to do about it.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(f"{reason} – {hint}")
        self.reason = reason
        self.hint = hint


class InputError(LautError):
    """A file, page, line or stream that cannot be read as an article."""


class UnsupportedLanguageError(LautError):
    """An article in a language that no reading model of this installation knows."""


class ModelError(LautError):
    """The reading model is missing, damaged or of another version than the code expects."""


class LedgerError(LautError):
    """The ledger cannot be opened or written: where it is, what is wrong and what to do."""


class InvalidRecordError(LautError):
    """Data that does not have the shape of the record that it should become."""

    def __init__(self, record: str, problem: str) -> None:
        super().__init__(
            f"not a valid {record}: {' '.join(problem.split())}",  # names of fields may have line breaks in them
            "compare with the JSON contract in docs/contract.md",
        )
