"""Swiss spelling, as the network reads it. Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.encoder import load_tokenizer, split_subwords
from laut.reading.reader import WEIGHTS
from laut.reading.swiss import is_swiss, with_sharp_s
from laut.reading.words import split_words


@pytest.mark.parametrize(
    ("swiss", "sharp"),
    [
        ("Der Pegel steige, heisst es.", "Der Pegel steige, heißt es."),
        ("Das liess Aussenminister Moos ausrichten.", "Das ließ Außenminister Moos ausrichten."),
        ("An der Passstrasse gelten Massnahmen.", "An der Passstraße gelten Maßnahmen."),
        ("ausserdem dreissig Fussgänger", "außerdem dreißig Fußgänger"),
        ("STRASSE gesperrt, heisst es", "STRASSE gesperrt, heißt es"),
    ],
)
def test_words_are_written_as_elsewhere(swiss: str, sharp: str) -> None:
    assert is_swiss(swiss)
    assert with_sharp_s(swiss)[0] == sharp


@pytest.mark.parametrize(
    "text",
    [
        "Er weiß, dass der Fluss steigt.",  # has the letter
        "Der Fluss müsse warten, dass muss in Russland so sein.",
        "Eine Aussendung der Kasse über die Preissenkung und die Messe.",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert not is_swiss(text)


def test_subwords_lie_in_the_words_of_the_text_as_it_stands() -> None:
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    swiss = "Die Strasse sei gross, heisst es.\n\nDas liess er ausrichten, ausser am Montag."
    sharp = "Die Straße sei groß, heißt es.\n\nDas ließ er ausrichten, außer am Montag."
    one, other = (split_subwords(text, split_words(text), tokenizer) for text in (swiss, sharp))
    for name in ("ids", "first", "last", "begin"):
        assert (getattr(one, name) == getattr(other, name)).all()
