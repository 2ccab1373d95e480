"""Where does the content of a statement begin, if the model took part of its frame for it, and is it one at all?

It is none if it is nothing but a frame, or the beginning of another one that was found a second time.

"Wie die Zeitung aus Kreisen erfahren haben will, sollen sich …": the clause that *wie* opens is the frame, up to the
comma behind its verb. Where grammar decides, it decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from laut.reading.actors.grammar import grammar
from laut.reading.actors.nouns import media_words
from laut.reading.chain.phrases import end_of_phrase, is_noun
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.evidence import finite_verbs
from laut.reading.lexicon import load
from laut.reading.prose import Prose, Sentence, Word
from laut.records import Span, Statement

_CLOSING = frozenset('“”»«"')
_SHORT_NAME = 4
"""Letters that the name of an agency in small letters has at most."""


class Openers(msgspec.Struct, frozen=True):
    """Words that open a clause which frames what follows it (``frames.yaml``)."""

    framing: frozenset[str]


def trimmed(prose: Prose, statements: Sequence[Statement], language: str = "de") -> tuple[Statement, ...]:
    """Statements whose content is one, without the rest of a framing clause at its beginning."""
    if not prose.sentences:
        return tuple(statements)
    openers = load(language, "frames", Openers).framing
    terms = terms_of(language)
    told = [
        one
        for one in statements
        if not _only_rests(prose, one, terms) and not any(_is_piece(one, other) for other in statements)
    ]
    kept = {statement.id for statement in told}
    alone = [one if one.parent in kept else msgspec.structs.replace(one, parent=None) for one in told]
    return tuple(_trim(prose, statement, openers, terms) for statement in alone)


def _is_piece(statement: Statement, other: Statement) -> bool:
    """Whether a statement is a piece of another one of the same form and cue, which it would only double."""
    if statement is other or statement.form != other.form or not statement.cue:
        return False
    if statement.cue != other.cue or statement.text == other.text:
        return False
    return all(
        any(whole.start <= span.start and span.end <= whole.end for whole in other.content)
        for span in statement.content
    )


def _only_rests(prose: Prose, statement: Statement, terms: Terms) -> bool:
    """Whether the content is a clause such as "die sich auf Beamte beruft", which says whence and nothing else."""
    if len(statement.content) != 1 or statement.form == "direct":
        return False
    words = prose.words_between(statement.start, statement.end)
    while words and not words[-1].text[0].isalnum():
        words = words[:-1]
    return (
        len(words) > 3
        and words[0].lower in terms.words("relatives")
        and words[1].lower in terms.words("reflexive")
        and words[2].lower in terms.words("resting_on")
        and terms.is_lemma(words[-1].lower, "resting")
    )


def _trim(prose: Prose, statement: Statement, openers: frozenset[str], terms: Terms) -> Statement:
    statement = _without_listed(prose, statement, terms)
    statement = _with_subject(prose, _without_mark(prose, _without_agency(prose, statement)))
    first = statement.content[0]
    sentence = prose.sentence_at(first.start)
    if sentence.words[0].lower not in openers or first.start <= sentence.start:
        return statement
    start = _behind_frame(sentence)
    if start is None or not first.start < start < first.end:
        return statement
    return _beginning(prose, statement, start)


def _without_listed(prose: Prose, statement: Statement, terms: Terms) -> Statement:
    """Without those who speak with the first of a list: "Die Stadt hat laut Amt | , A und B | Post bekommen"."""
    spans = statement.speaker.spans if statement.speaker else ()
    if len(spans) != 1 or statement.form == "direct":
        return statement
    words = prose.sentence_at(spans[0].start).words
    at = next((i for i, word in enumerate(words) if word.start == spans[0].start), len(words))
    end = end_of_phrase(words, at, terms) if at < len(words) else at
    rest = [word for word in words[at:end] if word.start >= spans[0].end]
    if len(rest) < 2 or not (rest[0].text == "," or rest[0].lower in terms.words("coordinators")):
        return statement
    if _runs_on(rest, terms):
        return statement
    behind = words[end].start if end < len(words) else rest[-1].end
    kept = [span for span in statement.content if span.end <= spans[0].start or span.start >= behind]
    cut = [
        Span(behind, span.end, prose.article.text[behind : span.end])
        for span in statement.content
        if spans[0].end <= span.start < behind < span.end
    ]
    content = tuple(sorted((*kept, *cut), key=lambda span: span.start))
    if not content or content == statement.content:
        return statement
    return msgspec.structs.replace(statement, content=content)


def _runs_on(listed: Sequence[Word], terms: Terms) -> bool:
    """Whether the last of a list may have part of the content behind it: "laut Polizei und Zoll | Waffen gefunden"."""
    nouns = [word for word in listed if is_noun(word, terms) and not word.quoted]
    pairs = [(one, other) for one, other in itertools.pairwise(nouns) if one.end + 1 == other.start]
    return any(not one.lower.endswith(("er", "en", "e")) for one, _ in pairs)


def _without_agency(prose: Prose, statement: Statement) -> Statement:
    """Without the short name of an agency behind the word for one: "nach einer Meldung der Agentur | abc stieg …"."""
    agencies = media_words().agencies.split()
    spans: list[Span] = []
    for span in statement.content:
        words = prose.sentence_at(span.start).words
        at = next((i for i, word in enumerate(words) if word.start == span.start), 0)
        name = words[at].text
        short = (
            len(name) <= _SHORT_NAME and name.isalpha() and name.islower() and not grammar().is_small(name)
        )
        if at and at + 1 < len(words) and short and words[at - 1].lower in agencies:
            start = words[at + 1].start
            if start >= span.end:
                continue
            span = Span(start, span.end, prose.article.text[start : span.end])
        spans.append(span)
    return msgspec.structs.replace(statement, content=tuple(spans)) if spans else statement


def _without_mark(prose: Prose, statement: Statement) -> Statement:
    """Without the closing quotation mark of the sentence before: "“ Ihm sei das recht"."""
    first = statement.content[0]
    if first.text[0] not in _CLOSING or not first.text[1:2].isspace():
        return statement
    start = first.start + 1 + len(first.text[1:]) - len(first.text[1:].lstrip())
    return _beginning(prose, statement, start) if start < first.end else statement


def _with_subject(prose: Prose, statement: Statement) -> Statement:
    """With the subject the model takes for a speaker though nothing reports: "Der Wirt, ein Däne, habe gelogen"."""
    first, speaker = statement.content[0], statement.speaker
    if statement.cue or speaker is None or len(speaker.spans) != 1 or statement.form == "direct":
        return statement
    sentence = prose.sentence_at(first.start)
    span = speaker.spans[0]
    if not sentence.start <= span.start < span.end <= first.start:
        return statement
    before = [word for word in sentence.words if word.start < first.start]
    inside = [word for word in sentence.words if word.start >= first.start]
    moods = {mood.word.start: mood.mood for mood in finite_verbs(sentence.words)}
    if not inside or not moods.get(inside[0].start, "").startswith("subjunctive"):
        return statement
    if any(word.start in moods or word.text == ":" for word in before):
        return statement
    changed = msgspec.structs.replace(statement, speaker=None, frame=())
    return _beginning(prose, changed, sentence.start)


def _beginning(prose: Prose, statement: Statement, start: int) -> Statement:
    first = statement.content[0]
    span = Span(start, first.end, prose.article.text[start : first.end])
    return msgspec.structs.replace(statement, content=(span, *statement.content[1:]))


def _behind_frame(sentence: Sentence) -> int | None:
    """Where the clause behind the opening one begins: the first comma that stands behind a finite verb ends that."""
    words = sentence.words
    verbs = {mood.word.start for mood in finite_verbs(words)}
    for before, comma, after in zip(words, words[1:], words[2:], strict=False):
        if comma.text == "," and before.start in verbs and not comma.quoted:
            return after.start
    return None
