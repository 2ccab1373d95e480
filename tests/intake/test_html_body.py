"""The text of a page: what is taken out, what is kept, and what it is called."""

import pytest

from laut.intake.body import Block, extract_body, text_pieces, without_furniture, without_repeats
from laut.intake.elements import shown_text
from laut.intake.furniture import is_credit, is_furniture
from laut.intake.html import parse_page
from laut.intake.rules import words_of_class
from laut.intake.standfirst import find_standfirst

FIRST = (
    "Der Deich hat dem Sturm in der Nacht zum Mittwoch standgehalten, wie die Behörden am Morgen mitteilten. "
    "Die Schäden seien gering."
)
SECOND = (
    "An der Küste rechnet man dennoch mit weiteren Stürmen. Die Vorhersagen für das Wochenende seien unsicher, "
    "sagte eine Sprecherin des Wetterdienstes."
)
THIRD = (
    "Der Deichverband fordert seit Jahren mehr Geld. Der Landtag hatte im Sommer abgelehnt, wie der Verband "
    "in einer Mitteilung schreibt."
)
LEAD = "Die Küste kommt mit dem Schrecken davon, doch die nächsten Stürme kündigen sich schon an."


def pieces(
    body: str, title: str = "Der Deich hält dem Sturm stand", descriptions: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    tree = parse_page(f"<html><body><article><h1>{title}</h1>{body}</article></body></html>")
    return list(extract_body(tree, title=title, descriptions=descriptions))


def prose(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


class TestLabels:
    def test_paragraphs_and_subheads(self) -> None:
        found = pieces(f"{prose(FIRST)}<h2>Warten auf das Geld</h2>{prose(SECOND, THIRD)}")
        assert found == [
            ("paragraph", FIRST),
            ("subhead", "Warten auf das Geld"),
            ("paragraph", SECOND),
            ("paragraph", THIRD),
        ]

    def test_a_bold_line_is_a_subhead_and_a_bold_sentence_a_paragraph(self) -> None:
        question = "Wie viel Geld braucht der Verband?"
        bold = f"<p><b>Warten auf das Geld</b></p>{prose(SECOND)}<p><strong>{question}</strong></p>{prose(THIRD)}"
        found = pieces(prose(FIRST) + bold)
        assert ("subhead", "Warten auf das Geld") in found
        assert ("paragraph", question) in found

    def test_captions_are_no_paragraphs(self) -> None:
        caption = "Sandsäcke auf dem Deich bei Nordhaven in der Sturmnacht."
        figure = f"<figure><img src='a.jpg'><figcaption><p>{caption}</p></figcaption></figure>"
        styled = f"<div class='media'><p class='image__caption'>{caption} Foto: Lena Licht</p></div>"
        found = pieces(prose(FIRST) + figure + prose(SECOND) + styled + prose(THIRD))
        assert [kind for kind, _ in found] == ["paragraph"] * 3

    def test_a_credited_line_in_the_text_is_a_caption(self) -> None:
        found = pieces(prose(FIRST, "Der Deich am Morgen danach. Foto: Lena Licht/dpa", SECOND, THIRD))
        assert [kind for kind, _ in found] == ["paragraph", "caption", "paragraph", "paragraph"]

    def test_a_source_code_is_no_paragraph(self) -> None:
        assert pieces(prose(FIRST, SECOND, THIRD, "dpa/AFP"))[-1] == ("agency", "dpa/AFP")

    def test_a_drop_cap_is_joined_to_its_word(self) -> None:
        capped = f"<p><span class='initial'>D</span> <span>{FIRST[1:]}</span></p>"
        assert pieces(capped + prose(SECOND, THIRD))[0] == ("paragraph", FIRST)

    def test_the_headline_is_not_repeated(self) -> None:
        kicker = "<h2><span>Sturm</span><span>Der Deich hält dem Sturm stand</span></h2>"
        assert [kind for kind, _ in pieces(kicker + prose(FIRST, SECOND, THIRD))] == ["paragraph"] * 3

    def test_items_of_a_list_are_paragraphs(self) -> None:
        items = "<ul><li>Der Deich hielt an allen Stellen.</li><li>Zwei Fähren fielen aus.</li></ul>"
        assert ("paragraph", "Zwei Fähren fielen aus.") in pieces(prose(FIRST) + items + prose(SECOND, THIRD))


class TestStandfirst:
    @pytest.mark.parametrize(
        "markup",
        [
            f"<p class='article__lead'>{LEAD}</p>",
            f"<div class='intro'><p>{LEAD}</p></div>",
            f"<h3>{LEAD}</h3>",
            f"<p><strong>{LEAD}</strong></p>",
        ],
    )
    def test_it_is_the_teaser_and_stands_once(self, markup: str) -> None:
        found = pieces(markup + prose(FIRST, SECOND, THIRD), descriptions=(LEAD,))
        assert found[0] == ("teaser", LEAD)
        assert [text for _, text in found].count(LEAD) == 1

    def test_where_the_extractor_lost_it_its_place_is_enough(self) -> None:
        title = "Der Deich hält dem Sturm stand"
        tree = parse_page(
            f"<h1>{title}</h1><div>Lesedauer: 4 Minuten</div><div>{LEAD}</div>{prose(FIRST, SECOND)}"
        )
        assert find_standfirst(tree, title=title, paragraphs=[FIRST, SECOND], descriptions=()) == LEAD
        assert (
            find_standfirst(tree, title="Ein anderer Titel dieser Seite", paragraphs=[FIRST], descriptions=())
            is None
        )

    def test_a_first_paragraph_is_none(self) -> None:
        assert pieces(prose(FIRST, SECOND, THIRD))[0] == ("paragraph", FIRST)

    def test_a_byline_behind_it_is_parted(self) -> None:
        found = pieces(f"<p class='lead'>{LEAD} Von Eva Muster</p>{prose(FIRST, SECOND, THIRD)}")
        assert found[:2] == [("teaser", LEAD), ("byline", "Von Eva Muster")]

    def test_a_summary_that_is_not_shown_is_not_the_article(self) -> None:
        found = pieces(prose(FIRST, SECOND, THIRD), descriptions=("Alles über Deiche, Stürme und das Watt.",))
        assert [kind for kind, _ in found] == ["paragraph"] * 3


class TestFurniture:
    @pytest.mark.parametrize(
        "text",
        [
            "Lesen Sie auch: Warum das Watt wandert", "Mehr zum Thema", "Das könnte Sie auch interessieren",
            "Auch interessant", ">> Zum Liveblog", "Lesedauer: 4 Minuten", "Anzeige", "Teilen", "Artikel anhören",
            "Aktualisiert am 3. November 2022, 14:05 Uhr", "Stand: 3.11.2022", "03.11.2022, 14:05 Uhr", "***",
            "Fehler gefunden? Jetzt melden.", "© 2022 Küstenkurier", "Dieser Artikel erschien zuerst in der Abendpost.",
            "Unser Newsletter informiert Sie jeden Morgen kostenlos. Hier geht es zur Anmeldung.",
            "Folgen Sie uns auf Instagram!", "Abonnieren Sie unseren WhatsApp-Kanal.",
        ],
    )  # fmt: skip
    def test_lines_of_the_page(self, text: str) -> None:
        assert is_furniture(text)

    @pytest.mark.parametrize(
        "text",
        [
            FIRST, SECOND, THIRD, "„Mehr habe ich nicht zu sagen.“", "Stand heute ist nichts entschieden.",
            "Weitere Themen sind die Renten und die Bahn.", "Der Nachfolger war auf Facebook gefeiert worden.",
            "Mit ihrer Erfahrung unterstützen sie die kleineren Gemeinden.", "Mehr als hundert Menschen kamen.",
            "Die App gibt es für Android und iOS.", "Anzeige erstattete der Bürgermeister am Montag.",
            "Nutzer müssten den Newsletter nun einzeln kündigen, entschied das Gericht.",
        ],
    )  # fmt: skip
    def test_sentences_of_articles(self, text: str) -> None:
        assert not is_furniture(text)

    def test_credits(self) -> None:
        assert is_credit("Der Deich am Morgen. Foto: Lena Licht/dpa")
        assert is_credit("Greta Söhl (Archivbild) © Küstenkurier")
        assert not is_credit("Sie sah das Foto: Es zeigte ihren Vater.")

    def test_a_list_of_links_goes_with_its_head_and_the_text_goes_on(self) -> None:
        links = "".join(
            f"<li><a href='/{number}'>Warum das Watt wandert, Teil {number}</a></li>" for number in range(4)
        )
        found = pieces(f"{prose(FIRST, SECOND)}<h3>Auch interessant</h3><ul>{links}</ul>{prose(THIRD)}")
        assert found == [("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD)]

    def test_a_box_about_the_author_goes(self) -> None:
        bio = "Eva Muster ist seit 2019 Redakteurin an der Küste und schreibt über Wasser und Wind."
        found = pieces(f"{prose(FIRST, SECOND, THIRD)}<h3>Zur Autorin</h3>{prose(bio)}")
        assert bio not in [text for _, text in found]

    def test_a_sign_up_form_and_a_poll_go(self) -> None:
        form = "<div><h3>Der Morgen am Meer</h3><p>Alles von der Küste.</p><form><input type='email'></form></div>"
        poll = "<div><p>Soll der Deich höher werden?</p><label><input type='radio'>Ja</label></div>"
        found = pieces(prose(FIRST) + form + prose(SECOND) + poll + prose(THIRD))
        assert found == [("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD)]

    def test_an_appeal_with_a_button_goes(self) -> None:
        appeal = (
            "<div><p>Journalismus an der Küste</p><p>Wir berichten von hier. Sind Sie dabei? "
            "<a class='button' href='/abo'>Jetzt unterstützen</a></p></div>"
        )
        found = pieces(f"<div>{prose(FIRST, SECOND, THIRD)}</div>{appeal}")
        assert found == [("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD)]

    def test_a_name_alone_takes_no_article_away(self) -> None:
        found = pieces(f"<div class='related share newsletter'>{prose(FIRST, SECOND, THIRD)}</div>")
        assert len(found) == 3


class TestBlocks:
    def test_what_stands_twice_is_told_once(self) -> None:
        blocks = [Block(kind="paragraph", text=text) for text in (FIRST, SECOND, FIRST)]
        assert [block.text for block in without_repeats(blocks)] == [FIRST, SECOND]

    def test_a_block_that_holds_the_others_goes(self) -> None:
        texts = [FIRST, SECOND, THIRD]
        blocks = [
            Block(kind="paragraph", text=" ".join(texts * 4)),
            *(Block(kind="paragraph", text=text) for text in texts),
        ]
        assert [block.text for block in without_repeats(blocks)] == texts

    def test_a_head_over_links_goes_and_a_head_over_text_stays(self) -> None:
        blocks = [
            Block(kind="head", text="Aus unserem Archiv"),
            Block(kind="item", text="Warum das Watt wandert", linked=1.0),
            Block(kind="head", text="Warten auf das Geld"),
            Block(kind="paragraph", text="Lesen Sie auch: Das Watt", linked=0.9),
            Block(kind="paragraph", text=THIRD),
        ]
        assert [block.text for block in without_furniture(blocks)] == ["Warten auf das Geld", THIRD]

    def test_text_of_the_page_s_data(self) -> None:
        assert text_pieces(f"{FIRST}\n\nAnzeige\n{SECOND}\n(dpa)") == (
            ("paragraph", FIRST),
            ("paragraph", SECOND),
            ("agency", "(dpa)"),
        )


def test_words_of_class_names() -> None:
    assert words_of_class("article__newsletterBox js-share") == {
        "article",
        "newsletter",
        "box",
        "js",
        "share",
    }


def test_shown_text_parts_blocks_and_keeps_words_together() -> None:
    tree = parse_page("<div><p>Der <b>Dei</b>ch</p><p>hält<br>stand</p></div>")
    assert shown_text(tree) == "Der Deich hält stand"
