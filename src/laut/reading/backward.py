"""Which sentences have their source in the sentence behind: "Die Brücke bleibt zu. Das sagten zwei Beamte dem Kurier"?

The network overlooks some of them, most often where the second sentence is an unusual one. Where its grammar leaves no
doubt, the first one becomes a statement. Of such pairs in the training part of the quotation corpus (Petersen-Frey &
Biemann 2024), 25 of 32 are annotated so, and most of the rest as a part of a longer content.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain.frames import Frame, find_frame
from laut.reading.chain.phrases import HEADINGS
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.prose import Prose, Sentence
from laut.reading.statements import statement_id
from laut.records import Source, Span, Statement

CONFIDENCE = 0.78
"""Share of such pairs that are annotated."""
_FEWEST_WORDS = 5
_CLOSING = frozenset(".!?…")


def with_backward(
    prose: Prose, statements: Sequence[Statement], language: str = "de"
) -> tuple[Statement, ...]:
    """Return the statements, in reading order, with those that only the sentence behind them attributes."""
    terms = terms_of(language)
    found = list(statements)
    for first, second in zip(prose.sentences, prose.sentences[1:], strict=False):
        if first.paragraph != second.paragraph or first.kind in HEADINGS:
            continue
        if len(first.words) < _FEWEST_WORDS or first.words[-1].text not in _CLOSING:
            continue
        if any(one.start < second.end and first.start < one.end for one in statements):
            continue
        frame = _pointing_back(second, terms)
        if frame is not None:
            found.append(_statement(prose, first, second, frame))
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def _pointing_back(sentence: Sentence, terms: Terms) -> Frame | None:
    """The frame of "Das berichtet X", "So schildert es X"; None if the sentence is none."""
    words = sentence.words
    if len(words) < 3 or words[0].quoted or words[0].lower not in terms.words("backward"):
        return None
    if words[0].lower in terms.words("as_") and words[2].lower not in terms.words("impersonal_subject"):
        return None  # "So nannte er das Ergebnis gut": it goes on with something of its own
    frame = find_frame(sentence, [], (), [(sentence.start, sentence.start)], None, terms)
    if frame is None or frame.verb != 1 or frame.konjunktiv or frame.nobody or not frame.lemma:
        return None
    if frame.subject is None or frame.subject[0] < frame.verb or frame.lemma in terms.words("impersonal"):
        return None
    return frame


def _statement(prose: Prose, content: Sentence, behind: Sentence, frame: Frame) -> Statement:
    article = prose.article
    assert frame.subject is not None
    words = behind.words

    def span(start: int, end: int) -> Span:
        return Span(start, end, article.text[start:end])

    speaker = span(words[frame.subject[0]].start, words[frame.subject[1] - 1].end)
    closed = words[-1].text in _CLOSING
    verb = words[frame.verb]
    return Statement(
        id=statement_id(article, "indirect", ((content.start, content.end),)),
        form="indirect",
        medium="speech",
        confidence=CONFIDENCE,
        content=(span(content.start, content.end),),
        speaker=Source(name=speaker.text, spans=(speaker,)),
        cue=(span(verb.start, verb.end),),
        frame=(span(behind.start, words[-2 if closed else -1].end),),
    )
