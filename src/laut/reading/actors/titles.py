"""Which names in quotation marks are media? Those that report, that somebody tells something, whose reports are cited.

*Der „Hafenkurier“ meldete*, *sagte Muster der „Woche im Norden“*, *laut „Hafenkurier“*, *ein Bericht des …*.
A quotation mark alone does not make a medium: *der „Blaue Planet“ sei sein bestes Album*.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from laut.reading.actors.grammar import grammar
from laut.reading.actors.known import title_endings
from laut.reading.actors.names import fold, is_capital, text_of
from laut.reading.actors.nouns import TitleContexts, media_words, nouns_of
from laut.reading.prose import Sentence, Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_LONGEST = 6
_FAR = 6
"""Words between a verb of telling and the medium that is told."""
_NO_TITLE = frozenset(",.!?:;")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A name in quotation marks with the article before it.

    Attributes:
        words: those of its sentence.
        start: number of the article, or of the opening mark if there is none.
        open, close: numbers of the marks.
    """

    words: Sequence[Word]
    start: int
    open: int
    close: int

    @property
    def article(self) -> str:
        """The article in lower case, that in the name itself if none stands before; empty if there is none."""
        first = self.words[self.start if self.start < self.open else self.open + 1].lower
        return first if grammar().is_determiner(first) else ""

    @property
    def before(self) -> str:
        """The word before the article, in lower case."""
        return self.words[self.start - 1].lower if self.start else ""

    @property
    def text(self) -> str:
        """The name as it stands."""
        return text_of(self.words[self.open + 1 : self.close])

    @property
    def name(self) -> str:
        """The name in the nominative, as far as article and ending tell: *Hafenkurier* of *des „Hafenkuriers“*."""
        text = self.text
        contexts = media_words().contexts
        if self.article in contexts.weak_articles.split() and text.lower().endswith(
            tuple(contexts.weak.split())
        ):
            return text[:-1]
        genitive = self.article in contexts.genitive_articles.split()
        if genitive and text.endswith("s") and not text.endswith(tuple(contexts.own_s.split())):
            return text[:-1]
        return text


def quoted_media(sentences: Iterable[Sentence]) -> Iterator[tuple[str, str, str]]:
    """Yield the names in quotation marks that some sentence of an article shows to be media.

    Each in the nominative, as far as the article before it tells, as it stands, and with the noun before it that says
    which sort of medium it is; empty if there is none.
    """
    contexts = _contexts()
    for sentence in sentences:
        last = -1
        for one in _quoted(sentence.words):
            joined = one.before in grammar().joining and one.start - 2 == last
            noun = _called(one)
            if (
                joined
                or noun
                or _is_cited(one, contexts)
                or _reports(one, contexts)
                or _is_told(one, contexts)
            ):
                last = one.close
                yield one.name, one.text, noun


def short_titles(outlet: str) -> Iterator[str]:
    """What an outlet is called besides its name.

    *Anzeiger* of *Musterstädter Anzeiger*, *Musterlage* of *Die Musterlage*, *Musterboten* of *Musterbote*.
    """
    article, _, bare = outlet.partition(" ")
    if grammar().is_determiner(article.lower()) and bare:
        yield bare
    weak = media_words().contexts.weak.split()
    yield from (outlet + "n" for one in weak if (outlet + "n").lower().endswith(one))
    for word in outlet.split():
        nouns = nouns_of(word)
        if fold(word).endswith(tuple(title_endings())) or (nouns and nouns[0].sort == "media"):
            yield word


@dataclass(frozen=True, slots=True)
class _Contexts:
    """The words of `TitleContexts` as sets."""

    resting_on: str
    resting: frozenset[str]
    citing: frozenset[str]
    behind: frozenset[str]
    reports: frozenset[str]
    links: frozenset[str]
    talks: frozenset[str]
    talk_links: frozenset[str]
    read: frozenset[str]
    read_in: frozenset[str]
    verbs: frozenset[str]
    had: frozenset[str]
    openers: frozenset[str]
    also: frozenset[str]
    telling: frozenset[str]
    given: frozenset[str]
    subjects: frozenset[str]
    datives: frozenset[str]


@functools.cache
def _contexts() -> _Contexts:
    words: TitleContexts = media_words().contexts
    return _Contexts(
        words.resting_on,
        *(
            frozenset(part.split())
            for part in (
                words.resting, words.citing, words.behind, words.reports, words.links, words.talks, words.talk_links,
                words.read, words.read_in, words.verbs, words.had, words.openers, words.also,
                words.telling, words.given, words.subjects, words.datives,
            )
        )
    )  # fmt: skip


def _quoted(words: Sequence[Word]) -> Iterator[Quoted]:
    """The short titles in quotation marks of a sentence."""
    at = 0
    while at < len(words):
        if words[at].text not in _MARKS:
            at += 1
            continue
        close = next(
            (i for i in range(at + 1, min(at + _LONGEST + 2, len(words))) if words[i].text in _MARKS), at
        )
        inner = words[at + 1 : close]
        good = inner and inner[0].quoted and is_capital(inner[0])
        if not good or any(word.text in _NO_TITLE for word in inner):
            close = at  # what looks like an opening mark may close the sentence before
        else:
            article = at > 0 and grammar().is_determiner(words[at - 1].lower)
            yield Quoted(words, at - 1 if article else at, at, close)
        at = max(close, at) + 1


def _is_cited(one: Quoted, contexts: _Contexts) -> bool:
    """*laut „X“*, *einem Bericht des „X“*, *im Gespräch mit der „X“*, *unter Berufung auf den „X“*."""
    if one.before in contexts.citing or _word(one, one.close + 1) in contexts.behind:
        return True
    if one.before in contexts.read_in and _word(one, one.start - 2) in contexts.read:
        return True  # "steht in der „X“"
    if (
        one.before == contexts.resting_on
        and not one.article
        and _word(one, one.start - 2) in contexts.resting
    ):
        return True  # "mit Verweis auf „X“"
    article = {one.article} - {""}
    linked = bool(article & contexts.links) or one.before in contexts.links
    noun = one.before if article & contexts.links else _word(one, one.start - 2)
    if linked and _ends_in(noun, contexts.reports):
        return True
    return one.before in contexts.talk_links and _word(one, one.start - 2) in contexts.talks


def _called(one: Quoted) -> str:
    """*magazin* of *das TV-Magazin „X“*: the noun that says that it is a medium; empty if none does."""
    before = one.words[one.open - 1] if one.open else None
    nouns = nouns_of(before.text) if before is not None and is_capital(before) and not before.quoted else ()
    return nouns[0].base if nouns and nouns[0].sort == "media" and nouns[0].gender != "p" else ""


def _reports(one: Quoted, contexts: _Contexts) -> bool:
    """*Der „X“ hatte gemeldet*, *…, schreibt die „X“*, *wie der „X“ berichtet*, *das dem „X“ vorliegt*."""
    if one.article in contexts.datives and _word(one, one.close + 1) in contexts.given:
        return True
    if one.open == 0 and _word(one, one.close + 1) in contexts.had:  # "„X“ hatte aus dem Entwurf zitiert"
        return any(word.lower in contexts.verbs for word in _clause_behind(one))
    if one.article not in contexts.subjects:
        return False
    verb = one.start - (2 if one.before in contexts.also else 1)  # "meldet auch der „X“"
    if _word(one, verb) in contexts.verbs:
        opener = _word(one, verb - 1)
        return opener in contexts.openers or opener in _MARKS or not opener
    had = one.before in contexts.had or (
        one.before in contexts.also and _word(one, one.start - 2) in contexts.had
    )
    if one.before and one.before not in contexts.openers and not had:
        return False  # but "Zuvor hatte der „X“ gemeldet"
    return any(word.lower in contexts.verbs for word in _clause_behind(one))


def _is_told(one: Quoted, contexts: _Contexts) -> bool:
    """*sagte Muster der „X“*, *sagte sie dem „X“*."""
    if one.article not in contexts.datives or one.start < 1:
        return False
    last = one.words[one.start - 1]
    small = last.lower in grammar().prepositions | grammar().joining or grammar().is_determiner(last.lower)
    if (
        small
        or not last.text[0].isalpha()
        or (is_capital(last) and any(noun.sort == "person" for noun in nouns_of(last.text)))
    ):
        return False
    near = one.words[max(one.start - _FAR, 0) : one.start]
    return any(word.lower in contexts.telling and not word.quoted for word in near)


def _clause_behind(one: Quoted) -> Iterator[Word]:
    for word in one.words[one.close + 1 :]:
        if word.text in _NO_TITLE:
            return
        yield word


def _word(one: Quoted, at: int) -> str:
    return one.words[at].lower if 0 <= at < len(one.words) else ""


def _ends_in(word: str, endings: frozenset[str]) -> bool:
    """Whether a word, or the last part of a compound, is in a list: *Exklusivbericht*."""
    return word in endings or any(word.endswith(ending) for ending in endings)
