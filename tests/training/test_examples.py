"""What training is told, checked on the project's own annotated excerpts (no torch needed)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from training.corpus import FORMS, Document, read_documents
from training.examples import Example, make_example, tags_of
from training.perturb import perturbations, restyled

from laut.reading import decoding
from laut.reading.reader import WEIGHTS

GOLD = Path(__file__).parents[1] / "gold" / "excerpts.jsonl"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_documents(GOLD)


@pytest.fixture(scope="module")
def examples(documents: list[Document]) -> list[Example]:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    return [make_example(document, tokenizer) for document in documents]


def text_of(example: Example, words: list[int]) -> str:
    parts = [example.text[example.words.starts[w] : example.words.ends[w]] for w in words]
    return "".join("".join(parts).split())


def test_quotations_in_words_are_the_quotations_in_tokens(
    documents: list[Document], examples: list[Example]
) -> None:
    for document, example in zip(documents, examples, strict=True):
        expected = sorted(
            "".join("".join(document.text[slice(*document.tokens[t])] for t in q.content).split())
            for q in document.quotations
        )
        assert sorted(text_of(example, draft.words()) for draft in example.drafts) == expected


def test_tags_decode_to_the_quotations_that_they_were_made_of(examples: list[Example]) -> None:
    lost = total = 0
    for example in examples:
        tags = tags_of(example.drafts, len(example.words))
        assert (example.tags.argmax(-1) == tags).all()
        logits = np.full((*tags.shape, decoding.N_TAGS), -9.0, np.float32)
        for layer in range(decoding.N_LAYERS):
            logits[np.arange(len(tags)), layer, tags[:, layer]] = 9.0
        found = {draft.spans for draft in decoding.decode_tags(logits)}
        lost += sum(draft.spans not in found for draft in example.drafts)
        total += len(example.drafts)
    # two layers cannot hold a quotation in a quotation in a quotation
    assert lost <= 0.03 * total


def test_every_subword_belongs_to_one_word(examples: list[Example]) -> None:
    for example in examples:
        subwords = example.subwords
        assert subwords.lengths().sum() == len(subwords.ids)
        assert (subwords.first <= subwords.last).all()
        assert (subwords.begin[1:] == subwords.last[:-1] + 1).all()


def test_other_quotation_marks_change_nothing_but_the_marks(documents: list[Document]) -> None:
    changed = 0
    for document in documents:
        other = restyled(document, "»«")
        assert len(other.text) == len(document.text)
        differences = [a for a, b in zip(document.text, other.text, strict=True) if a != b]
        assert set(differences) <= set('„“”»«"‚‘›‹')
        assert other.quotations is document.quotations
        changed += bool(differences)
    assert changed


LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@pytest.mark.parametrize("name", [name for name, _ in perturbations()])
def test_tokens_of_a_perturbed_copy_are_still_the_same_words(name: str, documents: list[Document]) -> None:
    perturbed = dict(perturbations())[name]
    changed = 0
    for document in documents:
        other = perturbed(document)
        changed += other.text != document.text
        for old, new in zip(document.tokens, other.tokens, strict=True):
            word, again = document.text[slice(*old)], other.text[slice(*new)].replace("-\n", "")
            if word[0].isalnum():
                assert again.lower().translate(LETTERS) == word.lower().translate(LETTERS)
    assert changed


def test_of_our_own_articles_media_and_addressees_of_what_is_reported_are_left_open(
    documents: list[Document],
) -> None:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    addressee = decoding.ROLES.index("addressee")
    reported = 0
    for document in documents:
        example = make_example(replace(document, own=True), tokenizer)
        assert np.isnan(example.media).all()
        assert all(chances.sum() == 1.0 for chances in make_example(document, tokenizer).media)
        for draft, roles in zip(example.drafts, example.roles, strict=True):
            left_open = np.isnan(roles)
            assert left_open[:, addressee].all() == (FORMS[draft.form] == "reported")
            assert not np.delete(left_open, addressee, axis=1).any()
            reported += bool(left_open.any())
    assert reported
