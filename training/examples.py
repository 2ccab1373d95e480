"""From documents to arrays: subwords, windows, labels and augmented copies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import Subwords, split_subwords
from laut.reading.words import Words, split_words
from training.corpus import FORMS, MEDIA, ROLES, Document, Quotation

QUOTE_STYLES = ("„“", "„”", "»«", "«»", '""', "“”", "‚‘", "  ")
"""Pairs of quotation marks; the last one takes them away."""
STYLE_CHANCES = (0.0, 0.1, 0.25, 0.15, 0.25, 0.1, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Example:
    """A document in words and subwords, with its labels in words."""

    document: Document
    words: Words
    subwords: Subwords
    drafts: list[Draft]
    media: list[int]
    roles: list[dict[str, npt.NDArray[np.int64]]]

    def tags(self) -> npt.NDArray[np.int64]:
        """The tag of each word, for outer and nested quotations [W, layers]."""
        tags = np.zeros((len(self.words), decoding.N_LAYERS), np.int64)
        for draft in self.drafts:
            layer = 0 if draft.parent is None else 1
            for i, (start, end) in enumerate(draft.spans):
                tags[start:end, layer] = decoding.GOES_ON + draft.form
                tags[start, layer] = decoding.BEGIN + draft.form if i == 0 else decoding.TAKEN_UP
        return tags


def make_example(document: Document, tokenizer: Tokenizer) -> Example:
    """Bring a document into the form that the network takes."""
    words = split_words(document.text)
    of_token = _words_of_tokens(document, words)
    quotations = _outer_first(document.quotations)
    drafts: list[Draft] = []
    media: list[int] = []
    roles: list[dict[str, npt.NDArray[np.int64]]] = []
    for quotation, parent in quotations:
        content = _to_words(quotation.content, of_token)
        if len(content) == 0:
            continue
        drafts.append(Draft(FORMS.index(quotation.form), _spans(content), parent))
        media.append(len(MEDIA) if quotation.medium is None else MEDIA.index(quotation.medium))
        roles.append({role: _to_words(quotation.roles.get(role, ()), of_token) for role in ROLES})
    subwords = split_subwords(document.text, words, tokenizer)
    return Example(document, words, subwords, drafts, media, roles)


def restyled(document: Document, rng: np.random.Generator) -> Document:
    """Write the document with other quotation marks; every offset stays true."""
    opening, closing = QUOTE_STYLES[int(rng.choice(len(QUOTE_STYLES), p=STYLE_CHANCES))]
    states = split_words(document.text)
    text = list(document.text)
    for start, state in zip(states.starts, states.quote_state, strict=True):
        if state in (2, 3):
            text[int(start)] = opening if state == 2 else closing
    return Document(document.name, "".join(text), document.tokens, document.sentences, document.quotations)


def _words_of_tokens(document: Document, words: Words) -> list[range]:
    """For each token of the corpus, the words of ours that it overlaps."""
    firsts = np.searchsorted(words.ends, [start for start, _ in document.tokens], side="right")
    lasts = np.searchsorted(words.starts, [end for _, end in document.tokens], side="left")
    return [range(int(a), int(b)) for a, b in zip(firsts, lasts, strict=True)]


def _to_words(tokens: tuple[int, ...], of_token: list[range]) -> npt.NDArray[np.int64]:
    return np.array(sorted({word for token in tokens for word in of_token[token]}), np.int64)


def _spans(words: npt.NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    cuts = np.flatnonzero(np.diff(words) > 1) + 1
    return tuple((int(part[0]), int(part[-1]) + 1) for part in np.split(words, cuts))


def _outer_first(quotations: list[Quotation]) -> list[tuple[Quotation, int | None]]:
    """Order by reading order, outer before nested, and find the outermost home of each nested one."""
    ordered = sorted(quotations, key=lambda q: (q.content[0], -len(q.content)))
    result: list[tuple[Quotation, int | None]] = []
    for quotation in ordered:
        own = set(quotation.content)
        homes = [i for i, (other, parent) in enumerate(result) if parent is None and own & set(other.content)]
        result.append((quotation, homes[0] if homes else None))
    return result
