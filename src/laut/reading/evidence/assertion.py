"""What of a statement is its factuality read from? Its words, a modal verb in them, what introduces it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.modals import Meaning, Reading
from laut.reading.evidence.mood import Mood
from laut.reading.evidence.scope import Scope, infinitives
from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Word
from laut.records import Statement


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement, as factuality is read from it.

    Attributes:
        statement: the statement, with its chain if that is known.
        scope: where its words stand.
        modal: the finite verb of its main clause, if that is a modal verb or *werden*.
        main: the words of its main clause, less those that say something else in a phrase ("sehr wohl").
        said: the words and infinitives of its main clause.
        introducing: the words that introduce it.
        around: those words and their infinitives; for a report in the outlet's words, also those of the main clause.
    """

    statement: Statement
    scope: Scope
    modal: Reading | None
    main: frozenset[str]
    said: frozenset[str]
    introducing: tuple[Word, ...]
    around: frozenset[str]

    @property
    def direct(self) -> bool:
        """Whether the content is direct speech."""
        return self.statement.form == "direct"

    @property
    def reported(self) -> bool:
        """Whether it is a report in the outlet's words, whose main clause holds what else introduces a content."""
        return self.statement.form == "reported"

    @property
    def finite(self) -> Mood | None:
        """The finite verb of the main clause."""
        return self.scope.finite

    @property
    def meaning(self) -> Meaning | None:
        """What the modal verb of the main clause means."""
        return self.modal.meaning if self.modal else None

    def finite_is(self, lemmas: frozenset[str]) -> bool:
        """Whether the finite verb of the main clause is a form of one of some verbs."""
        return self.finite is not None and self.finite.lemma in lemmas

    def holder(self, words: EvidenceWords) -> frozenset[str]:
        """The words that can mean the speaker in the content."""
        return words.data.holders["direct" if self.direct else "indirect"]


def assertion_of(
    statement: Statement, scope: Scope, readings: Sequence[Reading], words: EvidenceWords, verbs: Verbs
) -> Assertion:
    """Put together what the factuality of a statement is read from.

    Args:
        statement: the statement, with its chain if that is known.
        scope: its words, as `scope_of` gives them.
        readings: the modal verbs in its sentences.
        words: the evidential words of its language.
        verbs: the verbs of its language.
    """
    lower = [word.lower for word in scope.main]
    introducing = _introducing(scope, words, verbs)
    said = frozenset(infinitives(scope.main, verbs))
    around = frozenset(infinitives(introducing, verbs))
    start = scope.finite.word.start if scope.finite else None
    return Assertion(
        statement=statement,
        scope=scope,
        modal=next((one for one in readings if one.start == start), None),
        main=frozenset(word for at, word in enumerate(lower) if not words.is_spared(lower, at)),
        said=said,
        introducing=introducing,
        around=around | said if statement.form == "reported" else around,
    )


def _introducing(scope: Scope, words: EvidenceWords, verbs: Verbs) -> tuple[Word, ...]:
    """The words that introduce a content, less the nouns beside the cue that only happen to stand there.

    "Er begründete die Forderung damit, dass …" demands nothing; but in "Spekulationen, wonach …" the noun says it.
    """
    cue = {word.start for word in scope.cue}
    nouns = not any(word.text[0].islower() and verbs.forms(word.lower) for word in scope.cue)
    nouns = nouns and not any(word.lower in words.data.only_attributing for word in scope.cue)
    return tuple(
        word
        for number, word in enumerate(scope.around)
        if nouns or not number or word.start in cue or not word.text[0].isupper()
    )
