"""Which words say what a statement says, and which ones introduce it?

The main clause of a content is what is judged: its finite verb, its negation, its adverbs. The words that introduce it
are those of the clause that its cue stands in.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.evidence.clauses import MARKS, Clause, clauses_of
from laut.reading.evidence.mood import Mood, finite_in
from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Prose, Word
from laut.records import Span, Statement

_CLOSING = frozenset("?!")


@dataclass(frozen=True, slots=True)
class Scope:
    """The words of a statement that its factuality is read from.

    Attributes:
        content: all words of its content.
        main: those of its main clause.
        lead: those up to the end of its main clause, with the clauses before it.
        finite: the finite verb of the main clause; None in an infinitive group or a noun phrase.
        opener: what opens the main clause if it is subordinate ("dass", "ob"), else empty.
        conditional: whether a condition is joined to the main clause.
        corrected: whether "sondern" without a verb follows, so that a negation before it denies a part only.
        closed_by: the question or exclamation mark that closes the first sentence of the content, else empty.
        around: the words that introduce the content.
        cue: those of its cue.
        before: the word or mark before the content in its sentence; None at the beginning.
    """

    content: tuple[Word, ...]
    main: tuple[Word, ...]
    lead: tuple[Word, ...]
    finite: Mood | None
    opener: str
    conditional: bool
    corrected: bool
    closed_by: str
    around: tuple[Word, ...]
    cue: tuple[Word, ...]
    before: Word | None

    @property
    def verb_first(self) -> bool:
        """Whether the main clause begins with its finite verb, as a question or a request does."""
        return self.finite is not None and bool(self.main) and self.main[0] is self.finite.word


def scope_of(prose: Prose, statement: Statement, verbs: Verbs) -> Scope:
    """Find the words that say what a statement says, and those that introduce it."""
    content = _words(prose, statement.content)
    first = _first_sentence(prose, content)
    before = _before(prose, content)
    clauses = clauses_of(first, verbs, before.text if before else "")
    marks = [word.text for word in first if word.text in _CLOSING]
    condition = "?" not in marks and _after_mark(before) and _verb_first_condition(clauses, verbs)
    if condition:
        clauses = clauses[1:]
    main, finite, opener, at = _main_clause(clauses, verbs)
    return Scope(
        content=tuple(content),
        main=tuple(main),
        lead=tuple(word for clause in clauses[: at + 1] for word in clause.words),
        finite=finite,
        opener=opener,
        conditional=condition or any(_is_condition(clauses, i, verbs) for i in range(len(clauses[: at + 2]))),
        corrected=any(_corrects(clause, verbs) for clause in clauses[at + 1 :]),
        closed_by="?" if "?" in marks else (marks[0] if marks else ""),
        around=tuple(_around(prose, statement, content, verbs)),
        cue=tuple(_words(prose, statement.cue)),
        before=before,
    )


def _is_condition(clauses: list[Clause], number: int, verbs: Verbs) -> bool:
    """Whether a clause is a condition: its verb may stand behind an insertion; "wenn möglich" has none."""
    clause = clauses[number]
    if clause.opener not in verbs.grammar.conditions:
        return False
    return bool(finite_in(clause, verbs)) or bool(_until_finite(clauses[number + 1 :], verbs))


def _before(prose: Prose, content: list[Word]) -> Word | None:
    """The word or mark before a content in its sentence, quotation marks left out."""
    if not content:
        return None
    sentence = prose.sentence_at(content[0].start)
    words = [word for word in sentence.words if word.start < content[0].start and word.text not in MARKS]
    return words[-1] if words else None


def _after_mark(before: Word | None) -> bool:
    """Whether a content begins a clause of its own, and does not go on from "nach Angaben der Polizei"."""
    return before is None or not before.text[0].isalnum()


def infinitives(words: Sequence[Word], verbs: Verbs) -> set[str]:
    """The words, lower case, and the infinitives of the verbs among them, with the particles that stand apart."""
    bag = {word.lower for word in words}
    small = [word.lower for i, word in enumerate(words) if i == 0 or word.text[0].islower()]
    lemmas = {form.lemma for word in small for form in verbs.forms(word)}
    particles = particles_in(words, verbs)
    return bag | lemmas | {particle + lemma for particle in particles for lemma in lemmas}


def particles_in(words: Sequence[Word], verbs: Verbs) -> list[str]:
    """Particles that stand apart from their verbs: at the end of a clause ("räumte ein", but not "ein Zeuge")."""
    result = []
    for word, following in itertools.zip_longest(words, words[1:]):
        closed = following is None or following.start > word.end + 1 or not following.text[0].isalnum()
        if verbs.is_separable(word.lower) and (closed or following.lower in verbs.grammar.joints):
            result.append(word.lower)
    return result


def _words(prose: Prose, spans: Sequence[Span]) -> list[Word]:
    found = [word for span in spans for word in prose.words_between(span.start, span.end)]
    return sorted(set(found), key=lambda word: word.start) if len(spans) > 1 else found


def _first_sentence(prose: Prose, content: list[Word]) -> list[Word]:
    if not content:
        return []
    end = prose.sentence_at(content[0].start).end
    return [word for word in content if word.start < end]


def _main_clause(clauses: list[Clause], verbs: Verbs) -> tuple[list[Word], Mood | None, str, int]:
    """Words, finite verb and opener of the main clause, and the number of the clause that holds the verb.

    What stands before an inserted clause belongs to it: "Der Mann, der krank war, | kam nicht".
    """
    fragments: list[tuple[Word, ...]] = []
    for number, clause in enumerate(clauses):
        if clause.opener in verbs.grammar.content and not fragments:
            break
        if clause.subordinate:
            continue
        found = finite_in(clause, verbs)
        if found:
            if clause.words[0].lower == verbs.grammar.correction:  # "Nicht A, sondern B plant …"
                fragments = []
            if len(fragments) > 1 and clause.words[0] is found[0].word:
                fragments = fragments[:1]  # "Ein Paket, wohl ein Geschenk, lag …"
            before = [word for fragment in fragments for word in fragment]
            return [*before, *_first_part(clause, found, verbs)], found[0], "", number
        fragments.append(clause.words)
    for number, clause in enumerate(clauses):
        if clause.subordinate:
            found = finite_in(clause, verbs)
            rest = [] if found else _until_finite(clauses[number + 1 :], verbs)
            found = found or [one for part in rest for one in finite_in(part, verbs)]
            words = [
                *(word for part in fragments for word in part),
                *clause.words,
                *(word for part in rest for word in part.words),
            ]
            return words, found[-1] if found else None, clause.opener, number + len(rest)
    return [word for part in fragments for word in part], None, "", len(clauses)


def _verb_first_condition(clauses: list[Clause], verbs: Verbs) -> bool:
    """Whether the first clause is a condition without "wenn": "Werde das Land bedroht, | so werde man …"."""
    if len(clauses) < 2 or clauses[0].subordinate or clauses[1].subordinate:
        return False
    first, second = finite_in(clauses[0], verbs), finite_in(clauses[1], verbs)
    if not first or not second or first[0].word is not clauses[0].words[0]:
        return False
    opening = clauses[1].words[0]
    return opening is second[0].word or opening.lower in verbs.grammar.resuming


def _until_finite(clauses: Sequence[Clause], verbs: Verbs) -> list[Clause]:
    """The next parts of an interrupted clause: "dass der Mann, | der krank sei, | nicht komme" without the middle."""
    parts = []
    for clause in clauses:
        if clause.subordinate:
            continue
        parts.append(clause)
        if finite_in(clause, verbs):
            return parts
    return []


def _first_part(clause: Clause, found: list[Mood], verbs: Verbs) -> Sequence[Word]:
    """The words of a clause up to where a second main clause, or a purpose ("um … zu …"), begins."""
    words = clause.words
    at = words.index(found[0].word)
    if len(found) > 1:
        second = words.index(found[1].word)
        joints = [i for i in range(at + 1, second) if words[i].lower in verbs.grammar.joints]
        words = words[: joints[-1]] if joints else words
    lower = [word.lower for word in words]
    purposes = [i for i in range(at + 1, len(lower)) if lower[i] in verbs.grammar.purpose]
    if purposes and verbs.grammar.marker in lower[purposes[0] + 2 :]:
        return words[: purposes[0]]
    return words


def _part_with(clause: Clause, starts: set[int], verbs: Verbs) -> Sequence[Word]:
    """The part of a clause that a cue stands in, if "und" joins several: "rief dazu auf und beschloss"."""
    found = finite_in(clause, verbs)
    if len(found) < 2:
        return clause.words
    places = [clause.words.index(one.word) for one in found]
    edges = [0]
    for first, second in itertools.pairwise(places):
        edges += [i for i in range(first, second) if clause.words[i].lower in verbs.grammar.joints][-1:]
    parts = [clause.words[a:b] for a, b in itertools.zip_longest(edges, edges[1:])]
    return [word for part in parts if any(word.start in starts for word in part) for word in part]


def _corrects(clause: Clause, verbs: Verbs) -> bool:
    return clause.words[0].lower == verbs.grammar.correction and not any(
        one.mood != "ambiguous" for one in finite_in(Clause(clause.words[1:], "", "", ""), verbs)
    )


def _around(prose: Prose, statement: Statement, content: list[Word], verbs: Verbs) -> list[Word]:
    inside = {word.start for word in content}
    cue = _words(prose, statement.cue)
    if not cue:
        return [word for word in _words(prose, statement.frame) if word.start not in inside]
    starts = {word.start for word in cue}
    sentence = prose.sentence_at(cue[0].start)
    result: list[Word] = []
    for clause in clauses_of([word for word in sentence.words if word.start not in inside], verbs):
        if any(word.start in starts for word in clause.words):
            result += _part_with(clause, starts, verbs)
    return result or cue
