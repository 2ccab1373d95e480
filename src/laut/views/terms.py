"""What do the terms mean? The field's vocabulary in plain words, for every view: one label and one explanation each."""

from __future__ import annotations

from typing import NamedTuple

from laut.records import FactualityValue, Form, MarkerType, Medium, SourceKind, Stance


class Term(NamedTuple):
    """A term: its key in the records, the words for it, and what it means."""

    key: str
    label: str
    meaning: str

    @property
    def slug(self) -> str:
        """The key as it can stand in an address: ``CT+`` is ``ct-plus``."""
        return self.key.lower().replace("+", "-plus").removesuffix("-") + "-minus" * self.key.endswith("-")


FORMS: dict[Form, Term] = {
    "direct": Term("direct", "direct", "The words as they were uttered, as a rule in quotation marks."),
    "indirect": Term(
        "indirect",
        "indirect",
        "The content in a clause that depends on a verb of saying or thinking: “he said that …”.",
    ),
    "reported": Term(
        "reported",
        "reported",
        "The report mentions that something was said, and what about, but does not follow its wording.",
    ),
    "free-indirect": Term(
        "free-indirect",
        "free indirect",
        "The speaker’s voice inside the outlet’s own sentence, without quotation marks or a governing verb.",
    ),
    "indirect-free-indirect": Term(
        "indirect-free-indirect",
        "indirect/free indirect",
        "A main clause that is reported by its verb mood alone, with no verb of saying before it: “er komme”.",
    ),
}

MEDIA: dict[Medium, str] = {
    "speech": "speech",
    "writing": "writing",
    "thought": "thought",
    "speech-thought": "speech or thought",
    "speech-writing": "speech or writing",
    "thought-writing": "thought or writing",
}

STANCES: dict[Stance, Term] = {
    "neutral": Term("neutral", "neutral", "Passed on without taking sides: “sagte”, “laut”."),
    "endorsing": Term(
        "endorsing",
        "endorsing",
        "Passed on as true: the words presuppose that it is so, as “bestätigte” and “räumte ein” do.",
    ),
    "distancing": Term(
        "distancing",
        "distancing",
        "Passed on with reserve: the words keep it at arm’s length, as “will erfahren haben” and “angeblich” do.",
    ),
}

KINDS: dict[SourceKind, Term] = {
    "person": Term("person", "person", "One human being, by name or by role."),
    "group": Term("group", "group", "Several people, named or not: officials, experts, witnesses, circles."),
    "government": Term(
        "government",
        "government",
        "A state or capital that speaks, a government, ministry, authority, court, parliament, the police, the forces.",
    ),
    "organisation": Term(
        "organisation",
        "organisation",
        "A party, company, union, church, association, university, or international body.",
    ),
    "media": Term(
        "media",
        "media",
        "A newspaper, broadcaster, news agency or site; its reports are the medium speaking.",
    ),
    "document": Term(
        "document", "document", "A study, letter, indictment, law or memo that is quoted as a paper."
    ),
}

FACTUALITY: dict[FactualityValue, Term] = {
    "CT+": Term("CT+", "certain", "Put forward as certainly so (FactBank CT+)."),
    "CT-": Term(
        "CT-",
        "certainly not",
        "The content denies something, and puts it as certainly not so: “es gab keine Warnung” (FactBank CT−).",
    ),
    "PR+": Term("PR+", "probable", "Put forward as probably so (FactBank PR+)."),
    "PR-": Term(
        "PR-",
        "probably not",
        "The content denies something, and puts it as probably not so: “es gab wohl keine Warnung” (FactBank PR−).",
    ),
    "PS+": Term("PS+", "possible", "Put forward as possibly so (FactBank PS+)."),
    "PS-": Term(
        "PS-",
        "possibly not",
        "The content denies something, and puts it as possibly not so: “vielleicht gab es keine” (FactBank PS−).",
    ),
    "Uu": Term(
        "Uu",
        "left open",
        "Not said whether it is so: passed on as another’s word, asked, demanded or conditional (FactBank Uu).",
    ),
}

MARKERS: dict[MarkerType, Term] = {
    "reportative": Term(
        "reportative",
        "reportative",
        "Marks hearsay: others say so, as in “soll … getroffen haben” or “angeblich”.",
    ),
    "quotative": Term(
        "quotative",
        "quotative",
        "Marks a claim that somebody makes about themselves: “will … erfahren haben”.",
    ),
    "mood": Term(
        "mood", "verb mood", "Konjunktiv: the form of the verb marks the words as another’s, or as unreal."
    ),
    "epistemic": Term(
        "epistemic", "epistemic", "Marks how sure one is: “wohl”, “offenbar”, “dürfte”, “könnte”."
    ),
    "negation": Term(
        "negation", "negation", "Says that it is not so, or that nothing shows it: “keine Anzeichen”."
    ),
    "question": Term("question", "question", "Asked, not asserted."),
    "conditional": Term("conditional", "conditional", "Holds only if something else does: “falls”, “wenn”."),
}

NOTES: dict[str, Term] = {
    term.key: term
    for term in (
        Term(
            "refusal",
            "refusal",
            "Somebody who was asked would not say anything. That is no statement, but it matters.",
        ),
        Term(
            "missing-information", "missing information", "The report says that a source left something out."
        ),
        Term(
            "attribution-conflict",
            "attribution conflict",
            "The same words are given to two different people or roles in one article.",
        ),
        Term(
            "firmer-headline",
            "firmer headline",
            "Headline or teaser assert what the text below only has from others, or with reserve.",
        ),
        Term(
            "unsupported-headline",
            "unsupported headline",
            "The headline quotes words that the text does not have.",
        ),
        Term(
            "ambiguous-actor",
            "ambiguous actor",
            "The words fit more than one person or institution; laut does not choose.",
        ),
        Term(
            "ambiguous-time",
            "ambiguous time",
            "The words fit more than one date; the interval holds all of them.",
        ),
        Term("paywall", "paywall", "Only part of the article can be read without paying."),
        Term(
            "cookie-wall", "cookie wall", "The page asked for consent in place of the article, or before it."
        ),
        Term("live-ticker", "live ticker", "A running report of many entries, each with a time of its own."),
        Term(
            "date-not-understood",
            "date not understood",
            "The file gives a date in a way that laut cannot read.",
        ),
        Term(
            "damaged-characters",
            "damaged characters",
            "Some characters were lost before the text came to laut.",
        ),
    )
}

GENERAL: dict[str, Term] = {
    term.key: term
    for term in (
        Term("statement", "statement", "Content that the report attributes to somebody."),
        Term("form", "form", "How the words are represented: quoted, paraphrased or only mentioned."),
        Term("medium", "medium", "What is represented: speech, writing, thought, or a mix."),
        Term("speaker", "speaker", "Who is said to have said, written or thought it."),
        Term("nobody", "no speaker given", "The text does not say who speaks."),
        Term(
            "by-role",
            "by role or pronoun only",
            "Sources that one article calls “er” or “der Sprecher” cannot be told apart across articles.",
        ),
        Term("cue", "cue", "The words that signal the attribution: “sagte”, “laut”, “demnach”."),
        Term("frame", "frame", "The clause that introduces or interrupts the content."),
        Term("addressee", "addressee", "Whom it was said to."),
        Term("when", "when", "The time that the words give, as the days that they may mean."),
        Term("of-content", "of the content", "The day or days of what is reported."),
        Term(
            "of-utterance",
            "of the utterance",
            "The day or days on which it was said; the content itself has no date.",
        ),
        Term(
            "confidence",
            "confidence",
            "How probable it is that laut has found and labelled this statement correctly. "
            "It says nothing about whether the content is true.",
        ),
        Term(
            "words",
            "words",
            "Words of content. What one speaker says inside another’s statement counts for both.",
        ),
    )
}

TRAIL: dict[str, Term] = {
    term.key: term
    for term in (
        Term("chain", "source chain", "From the outlet, hop by hop, inward to whoever first said it."),
        Term("hop", "hop", "One voice on the way from the originator to the reader."),
        Term(
            "originator",
            "originator",
            "The last voice of the chain: the innermost source that the report gives.",
        ),
        Term(
            "origin",
            "origin",
            "Where the way back through reports and their sources ends. Two reports with the same origin corroborate"
            " nothing; unnamed sources may be the same people, so the number is a range.",
        ),
        Term(
            "stance", "stance", "How whoever stands one step nearer to the reader treats what a source says."
        ),
        Term(
            "named",
            "named",
            "A reader of the article can tell exactly who it is: a name, or a definite institution.",
        ),
        Term(
            "unnamed",
            "unnamed",
            "The identity is kept back or not known: “ein Sprecher”, “Beamte”, “Kreise”.",
        ),
        Term(
            "carried",
            "carried on",
            "The sentence has no source of its own. Its Konjunktiv, or a “demnach”, carries on the source of the "
            "statement before.",
        ),
        Term(
            "weak",
            "weak hop",
            "Only an agency code under the article stands for it: the agency wrote the text, which does not make it "
            "the source of each statement.",
        ),
    )
}

FIRMNESS: dict[str, Term] = {
    term.key: term
    for term in (
        Term(
            "factuality",
            "factuality",
            "How firmly it is put forward, by the outlet and by the originator; not whether it is true.",
        ),
        Term("marker", "evidential marker", "The words or verb mood that mark hearsay, doubt or denial."),
    )
}

GLOSSARY: tuple[tuple[str, tuple[Term, ...]], ...] = (
    ("Statements", (*GENERAL.values(),)),
    ("Forms", (*FORMS.values(),)),
    ("According to whom", (*TRAIL.values(), *STANCES.values())),
    ("Kinds of source", (*KINDS.values(),)),
    ("How firmly", (*FIRMNESS.values(), *FACTUALITY.values())),
    ("Evidential markers", (*MARKERS.values(),)),
    ("Notes", (*NOTES.values(),)),
)
"""All terms in groups, in the order in which a reader meets them."""

TERMS: dict[str, Term] = {term.key: term for _, group in GLOSSARY for term in group}
"""Every term by its key."""


def note_term(kind: str) -> Term:
    """Return the term for a note's kind; one that nobody has explained is shown in its own words."""
    return NOTES.get(kind) or Term(kind, kind.replace("-", " "), "")
