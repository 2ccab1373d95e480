"""Where has a missing blank made one word of the end of a sentence and the beginning of the next (*kam.Der*)?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from laut.reading import lexicon
from laut.reading.prose import Prose, Sentence, Word

_RUN_TOGETHER = re.compile(r"(?<=[a-zäöüß0-9])([.!?:])(?=[A-ZÄÖÜ])")
_SHORTEST = 3
"""Letters before the point; fewer are an abbreviation."""


def spaced(prose: Prose) -> Prose:
    """The same article with such words taken apart, and its sentences with them."""
    if not _RUN_TOGETHER.search(prose.article.text):
        return prose
    sentences = tuple(part for sentence in prose.sentences for part in _parts(sentence))
    return Prose(prose.article, sentences, tuple(sentence.start for sentence in sentences))


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    pending: list[Word] = []
    for word in sentence.words:
        *closed, rest = _pieces(word)
        for piece in closed:
            pending.append(piece)
            if not piece.text[0].isalnum():
                yield Sentence(tuple(pending), sentence.kind, sentence.paragraph)
                pending = []
        pending.append(rest)
    yield Sentence(tuple(pending), sentence.kind, sentence.paragraph)


def _pieces(word: Word) -> list[Word]:
    """The word, or what comes before a point in it, the point, and what comes behind it."""
    found = _RUN_TOGETHER.search(word.text)
    if found is None:
        return [word]
    before = word.text[: found.start()]
    if len(before) < _SHORTEST or before in lexicon.load("de", "abbreviations", frozenset[str]):
        return [word]
    middle = word.start + found.start()
    return [
        _cut(word, word.start, middle),
        _cut(word, middle, middle + 1),
        *_pieces(_cut(word, middle + 1, word.end)),
    ]


def _cut(word: Word, start: int, end: int) -> Word:
    text = word.text[start - word.start : end - word.start]
    return Word(start, end, text, text.lower(), word.quoted)
