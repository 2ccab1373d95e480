"""Which language is a text in? What is plain needs no model, and what is not plain gets one."""

from __future__ import annotations

import pytest

from laut.intake.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Die Ministerin sagte am Montag, dass sie von dem Bericht erst aus der Zeitung erfahren habe und ihn"
            " nicht kommentieren werde. Der Sprecher des Amtes wurde bei einer Anfrage noch deutlicher.",
        ),
        (
            "en",
            "The minister said on Monday that she had learned of the report from the newspaper and would not"
            " comment on it. A spokesman for the agency was more outspoken when he was asked about it.",
        ),
    ],
)
def test_what_is_plainly_german_or_english_needs_no_identifier(
    monkeypatch: pytest.MonkeyPatch, language: str, text: str
) -> None:
    monkeypatch.setattr("laut.intake.language._ready", lambda: pytest.fail("the identifier was asked"))
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "De minister zei maandag dat zij pas uit de krant van het rapport had gehoord en dat ze er niet op wil"
        " reageren. De woordvoerder van het ministerie was in een interview nog duidelijker over de zaak.",
        "Statsministeren sagde mandag, at hun først havde hørt om rapporten i avisen, og at hun ikke vil kommentere"
        " den. Talsmanden for ministeriet var endnu tydeligere, da han blev spurgt om sagen af en journalist.",
    ],
)
def test_a_neighbouring_language_is_not_taken_for_german_or_english(text: str) -> None:
    assert detect_language(text) in ("nl", "da")
