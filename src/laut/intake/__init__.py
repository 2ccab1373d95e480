"""From files to articles: plain text, saved pages and JSON become text with labelled sections.

`load` reads files, folders and standard input, `load_raw` the same with the bytes, `load_text` pasted text; `Known` is
what the caller knows better than the file. Everything ends in `laut.intake.assemble`, so that normalisation, ids and
language are the same for every kind of input.
"""

from laut.intake.known import Known
from laut.intake.limits import Limits
from laut.intake.loading import load, load_raw, load_text
from laut.intake.received import PassedOver, Received

__all__ = ["Known", "Limits", "PassedOver", "Received", "load", "load_raw", "load_text"]
