"""With which numbers is a model read? Thresholds and calibration, kept beside the weights as JSON."""

from __future__ import annotations

from pathlib import Path

import msgspec

from laut.errors import ModelError

FORMAT = 3
"""Version of the agreement between code and weights: inputs, outputs, tags and features."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What belongs to one set of weights besides the weights.

    Attributes:
        name: version of the model, as it is shown to users; `laut.reading.version` says what is kept with a reading.
        format: must equal `FORMAT`.
        languages: ISO 639-1 codes of the languages it reads.
        window: most subwords in a window of the encoder, context and the two end marks included.
        context: subwords of shared context between neighbouring windows, both sides together.
        begin_bias: added to the score of beginning a quotation, for outer and nested ones.
        loose_end: cost of ending an outer quotation where there is no punctuation.
        role_thresholds: least probability of a word to take the role: speaker, cue, frame, addressee.
        role_reach: share of the threshold that is enough for a word next to one above it.
        form_trust: weight of the tagger's form against that of the role module, 0 to 1.
        confidence: weights of the logistic regression for statement confidence, the constant last.
        files: SHA-256 of the files that belong to it, by name.
    """

    name: str
    format: int = FORMAT
    languages: tuple[str, ...] = ("de",)
    window: int = 256
    context: int = 64
    begin_bias: tuple[float, float] = (0.0, 0.0)
    loose_end: float = 0.0
    role_thresholds: tuple[float, float, float, float] = (0.5, 0.5, 0.5, 0.5)
    role_reach: float = 1.0
    form_trust: float = 0.5
    confidence: tuple[float, ...] = ()
    files: dict[str, str] = {}


def load_settings(path: Path) -> Settings:
    """Read a model's settings.

    Raises:
        ModelError: the file is missing, damaged, or of a format that this code does not know.
    """
    hint = "install laut again, or build a model with `make model`"
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        raise ModelError(f"there is no reading model at {path.parent}", hint) from None
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"the model's settings {path} cannot be read: {error}", hint) from error
    if settings.format != FORMAT:
        raise ModelError(
            f"the model {settings.name} has format {settings.format}, this laut reads {FORMAT}", hint
        )
    return settings
