"""Articles for the dossier's tests: written for this project, about a town and people that do not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict

import msgspec

from laut.records import (
    Article,
    DateRange,
    Factuality,
    Form,
    Hop,
    Marker,
    MarkerType,
    Medium,
    Note,
    Rejection,
    Section,
    SectionKind,
    Source,
    SourceKind,
    Span,
    Statement,
    When,
)


class Person(TypedDict):
    """Arguments of `Draft.say` for somebody whom the text names."""

    name: str
    kind: SourceKind
    named: bool


HANNA = Person(name="Hanna Brandt", kind="person", named=True)
KOLJA = Person(name="Kolja Westphal", kind="person", named=True)
TIMO = Person(name="Timo Ahlers", kind="person", named=True)
ARNE = Person(name="Arne Lorenz", kind="person", named=True)


class Draft:
    """An article in the making: sections first, then statements whose parts are found by their words."""

    def __init__(self, name: str, *sections: tuple[SectionKind, str]) -> None:
        self.name = name
        self.text = ""
        self.sections: list[Section] = []
        self.statements: list[Statement] = []
        for kind, words in sections:
            run_in = self.text and (kind == "agency" or self.sections[-1].kind == "dateline")
            self.text += (" " if run_in else "\n\n") if self.text else ""
            self.sections.append(Section(kind, len(self.text), len(self.text) + len(words)))
            self.text += words

    def find(self, words: str, after: str = "") -> Span:
        """Return the span of the words, behind `after` where they occur more than once."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span(start, start + len(words), words)

    def spans(self, words: str | Sequence[str | Span], after: str = "") -> tuple[Span, ...]:
        """Return the spans of one or several stretches of words."""
        parts = [words] if isinstance(words, str) else words
        return tuple(self.find(part, after) if isinstance(part, str) else part for part in parts if part)

    def say(
        self,
        form: Form,
        content: str | Sequence[str | Span],
        by: str = "",
        *,
        name: str | None = None,
        kind: SourceKind | None = None,
        named: bool | None = None,
        actor: str | None = None,
        cue: str | Sequence[str] = "",
        frame: str | Sequence[str] = "",
        to: str = "",
        after: str = "",
        medium: Medium | None = "speech",
        confidence: float = 0.9,
        parent: str | None = None,
        chain: tuple[Hop, ...] = (),
        factuality: Factuality | None = None,
        when: When | None = None,
    ) -> str:
        """Add a statement and return its id."""
        known = by or name
        speaker = Source(name=name or by, actor=actor, kind=kind, named=named, spans=self.spans(by, after))
        identifier = f"{self.name}-{len(self.statements) + 1}"
        self.statements.append(
            Statement(
                id=identifier,
                form=form,
                medium=medium,
                confidence=confidence,
                content=self.spans(content),
                speaker=speaker if known else None,
                cue=self.spans(cue, after),
                frame=self.spans(frame, after),
                addressee=self.spans(to, after),
                parent=parent,
                chain=chain,
                factuality=factuality,
                when=when,
            )
        )
        return identifier

    def article(
        self,
        outlet: str | None,
        published: DateRange | None,
        *,
        notes: tuple[Note, ...] = (),
        authors: tuple[str, ...] = (),
        url: str | None = None,
    ) -> Article:
        """Return the finished article, its statements in reading order."""
        headline = next((s for s in self.sections if s.kind == "headline"), None)
        return Article(
            id=self.name,
            text=self.text,
            title=self.text[headline.start : headline.end] if headline else None,
            outlet=outlet,
            url=url,
            authors=authors,
            published=published,
            language="de",
            sections=tuple(self.sections),
            statements=tuple(sorted(self.statements, key=lambda s: (s.start, -s.end))),
            notes=notes,
        )


def bridge() -> Article:
    """A newspaper report with every form, nesting, discontinuity, an addressee and a statement of nobody."""
    draft = Draft(
        "bruecke",
        ("headline", "Wörnitzer Brücke bleibt gesperrt: „Wir spielen nicht mit Menschenleben“"),
        (
            "teaser",
            "Nach dem Fund neuer Risse rechnet die Stadt mit Monaten ohne Brücke. Die Opposition wirft der "
            "Bürgermeisterin vor, sie habe viel zu lange gezögert.",
        ),
        ("byline", "Von Jule Harms, Wörnitz"),
        (
            "caption",
            "Seit Montag fährt hier niemand mehr: die Nordbrücke in Wörnitz (Archivbild) © Boten-Foto/Krell",
        ),
        ("dateline", "Wörnitz —"),
        (
            "paragraph",
            "Die Nordbrücke wird in diesem Jahr nicht mehr öffnen. „Wir spielen nicht mit Menschenleben“, sagte "
            "Bürgermeisterin Hanna Brandt am Dienstag vor Journalisten, „und wir rechnen auch nicht um "
            "Nachkommastellen.“ Der Statiker habe ihr erklärt, die Risse seien tiefer als angenommen.",
        ),
        (
            "paragraph",
            "Baudezernent Kolja Westphal kündigte an, dass die Stadt noch im Herbst ein zweites Gutachten in "
            "Auftrag geben werde. Über die Kosten schwieg er sich aus. Laut einem internen Vermerk, der dem Boten "
            "vorliegt, könnten sie sich auf elf Millionen Euro belaufen.",
        ),
        ("subhead", "„Wer hat hier geschlafen?“"),
        (
            "paragraph",
            "Die Opposition sieht das anders. Fraktionschef Timo Ahlers sprach von jahrelangem Wegsehen. Brandt "
            "sei gewarnt worden, mehr als einmal. „Mir hat der Prüfer schon 2019 gesagt: ‚Sperren Sie das "
            "Ding!‘, und nichts ist geschehen“, sagte Ahlers dem Boten.",
        ),
        (
            "paragraph",
            "Für die Pendler am Ostufer ist das kein Trost. Was sollte man nun tun, jeden Morgen vierzig Minuten "
            "Umweg fahren und lächeln? Die Nachbarschaftsinitiative schrieb in einem offenen Brief an die "
            "Stadt, sie erwarte „eine Fähre, und zwar sofort“. Einen solchen Betrieb hält Westphal "
            "für denkbar, aber teuer.",
        ),
        ("agency", "(jha)"),
    )
    say = draft.say
    say("direct", "„Wir spielen nicht mit Menschenleben“", confidence=0.71)
    say(
        "indirect", "sie habe viel zu lange gezögert", "Die Opposition", kind="group", named=False,
        cue=["wirft", "vor"], frame="Die Opposition wirft der Bürgermeisterin vor", to="der Bürgermeisterin",
        confidence=0.94,
    )  # fmt: skip
    say(
        "direct",
        [
            draft.find("„Wir spielen nicht mit Menschenleben“", after="nicht mehr öffnen"),
            draft.find("„und wir rechnen auch nicht um Nachkommastellen.“"),
        ],
        "Bürgermeisterin Hanna Brandt", **HANNA, cue="sagte", to="Journalisten", after="nicht mehr öffnen",
        frame="sagte Bürgermeisterin Hanna Brandt am Dienstag vor Journalisten", confidence=0.98,
    )  # fmt: skip
    told = say(
        "indirect-free-indirect", "Der Statiker habe ihr erklärt, die Risse seien tiefer als angenommen.",
        **HANNA, confidence=0.83,
    )  # fmt: skip
    say(
        "indirect", "die Risse seien tiefer als angenommen", "Der Statiker", kind="person", named=False,
        cue="erklärt", frame="Der Statiker habe ihr erklärt", to="ihr", after="Der Statiker", parent=told,
        confidence=0.88,
        chain=(
            Hop(name="Hanna Brandt", kind="person", named=True),
            Hop(name="der Statiker", kind="person", named=False),
        ),
    )  # fmt: skip
    start = draft.find("im Herbst")
    say(
        "indirect", "dass die Stadt noch im Herbst ein zweites Gutachten in Auftrag geben werde",
        "Baudezernent Kolja Westphal", **KOLJA, cue="kündigte an",
        frame="Baudezernent Kolja Westphal kündigte an", confidence=0.97,
        when=When(start.text, start.start, start.end, dt.date(2023, 9, 23), dt.date(2023, 12, 20)),
    )  # fmt: skip
    say("reported", "Über die Kosten schwieg er sich aus.", "er", name="Kolja Westphal", named=True,
        after="Über die Kosten schwieg", cue="schwieg", confidence=0.42)  # fmt: skip
    marker = draft.find("könnten")
    cost = say(
        "indirect", "könnten sie sich auf elf Millionen Euro belaufen", "einem internen Vermerk",
        name="interner Vermerk", kind="document", named=False, cue="Laut", frame="Laut einem internen Vermerk",
        medium="writing", confidence=0.79,
        chain=(Hop(name="interner Vermerk der Stadt", kind="document", named=False, stance="distancing",
                   markers=("könnten",), spans=(draft.find("einem internen Vermerk"),)),),
        factuality=Factuality("Uu", "PS+", (Marker("könnten", marker.start, marker.end, "epistemic"),)),
    )  # fmt: skip
    say("free-indirect", "„Wer hat hier geschlafen?“", medium="thought", confidence=0.38)
    say("reported", "sprach von jahrelangem Wegsehen", "Fraktionschef Timo Ahlers", **TIMO, cue="sprach",
        confidence=0.76)  # fmt: skip
    say("indirect-free-indirect", "Brandt sei gewarnt worden, mehr als einmal.", **TIMO, confidence=0.8)
    outer = say(
        "direct",
        "„Mir hat der Prüfer schon 2019 gesagt: ‚Sperren Sie das Ding!‘, und nichts ist geschehen“",
        "Ahlers", **TIMO, cue="sagte", to="dem Boten", frame="sagte Ahlers dem Boten",
        after="nichts ist geschehen", confidence=0.99,
    )  # fmt: skip
    say("direct", "‚Sperren Sie das Ding!‘", "der Prüfer", kind="person", named=False, cue="gesagt", to="Mir",
        frame="Mir hat der Prüfer schon 2019 gesagt", parent=outer, confidence=0.9)  # fmt: skip
    say(
        "free-indirect",
        "Was sollte man nun tun, jeden Morgen vierzig Minuten Umweg fahren und lächeln?",
        "die Pendler am Ostufer", kind="group", named=False, medium="speech-thought", confidence=0.55,
    )  # fmt: skip
    letter = say(
        "indirect", "sie erwarte „eine Fähre, und zwar sofort“", "Die Nachbarschaftsinitiative", kind="organisation",
        named=True, name="Nachbarschaftsinitiative", medium="writing", cue="schrieb", to="an die Stadt",
        frame="Die Nachbarschaftsinitiative schrieb in einem offenen Brief an die Stadt", confidence=0.95,
    )  # fmt: skip
    say("direct", "„eine Fähre, und zwar sofort“", "Die Nachbarschaftsinitiative", kind="organisation", named=True,
        name="Nachbarschaftsinitiative", medium="writing", parent=letter, confidence=0.9)  # fmt: skip
    say("reported", "Einen solchen Betrieb hält Westphal für denkbar, aber teuer.", "Westphal", **KOLJA,
        medium="thought", cue="hält", after="Einen solchen", confidence=0.68)  # fmt: skip
    return draft.article(
        "Wörnitzer Bote",
        DateRange(dt.date(2023, 9, 12), dt.date(2023, 9, 12)),
        authors=("Jule Harms",),
        url="https://bote.example/nordbruecke",
        notes=(
            Note("unnamed-source", "The figure of eleven million rests on one document that nobody else has seen.",
                 (cost,)),
        ),
    )  # fmt: skip


def relay() -> Article:
    """An agency report of the same affair: a chain of three hops and crossing marks."""
    draft = Draft(
        "agentur",
        ("date", "14.09.2023"),
        ("headline", "Brücke in Wörnitz: Sanierung wohl erst 2025"),
        (
            "paragraph",
            "Die Sanierung der gesperrten Nordbrücke in Wörnitz soll frühestens 2025 beginnen. Das berichtet der "
            "„Wörnitzer Bote“ unter Berufung auf Kreise der Verwaltung. Bürgermeisterin Brandt wollte die Angaben "
            "am Donnerstag nicht bestätigen. Sie sagte der Agentur, ein Termin stehe „schlicht nicht fest“, und "
            "bat um Geduld.",
        ),
        (
            "paragraph",
            "Verkehrsminister Arne Lorenz hatte am Mittwoch Hilfe des Landes in Aussicht gestellt. Das Land, so "
            "Lorenz, lasse „keine Stadt im Stich“. Ahlers nannte das auf der Plattform Zwitscher "
            "„warme Worte für kalte Pfeiler“.",
        ),
        ("agency", "dna/ko"),
    )
    say = draft.say
    year = draft.find("frühestens 2025")
    soll = draft.find("soll")
    say(
        "indirect", "Die Sanierung der gesperrten Nordbrücke in Wörnitz soll frühestens 2025 beginnen.",
        "Kreise der Verwaltung", name="Kreise der Stadtverwaltung", kind="group", named=False, cue="soll",
        frame="Das berichtet der „Wörnitzer Bote“ unter Berufung auf Kreise der Verwaltung", confidence=0.91,
        chain=(
            Hop(name="Wörnitzer Bote", kind="media", named=True, stance="distancing",
                markers=("soll", "berichtet"), spans=(draft.find("„Wörnitzer Bote“"),)),
            Hop(name="Kreise der Stadtverwaltung", kind="group", named=False,
                spans=(draft.find("Kreise der Verwaltung"),)),
        ),
        factuality=Factuality("Uu", "CT+", (Marker("soll", soll.start, soll.end, "reportative"),)),
        when=When(year.text, year.start, year.end, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    )  # fmt: skip
    say("reported", "wollte die Angaben am Donnerstag nicht bestätigen", "Bürgermeisterin Brandt", **HANNA,
        cue="bestätigen", confidence=0.64)  # fmt: skip
    outer = say("indirect", "ein Termin stehe „schlicht nicht fest“", "Sie", **HANNA, cue="sagte", to="der Agentur",
                frame="Sie sagte der Agentur", after="Sie sagte", confidence=0.96)  # fmt: skip
    say("direct", "„schlicht nicht fest“", "Sie", **HANNA, after="Sie sagte", cue="sagte", parent=outer)
    say("reported", "bat um Geduld", "Sie", **HANNA, after="Sie sagte", cue="bat", confidence=0.6)
    say("reported", "hatte am Mittwoch Hilfe des Landes in Aussicht gestellt", "Verkehrsminister Arne Lorenz",
        **ARNE, cue="in Aussicht gestellt", confidence=0.72)  # fmt: skip
    say("indirect", ["Das Land", "lasse „keine Stadt im Stich“"], "Lorenz", **ARNE, cue="so", frame="so Lorenz",
        after="Das Land, so", confidence=0.93)  # fmt: skip
    # Crosses the one before: it begins inside it and ends behind it.
    say("direct", "im Stich“. Ahlers nannte das", "Lorenz", **ARNE, after="Das Land, so", confidence=0.31)
    say("direct", "„warme Worte für kalte Pfeiler“", "Ahlers", **TIMO,
        cue="nannte", medium="writing", frame="Ahlers nannte das auf der Plattform Zwitscher")  # fmt: skip
    return draft.article("Deutsche Neue Agentur", DateRange(dt.date(2023, 9, 14), dt.date(2023, 9, 14)))


def ticker() -> Article:
    """A stub without a date, an outlet or a headline, with notes and one statement of a pronoun."""
    draft = Draft(
        "ticker",
        ("paragraph", "17.40 Uhr: Er bleibe dabei, sagte er, die Fähre komme nicht. Weiter mit dem Abo."),
    )
    draft.say(
        "indirect-free-indirect", "Er bleibe dabei", "er", cue="sagte", after="sagte er", frame="sagte er"
    )
    draft.say("indirect", "die Fähre komme nicht", "er", cue="sagte", after="sagte er", frame="sagte er")
    return draft.article(
        None,
        DateRange(dt.date(2023, 9, 1), dt.date(2023, 9, 30)),
        notes=(Note("paywall", "The page shows only the beginning of the article to those who do not pay."),),
    )


def hearsay() -> Article:
    """A report with a trail of every sort: relays, stances, carried and weak hops, doubt, times, notes of all kinds."""
    draft = Draft(
        "hoerensagen",
        ("headline", "Stadt wusste seit Monaten von den Rissen in der Nordbrücke"),
        ("teaser", "Die Verwaltung ist früh gewarnt worden. Das Land spricht von einem Einzelfall."),
        (
            "paragraph",
            "Wie der „Wörnitzer Bote“ aus dem Umfeld des Bauausschusses erfahren haben will, sollen Prüfer die Stadt "
            "schon Mitte März gewarnt haben. Die Brücke könne demnach jederzeit nachgeben. Sie stehe nur noch dank "
            "hölzerner Stützen, und niemand wisse, wie lange.",
        ),
        (
            "paragraph",
            "Bürgermeisterin Hanna Brandt wies die Vorwürfe am Mittwoch zurück. „Es gab keine Warnung“, sagte die "
            "52-Jährige. Das Verkehrsministerium bestätigte, dass im Archiv des Landes ein Gutachten liegt. Zu "
            "dessen Inhalt machte die Behörde keine Angaben.",
        ),
        (
            "paragraph",
            "Kolja Westphal, der frühere Baudezernent, wollte sich nicht äußern. Ein Gutachter vermutet, der Frost "
            "des vergangenen Winters dürfte die Schäden verschlimmert haben. Angeblich wird längst über einen "
            "Abriss gesprochen.",
        ),
        ("agency", "(dna)"),
    )

    def marker(words: str, type: MarkerType, after: str = "") -> Marker:
        span = draft.find(words, after)
        return Marker(span.text, span.start, span.end, type)

    def when(words: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]) -> When:
        span = draft.find(words)
        return When(span.text, span.start, span.end, dt.date(*earliest), dt.date(*latest))

    say = draft.say
    agency = Hop(name="Deutsche Neue Agentur", actor="Q9901", kind="media", named=True, weak=True)
    insiders = "Umfeld des Bauausschusses"
    relayed = Hop(name=insiders, kind="group", named=False, spans=(draft.find(insiders),))
    region = say("reported", "spricht von einem Einzelfall", "Das Land", name="Land", kind="government", named=True,
                 cue="spricht", confidence=0.7, factuality=Factuality("Uu", "CT+"))  # fmt: skip
    warned = say(
        "indirect", "sollen Prüfer die Stadt schon Mitte März gewarnt haben", insiders, name=insiders, kind="group",
        named=False, cue="erfahren haben", confidence=0.93,
        frame="Wie der „Wörnitzer Bote“ aus dem Umfeld des Bauausschusses erfahren haben will",
        chain=(
            agency,
            Hop(name="Wörnitzer Bote", actor="Q9902", kind="media", named=True, stance="distancing",
                markers=("erfahren haben will",), spans=(draft.find("„Wörnitzer Bote“"),)),
            relayed,
        ),
        factuality=Factuality(
            "Uu", "CT+", (marker("will", "quotative", "erfahren haben"), marker("sollen", "reportative"))
        ),
        when=when("Mitte März", (2023, 3, 11), (2023, 3, 20)),
    )  # fmt: skip
    carried_on: tuple[tuple[str, str | None, SourceKind, bool], ...] = (
        ("Wörnitzer Bote", "Q9902", "media", True),
        (insiders, None, "group", False),
    )
    carried = tuple(
        Hop(name=name, actor=actor, kind=kind, named=named, carried_from=warned)
        for name, actor, kind, named in carried_on
    )
    say("indirect", "Die Brücke könne demnach jederzeit nachgeben.", name=insiders, kind="group", named=False,
        cue="demnach", chain=carried, confidence=0.9,
        factuality=Factuality("Uu", "PS+", (marker("könne", "mood"), marker("demnach", "reportative"))))  # fmt: skip
    say("indirect-free-indirect", "Sie stehe nur noch dank hölzerner Stützen, und niemand wisse, wie lange.",
        name=insiders, kind="group", named=False, chain=carried, confidence=0.8,
        factuality=Factuality("Uu", "CT+", (marker("stehe", "mood"), marker("wisse", "mood"))))  # fmt: skip
    refused = say(
        "reported", "wies die Vorwürfe am Mittwoch zurück", "Bürgermeisterin Hanna Brandt", **HANNA,
        cue=["wies", "zurück"], confidence=0.66, factuality=Factuality("Uu", "CT-", (marker("zurück", "negation"),)),
        when=msgspec.structs.replace(when("am Mittwoch", (2023, 9, 1), (2023, 9, 30)), of="utterance"),
    )  # fmt: skip
    mayor = Hop(**HANNA, spans=(draft.find("die 52-Jährige"),))
    say("direct", "„Es gab keine Warnung“", "die 52-Jährige", **HANNA, cue="sagte", after="keine Warnung",
        frame="sagte die 52-Jährige", confidence=0.99, chain=(mayor,),
        factuality=Factuality("Uu", "CT-", (marker("keine", "negation"),)))  # fmt: skip
    ministry = say(
        "indirect", "dass im Archiv des Landes ein Gutachten liegt", "Das Verkehrsministerium",
        name="Verkehrsministerium", kind="government", named=True, cue="bestätigte", confidence=0.96,
        frame="Das Verkehrsministerium bestätigte", factuality=Factuality("CT+", "CT+"),
        chain=(Hop(name="Verkehrsministerium", kind="government", named=True, stance="endorsing",
                   markers=("bestätigte",), spans=(draft.find("Das Verkehrsministerium"),)),),
    )  # fmt: skip
    frost = say(
        "indirect", "der Frost des vergangenen Winters dürfte die Schäden verschlimmert haben", "Ein Gutachter",
        name="Gutachter", kind="person", named=False, cue="vermutet", medium="thought", confidence=0.88,
        factuality=Factuality("Uu", "PR+", (marker("vermutet", "epistemic"), marker("dürfte", "epistemic"))),
        when=when("des vergangenen Winters", (2022, 12, 1), (2023, 2, 28)),
    )  # fmt: skip
    say("reported", "Angeblich wird längst über einen Abriss gesprochen.", cue="Angeblich", confidence=0.5,
        factuality=Factuality("Uu", "Uu", (marker("Angeblich", "reportative"),)))  # fmt: skip
    return draft.article(
        "Flussanzeiger",
        DateRange(dt.date(2023, 9, 1), dt.date(2023, 9, 30)),
        notes=(
            Note(
                "firmer-headline",
                "The headline asserts what the text has only from unnamed sources.",
                (warned,),
            ),
            Note("ambiguous-time", "“am Mittwoch” is one of four Wednesdays of September 2023.", (refused,)),
            Note("missing-information", "“Die Behörde” gave no details of the expert report.", (ministry,)),
            Note("refusal", "Kolja Westphal would not comment."),
            Note("ambiguous-actor", "“Gutachter” may be either of two people.", (frost,)),
            Note("attribution-conflict", "The text gives “Einzelfall” to two sources.", (region, ministry)),
            Note("unsupported-headline", "The headline quotes words that the text does not have."),
            Note("live-ticker", "This is a running report."),
        ),
    )


REJECTIONS = (
    Rejection("artikel/leer.txt", "the file is empty", "give a file with the text of an article"),
    Rejection("archiv/seite-17.html.gz", "the archive ends too early", "fetch or copy it again"),
)


def sample() -> list[Article]:
    """Return the three articles."""
    return [bridge(), relay(), ticker()]
