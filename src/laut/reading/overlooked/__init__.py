"""Which sentences did the network overlook although their grammar attributes them?

In sentences in which the network sees nothing, the source may stand

- in a small phrase or clause within: "nach „Kurier“-Informationen", ", so steht es im Entwurf,"      (`within`)
- beside a comma: "Dass die Brücke zubleibt, verriet ein Amt", "…, wie der Kurier berichtet"          (`commas`)
- beside a colon: "So schildert es ein Gast: …", "…: So steht es im Entwurf"                          (`colons`)
- in front, as a paper, or before ", nach dem": "Nach dem Vermerk, den der Kurier hat, …"             (`papers`)
- in the sentence behind: "Das sagten zwei Beamte dem Kurier", "Beides steht im Entwurf"              (`pointing`)
- in the sentence before, where "demnach" goes on, or "danach" behind a paper that somebody has       (`going_on`)
- before the colon or the verb of a headline: "Polizei: …", "Amt bestätigt Risse"                     (`headlines`)

In the training part of the quotation corpus (Petersen-Frey & Biemann 2024), which has no headlines, 344 of 365 such
sentences are annotated so, seven as a part of a longer content (``python -m training.overlooked``). The network sees
most of them; of those that it overlooks, more are left out by the annotators, too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from laut.reading.attribution import Attribution, Range, characters
from laut.reading.chain import phrases
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.overlooked.clauses import CLOSING, FEWEST_WORDS
from laut.reading.overlooked.colons import beside_colon
from laut.reading.overlooked.commas import behind_comma, in_front, with_that
from laut.reading.overlooked.going_on import going_on
from laut.reading.overlooked.headlines import announced
from laut.reading.overlooked.papers import according_to, by_paper
from laut.reading.overlooked.pointing import pointing_back
from laut.reading.overlooked.within import inserted, within
from laut.reading.prose import Prose
from laut.reading.statements import statement_id
from laut.records import Article, Source, Span, Statement

_RULES = (in_front, with_that, behind_comma, within, inserted, beside_colon, by_paper, according_to)
CONFIDENCE = 0.9
"""Share of such sentences that are annotated."""


def with_overlooked(
    prose: Prose, statements: Sequence[Statement], language: str = "de"
) -> tuple[Statement, ...]:
    """Return the statements, in reading order, with those that only grammar finds."""
    terms = terms_of(language)
    told = list(statements)
    for one in attributions(prose, terms, statements):
        places = (one.content[0][0], one.content[-1][1]), one.naming
        if not any(other.start < end and start < other.end for start, end in places for other in statements):
            told.append(_statement(prose.article, one))
    for one in going_on(prose, told, terms):
        told.append(_statement(prose.article, one))
    return tuple(sorted(told, key=lambda one: (one.start, -one.end)))


def attributions(prose: Prose, terms: Terms, told: Sequence[Statement] = ()) -> Iterator[Attribution]:
    """Yield what the grammar of an article's sentences attributes beyond doubt; of headlines, by what is told below."""
    sentences = prose.sentences
    for number, (first, second) in enumerate(itertools.zip_longest(sentences, sentences[1:])):
        if first.kind in phrases.HEADINGS:
            heading = announced(first, prose, terms, told)
            if heading is not None:
                yield heading
            continue
        if len(first.words) < FEWEST_WORDS:
            continue
        beside = next((it for rule in _RULES if (it := rule(first, terms)) is not None), None)
        if beside is not None:
            yield beside
            continue
        if second is None or first.paragraph != second.paragraph or first.words[-1].text not in CLOSING:
            continue
        pointing = pointing_back(second, terms)
        if pointing is not None:
            speaker, cue = pointing
            words = second.words
            last = words[-2 if words[-1].text in CLOSING else -1]
            both = words[0].lower in terms.words("both_back") and number > 0
            for one in sentences[number - both : number + 1]:
                if one.paragraph == first.paragraph and len(one.words) >= FEWEST_WORDS:
                    yield Attribution(
                        ((one.start, one.end),),
                        characters(words, *speaker),
                        (words[cue].start, words[cue].end),
                        (second.start, last.end),
                    )


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
