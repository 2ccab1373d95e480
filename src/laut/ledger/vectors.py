"""Whose vectors has the ledger? Those of different encoders cannot be compared, and never stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import laut.reading
from laut.errors import ModelError
from laut.ledger.ledger import Ledger
from laut.ledger.made_with import note, noted
from laut.ledger.readings import Cells, Vectors

SETTING: Final = "vectors"
"""Name of the setting that keeps which encoder made the vectors."""


class Encoder(Protocol):
    """What gives statements their vectors: `laut.reading.meaning.SentenceEncoder`, or a stand-in."""

    @property
    def name(self) -> str:
        """Identifies the vectors."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts."""

    def cells(self, vectors: Vectors) -> Cells:
        """Return the cell of each vector."""


def encoder_for(ledger: Ledger, threads: int | None = None) -> Encoder | None:
    """Return the encoder of the ledger's vectors; None if this installation has none.

    Raises:
        ModelError: it is damaged, or the ledger has vectors of another one.
    """
    weights = Path(laut.reading.__file__).with_name("weights")
    if not (weights / "sentences.json").exists():
        return None
    from laut.reading.meaning import SentenceEncoder

    encoder = SentenceEncoder(weights, threads)
    claim_vectors(ledger, encoder.name)
    return encoder


def claim_vectors(ledger: Ledger, name: str) -> None:
    """Note that the ledger's vectors are those of this encoder.

    Raises:
        ModelError: they are another one's.
    """
    with ledger.atomic() as connection:
        theirs = noted(connection, SETTING)
        if theirs is None:
            note(connection, SETTING, name)
    if theirs not in (None, name):
        raise ModelError(
            f"the ledger {ledger.name} has vectors of {theirs}, and this laut makes those of {name}",
            "make them anew with: laut reread --vectors",
        )
