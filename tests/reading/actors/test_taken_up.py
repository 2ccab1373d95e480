"""Whose paper, whose spokesperson, which medium, where only the article tells? Every sentence here is made up."""

from __future__ import annotations

import pytest
from tests.reading.actors.test_ends import meant, mentioned
from tests.reading.chain.fakes import statement_of

from laut.reading.actors.cast import cast_of
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Article


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Das sagte ein Beamter in", "ein Beamter in", "Beamter", "person"),
        ("Das Bauamt räumt Fehler ein. Mehr sei nicht bekannt, sagte eine Sprecherin in Tonndorf.",
         "eine Sprecherin in Tonndorf", "Sprecherin des Bauamts", "person"),
        ("Das Agrarministerium zahlt. Das hält ein Vermerk des Ministeriums fest.", "ein Vermerk des Ministeriums",
         "Vermerk des Agrarministeriums", "document"),
        ("Die Norddeutsche Bank spart. Das geht aus einem Vermerk der Bank hervor.", "einem Vermerk der Bank",
         "Vermerk der Norddeutschen Bank", "document"),
        ("Der Geheimdienst von Nordmark sucht. Das steht in einem Vermerk des Dienstes.", "einem Vermerk des Dienstes",
         "Vermerk des Geheimdiensts von Nordmark", "document"),
        ("Das hält ein Vermerk des Ministeriums fest.", "ein Vermerk des Ministeriums", "Vermerk des Ministeriums",
         "document"),
        ("Es steht in einem Bericht, den das Bauamt für den Rat erstellt hat und der fehlt.", "einem Bericht",
         "Bericht des Bauamts", "document"),
        ("Es steht in einem Bericht, den das Bauamt nicht kennt.", "einem Bericht", "Bericht", "document"),
        ("Die Kelterei Talberg ruft Saft zurück. Das teilte das Unternehmen mit.", "das Unternehmen", "Talberg",
         "organisation"),
        ("Laut Zeitung für Verkauf von Land.", "Zeitung für Verkauf von Land", "Zeitung", "media"),
        ("Das Mooser Tageblatt in Kieler Regierungskreisen.", "Das Mooser Tageblatt in Kieler Regierungskreisen",
         "Mooser Tageblatt", "media"),
        ("Das ergab eine Auswertung der Datenredaktion des Tonndorfer Tageblatts.",
         "der Datenredaktion des Tonndorfer Tageblatts", "Tonndorfer Tageblatt", "media"),
        ("Die „Rückschau“ lief. Das sagt das TV-Magazin „Rückschau“. Das berichtete die Sendung.", "die Sendung",
         "Rückschau", "media"),
        ("Wie „Der Turm“ enthüllt, ist er leer. Es ruht laut dem Magazin.", "dem Magazin", "Der Turm", "media"),
        ("Forstministerin Uta Kern irrt. Das ergab eine Kontrolle des Ministeriums.", "eine Kontrolle des Ministeriums",
         "Kontrolle des Forstministeriums", "document"),
        ("Das steht in einer E-Mail der Leitung.", "einer E-Mail der Leitung", "E-Mail der Leitung", "document"),
        ("Bestätigt hat es eine Kontrolle vom Januar.", "eine Kontrolle vom Januar", "Kontrolle", "document"),
        ("Der Bericht des Bauamts liegt der Zeitung „Deich“ vor. Darin steht es.", "Darin", "Bericht des Bauamts",
         "document"),
        ("Die Zeitung „Deich“ hat einen Bericht. Darin steht es.", "Darin", "Deich", "media"),
        ("Bauministerin Uta Kern bleibt. „Nein“, sagt die Politikerin der Neuen Mitte.",
         "die Politikerin der Neuen Mitte", "Uta Kern", "person"),
        ("Bauministerin Uta Kern bleibt. „Nein“, sagt eine Politikerin der Neuen Mitte.",
         "eine Politikerin der Neuen Mitte", "Politikerin der Neuen Mitte", "person"),
        ("Das ergaben „Deich“-Recherchen am Abend.", "„Deich“-Recherchen", "Deich", "media"),
        ("Das steht in einem „Deich“-Bericht.", "einem „Deich“-Bericht", "Deich", "media"),
        # a part of a paper is the paper
        ("Ein Vermerk des Zolls liegt vor. So lautet der letzte Satz auf Seite vier.", "der letzte Satz auf Seite vier",
         "Vermerk des Zolls", "document"),
        ("Ein Entwurf der Stadt liegt vor. So lautet die Begründung in dem Papier.", "die Begründung in dem Papier",
         "Entwurf der Stadt", "document"),
        ("Ein Entwurf der Stadt liegt vor. Das steht unter Ziffer 3.", "Ziffer 3", "Entwurf der Stadt", "document"),
        ("Ein Protokoll der Werft liegt vor. Nach den Eintragungen stand sie still.", "den Eintragungen",
         "Protokoll der Werft", "document"),
        ("Das steht auf Seite vier des Vermerks.", "Seite vier des Vermerks", "Vermerk", "document"),
        # a press release that the text only mentions is of whom it is about
        ("Die Kelterei Talberg zahlt. Das steht in der Mitteilung.", "der Mitteilung", "Mitteilung von Talberg",
         "document"),
        # a firm by a bare name
        ("Kehrtwende bei Velmo: Die Halle bleibt, wie der Konzern mitteilt.", "der Konzern", "Velmo", "organisation"),
        ("Velmo baut um. Das teilte der Konzern mit.", "der Konzern", "Velmo", "organisation"),
        ("Der Ausbau stockt. Das teilte der Konzern mit.", "der Konzern", "Konzern", "organisation"),
        ("Velmo teilte mit, das Werk schließe. Das sagte der Konzern.", "der Konzern", "Velmo", "organisation"),
        ("Wie Velmo am Montag mitteilte, schließt es. Das sagte der Konzern.", "der Konzern", "Velmo",
         "organisation"),
        # the two who were spoken of
        ("Zwei Mitglieder des Rats klagen. Das ist den beiden zufolge neu.", "den beiden", "Mitglieder des Rats",
         "group"),
        ("Das Bauamt räumt Fehler ein. Mehr sei nicht bekannt, teilte es mit.", "es", "Bauamt", "government"),
        # what has a noun for a paper in it may be an authority
        ("Das teilte die Bundesstelle für Moore mit.", "die Bundesstelle für Moore", "Bundesstelle für Moore",
         "government"),
        ("Das sagte der Landrat.", "der Landrat", "Landrat", "person"),
        ("Landrat Jens Moor irrt. Das sagte derselbe Landrat.", "derselbe Landrat", "Jens Moor", "person"),
        # a foreign name that an office stands behind
        ("Oluwaseun Bensada, Direktor der Werft, lacht. Das sagte er.", "er", "Oluwaseun Bensada", "person"),
        ("Das hieß es nach Angaben zweier Beamter.", "zweier Beamter", "Beamte", "group"),
        # a name by its first letters
        ("Die Moor-Küsten-Bahn zählt anders. Das teilte die MKB mit.", "die MKB", "Moor-Küsten-Bahn", "organisation"),
        ("Die Moor-Küsten-Bahn zählt anders. Das teilte die MKW mit.", "die MKW", "MKW", "organisation"),
        # what has a noun of its own may be a firm
        ("Die Moor-Küsten-Bahn zählt anders. Das teilte das Unternehmen mit.", "das Unternehmen", "Moor-Küsten-Bahn",
         "organisation"),
        ("Das Unternehmen Velmo schweigt. Das sagte ein Sprecher der Kette.", "ein Sprecher der Kette",
         "Sprecher von Velmo", "person"),
        # a noun takes up one that ends with it
        ("Der Militärgeheimdienst warnt. Das teilte der Dienst mit.", "der Dienst", "Militärgeheimdienst",
         "government"),
        # where a name ends
        ("Das sagte die Velmo Werke AG mit Sitz in Tonndorf.", "die Velmo Werke AG mit Sitz in Tonndorf", "Velmo Werke",
         "organisation"),
        ("Das hält der Rechnungshof in einem Bericht fest.", "der Rechnungshof in einem Bericht", "Rechnungshof",
         "government"),
        ("Das sagte ihren Sprecher Jens Moor.", "ihren Sprecher Jens Moor", "Jens Moor", "person"),
        ("Das hieß es aus dem Umfeld des Vorstands.", "dem Umfeld des Vorstands", "Umfeld des Vorstands", "group"),
        ("Nach Angaben aus Tonndorf ist das so.", "Angaben aus Tonndorf", "Tonndorf", "group"),
        # a medium by its sort, and not the nearest one of another sort
        ("Das meldete Kanal Mitte. Die „Moorer Rundschau“ berichtet von Streit. Das gilt dem Sender zufolge.",
         "dem Sender", "Kanal Mitte", "media"),
        ("Die „Moorer Rundschau“ berichtet von Streit. Das meldete Kanal Mitte. Das gilt der Zeitung zufolge.",
         "der Zeitung", "Moorer Rundschau", "media"),
        ("Das meldete die Agentur Tonwire. Der „Deichkurier“ berichtet es auch. Das gilt der Agentur zufolge.",
         "der Agentur", "Tonwire", "media"),
        ("Das meldete die Zeitschrift „Deich“. Der „Moorkurier“ berichtet es auch. Das gilt dem Magazin zufolge.",
         "dem Magazin", "Deich", "media"),
        ("Das meldete der „Moorkurier“. Das gilt dem Magazin zufolge.", "dem Magazin", "Moorkurier", "media"),
        ("Das meldete der „Moorkurier“. Das gilt dem Sender zufolge.", "dem Sender", "Sender", "media"),
        ("Wie die „Lupe“ aufgedeckt hat, fehlt Geld. Das gilt nach Angaben des TV-Magazins.", "des TV-Magazins", "Lupe",
         "media"),
        ("Das meldete der „Moorkurier“. Das sagt die Deichzeitung.", "die Deichzeitung", "Deichzeitung", "media"),
        ("Die Velmo Agency schweigt. Das gilt der Agentur zufolge.", "der Agentur", "Agentur", "media"),
        # a pronoun that cites goes back to the medium of the sentence before
        ("Ida Roth zögerte. Ida Roth sprach. Enthüllt hatte es die Zeitung „Deich“. Es gilt ihr zufolge.", "ihr",
         "Deich", "media"),
        ("Ida Roth zögerte. Ida Roth sprach. Enthüllt hatte es die Zeitung „Deich“. Es gefällt ihr.", "ihr",
         "Ida Roth", "person"),
        ("Enthüllt hatte es die Zeitung „Deich“. Ida Roth sprach. Es gilt ihr zufolge.", "ihr", "Ida Roth", "person"),
        # somebody in a house is not the house
        ("Nach Informationen aus dem Bauamt ist das so.", "Informationen aus dem Bauamt", "Bauamt", "group"),
        ("Nach Informationen des Bauamts ist das so.", "Informationen des Bauamts", "Bauamt", "government"),
        ("Nach Erkenntnissen aus der Studie ist das so.", "Erkenntnissen aus der Studie", "Studie", "document"),
        ("Nach Angaben aus dem Vorstand der Velmo AG ist das so.", "Angaben aus dem Vorstand der Velmo AG",
         "Vorstand der Velmo", "organisation"),
        # pages are no parties to anything
        ("Auf 44 Seiten wird es gesagt.", "44 Seiten", "44 Seiten", None),
        ("Das meldet das Magazin „Lupe“ des Senders Kanal Moor.", "das Magazin „Lupe“ des Senders Kanal Moor", "Lupe",
         "media"),
        # a noun that ends a name makes one without an article, too
        ("Das gilt laut Tonnfunk.", "Tonnfunk", "Tonnfunk", "media"),
        # what somebody has learnt is no other office
        ("Die Leiterin des Registers, Uta Kern, hat geredet. Es sei so, sagte die Ärztin.", "die Ärztin", "Uta Kern",
         "person"),
        ("Die Leiterin des Registers, Uta Kern, hat geredet. Das sagte die Sprecherin.", "die Sprecherin", "Sprecherin",
         "person"),
        # agencies of other trades are no media
        ("Die Internationale Kontrollagentur (IKA) prüft das. Das meldete die Agentur.", "die Agentur",
         "Internationale Kontrollagentur", "organisation"),
        ("Das sagte die PR-Agentur Velmo.", "die PR-Agentur Velmo", "Velmo", "organisation"),
        ("Das sagte die Nachrichten-Agentur Velmo.", "die Nachrichten-Agentur Velmo", "Velmo", "media"),
        ("Die Kontrollagentur Velmo prüft. Das steht in einem Brief der Agentur aus diesem Monat.",
         "einem Brief der Agentur aus diesem Monat", "Brief der Agentur", "document"),
        ("Die Kontrollagentur Velmo prüft. Das sagt die Agentur an den Verband.", "die Agentur an den Verband",
         "Velmo", "organisation"),
        # titles
        ("Das Magazin „Unter der Lupe“ fragt nach. Das sagte „Unter der Lupe“.", "„Unter der Lupe“", "Unter der Lupe",
         "media"),
        ("Das meldet der „Deichbote“. So der Tonndorfer „Deichbote“.", "der Tonndorfer „Deichbote“", "Deichbote",
         "media"),
        ("Das sagt die „Lupe“-Reporterin Ida Roth.", "die „Lupe“-Reporterin Ida Roth", "Lupe", "media"),
        ("Nach Darstellung des „Deich-Boten“ ist das so.", "des „Deich-Boten“", "Deich-Bote", "media"),
        ("Das sagte sie der Tonndorf-Post.", "der Tonndorf-Post", "Tonndorf-Post", "media"),
        ("Das gilt aus Sicht der „Tonndorf Times“.", "der „Tonndorf Times“", "Tonndorf Times", "media"),
        ("Das gilt einer hiesigen Tageszeitung zufolge.", "einer hiesigen Tageszeitung", "hiesige Tageszeitung",
         "media"),
        ("Zuvor hatte der „Moorbote“ berichtet. Das sagt der „Moorbote“.", "der „Moorbote“", "Moorbote", "media"),
        ("Das stand in der „Lupe“, deren Autor klagt. Das sagt die „Lupe“.", "die „Lupe“", "Lupe", "media"),
        ("Das las man im Tonndorfer „Elbblatt“.", "Mittwoch im Tonndorfer „Elbblatt“"[12:], "Elbblatt", "media"),
        # one paper among media of other sorts
        ("Das gilt einem Zeitungsbericht zufolge. Das „Moorer Tageblatt“ berief sich auf Insider. Mehr weiß das "
         "Magazin „Lupe“. Das gilt einem Zeitungsbericht zufolge.", "einem Zeitungsbericht", "Moorer Tageblatt",
         "media"),
        # what was named is no firm if it has an article that firms have not
        ("Reaktor bleibt aus. Der Reaktor steht still. Das sagte der Betreiber.", "der Betreiber", "Betreiber",
         "organisation"),
        ("Die Werft Velmo zahlt. Fehler gab ein Hersteller Fehler zu.", "ein Hersteller Fehler", "Hersteller Fehler",
         "organisation"),
        ("Velmo & Co. einigt sich mit Talberg, teilte das Familienunternehmen mit.", "das Familienunternehmen",
         "Velmo & Co", "organisation"),
        # of whose house, firm, papers it is
        ("Die Kelterei Talberg schweigt. Das steht in einem Vermerk des Hauses.", "einem Vermerk des Hauses",
         "Vermerk von Talberg", "document"),
        ("Ein Bild hängt in der Kelterei Talberg. Das steht in einem Vermerk des Hauses.", "einem Vermerk des Hauses",
         "Vermerk von Talberg", "document"),
        ("Die Klinikleitung prüft das. Sie bleibt dabei.", "Sie", "Klinikleitung", "organisation"),
        ("Ein Wirt klagt an. Das steht im Protokoll seiner Vernehmung.", "Protokoll seiner Vernehmung", "Wirt",
         "person"),
        ("Velmo-Chefin Uta Kern nahm die Aussage ihres Unternehmens zurück.",
         "die Aussage ihres Unternehmens", "Velmo", "organisation"),
        ("Ein Entwurf der Stadt liegt vor. Das steht in Paragraf 4 des Entwurfs.", "Paragraf 4 des Entwurfs",
         "Entwurf der Stadt", "document"),
        ("Das sieht der 41 Seiten lange Entwurf vor.", "der 41 Seiten lange Entwurf", "Entwurf", "document"),
        ("Das hieß es aus dem Haus der Kelterei Talberg.", "dem Haus der Kelterei Talberg", "Talberg",
         "organisation"),
        ("Das sagte einer von zwei Beamten des Bauamts.", "einer von zwei Beamten des Bauamts", "Beamte des Bauamts",
         "group"),
        ("Dem Bauamt liegen nach eigenen Angaben keine Klagen vor.", "eigenen Angaben", "Bauamt", "government"),
        ("Im Steinbruch warnt die Firma das Bauamt.", "die Firma das Bauamt", "Firma", "organisation"),
        # who is somebody, and who is not
        ("Das hieß es aus Tonndorf.", "Tonndorf", "Tonndorf", "group"),
        ("Das sagte Werftchefin Uta Kern Mittwochabend.", "Werftchefin Uta Kern Mittwochabend", "Uta Kern", "person"),
        ("Das sagte Landesrat Jens Moor.", "Landesrat Jens Moor", "Jens Moor", "person"),
        ("Frühere Technikerin", "Frühere Technikerin", "frühere Technikerin", "person"),
        ("Wirtin Uta Kern kocht. Kern zur Lage: „Gut“.", "Kern zur Lage", "Uta Kern", "person"),
        ("Das gilt nach den Worten seines Beraters Jens Moors.", "seines Beraters Jens Moors", "Jens Moors", "person"),
        ("Das gilt nach Angaben Jens Moors.", "Angaben Jens Moors", "Jens Moor", "person"),
        ("Das gilt der Untersuchungsstelle zufolge.", "der Untersuchungsstelle", "Untersuchungsstelle", "government"),
    ],
)  # fmt: skip
def test_what_only_the_article_tells_is_known(text: str, words: str, name: str, kind: str | None) -> None:
    source = meant(text, words)
    assert (source.name, source.kind) == (name, kind)


def test_an_outlets_own_reporters_are_the_outlet() -> None:
    text = "Zwei Reporter des Tonndorfer Tageblatts haben die Halle besucht."
    words = "Zwei Reporter des Tonndorfer Tageblatts"
    assert meant(text, words, "Tonndorfer Tageblatt").name == "Tonndorfer Tageblatt"
    assert meant(text, words, "Elbpost").kind == "group"


def test_we_outside_quotation_marks_are_the_outlet() -> None:
    assert (
        meant("Die Brücke fällt. Wir bleiben dabei.", "Wir", "Tonndorfer Tageblatt").name
        == "Tonndorfer Tageblatt"
    )


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Die Kelterei Talberg schweigt. Das sagte Sprecherin Clara Nagel.", "Sprecherin von Talberg"),
        (
            "Die Moorland Energie lud ein. Das sagte Vorständin Clara Nagel.",
            "Vorständin von Moorland Energie",
        ),
        ("Das sagte Geschäftsführerin Clara Nagel.", "Geschäftsführerin"),
        ("Das Bauamt schweigt. Das sagte Parteisprecherin Clara Nagel.", "Parteisprecherin"),
        (
            "Die Kelterei Talberg ruht.\n\nDas sagte Geschäftsführerin Clara Nagel.",
            "Geschäftsführerin von Talberg",
        ),
        ("Das Bauamt ruht.\n\nDas sagte Geschäftsführerin Clara Nagel.", "Geschäftsführerin"),
        ("Das sagte Mulliens Präsidentin Clara Nagel.", "Mulliens Präsidentin"),
        ("Das Bauamt schweigt. Das sagte die Sprecherin der Polizei, Clara Nagel.", "Sprecherin der Polizei"),
    ],
)
def test_who_leads_a_house_leads_the_one_that_was_named(text: str, office: str) -> None:
    assert meant(text, "Clara Nagel").office == office


@pytest.mark.parametrize("name", ["Velmo Wire", "Velmodraht"])
def test_an_agency_that_was_taken_for_a_firm_or_a_person_is_a_medium(name: str) -> None:
    text = f"Die Werft sinkt, meldet {name}. Das Dock liegt der Agentur zufolge still."
    statement = statement_of(text, 1, "Die Werft sinkt", speaker=name)
    start, at = text.index(name), text.index("der Agentur")
    article = Article(id="a", text=text, language="de")
    cast = cast_of(prose_of(article, []), [statement], Registry([]))
    for begin, end in ((at, at + 11), (start, start + len(name))):
        assert (cast.who(begin, end).name, cast.who(begin, end).kind) == (name, "media")


def test_a_name_in_quotation_marks_ends_at_its_closing_mark() -> None:
    text = "Er wankt, weil das Amt nach Informationen der „Moorer Allgemeinen“ Werbeverträge vergab."
    assert "Informationen der „Moorer Allgemeinen“" in mentioned(text)


def test_a_report_is_that_of_the_medium_that_reports_and_not_of_its_station() -> None:
    text = "Das Dock sinkt, meldet das Magazin „Lupe“ des Senders Kanal Moor. Es liege still, so der Beitrag."
    statement = statement_of(text, 1, "Das Dock sinkt", speaker="das Magazin „Lupe“")
    cast = cast_of(prose_of(Article(id="a", text=text, language="de"), []), [statement], Registry([]))
    at = text.index("der Beitrag")
    assert cast.who(at, at + 11).name == "Lupe"


def test_whom_a_source_tells_something_is_no_part_of_it() -> None:
    text = "Das sagte ein Berater des Präsidenten der „Moorer Rundschau“."
    cast = cast_of(prose_of(Article(id="a", text=text, language="de"), []), (), Registry([]))
    at, end = text.index("ein Berater"), text.index(" der „")
    assert cast.who(at, end).name == "Berater des Präsidenten"


def test_names_of_media_are_named_without_an_article() -> None:
    assert meant("Das gilt laut Tonnfunk.", "Tonnfunk").named
