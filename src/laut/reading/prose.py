"""What do the stages that read grammar see of an article? Sentences of words, with where they stand.

The words are those of `laut.reading.words`, so that model and grammar agree on where a word begins and ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.words import INSIDE, INSIDE_SINGLE, Words, split_words
from laut.records import Article, Section, SectionKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark.

    Attributes:
        start, end: character offsets in `Article.text`, half-open.
        text: the characters between them.
        lower: the same in lower case, as lexicon entries are.
        quoted: whether it stands inside quotation marks, single or double (the marks themselves do not).
    """

    start: int
    end: int
    text: str
    lower: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        words: its words and punctuation marks, in order; never empty.
        kind: kind of the section that it stands in.
        paragraph: number of its paragraph, counted through the article.
    """

    words: tuple[Word, ...]
    kind: SectionKind
    paragraph: int

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Prose:
    """The readable part of an article (headline, teaser, subheads, paragraphs) in sentences, in order."""

    article: Article
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]

    def number_at(self, offset: int) -> int:
        """Number of the sentence that an offset stands in, or of the last one before it (0 if there is none)."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that an offset stands in, or the last one before it.

        Raises:
            IndexError: the article has no readable text.
        """
        return self.sentences[self.number_at(offset)]

    def words_between(self, start: int, end: int) -> list[Word]:
        """Words that lie in a range of characters, or reach into it."""
        if not self.sentences:
            return []
        first, last = self.number_at(start), self.number_at(max(end - 1, start))
        return [
            word
            for sentence in self.sentences[first : last + 1]
            for word in sentence.words
            if word.start < end and word.end > start
        ]


def prose_of(article: Article, sections: Sequence[Section]) -> Prose:
    """Split the given sections of an article into sentences.

    Args:
        sections: the readable ones, in order; the whole text if there are none.
    """
    text = article.text
    sections = sections or [Section("paragraph", 0, len(text))]
    words = split_words(text, [(section.start, section.end) for section in sections])
    kinds = [section.kind for section in sections]
    edges = [section.start for section in sections]
    sentences: list[Sentence] = []
    pending: list[Word] = []
    paragraph = -1
    for i, word in enumerate(_words(text, words)):
        if words.opens_paragraph[i]:
            paragraph += 1
        pending.append(word)
        if words.sentence_end[i]:
            kind = kinds[max(bisect_right(edges, pending[0].start) - 1, 0)]
            sentences.append(Sentence(tuple(pending), kind, paragraph))
            pending = []
    return Prose(article, tuple(sentences), tuple(sentence.start for sentence in sentences))


def _words(text: str, words: Words) -> list[Word]:
    result = []
    for start, end, state in zip(
        words.starts.tolist(), words.ends.tolist(), words.quote_state.tolist(), strict=True
    ):
        piece = text[start:end]
        result.append(Word(start, end, piece, piece.lower(), state in (INSIDE, INSIDE_SINGLE)))
    return result
