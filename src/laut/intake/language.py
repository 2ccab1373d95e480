"""Which language is this text in?"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 20
"""Texts with fewer letters are too short to tell: names and numbers look like any language."""

MIN_PROBABILITY = 0.5
"""Below this the identifier itself is undecided (its probabilities are calibrated for length)."""

SAMPLE_CHARS = 6_000
"""The identifier is sure long before; more would only cost time."""

NO_LANGUAGE = frozenset({"zxx", "und"})
"""Labels that say "not a language", as for tables of figures."""


_loading = threading.Lock()


def warm_up() -> None:
    """Begin to load what language detection needs, beside whatever else a program has to load."""
    threading.Thread(target=_ready, daemon=True).start()


def _ready() -> LanguageIdentifier:
    with _loading:  # so that two threads do not both unpack it
        return _identifier()


@functools.cache
def _identifier() -> LanguageIdentifier:
    # Imported here because unpacking the model takes a good part of a second that `laut --help` need not pay.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the language of `text`, or None if it is too short or too mixed to tell."""
    sample = text[:SAMPLE_CHARS]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    language, probability = _ready().classify(sample)
    if probability < MIN_PROBABILITY or language in NO_LANGUAGE:
        return None
    return str(language)
