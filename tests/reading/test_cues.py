"""Cues that words beside the speaker settle. Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.cues import settle_cue
from laut.reading.quotations import Quotation, Range


def quotation(text: str, **roles: str) -> Quotation:
    """A quotation of which only these roles are known, each by its words; "…" parts them."""

    def ranges(words: str) -> tuple[Range, ...]:
        found, at = [], 0
        for part in words.split(" … ") if words else []:
            start = text.index(part, at)
            at = start + len(part)
            found.append((start, at))
        return tuple(found)

    parts = {name: ranges(roles.get(name, "")) for name in ("speaker", "cue", "frame", "addressee")}
    return Quotation("indirect", None, ((0, 1),), **parts, parent=None, evidence=(), confidence=1.0)


def settled(text: str, **roles: str) -> Quotation:
    return settle_cue(quotation(text, **roles), text)


def words(ranges: tuple[Range, ...], text: str) -> list[str]:
    return [text[a:b] for a, b in ranges]


@pytest.mark.parametrize(
    ("text", "roles", "cue"),
    [
        ("Nach Ansicht von Roth hält sie.", {"speaker": "Ansicht von Roth", "cue": "Nach Ansicht"}, ["Nach"]),
        ("Laut „Hafenkurier“ hält sie.", {"speaker": "Hafenkurier", "cue": "Hafenkurier"}, ["Laut"]),
        ("Sie hält Berichten zufolge.", {"speaker": "Berichten", "cue": "Berichten zufolge"}, ["zufolge"]),
        ("Sie hält ihrer Meinung nach.", {"speaker": "ihrer Meinung", "frame": "ihrer Meinung nach"}, ["nach"]),
        ("Sie halte, so Lindqvist.", {"speaker": "Lindqvist", "frame": ", so Lindqvist"}, ["so"]),
        ("Sie hält laut Roth.", {"speaker": "Roth", "frame": "laut Roth"}, ["laut"]),
        ("Das teilte Roth mit.", {"speaker": "Roth", "frame": "Das teilte Roth mit"}, ["teilte", "mit"]),
        ("Roth warf uns vor, zu ruhen.", {"speaker": "Roth", "cue": "warf", "frame": "warf uns vor"}, ["warf", "vor"]),
        ("Die Brücke hält, sagte Roth.", {"speaker": "Roth", "frame": ", sagte Roth"}, ["sagte"]),
    ],
)  # fmt: skip
def test_the_small_word_or_the_verb_is_the_cue(text: str, roles: dict[str, str], cue: list[str]) -> None:
    assert words(settled(text, **roles).cue, text) == cue


def test_a_preposition_and_its_speaker_are_the_frame_if_there_is_none() -> None:
    text = "Nach Angaben der Polizei hält sie."
    found = settled(text, speaker="Angaben der Polizei", cue="Nach Angaben")
    assert words(found.frame, text) == ["Nach Angaben der Polizei"]


def test_demnach_is_speaker_cue_and_frame() -> None:
    text = "Demnach hält die Brücke."
    found = settled(text, cue="Demnach")
    assert words(found.speaker, text) == words(found.cue, text) == words(found.frame, text) == ["Demnach"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Nach dem Essen sagte Roth, sie halte.", {"speaker": "Roth", "cue": "sagte", "frame": "sagte Roth"}),
        ("Laut Kurier sagte Roth, sie halte.", {"speaker": "Kurier", "cue": "Laut … sagte"}),
        ("Nach Roth kam Kolb. Sie halte.", {"speaker": "Roth"}),  # goes on with what Roth said before
        ("Roth sagte und schrieb, sie halte.", {"speaker": "Roth", "frame": "Roth sagte und schrieb,"}),
        ("Eine Frage nach Roth blieb offen.", {}),
    ],
)
def test_what_is_not_settled_stays_as_it_is(text: str, roles: dict[str, str]) -> None:
    assert settled(text, **roles) == quotation(text, **roles)
