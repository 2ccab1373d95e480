"""From documents to arrays: subwords, words and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import Subwords, split_subwords
from laut.reading.words import Words, split_words
from training.corpus import FORMS, MEDIA, ROLES, Document, Quotation

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A text in words and subwords, with what the network shall say of it.

    Attributes:
        drafts: its quotations.
        media: for each quotation, the chance of each medium, and of none [media + 1]; NaN where no label says it.
        roles: for each quotation, the chance that a word takes a role [W, roles]; NaN where no label says it.
        tags: chances of the tags of each word, for outer and nested quotations [W, layers, tags].
    """

    text: str
    words: Words
    subwords: Subwords
    drafts: list[Draft]
    media: list[Floats]
    roles: list[Floats]
    tags: Floats


def make_example(document: Document, tokenizer: Tokenizer) -> Example:
    """Bring an annotated document into the form that the network takes."""
    words = split_words(document.text)
    of_token = _words_of_tokens(document, words)
    drafts: list[Draft] = []
    media: list[Floats] = []
    roles: list[Floats] = []
    for quotation, parent in _outer_first(document.quotations):
        content = _to_words(quotation.content, of_token)
        if len(content) == 0:
            continue
        drafts.append(Draft(FORMS.index(quotation.form), _spans(content), parent))
        medium = np.zeros(len(MEDIA) + 1, np.float32)
        medium[(*MEDIA, None).index(quotation.medium)] = 1.0
        media.append(medium * np.nan if document.own else medium)
        chances = np.zeros((len(words), len(ROLES)), np.float32)
        for number, role in enumerate(ROLES):
            chances[_to_words(quotation.roles.get(role, ()), of_token), number] = 1.0
        if document.own and quotation.form == "reported":
            chances[:, ROLES.index("addressee")] = np.nan
        roles.append(chances)
    subwords = split_subwords(document.text, words, tokenizer)
    tags = np.eye(decoding.N_TAGS, dtype=np.float32)[tags_of(drafts, len(words))]
    return Example(document.text, words, subwords, drafts, media, roles, tags)


def tags_of(drafts: Sequence[Draft], n_words: int) -> npt.NDArray[np.int64]:
    """The tag of each word, for outer and nested quotations [W, layers]."""
    tags = np.zeros((n_words, decoding.N_LAYERS), np.int64)
    for draft in drafts:
        layer = 0 if draft.parent is None else 1
        for i, (start, end) in enumerate(draft.spans):
            tags[start:end, layer] = decoding.GOES_ON + draft.form
            tags[start, layer] = decoding.BEGIN + draft.form if i == 0 else decoding.TAKEN_UP
    return tags


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
