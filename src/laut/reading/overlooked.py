"""Which sentences did the network overlook although their grammar attributes them?

Five kinds, in sentences in which the network sees nothing:

- a small word names the source within a simple clause: "Die Brücke bleibt nach „Kurier“-Informationen zu"
- the source stands behind a clause with "dass": "Dass die Brücke zubleibt, haben zwei Beamte verraten"
- the source stands behind a comma: "Die Brücke bleibt zu, verrieten zwei Beamte", "…, wie der Kurier berichtet",
  "…, steht im Entwurf"
- it stands in the sentence behind: "Die Brücke bleibt zu. Das sagten zwei Beamte dem Kurier", "So steht es im Entwurf";
  behind "Beides", it is that of two sentences
- it stands before the colon of a headline (`laut.reading.headlines`)

And "demnach" goes on with the source of the sentence before.

In the training part of the quotation corpus (Petersen-Frey & Biemann 2024), 243 of 254 such sentences are annotated so,
six as a part of a longer content (``python -m training.overlooked``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from laut.reading.actors.nouns import Noun, nouns_of
from laut.reading.attribution import Attribution, Range, characters
from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame, find_frame
from laut.reading.chain.mood import forms_of, is_finite
from laut.reading.chain.signals import signals_in
from laut.reading.chain.stance import proves_only
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.headlines import announced
from laut.reading.prose import Prose, Sentence, Word
from laut.reading.statements import statement_id
from laut.records import Article, Source, Span, Statement

CONFIDENCE = 0.9
"""Share of such sentences that are annotated."""
_FEWEST_WORDS = 5
_LONGEST_ANNOUNCEMENT = 8
_LONGEST_ATTRIBUTE = 6
_CLOSING = frozenset(".!?…")
_PARTING = frozenset(",;:()–—")


def with_overlooked(
    prose: Prose, statements: Sequence[Statement], language: str = "de"
) -> tuple[Statement, ...]:
    """Return the statements, in reading order, with those that only grammar finds."""
    terms = terms_of(language)
    told = list(statements)
    for one in attributions(prose, terms):
        places = (one.content[0][0], one.content[-1][1]), one.naming
        if not any(other.start < end and start < other.end for start, end in places for other in statements):
            told.append(_statement(prose.article, one))
    for one in _going_on(prose, told, terms):
        told.append(_statement(prose.article, one))
    return tuple(sorted(told, key=lambda one: (one.start, -one.end)))


def attributions(prose: Prose, terms: Terms) -> Iterator[Attribution]:
    """Yield what the grammar of an article's sentences attributes beyond doubt."""
    sentences = prose.sentences
    for number, (first, second) in enumerate(itertools.zip_longest(sentences, sentences[1:])):
        if first.kind in phrases.HEADINGS:
            heading = announced(first, prose, terms)
            if heading is not None:
                yield heading
            continue
        if len(first.words) < _FEWEST_WORDS:
            continue
        beside = _in_front(first, terms) or _behind_comma(first, terms) or _within(first, terms)
        if beside is not None:
            yield beside
            continue
        if second is None or first.paragraph != second.paragraph or first.words[-1].text not in _CLOSING:
            continue
        pointing = _pointing_back(second, terms)
        if pointing is not None:
            speaker, cue = pointing
            words = second.words
            last = words[-2 if words[-1].text in _CLOSING else -1]
            both = words[0].lower in terms.words("both_back") and number > 0
            for one in sentences[number - both : number + 1]:
                if one.paragraph == first.paragraph and len(one.words) >= _FEWEST_WORDS:
                    yield Attribution(
                        ((one.start, one.end),),
                        characters(words, *speaker),
                        (words[cue].start, words[cue].end),
                        (second.start, last.end),
                    )


def _going_on(prose: Prose, told: Sequence[Statement], terms: Terms) -> Iterator[Attribution]:
    """Yield the sentences that go on with a source by "demnach", where the sentence before has one."""
    for before, sentence in itertools.pairwise(prose.sentences):
        words = sentence.words
        end = len(words) - (words[-1].text in _CLOSING)
        at = next((i for i in range(1, end) if words[i].lower in terms.words("anaphors")), 0)
        if not at or sentence.paragraph != before.paragraph or not _is_main_clause(words[:end], terms):
            continue
        free = not any(_stands_in_part(one, sentence) for one in told)
        if free and any(_stands_in_part(one, before) for one in told):
            word = characters(words, at, at + 1)
            yield Attribution(_around(words, at, at + 1, end), word, word, word)


def _stands_in_part(statement: Statement, sentence: Sentence) -> bool:
    """Whether some of a statement, or of what frames it, stands in a sentence."""
    parts = (*statement.content, *statement.frame, *statement.cue)
    return any(part.start < sentence.end and sentence.start < part.end for part in parts)


def _within(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with no part but "laut X", "nach Angaben von X" or "X zufolge" in it."""
    words = sentence.words
    end = len(words) - (words[-1].text in _CLOSING)
    signals = [one for one in signals_in(sentence, terms) if one.kind == "outer"]
    if len(signals) != 1:
        return None
    start, stop, source = signals[0].start, signals[0].end, signals[0].source
    rest = [*words[:start], *words[stop:end]]
    if len(rest) < _FEWEST_WORDS - 1 or any(word.quoted or word.text in {*_PARTING, "-"} for word in rest):
        return None
    if start and not _is_main_clause(rest, terms):
        return None
    small = start if start < source[0] else stop - 1
    return Attribution(
        _around(words, start, stop, end),
        characters(words, *source),
        characters(words, small, small + 1),
        characters(words, start, stop),
    )


def _around(words: Sequence[Word], start: int, stop: int, end: int) -> tuple[Range, ...]:
    """What stands before and behind some words of a sentence."""
    return tuple(characters(words, *part) for part in ((0, start), (stop, end)) if part[0] < part[1])


def _in_front(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with "dass" in front of the one that says whose it is: "Dass die Brücke zubleibt, verriet ein Amt"."""
    words = sentence.words
    end = len(words) - (words[-1].text in _CLOSING)
    if words[0].lower not in terms.words("that") or any(word.quoted for word in words[:end]):
        return None
    for comma in _parting(words, 0, end - 2):
        opening, last = words[comma + 1], words[comma - 1]
        ends = last.text[0].islower() and is_finite(last.lower, terms.language)
        if words[comma].text != "," or not ends or not is_finite(opening.lower, terms.language):
            continue
        content = (sentence.start, last.end)
        frame = find_frame(sentence, [content], (), [content], None, terms)
        if frame is None or not frame.subject or frame.subject[0] <= comma:
            return None
        denied = any(word.lower in terms.words("nobody") | terms.words("denying") for word in words[comma:])
        if denied or not _names_source(words, frame, terms):
            return None
        return _beside(words, content, frame.subject, frame.verb, (comma, end))
    return None


def _behind_comma(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A simple main clause with its source behind a comma: ", verrieten zwei Beamte", ", wie X schilderte".

    There is no other comma but those of an apposition.
    """
    words = sentence.words
    end = len(words) - (words[-1].text in _CLOSING)
    begin = _behind_announcement(words, terms)
    parts = _parting(words, begin, end)
    if (
        not parts
        or any(words[i].text != "," for i in parts)
        or any(word.quoted for word in words[: parts[-1]])
    ):
        return None
    comma = parts[-1]
    opening = words[comma + 1].lower
    # "Uta Kern, die Leiterin, war da, sagt ein Gast"
    apposed = len(parts) == 3 and is_finite(opening, terms.language)
    if len(parts) > 1 and not apposed and opening not in terms.words("relaying"):
        return None
    if not _is_main_clause(words[begin:comma], terms) or end - comma < 3:
        return None
    content = (words[begin].start if begin else sentence.start, words[comma].start)
    said = content[0], words[comma - 1].end
    paper = _stands_in(words, comma + 1, end, terms)
    if paper is not None:
        return _beside(words, said, *paper, (comma, end))
    frame = find_frame(sentence, [(sentence.start, content[1])], (), [content], None, terms)
    if (
        frame is None
        or not _names_source(words, frame, terms)
        or not frame.subject
        or frame.subject[0] <= comma
    ):
        return None
    if opening in terms.words("relaying"):
        helped = frame.verb == end - 2 and is_finite(words[end - 1].lower, terms.language)
        fits = (frame.verb == end - 1 or helped) and frame.subject[0] == comma + 2
    elif opening in terms.words("backward"):
        fits = is_finite(words[comma + 2].lower, terms.language) and frame.subject[0] > comma + 2
    else:
        fits = is_finite(opening, terms.language) and frame.subject[0] == comma + 2
    if not fits or (apposed and words[frame.subject[0]].lower in terms.words("pronouns")):
        return None
    return _beside(words, said, frame.subject, frame.verb, (comma, end))


def _beside(words: Sequence[Word], content: Range, speaker: Range, verb: int, frame: Range) -> Attribution:
    """What a clause beside a content attributes; all but the content by numbers of words."""
    cue = characters(words, verb, verb + 1)
    return Attribution((content,), characters(words, *speaker), cue, characters(words, *frame))


def _parting(words: Sequence[Word], begin: int, end: int) -> list[int]:
    """Where a stretch is parted; what stands in brackets for a word or two parts nothing: "Erika Muster (44)"."""
    parts = [i for i in range(begin, end) if words[i].text in _PARTING]
    opened = [i for i in parts if words[i].text == "("]
    for one in opened:
        close = next((i for i in parts if one < i <= one + 3 and words[i].text == ")"), None)
        if close is not None:
            parts = [i for i in parts if not one <= i <= close]
    return parts


def _stands_in(words: Sequence[Word], at: int, end: int, terms: Terms) -> tuple[Range, int] | None:
    """The paper and the verb of "steht im Entwurf", "liest man in der „Post“", "ist im Bericht zu lesen"."""
    verb = at
    if terms.is_lemma(words[at].lower, "being"):
        verb = end - 1
        if words[verb - 1].lower not in terms.words("infinitive_mark"):
            return None
    if not terms.is_lemma(words[verb].lower, "standing"):
        return None
    for place in range(at + 1, end - 1):
        if words[place].lower in terms.words("from_where"):
            found = _phrase_behind(words, place, terms, verb)
            return found if found and _is_readable(words, found[0], terms) else None
    return None


def _behind_announcement(words: Sequence[Word], terms: Terms) -> int:
    """Where the sentence begins behind a clause that only announces it: "Nun zeigt sich: …"; 0 if none does."""
    colon = next((i for i in range(min(len(words), _LONGEST_ANNOUNCEMENT)) if words[i].text == ":"), 0)
    before = [word for word in words[:colon] if word.text not in _PARTING]
    verbs = [word for word in before if word.text[0].islower() and is_finite(word.lower, terms.language)]
    speaks = any(terms.reporting(word.lower) for word in before)
    shown = any(word.lower in terms.words("reflexive") for word in before)
    bare = bool(before) and not any(phrases.is_noun(word, terms) for word in before)  # "Jetzt also doch: …"
    return colon + 1 if bare or (verbs and (shown or not speaks)) else 0


def _is_main_clause(words: Sequence[Word], terms: Terms) -> bool:
    """Whether words are a clause of their own: no opener in front, and the finite verb not at the end."""
    if len(words) < _FEWEST_WORDS - 1 or words[0].lower in terms.words("openers") | terms.words(
        "subordinating"
    ):
        return False
    finite = [
        i for i, word in enumerate(words) if word.text[0].islower() and is_finite(word.lower, terms.language)
    ]
    return bool(finite) and finite[0] != len(words) - 1


def _pointing_back(sentence: Sentence, terms: Terms) -> tuple[Range, int] | None:
    """The speaker's words and the verb of "Das berichtet X", "So steht es in X", "Zu diesem Schluss kommt X"."""
    words = sentence.words
    if len(words) < 4 or words[0].quoted:
        return None
    first, second, third = (word.lower for word in words[:3])
    if first in terms.words("backward") and terms.is_lemma(second, "standing"):
        at = _behind_time(words, 3 if third in terms.words("impersonal_subject") else 2, terms)
        where = at < len(words) and words[at].lower in terms.words("from_where")
        paper = _phrase_behind(words, at, terms, 1) if where else None
        return paper if paper and _is_readable(words, paper[0], terms) else None
    if third in terms.words("conclusions") and terms.is_lemma(words[3].lower, "concluding"):
        return _phrase_behind(words, 3, terms, 3)
    quoting = any(form.lemma in terms.words("quoting") for form in forms_of(second, terms.language))
    if first in terms.words("as_") and third not in terms.words("impersonal_subject") and not quoting:
        return None  # "So nannte er das Ergebnis gut": it goes on with something of its own
    frame = find_frame(sentence, [], (), [(sentence.start, sentence.start)], None, terms)
    if frame is not None and frame.lemma in terms.words("impersonal") and first in terms.words("backward"):
        return _whence(words, frame, terms)
    if frame is None or not _names_source(words, frame, terms) or not frame.subject:
        return None
    if any(word.text in _PARTING for word in words[: frame.verb]):
        return None
    if first in terms.words("backward"):
        pointing = is_finite(second, terms.language) and frame.subject[0] >= 2
        return (frame.subject, frame.verb) if pointing else None
    at = frame.subject[1]
    taken_up = at + 2 < len(words) and words[at + 1].lower in terms.words("backward") - terms.words("as_")
    object_alone = taken_up and not phrases.is_noun(words[at + 2], terms) and words[at + 2].text[0].islower()
    if any(word.lower in terms.words("nobody") | terms.words("denying") for word in words):
        return None  # "Offiziell wollte das niemand kommentieren"
    starts = frame.subject[0] == 0 and at < len(words) and is_finite(words[at].lower, terms.language)
    ends = frame.verb >= len(words) - 2  # "Zwei Ärztinnen haben das dem Kurier erzählt"
    return (frame.subject, frame.verb) if starts and object_alone and ends else None


def _behind_time(words: Sequence[Word], at: int, terms: Terms) -> int:
    """The position behind words that only say when: "So steht es seit Montag im Entwurf"."""
    begin = at + (words[at].lower in terms.words("prepositions"))
    close = phrases.end_of_phrase(words, begin, terms)
    return close if close > begin and phrases.is_time(words, begin, close, terms) else at


def _whence(words: Sequence[Word], frame: Frame, terms: Terms) -> tuple[Range, int] | None:
    """The place and the verb of "Das verlautete aus Kreisen der Regierung", "Das geht aus einem Papier hervor"."""
    overheard = words[frame.verb].lower in terms.words("overheard")  # "So ist es aus der Partei zu hören"
    if frame.konjunktiv or not (frame.verb == 1 or overheard):
        return None
    for at in range(2, len(words) - 1):
        if words[at].text in _PARTING:
            return None
        if words[at].lower in terms.words("circles_from"):
            place = _phrase_behind(words, at, terms, frame.verb)
            timed = place is not None and phrases.is_time(words, *place[0], terms)
            return None if timed else place
    return None


def _phrase_behind(words: Sequence[Word], at: int, terms: Terms, verb: int) -> tuple[Range, int] | None:
    """The noun phrase behind a position, with the verb that it goes with."""
    begin = at if words[at].lower in terms.words("determiners") else at + 1
    close = phrases.end_of_phrase(words, begin, terms)
    if close == begin:  # "in einem als geheim eingestuften Bericht"
        noun = next(
            (i for i in range(begin, min(begin + _LONGEST_ATTRIBUTE, len(words))) if _noun(words[i])), begin
        )
        inside = any(words[i].text in _PARTING for i in range(begin, noun))
        close = begin if inside else phrases.end_of_phrase(words, noun, terms)
    return ((begin, close), verb) if close > begin else None


def _names_source(words: Sequence[Word], frame: Frame, terms: Terms) -> bool:
    """Whether a frame's subject says what is told, and neither denies it nor only proves it."""
    if not frame.lemma or frame.konjunktiv or frame.nobody or frame.subject is None:
        return False
    if frame.lemma in terms.words("rejecting") | terms.words("impersonal"):
        return False
    alone = words[frame.subject[0]].lower if frame.subject[1] == frame.subject[0] + 1 else ""
    if proves_only(frame.lemma, terms.language):  # "Das belegt ein Gutachten", but not "Das zeigt der Streik"
        return any(one and one[0].sort == "document" for one in map(_noun, words[slice(*frame.subject)]))
    return alone not in terms.words("nobody")


def _noun(word: Word) -> tuple[Noun, ...]:
    return nouns_of(word.text)[:1] if word.text[0].isupper() else ()


def _is_paper(words: Sequence[Word], place: Range, terms: Terms) -> bool:
    nouns = [word.lower for word in words[slice(*place)] if phrases.is_noun(word, terms)]
    return any(terms.ends_in(noun, "papers") or terms.ends_in(noun, "products") for noun in nouns)


def _is_readable(words: Sequence[Word], place: Range, terms: Terms) -> bool:
    """Whether one can read in it: a paper, a name in quotation marks, or the address of a website."""
    inside = words[slice(*place)]
    return _is_paper(words, place, terms) or any(word.quoted or "." in word.text[1:-1] for word in inside)


def _statement(article: Article, one: Attribution) -> Statement:
    def span(place: Range) -> Span:
        return Span(*place, article.text[slice(*place)])

    speaker = span(one.speaker)
    return Statement(
        id=statement_id(article, "indirect", one.content),
        form="indirect",
        medium="speech",
        confidence=CONFIDENCE,
        content=tuple(map(span, one.content)),
        speaker=Source(name=speaker.text, spans=(speaker,)),
        cue=(span(one.cue),),
        frame=(span(one.frame),),
    )
