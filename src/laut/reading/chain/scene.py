"""What is asked again and again while the chains of one article are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.chain.frames import Frame
from laut.reading.chain.mood import is_finite
from laut.reading.chain.signals import Signal, signals_in
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import Cast
from laut.reading.prose import Prose, Sentence
from laut.records import Statement

_LONGEST_TITLE = 2
"""Words of a title that are not taken for a quotation."""


@dataclass(frozen=True, slots=True)
class Found:
    """A frame and the sentence that it stands in."""

    sentence: Sentence
    frame: Frame


class Scene:
    """One article, its statements and its cast, and what was found in its sentences so far."""

    def __init__(self, prose: Prose, statements: Sequence[Statement], cast: Cast, terms: Terms) -> None:
        self.prose = prose
        self.statements = statements
        self.cast = cast
        self.terms = terms
        self._signals: dict[int, list[Signal]] = {}

    def signals(self, number: int) -> list[Signal]:
        """The signals of a sentence."""
        known = self._signals.get(number)
        if known is None:
            known = self._signals[number] = signals_in(self.prose.sentences[number], self.terms)
        return known

    def numbers(self, statement: Statement) -> tuple[int, int]:
        """Numbers of the first and the last sentence of a statement's content."""
        return self.prose.number_at(statement.start), self.prose.number_at(
            max(statement.end - 1, statement.start)
        )

    def frame_numbers(self, statement: Statement) -> list[int]:
        """Numbers of the sentences in which a statement's frame may stand: those of its content come first."""
        first, last = self.numbers(statement)
        own = [first] if first == last else [first, last]
        framed = {self.prose.number_at(span.start) for span in (*statement.frame, *statement.cue)}
        return own + sorted(
            number for number in framed if first - 1 <= number <= last + 1 and number not in own
        )

    def covered(self, statement: Statement, sentence: Sentence) -> list[tuple[int, int]]:
        """Characters of a sentence that are content of this statement or of one that it does not stand in."""
        spans = [(span.start, span.end) for span in statement.content]
        for other in self.statements:
            if other is statement or other.end <= sentence.start or other.start >= sentence.end:
                continue
            if other.form == "reported" or (other.start <= statement.start and statement.end <= other.end):
                continue
            if _is_title(other, sentence, self.terms):
                continue
            spans += [(span.start, span.end) for span in other.content]
        return spans

    def speaks_elsewhere(self, statement: Statement, sentence: Sentence) -> bool:
        """Whether a sentence in front of a statement frames something of its own, and no colon leads on."""
        last = sentence.words[-1]
        return last.text != ":" and any(
            other is not statement and sentence.start <= other.start < sentence.end
            for other in self.statements
        )


def _is_title(statement: Statement, sentence: Sentence, terms: Terms) -> bool:
    """Whether what the model takes for a quotation is the name that its sentence begins with: "„Muster“ meldet"."""
    inside = [word for word in sentence.words if statement.start <= word.start < statement.end]
    behind = sentence.words[len(inside) : len(inside) + 1]
    opens = bool(inside) and inside[0] is sentence.words[0] and statement.end <= inside[-1].end
    short = sum(word.quoted for word in inside) <= _LONGEST_TITLE
    verb = bool(behind) and behind[0].text[0].islower() and is_finite(behind[0].lower, terms.language)
    return statement.form == "direct" and opens and short and verb
