"""Which words carry attribution? The lexicon of a language, ready to be looked up."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import msgspec

from laut.reading.chain.mood import Form, forms_of, particles_of
from laut.reading.lexicon import load


class ChainData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``chain.yaml``; its comments say what each part is. Strings are lists of words."""

    reporting: str
    infinitive_mark: str
    passive: str
    agents: str
    accusing: str
    relaying: str
    turns: str
    so_far: str
    reflexive: str
    as_: str = msgspec.field(name="as")
    in_role: str
    in_paper: str
    entered: str
    with_word: dict[str, str]
    retelling: str
    that: str
    denying: str
    pair: str
    overheard: str
    being: str
    impersonal_subject: str
    impersonal: str
    letting: str
    through: str
    impersonal_with_subject: str
    from_where: str
    out_of: str
    therein: str
    confiding: str
    confiding_with: str
    shown: str
    shown_apart: dict[str, str]
    naming: str
    naming_as: str
    sources: str
    thereto: str
    learning: str
    learning_from: str
    quoting_from: str
    resting: str
    resting_on: str
    referring: str
    according: str
    relative_datives: str
    quoting: str
    citing: tuple[str, ...]
    auxiliaries: str
    before: str
    behind: str
    around: str
    circles: str
    circles_from: str
    here: str
    saying: str
    papers: str
    agreements: str
    committing: str
    products: str
    before_around: str
    own: str
    possessive: str
    anaphors: str
    loose_anaphors: str
    pointing: str
    pointers: str
    backward: str
    both_back: str
    addressing: str
    broadcasting: str
    shows: str
    of_paper: str
    talks: str
    talk_links: str
    requests: str
    request_links: str
    channels: str
    indefinite: str
    of: str
    attribute_links: str
    adverbs: str
    adverb_endings: str
    determiners: str
    numerals: str
    oblique: str
    pronouns: str
    oblique_pronouns: str
    subject_pronouns: str
    nobody: str
    nobody_nouns: str
    opinions: str
    weak_pronouns: str
    genitives: str
    name_particles: str
    feminine_media: str
    time_nouns: str
    prepositions: str
    joints: str
    coordinators: str
    towards: dict[str, tuple[str, ...]]
    kept_back: str
    numbered: str
    near: str
    both: dict[str, tuple[str, ...]]
    join: str
    adverbials: tuple[str, ...]
    rejecting: str
    admitting: str
    standing: str
    conclusions: str
    concluding: str
    subordinating: str
    openers: str
    relatives: str
    agencies: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb that reports, as it is looked for in a clause.

    Attributes:
        lemma: its infinitive, particle included.
        partner: a word that must stand in the same clause, such as the particle of a separable verb; or empty.
    """

    lemma: str
    partner: str


class Terms:
    """The attribution words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.data = load(language, "chain", ChainData)
        self._sets: dict[str, frozenset[str]] = {}
        self._bases: dict[str, list[ReportingVerb]] = {}
        for lemma in (self.data.reporting + " " + self.data.impersonal).split():
            self._bases.setdefault(lemma, []).append(ReportingVerb(lemma, ""))
            for particle in particles_of(lemma, language):
                base = lemma[len(particle) :]
                self._bases.setdefault(base, []).append(ReportingVerb(lemma, particle))
        for base, partners in self.data.with_word.items():
            for partner in partners.split():
                self._bases.setdefault(base, []).append(ReportingVerb(f"{base} {partner}", partner))
        self.citing = tuple(tuple(phrase.split()) for phrase in self.data.citing)
        self.adverbials = frozenset(tuple(phrase.split()) for phrase in self.data.adverbials)
        self._adverb_endings = tuple(self.data.adverb_endings.split())
        self.function_words = frozenset().union(
            *(
                self.words(field)
                for field in (
                    "determiners",
                    "pronouns",
                    "oblique_pronouns",
                    "weak_pronouns",
                    "prepositions",
                    "joints",
                    "openers",
                    "relatives",
                    "adverbs",
                )
            )
        )
        self._shared: dict[str, bool] = {}
        self._signs: dict[str, str] = {}
        self._readings: dict[str, tuple[tuple[Form, ReportingVerb], ...]] = {}

    def words(self, field: str) -> frozenset[str]:
        """The words of one part of the lexicon, such as ``prepositions``."""
        known = self._sets.get(field)
        if known is None:
            known = self._sets[field] = frozenset(getattr(self.data, field).split())
        return known

    def reporting(self, word: str) -> tuple[tuple[Form, ReportingVerb], ...]:
        """How a lower-case word can be read as a reporting verb: the form, and the verb with its partner."""
        known = self._readings.get(word)
        if known is None:
            pairs = [
                (form, verb)
                for form in forms_of(word, self.language)
                for verb in self._bases.get(form.lemma, ())
            ]
            pairs.sort(key=lambda pair: not pair[1].partner)  # a partner decides first
            known = self._readings[word] = tuple(pairs)
        return known

    def is_of_another_verb(self, word: str) -> bool:
        """Whether a lower-case participle can be that of a verb that does not report: "gestanden", "gehört"."""
        known = self._shared.get(word)
        if known is None:
            forms = [form for form in forms_of(word, self.language) if form.kind == "participle"]
            known = self._shared[word] = any(form.lemma not in self._bases for form in forms)
        return known

    def sign(self, word: str) -> str:
        """What sort of signal a lower-case word can belong to (see `laut.reading.chain.signals`); empty for none."""
        known = self._signs.get(word)
        if known is None:
            known = self._signs[word] = self._sign(word)
        return known

    def _sign(self, word: str) -> str:
        for sign in ("before", "behind", "around"):
            if word in self.words(sign):
                return sign
        if word in self.words("anaphors"):
            return "anaphor"
        if any(phrase[0] == word for phrase in self.citing):
            return "citing"
        for sign in ("resting", "referring"):
            if self.is_lemma(word, sign):
                return sign
        return "learning" if self.is_lemma(word, "learning") or self.is_lemma(word, "quoting") else ""

    def is_function_word(self, word: str) -> bool:
        """Whether a lower-case word is no noun, though a capital may stand at its head."""
        return word in self.function_words or word.endswith(self._adverb_endings)

    def is_lemma(self, word: str, field: str) -> bool:
        """Whether a lower-case word is a form of one of the verbs in a part of the lexicon."""
        return any(form.lemma in self.words(field) for form in forms_of(word, self.language))

    def ends_in(self, word: str, field: str) -> bool:
        """Whether a lower-case word, or the last part of a compound, is in a part of the lexicon."""
        words = self.words(field)
        if word in words:
            return True
        # a word has fewer ends than the lexicon has words
        return any(word[at:] in words for at in range(1, len(word) - 5))


@functools.cache
def terms_of(language: str = "de") -> Terms:
    """The attribution words of a language, made when they are first asked for."""
    return Terms(language)
