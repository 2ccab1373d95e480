"""What training is told, checked on the project's own annotated excerpts (no torch needed)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from training.corpus import Document, read_documents
from training.examples import Example, make_example, restyled

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
    parts = [example.document.text[example.words.starts[w] : example.words.ends[w]] for w in words]
    return "".join("".join(parts).split())


def test_quotations_in_words_are_the_quotations_in_tokens(examples: list[Example]) -> None:
    for example in examples:
        document = example.document
        expected = sorted(
            "".join("".join(document.text[slice(*document.tokens[t])] for t in q.content).split())
            for q in document.quotations
        )
        assert sorted(text_of(example, draft.words()) for draft in example.drafts) == expected


def test_tags_decode_to_the_quotations_that_they_were_made_of(examples: list[Example]) -> None:
    lost = total = 0
    for example in examples:
        tags = example.tags()
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
    for seed, document in enumerate(documents):
        other = restyled(document, np.random.default_rng(seed))
        assert len(other.text) == len(document.text)
        differences = [a for a, b in zip(document.text, other.text, strict=True) if a != b]
        assert set(differences) <= set('„“”»«"‚‘›‹')
        assert other.quotations is document.quotations
        changed += bool(differences)
    assert changed
