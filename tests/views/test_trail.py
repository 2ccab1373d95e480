"""How a trail reads in one line, and that every term of the records is explained."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from laut.records import (
    Factuality,
    FactualityValue,
    Form,
    Hop,
    MarkerType,
    Medium,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
)
from laut.views import terms
from laut.views.trail import chain_line, firmness_line, hops_of, label_of


def statement(*chain: Hop, speaker: Source | None = None) -> Statement:
    content = (Span(0, 2, "Ja"),)
    return Statement(
        id="s", form="direct", medium=None, confidence=1.0, content=content, chain=chain, speaker=speaker
    )


def test_a_chain_reads_from_the_outlet_inward_with_stance_and_naming() -> None:
    relayed = statement(
        Hop(name="Küstenbote", named=True, stance="distancing"),
        Hop(name="Beamte", named=False, stance="neutral"),
    )
    assert chain_line(relayed, "Morgenblatt") == "Morgenblatt ← Küstenbote (distancing) ← Beamte, unnamed"
    assert chain_line(relayed, None).startswith("this report ← ")


def test_weak_hops_and_sources_that_nobody_describes_are_told_as_that() -> None:
    line = chain_line(statement(Hop(name="dpa", weak=True), Hop()), "Blatt")
    assert line == "Blatt ← dpa (agency code) ← a source not described"


def test_hops_that_were_carried_on_together_say_so_once() -> None:
    together = statement(Hop(name="A", carried_from="s1"), Hop(name="B", carried_from="s1"))
    assert chain_line(together, "Blatt") == "Blatt ← A (carried on) ← B"
    apart = statement(Hop(name="A", carried_from="s1"), Hop(name="B"), Hop(name="C", carried_from="s1"))
    assert chain_line(apart, "Blatt") == "Blatt ← A (carried on) ← B ← C (carried on)"


def test_before_anybody_traced_it_a_chain_is_its_speaker() -> None:
    speaker = Source(name="Ada", actor="Q1", kind="person", named=True, spans=(Span(3, 6, "Ada"),))
    assert hops_of(statement(speaker=speaker)) == (
        Hop(name="Ada", actor="Q1", kind="person", named=True, spans=(Span(3, 6, "Ada"),)),
    )
    assert chain_line(statement(), "Blatt") == ""


def test_a_source_without_words_has_no_label() -> None:
    assert label_of(Source(spans=(Span(0, 3, "die"), Span(5, 9, "Amme")))) == "die Amme"
    assert label_of(Source(name="  ")) is None
    assert label_of(None) is None


def test_firmness_is_told_in_plain_words() -> None:
    assert firmness_line(Factuality("Uu", "PS-")) == "outlet: left open, originator: possibly not"
    assert firmness_line(None) == ""


@pytest.mark.parametrize(
    ("values", "explained"),
    [
        (Form, terms.FORMS),
        (Medium, terms.MEDIA),
        (SourceKind, terms.KINDS),
        (Stance, terms.STANCES),
        (FactualityValue, terms.FACTUALITY),
        (MarkerType, terms.MARKERS),
    ],
)
def test_every_value_of_the_records_has_words(values: object, explained: dict[str, object]) -> None:
    assert set(get_args(values)) == set(explained)


def test_every_term_is_explained_once_and_has_an_address() -> None:
    everything = [term for _, group in terms.GLOSSARY for term in group]
    slugs = [term.slug for term in everything]
    assert len(slugs) == len(set(slugs)) == len(terms.TERMS)
    assert all(re.fullmatch(r"[a-z][a-z-]*", slug) for slug in slugs)
    assert all(term.meaning.endswith(".") for term in everything)
    assert {terms.FACTUALITY[value].slug for value in get_args(FactualityValue)} >= {
        "ct-plus",
        "ct-minus",
        "uu",
    }


def test_a_note_of_an_unknown_kind_is_shown_in_its_own_words() -> None:
    assert terms.note_term("odd-thing") == terms.Term("odd-thing", "odd thing", "")
    assert terms.note_term("refusal").meaning
