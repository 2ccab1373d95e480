"""Which language is this text in?

Most texts that laut gets are plainly German or English: their function words say so. For all others py3langid is asked,
which takes half a second to unpack.
"""

from __future__ import annotations

import functools
import re
import threading
from importlib import resources
from typing import TYPE_CHECKING

import yaml

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

OBVIOUS_WORDS = 20
"""Fewer words do not show a language plainly."""

OBVIOUS_SHARE = 0.25
"""Share of a plain language's function words among all words, at least; in news it is 0.35 to 0.5."""

OBVIOUS_KINDS = 8
"""So many different ones of them, at least: titles and refrains repeat a few."""

FOREIGN_SHARE = 0.08
"""Share of another language's function words, at most."""

_WORD = re.compile(r"[^\W\d_]+")
_loading = threading.Lock()


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
    if (obvious := _obvious(sample)) is not None:
        return obvious
    language, probability = _ready().classify(sample)
    if probability < MIN_PROBABILITY or language in NO_LANGUAGE:
        return None
    return str(language)


def _obvious(sample: str) -> str | None:
    """Return the language whose function words hold a text together, if it is plainly one."""
    words = _WORD.findall(sample.lower())
    if len(words) < OBVIOUS_WORDS:
        return None
    found = {language: [word for word in words if word in own] for language, own in _function_words().items()}
    most, *others = sorted(found, key=lambda language: -len(found[language]))
    plain = len(found[most]) >= OBVIOUS_SHARE * len(words) and len(set(found[most])) >= OBVIOUS_KINDS
    mixed = any(len(found[other]) > FOREIGN_SHARE * len(words) for other in others)
    return most if plain and not mixed else None


@functools.cache
def _function_words() -> dict[str, frozenset[str]]:
    text = resources.files("laut.intake").joinpath("obvious.yaml").read_text("utf-8")
    return {language: frozenset(words) for language, words in yaml.safe_load(text).items()}
