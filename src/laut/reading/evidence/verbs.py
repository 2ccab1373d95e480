"""Which verb forms can a word be? A table of forms made from principal parts, and prefixes taken off.

The table is language data (``lexicon/de/verbs.yaml``); here it is only spelled out: the endings of weak and strong
verbs, present and preterite, and the two Konjunktive.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from laut.reading.lexicon import load

Kind = Literal["indicative", "first", "second", "shared", "preterite", "participle", "infinitive"]
"""What a form is: ``first`` and ``second`` are Konjunktiv I and II; ``shared`` is a form of the indicative and of a
Konjunktiv (*gehen*, *sagte*); ``preterite`` is a strong, and so a sure, past indicative."""


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word as a verb form.

    Attributes:
        lemma: the infinitive, prefix included.
        kind: what form of it.
    """

    lemma: str
    kind: Kind


_REGULAR: dict[str, tuple[Kind, ...]] = {
    "en": ("infinitive", "shared"),
    "e": ("first",),
    "t": ("indicative", "participle"),
    "te": ("shared",),
    "ten": ("shared",),
}


class _Irregular(msgspec.Struct, frozen=True):
    indicative: str
    first: str
    infinitive: str
    participle: str
    second: str = ""
    shared: str = ""


class Grammar(msgspec.Struct, frozen=True):
    """Words and forms that grammar turns on; ``verbs.yaml`` says what each is."""

    have: str
    be: str
    become: str
    finished: frozenset[str]
    marker: str
    joints: frozenset[str]
    content: frozenset[str]
    that: frozenset[str]
    only_openers: frozenset[str]
    also_main: frozenset[str]
    inner_relatives: frozenset[str]
    conditions: frozenset[str]
    focus: frozenset[str]
    purpose: frozenset[str]
    only: frozenset[str]
    correction: str
    resuming: frozenset[str]
    speaker: frozenset[str]
    distinct_first: frozenset[str]
    behind: frozenset[str]
    participle: str


class VerbData(msgspec.Struct, frozen=True):
    """The file ``verbs.yaml``; its comments say what each part is."""

    irregular: dict[str, _Irregular]
    modals: list[str]
    grammar: Grammar
    strong: dict[str, str]
    weak: str
    productive: str
    with_sein: str
    separable: str
    inseparable: str
    also_other: str
    never: str
    determiners: str
    subordinators: str
    relatives: str


class Verbs:
    """The verb forms of a language."""

    def __init__(self, data: VerbData) -> None:
        self.grammar = data.grammar
        self.modals = frozenset(data.modals)
        self.auxiliaries = self.modals | {data.grammar.have, data.grammar.be, data.grammar.become}
        self._participle = re.compile(data.grammar.participle)
        self.with_sein = frozenset(data.with_sein.split())
        self.determiners = frozenset(data.determiners.split())
        self.subordinators = frozenset(data.subordinators.split())
        self.relatives = frozenset(data.relatives.split())
        self.never = frozenset(data.never.split())
        self.also_other = frozenset(data.also_other.split())
        self._separable = frozenset(data.separable.split())
        self._inseparable = frozenset(data.inseparable.split())
        self._prefixes = self._separable | self._inseparable
        self._longest = max(map(len, self._prefixes))
        self._productive = data.productive
        self._forms: dict[str, tuple[Form, ...]] = {}
        self._known: dict[str, tuple[Form, ...]] = {}
        for infinitive in data.weak.split():
            self._add_weak(infinitive)
        for infinitive, parts in data.strong.items():
            self._add_strong(infinitive, *parts.split())
        for lemma, table in data.irregular.items():
            for kind in ("indicative", "first", "second", "shared", "infinitive", "participle"):
                self._add(lemma, kind, *getattr(table, kind).split())

    def forms(self, word: str) -> tuple[Form, ...]:
        """All readings of a lower-case word as a verb form; empty if it can be none."""
        known = self._known.get(word)
        if known is None:
            known = self._forms.get(word, ()) or self._prefixed(word) or self._regular(word)
            self._known[word] = known
        return known

    def is_infinitive(self, word: str) -> bool:
        """Whether a word is the infinitive of a listed verb."""
        return any(form.kind == "infinitive" for form in self.forms(word))

    def is_participle(self, word: str) -> bool:
        """Whether a word can be a past participle, listed or by its looks."""
        forms = self.forms(word)
        if forms:
            return any(form.kind == "participle" for form in forms)
        return self._participle.match(word) is not None

    def is_auxiliary(self, word: str) -> bool:
        """Whether a word is a form of an auxiliary or modal verb."""
        return any(form.lemma in self.auxiliaries for form in self.forms(word))

    def is_separable(self, word: str) -> bool:
        """Whether a word can be the particle of a separable verb."""
        return word in self._separable

    def perfect_with_sein(self, lemma: str) -> bool:
        """Whether a verb forms its perfect with *sein*, as *kommen* does."""
        if lemma in self.with_sein:
            return True
        cut = [i for i in range(2, len(lemma) - 3) if lemma[:i] in self._separable]
        return any(lemma[i:] in self.with_sein for i in cut)

    def _add(self, lemma: str, kind: Kind, *forms: str) -> None:
        for form in forms:
            readings = self._forms.get(form, ())
            one = Form(lemma, kind)
            if one not in readings:
                self._forms[form] = (*readings, one)

    def _add_weak(self, infinitive: str) -> None:
        stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
        link = "e" if stem.endswith(("t", "d", "chn", "fn", "gn", "tm", "dm", "kn", "dn")) else ""
        past = f"{stem}{link}te"
        self._add(infinitive, "infinitive", infinitive)
        self._add(infinitive, "shared", infinitive, past, past + "n")
        self._add(infinitive, "indicative", f"{stem}{link}t")
        self._add(
            infinitive, "first", stem + "e", *([stem[:-2] + "le"] if infinitive.endswith("eln") else [])
        )
        plain = stem.endswith("ier") or self._is_prefixed(stem)
        self._add(infinitive, "participle", ("" if plain else "ge") + f"{stem}{link}t")

    def _is_prefixed(self, stem: str) -> bool:
        """Whether a stem begins with an inseparable prefix ("beschädig", but not "bet")."""
        return any(
            stem.startswith(one) and any(letter in "aeiouäöü" for letter in stem[len(one) :])
            for one in self._inseparable
        )

    def _add_strong(self, infinitive: str, third: str, past: str, second: str, participle: str) -> None:
        stem = infinitive[:-2]
        self._add(infinitive, "infinitive", infinitive)
        self._add(infinitive, "shared", infinitive)
        self._add(infinitive, "indicative", third)
        self._add(infinitive, "first", stem + "e")
        self._add(infinitive, "participle", participle)
        self._add(infinitive, "preterite", past, past + ("n" if past.endswith("e") else "en"))
        self._add(infinitive, "shared" if second == past else "second", second, second + "n")

    def _prefixed(self, word: str) -> tuple[Form, ...]:
        for cut in range(min(self._longest, len(word) - 3), 1, -1):
            prefix = word[:cut]
            if prefix not in self._prefixes:
                continue
            rest = word[cut:]
            inner = rest.removeprefix(self.grammar.marker)
            if inner in self._forms:
                rest = inner  # "auszugehen"
            base = self._forms.get(rest, ()) or (self._prefixed(rest) if prefix in self._separable else ())
            if prefix in self._inseparable:
                # without "ge": the participle of "erfahren" is "erfahren", that of "entstehen" "entstanden"
                whole = self._forms.get("ge" + rest, ())
                base = (*base, *(form for form in whole if form.kind == "participle" and form not in base))
            if base and base[0].lemma not in self.modals:
                return tuple(Form(prefix + form.lemma, form.kind) for form in base)
        return ()

    def _regular(self, word: str) -> tuple[Form, ...]:
        """Forms of a verb that is not listed but whose ending tells that it is regular."""
        stem = self._productive[:-2]
        for end, kinds in _REGULAR.items():
            if word.endswith(stem + end) and len(word) > len(stem + end) + 2:
                lemma = word[: len(word) - len(end)] + "en"
                return tuple(Form(lemma, kind) for kind in kinds)
        return ()


@functools.cache
def verbs_of(language: str = "de") -> Verbs:
    """The verb forms of a language, made when they are first asked for."""
    return Verbs(load(language, "verbs", VerbData))
