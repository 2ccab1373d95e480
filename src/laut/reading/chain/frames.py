"""Who reports in a sentence? The reporting verb outside the content, and its subject.

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from laut.reading.chain import phrases
from laut.reading.chain.mood import FINITE, Form, forms_of, is_finite, is_konjunktiv
from laut.reading.chain.subjects import meet, subject_of
from laut.reading.chain.terms import Terms
from laut.reading.prose import Sentence, Word

_SPLITS = frozenset(";:–—")
_FAR = 200  # a verb outside the cue stands this many characters farther off than one inside it


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting verb with its subject.

    Attributes:
        verb: position of the verb; of "so" in ", so X"; of the colon in "X: …".
        lemma: its infinitive; empty for "so" and the colon.
        start, end: the stretch of the sentence that it stands in.
        subject: positions of the subject's phrase, half-open; None if there is none beside the verb.
        konjunktiv: whether the verb itself stands in Konjunktiv, so that somebody reports the reporting.
        nobody: whether the verb stands in the passive, and nobody is said to have spoken ("wird vermutet").
    """

    verb: int
    lemma: str
    start: int
    end: int
    subject: tuple[int, int] | None
    konjunktiv: bool = False
    nobody: bool = False


def stretches(
    words: Sequence[Word], covered: Sequence[tuple[int, int]], terms: Terms
) -> list[tuple[int, int]]:
    """The stretches of a sentence that lie outside the covered characters and between colons and the like.

    Quoted words before the verb of a clause part no stretch: "wird der Plan als „Unsinn“ bezeichnet".
    """
    result: list[tuple[int, int]] = []
    start: int | None = None
    for i, word in enumerate(words):
        out = not any(a <= word.start < b for a, b in covered)
        if not out and start is not None and (word.quoted or word.text in phrases.MARKS):
            out = _leads_to_verb(words, i, terms)
        if out and start is None:
            start = i
        if start is not None and (not out or word.text in _SPLITS):
            if i > start:
                result.append((start, i))
            start = None
    if start is not None:
        result.append((start, len(words)))
    return result


def _leads_to_verb(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether a quotation goes on, without a comma before it, to the participle or infinitive of its clause."""
    start, end = at, at
    while start and (words[start - 1].quoted or words[start - 1].text in phrases.MARKS):
        start -= 1
    while end < len(words) and (words[end].quoted or words[end].text in phrases.MARKS):
        end += 1
    if (
        not start
        or end == len(words)
        or not words[start - 1].text[0].isalnum()
        or words[end].text[0].isupper()
    ):
        return False
    return any(form.kind not in FINITE for form in forms_of(words[end].lower, terms.language))


def find_frame(
    sentence: Sentence,
    covered: Sequence[tuple[int, int]],
    cue: Collection[int],
    near: Sequence[tuple[int, int]],
    hint: tuple[int, int] | None,
    terms: Terms,
    names: str = "",
) -> Frame | None:
    """The reporting verb that belongs to a content.

    Args:
        sentence: where to look.
        covered: characters that are content, and so hold no frame.
        cue: first characters of the words in which the model sees cue or frame; such verbs go first.
        near: characters of the content; the nearest verb goes first.
        hint: characters of the speaker that the model sees, for subjects that the grammar leaves open.
        terms: the language's words.
        names: the words of that speaker, for where it stands in another sentence.
    """
    words = sentence.words
    hinted = _positions(words, hint, names)
    best: tuple[int, Frame] | None = None
    free = stretches(words, covered, terms)
    for start, end in free:
        for i in range(start, end):
            frame = _frame_at(words, i, start, end, hinted, terms, free, words[i].start in cue)
            if frame is None:
                continue
            distance = min((_distance(words[i], a, b) for a, b in near), default=i)
            distance += 0 if words[i].start in cue else _FAR
            distance += 0 if frame.subject else _FAR // 2
            stranger = frame.konjunktiv and hinted and frame.subject and not meet(frame.subject, hinted)
            distance += _FAR if stranger else 0  # "X rügt, der Abend erinnere „an Y“": told by X
            if best is None or distance < best[0]:
                best = (distance, frame)
    return best[1] if best else None


def any_frame(
    sentence: Sentence,
    covered: Sequence[tuple[int, int]],
    cue: Collection[int],
    hint: tuple[int, int] | None,
    terms: Terms,
) -> Frame | None:
    """A frame whose verb is not known to report, but in which the model sees the cue; the rest as for `find_frame`."""
    words = sentence.words
    hinted = _positions(words, hint, "")
    for start, end in stretches(words, covered, terms):
        for i in range(start, end):
            word = words[i]
            if word.start in cue and word.text[0].islower() and is_finite(word.lower, terms.language):
                if word.lower in terms.words("behind") | terms.words("before"):
                    continue
                if is_konjunktiv(word.lower, terms.language):
                    continue
                lemma = forms_of(word.lower, terms.language)[0].lemma
                subject = subject_of(words, i, i, start, end, hinted, terms)
                return Frame(i, lemma, start, end, subject)
    return None


def is_passive(word: Word, terms: Terms) -> bool:
    """Whether a word is the auxiliary of the passive."""
    return any(form.lemma in terms.words("passive") for form in forms_of(word.lower, terms.language))


def _positions(words: Sequence[Word], span: tuple[int, int] | None, names: str) -> tuple[int, int] | None:
    """Where the model's speaker stands in a sentence, or a word with a capital that it is called by."""
    if span is None:
        return None
    inside = [i for i, word in enumerate(words) if word.start < span[1] and word.end > span[0]]
    if not inside:
        called = {name for name in re.findall(r"\w[\w-]*", names) if name[0].isupper()}
        inside = [i for i, word in enumerate(words) if word.text in called and not word.quoted][:1]
    return (inside[0], inside[-1] + 1) if inside else None


def _distance(word: Word, start: int, end: int) -> int:
    if start <= word.start < end:
        return 0
    return min(abs(word.end - start), abs(word.start - end))


def _frame_at(
    words: Sequence[Word],
    at: int,
    start: int,
    end: int,
    hint: tuple[int, int] | None,
    terms: Terms,
    free: Sequence[tuple[int, int]],
    cued: bool,
) -> Frame | None:
    word = words[at]
    if word.quoted or (word.text[0].isupper() and at > 0):
        return None
    so, readings = word.lower in terms.words("as_"), terms.reporting(word.lower)
    if not (so or readings) or _is_reminder(words, at, terms):
        return None
    if so:
        return _so(words, at, start, end, terms)
    for form, verb in readings:
        if form.kind == "participle" and not cued and terms.is_of_another_verb(word.lower):
            continue
        if verb.partner and not _has_partner(
            words, at, start, verb.partner, form.kind in FINITE, terms, free
        ):
            continue
        finite = _finite(words, at, start, end, form, terms)
        if (
            finite is None
            and form.kind == "infinitive"
            and not verb.partner
            and _is_overheard(words, at, start, end, terms)
        ):
            return Frame(at, terms.data.impersonal.split()[0], start, end, None)
        if finite is None:
            continue
        lonely = verb.lemma in terms.words("impersonal_with_subject")
        if lonely and not _has_impersonal_subject(words, at, start, end, terms):
            continue
        passive = finite != at and form.kind == "participle" and is_passive(words[finite], terms)
        quoted = form.lemma in terms.words("quoting")
        if verb.lemma in terms.words("impersonal") and terms.is_lemma(words[finite].lower, "letting"):
            continue
        konjunktiv = is_konjunktiv(words[finite].lower, terms.language)
        if passive and not quoted:
            agent = _agent(words, start, end, finite, terms)
            return Frame(at, verb.lemma, start, end, agent, konjunktiv, agent is None)
        subject = subject_of(words, finite, at, start, end, hint, terms)
        if subject is None and verb.lemma not in terms.words("impersonal"):
            subject = _it(words, finite, end, terms)
        return Frame(at, verb.lemma, start, end, subject, konjunktiv)
    return None


def _is_reminder(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether a report only recalls what it told before: "Wie berichtet, …", ", wie bereits gemeldet, …"."""
    opener = at - 1
    while opener > 0 and words[opener].lower in terms.words("adverbs"):
        opener -= 1
    if at == 0 or words[opener].lower not in terms.words("relaying"):
        return False
    opened = opener == 0 or not words[opener - 1].text[0].isalnum()
    return opened and (at + 1 == len(words) or not words[at + 1].text[0].isalnum())


def _it(words: Sequence[Word], finite: int, end: int, terms: Terms) -> tuple[int, int] | None:
    """A house that is taken up with "es", where nothing else can be the subject: "teilte es am Freitag mit"."""
    behind = finite + 1
    it = behind < end and words[behind].lower in terms.words("impersonal_subject")
    return (behind, behind + 1) if it else None


def _finite(words: Sequence[Word], at: int, start: int, end: int, form: Form, terms: Terms) -> int | None:
    """Position of the finite verb that goes with a form of a reporting verb; None if it reports nothing here."""
    if form.kind in FINITE:
        kinds = {other.kind for other, _ in terms.reporting(words[at].lower)}
        helper = _auxiliary(words, at, start, end, terms) if kinds & {"participle", "infinitive"} else None
        return at if helper is None else None
    helper = _auxiliary(words, at, start, end, terms)
    if form.kind == "infinitive" and (
        helper is None or words[at - 1].lower in terms.words("infinitive_mark")
    ):
        return None
    return helper


def _is_overheard(words: Sequence[Word], at: int, start: int, end: int, terms: Terms) -> bool:
    """Whether an infinitive says that something is heard somewhere: "aus dem Amt ist zu hören"."""
    if words[at].lower not in terms.words("overheard") or words[at - 1].lower not in terms.words(
        "infinitive_mark"
    ):
        return False
    helper = _auxiliary(words, at - 1, start, end, terms)
    last = at + 1 < end and terms.is_lemma(words[at + 1].lower, "being")
    return last or (helper is not None and terms.is_lemma(words[helper].lower, "being"))


def _agent(words: Sequence[Word], start: int, end: int, finite: int, terms: Terms) -> tuple[int, int] | None:
    """Who does it in the passive: "wurde vom Amt bekannt gegeben"."""
    for i in (*range(finite, end), *range(start, finite)):
        if words[i].lower in terms.words("agents") and not words[i].quoted:
            close = min(phrases.end_of_phrase(words, i + 1, terms), end)
            if close > i + 1:
                return (i + 1, close)
    return None


def _has_impersonal_subject(words: Sequence[Word], at: int, start: int, end: int, terms: Terms) -> bool:
    """Whether "heißt" has "es" beside it."""
    participle = all(form.kind not in FINITE for form in forms_of(words[at].lower, terms.language))
    near = words[start if participle else max(start, at - 6) : min(end, at + 3)]
    return any(word.lower in terms.words("impersonal_subject") for word in near)


def _so(words: Sequence[Word], at: int, start: int, end: int, terms: Terms) -> Frame | None:
    """ ", so X": a comma or the content before it, a noun phrase behind it that the stretch ends with."""
    if at == 0 or (words[at - 1].text != "," and at != start):
        return None
    close = phrases.end_of_phrase(words, at + 1, terms)
    if close == at + 1 or close > end or phrases.is_time(words, at + 1, close, terms):
        return None
    if close < end and words[close].text[0].islower() and is_finite(words[close].lower, terms.language):
        return None
    first = words[at + 1]
    alone = close == at + 2
    if alone and first.lower in terms.words("weak_pronouns") | terms.words("oblique_pronouns") - terms.words(
        "pronouns"
    ):
        return None
    return Frame(at, "", start, end, (at + 1, min(phrases.apposition_end(words, close, terms), end)))


def _has_partner(
    words: Sequence[Word],
    at: int,
    start: int,
    partner: str,
    finite: bool,
    terms: Terms,
    free: Sequence[tuple[int, int]],
) -> bool:
    """Whether the particle or companion stands in the clause: behind a finite verb, anywhere for other forms.

    Words of the content are none of it. A particle with more of the sentence behind it is a preposition ("mit dem
    Sender").
    """
    end = next(b for a, b in free if a <= at < b)
    if finite and at > start and words[at - 1].lower == partner:
        return at + 1 >= end or not words[at + 1].text[0].isalnum()  # "…, die das bekannt gab"
    for i in range(at + 1, len(words)) if finite else range(start, end):
        if words[i].text in _SPLITS and not words[i].quoted:
            break
        if words[i].lower != partner or words[i].quoted:
            continue
        stretch = next((b for a, b in free if a <= i < b), None)
        if stretch is None:
            continue
        closes = (
            i + 1 >= stretch
            or not words[i + 1].text[0].isalnum()
            or words[i + 1].lower in terms.words("coordinators")
        )
        if not finite or closes or partner not in terms.words("prepositions"):
            return True
    return False


def _auxiliary(words: Sequence[Word], at: int, start: int, end: int, terms: Terms) -> int | None:
    """The finite auxiliary or modal of a participle or infinitive: right behind it, or the nearest before it."""

    def helps(i: int) -> bool:
        word = words[i]
        if word.quoted or (word.text[0].isupper() and i > start):
            return False
        return terms.is_lemma(word.lower, "auxiliaries") and is_finite(word.lower, terms.language)

    if at == start == 0 and at + 1 < end and helps(at + 1):
        return at + 1  # "Begründet wird der Schritt damit, …"
    last = at
    while last + 1 < end and terms.is_lemma(words[last + 1].lower, "auxiliaries"):
        last += 1
    if last > at and helps(last) and (last + 1 >= end or not words[last + 1].text[0].isalnum()):
        return last
    commas = 0
    for i in range(at - 1, start - 1, -1):
        if helps(i):
            return i if commas != 1 else None  # two commas enclose an apposition, one parts clauses
        commas += words[i].text == ","
    return None
