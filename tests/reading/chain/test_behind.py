"""What the sentences behind a statement say of its source. All reports are made up."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import KNOWN, FakeCast, statement_of
from tests.reading.chain.test_chain import chain_of, traced

from laut.reading.chain import trace
from laut.reading.prose import prose_of
from laut.records import Article, Source, SourceKind, Span, Statement

PAPERS: dict[str, tuple[str, SourceKind, bool]] = {
    **KNOWN,
    "Papier": ("Papier des Amts", "document", False),
    "Reederei": ("Reederei", "organisation", True),
    "Sender": ("Sender", "media", True),
}


@pytest.mark.parametrize(
    "rest",
    [
        "Die Zeitung beruft sich auf Insider.",
        "Die Zeitung stützt sich dabei auf Insider.",
        "Dabei hat sich die Zeitung auf Insider berufen.",
        "Die Zeitung beruft sich auf Gespräche mit Insidern.",
        "Der Preis sei gut. Die Zeitung beruft sich auf Insider.",
        "Die Zeitung verweist auf Angaben von Insidern.",
        "Die Zeitung verweist auf Insider.",
        "Dabei hat die Zeitung auf Angaben von Insidern verwiesen.",
    ],
)
def test_a_medium_rests_on_whom_a_sentence_behind_it_says(rest: str) -> None:
    (statement,), _ = traced(
        f"Die Werft werde verkauft, meldet der Hafenkurier. {rest}", "Die Werft werde verkauft"
    )
    assert chain_of(statement) == ["Hafenkurier", "Insider"]


@pytest.mark.parametrize(
    "rest",
    [
        "Der Sender beruft sich auf Insider.",
        "Die Zeitung bezieht Papier.",
        "Die Zeitung verweist auf Lindqvist.",
        "Der Sender verweist auf Angaben von Insidern.",
        "Der Preis sei gut.\n\nDie Zeitung beruft sich auf Insider.",
    ],
)
def test_another_medium_another_sense_and_another_paragraph_add_nothing(rest: str) -> None:
    text = f"Die Werft werde verkauft, meldet der Hafenkurier. {rest}"
    (statement,), _ = traced(text, "Die Werft werde verkauft", known=PAPERS)
    assert chain_of(statement) == ["Hafenkurier"]


def test_what_goes_on_behind_it_rests_on_the_same() -> None:
    statements, _ = traced(
        "Die Werft werde verkauft, meldet der Hafenkurier. Die Zeitung beruft sich auf Insider. Der Preis sei hoch.",
        "Die Werft werde verkauft",
        "Der Preis sei hoch.",
        forms=("indirect", "free-indirect"),
    )
    assert [chain_of(one) for one in statements] == [["Hafenkurier", "Insider"]] * 2


def with_model(text: str, content: str, outlet: str | None = None, **roles: str) -> Statement:
    """Trace one statement with the roles that the model gives it."""
    article = Article(id="a", text=text, outlet=outlet, language="de")
    one = statement_of(text, 0, content, **roles)  # type: ignore[arg-type]
    return trace(prose_of(article, []), [one], FakeCast(text, PAPERS))[0][0]


@pytest.mark.parametrize(
    ("behind", "chain"),
    [
        ("Dafür nennt die Zeitung zwei Insider als Quelle.", ["Hafenkurier", "Insider"]),
        ("Das Blatt nennt als Quelle zwei Insider.", ["Hafenkurier", "Insider"]),
        ("Als Quelle nennt die Zeitung zwei Insider.", ["Hafenkurier", "Insider"]),
        ("Die Zeitung zitiert dazu zwei Insider.", ["Hafenkurier", "Insider"]),
        ("Die Zeitung nennt Insider Träumer.", ["Hafenkurier"]),
        ("Dazu gab es Musik.", ["Hafenkurier"]),
        ("Der Sender nennt als Quelle Insider.", ["Hafenkurier"]),
    ],
)
def test_a_medium_names_its_source_in_the_sentence_behind(behind: str, chain: list[str]) -> None:
    text = f"Die Werft werde verkauft, meldet der Hafenkurier. {behind}"
    (statement,), _ = traced(text, "Die Werft werde verkauft", known={**PAPERS, "Blatt": PAPERS["Zeitung"]})
    assert chain_of(statement) == chain


def test_what_the_model_takes_for_the_speaker_may_point_back() -> None:
    text = "Der Hafenkurier hatte am Morgen aus einem Papier zitiert. Danach wird die Werft verkauft."
    statement = with_model(text, "wird die Werft verkauft", speaker="Danach", cue="Danach")
    assert chain_of(statement) == ["Hafenkurier", "Papier des Amts"]


@pytest.mark.parametrize(
    ("behind", "chain"),
    [
        ("Das geht aus einem Papier hervor.", ["Papier des Amts"]),
        (
            "Das geht aus einem Papier hervor, das dem Hafenkurier vorliegt.",
            ["Hafenkurier", "Papier des Amts"],
        ),
        ("Dies geht nicht.", ["Reederei"]),
    ],
)
def test_a_paper_behind_it_is_the_source_of_what_somebody_only_plans(behind: str, chain: list[str]) -> None:
    text = f"Die Reederei erwägt, drei Fähren zu verkaufen. {behind}"
    statement = with_model(text, "drei Fähren zu verkaufen", speaker="Die Reederei", cue="erwägt")
    assert chain_of(statement) == chain


def test_the_outlet_is_no_hop_unless_it_stands_alone() -> None:
    told = "Die Werft werde verkauft, sagte Lindqvist dem Hafenkurier."
    assert chain_of(with_model(told, "Die Werft werde verkauft", "Hafenkurier")) == ["Karla Lindqvist"]
    assert chain_of(with_model(told, "Die Werft werde verkauft", "Nordbote")) == [
        "Hafenkurier",
        "Karla Lindqvist",
    ]
    alone = "Die Werft werde verkauft, erfuhr der Hafenkurier."
    assert chain_of(with_model(alone, "Die Werft werde verkauft", "Hafenkurier")) == ["Hafenkurier"]


def test_nothing_behind_a_pronoun_belongs_to_it_whatever_the_model_sees() -> None:
    text = "Lindqvist zögert. „Die Werft bleibt“, sagte sie der „Nordzeitung am Markt“."
    roles = {"speaker": "sie der „Nordzeitung", "cue": "sagte"}
    chain = chain_of(with_model(text, "„Die Werft bleibt“", **roles))
    assert len(chain) == 2 and "Nordzeitung" in str(chain[0]) and chain[1] == "sie"


@pytest.mark.parametrize(
    ("text", "speaker", "mention"),
    [
        ("Nach Angaben der Reederei sank der Preis.", "Angaben der Reederei", "Angaben der Reederei"),
        ("Nach Angaben der Reederei sank der Preis.", "Nach Angaben der Reederei", "Angaben der Reederei"),
        ("Die Reederei sagte, der Preis sinke.", "Die Reederei", "Die Reederei"),
        ("Die Reederei sagte, der Preis sinke.", "", "Die Reederei"),
    ],
)
def test_a_source_is_mentioned_by_all_words_that_the_model_gives_it(
    text: str, speaker: str, mention: str
) -> None:
    content = text[text.index("sank") :] if "sank" in text else text[text.index("der Preis") :]
    one = with_model(text, content, **({"speaker": speaker} if speaker else {}))
    assert one.speaker is not None
    assert one.speaker.name == "Reederei"
    assert [span.text for span in one.speaker.spans] == [mention]
    assert one.chain[-1].spans == one.speaker.spans


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Preis sinke, teilte das Bau- und Verkehrsamt am Montag mit.", "Bau- und Verkehrsamt"),
        ("Der Preis sinke, meldete das Amt von der Küste.", "Amt"),
    ],
)
def test_a_phrase_ends_where_its_words_do(text: str, name: str) -> None:
    mention = text[text.index("das ") : text.index(" am " if " am " in text else " von ")]
    one = with_model(text, "Der Preis sinke", speaker=mention)
    assert one.speaker is not None
    assert one.speaker.name == name
    assert [span.text for span in one.speaker.spans] == [mention]


@pytest.mark.parametrize(
    ("behind", "outlet", "chain"),
    [
        ("Das sagte ein mit der Sache vertrauter Arzt der Uferpost.", "Uferpost", ["Arzt"]),
        ("Das hat ein Mitglied des Rats von Nordheim der Uferpost gesagt.", "Uferpost", ["Mitglied"]),
        ("Das haben zwei Leute aus dem Umfeld des Rats Uferpost gesagt.", "Uferpost", ["Leute"]),
        ("Das sagte ein Mitglied des Rats der Zeitung.", None, ["Hafenkurier", "Mitglied"]),
        ("Das sagte ein Sprecher der Zeitung.", None, ["Hafenkurier"]),
        ("Das erfuhr die Zeitung von zwei Beamten.", None, ["Hafenkurier", "Beamte"]),
    ],
)
def test_the_paper_that_is_told_in_the_sentence_behind_is_no_part_of_whom_it_has_it_from(
    behind: str, outlet: str | None, chain: list[str]
) -> None:
    text = f"Die Werft wird verkauft. {behind}"
    known: dict[str, tuple[str, SourceKind, bool]] = {
        **{key: KNOWN[key] for key in ("Zeitung", "Beamten")},
        "Uferpost": ("Uferpost", "media", True),
    }
    for noun, kind in (("Arzt", "person"), ("Mitglied", "person"), ("Leute", "group")):
        known[f"{noun}"] = (noun, kind, False)  # type: ignore[assignment]
    article = Article(id="a", text=text, outlet=outlet, language="de")
    one = statement_of(text, 0, "Die Werft wird verkauft")
    cast = LastCast(text, known)
    assert chain_of(trace(prose_of(article, []), [one], cast)[0][0]) == chain


class LastCast(FakeCast):
    """Takes the first known word of a phrase, as its head is the first noun."""

    def who(self, start: int, end: int) -> Source:
        words = self.text[start:end]
        hits = sorted((words.index(key), key) for key in self.known if key in words)
        if not hits:
            return super().who(start, end)
        name, kind, named = self.known[hits[0][1]]
        return Source(name=name, kind=kind, named=named, spans=(Span(start, end, words),))


def test_a_demonstrative_before_its_verb_is_no_speaker() -> None:
    text = "Die Werft bleibt offen, das hat Lindqvist erklärt."
    (statement,), _ = traced(text, "Die Werft bleibt offen")
    assert chain_of(statement) == ["Karla Lindqvist"]


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        ("In Quellen ist zu erfahren, dass die Werft schließt.", "dass die Werft schließt", ["Quellen"]),
        ("Aus der Polizei war zu hören, man prüfe das.", "man prüfe das", ["Polizei"]),
        ("Zuvor hatte es noch am Morgen in der „Zeitung“ geheißen, er müsse gehen.", "er müsse gehen", ["Hafenkurier"]),
    ],
)  # fmt: skip
def test_where_something_is_heard_is_where_it_comes_from(text: str, content: str, chain: list[str]) -> None:
    (statement,), _ = traced(text, content)
    assert chain_of(statement) == chain
