"""What is asked for? A query as people type it: words, "phrases", -excluded words and beginnings*.

Every word must be there; the order is free. A word is found in any inflection, inside compounds and in either spelling
of its umlauts, in the content, the speaker's name or the frame. Quotation marks ask for words in this order and not
inside compounds.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from laut.errors import InputError
from laut.ledger.search.analysis import EMPTY, empty_words, form, stem, words
from laut.ledger.search.expression import Except, Expression, Phrase, every, some

SHORTEST_BEGINNING: Final = 3
"""Letters before a *; fewer would be the beginning of almost everything."""
LONGEST: Final = 1_000
"""Characters of a query."""
MOST_TERMS: Final = 32
"""Words and phrases of a query."""

_TERM = re.compile(
    r'(?:(?<!\S)(?P<minus>-))?(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]?|(?P<bare>[^\s"“”„«»]+))'
)
_PROSE = ("content", "frame")
_ANYWHERE = ("content", "parts", "frame")
_HINT = 'give words, "a phrase", word* or -word'


class Term(msgspec.Struct, frozen=True):
    """A word or a phrase of a query.

    Attributes:
        spelt: its words (`laut.ledger.search.analysis.Word.spelt`), at least one.
        quoted: whether it stood in quotation marks.
        prefix: whether the last word is only the beginning of one.
    """

    spelt: tuple[str, ...]
    quoted: bool = False
    prefix: bool = False

    def alternatives(self) -> tuple[Phrase, ...]:
        """Return the phrases any of which is this term."""
        if self.prefix:
            return tuple(self._beginnings())
        where = _PROSE if self.quoted or len(self.spelt) > 1 else _ANYWHERE
        stemmed = {tuple(stem(word, code) for word in self.spelt): where for code in ("de", "en")}
        named = dict.fromkeys(
            [tuple(map(form, self.spelt)), *([*stemmed] if not self.quoted else [])], ("speaker",)
        )
        phrases = [Phrase(key, columns) for chosen in (stemmed, named) for key, columns in chosen.items()]
        if len(self.spelt) > 1 and not self.quoted:  # "US-Präsident": also as one word
            joined = "".join(self.spelt)
            phrases += [
                Phrase((one,), _ANYWHERE)
                for one in dict.fromkeys(stem(joined, code) for code in ("de", "en"))
            ]
        return tuple(phrases)

    def _beginnings(self) -> list[Phrase]:
        head, last = self.spelt[:-1], self.spelt[-1]
        stemmed = dict.fromkeys(tuple(stem(word, code) for word in head) for code in ("de", "en"))
        where = _ANYWHERE if not (self.quoted or head) else _PROSE
        beginnings = (form(last), EMPTY + form(last))
        phrases = [Phrase((*key, beginning), where, True) for key in stemmed for beginning in beginnings]
        phrases.append(Phrase((*map(form, head), form(last)), ("speaker",), True))
        # Stems are shorter than words: "Ministerium*" has to find the stem of "Ministeriums".
        phrases += [Phrase((*key, stem(last, code)), where) for key in stemmed for code in ("de", "en")]
        return list(dict.fromkeys(phrases))


class Query(msgspec.Struct, frozen=True):
    """A query, taken apart.

    Attributes:
        text: as it was typed.
        wanted: what must be there, at least one term.
        unwanted: what must not.
    """

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def is_literal(self) -> bool:
        """Whether it insists on its wording, with quotation marks or a *: then meaning alone is not enough."""
        return any(term.quoted or term.prefix for term in self.wanted)

    def expression(self) -> Expression:
        """Return what the full-text index must have."""
        wanted = every([some(term.alternatives()) for term in self.wanted])
        assert wanted is not None  # there is at least one term
        return self.without_unwanted(wanted)

    def without_unwanted(self, expression: Expression) -> Expression:
        """Return the expression without what has excluded words."""
        if not self.unwanted:
            return expression
        return Except(expression, some([some(term.alternatives()) for term in self.unwanted]))


def parse(text: str) -> Query:
    """Take a query apart.

    Raises:
        InputError: there is nothing in it to look for.
    """
    if len(text) > LONGEST:
        raise InputError(f"the query has {len(text)} characters, more than {LONGEST}", "ask for less at once")
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _TERM.finditer(text):
        term = _term(match)
        if term is not None:
            (unwanted if match["minus"] else wanted).append(term)
    if len(wanted) + len(unwanted) > MOST_TERMS:
        raise InputError(f"the query has more than {MOST_TERMS} words and phrases", "ask for less at once")
    if not wanted:
        problem = "has only words that must not be there" if unwanted else "has no word in it"
        raise InputError(f"the query {text.strip()!r} {problem}", _HINT)
    telling = [term for term in wanted if term.quoted or not _is_empty(term)]
    return Query(text, tuple(dict.fromkeys(telling or wanted)), tuple(dict.fromkeys(unwanted)))


def _term(match: re.Match[str]) -> Term | None:
    quoted, bare = match["quoted"], match["bare"] or ""
    spelt = tuple(word.spelt for word in words(bare if quoted is None else quoted))
    if not spelt:
        return None
    prefix = quoted is None and bare.endswith("*")
    if prefix and len(form(spelt[-1])) < SHORTEST_BEGINNING:
        raise InputError(
            f"{bare!r} is the beginning of too many words",
            f"give at least {SHORTEST_BEGINNING} letters before the *",
        )
    return Term(spelt, quoted is not None, prefix)


def _is_empty(term: Term) -> bool:
    return not term.prefix and all(word in empty_words() for word in term.spelt)
