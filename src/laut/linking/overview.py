"""What do some articles have in common? Claims, origins, changes and contradictions, without a ledger.

The same steps as in the ledger, in memory: `laut dossier` shows what comes of them.

1. every statement with what its report says about itself
2. vectors of their contents                                    (`laut.reading.meaning`)
3. claims                                                       (`memory`)
4. copied passages                                              (`copies`)
5. of every claim: the graph, its origins, its echoes, how it changes    (`origins`, `echoes`, `drift`)
6. statements that cannot both hold                             (`oppositions`)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import msgspec

from laut.linking.affairs import Affairs
from laut.linking.copies import Copy, find_copies, passages_of
from laut.linking.credibility import credibility_of
from laut.linking.drift import drifts_of
from laut.linking.echoes import Page, echoes_of
from laut.linking.memory import link_in_memory
from laut.linking.oppositions import oppositions_of
from laut.linking.origins import names_of, origins_of
from laut.linking.pairs import PairScorer
from laut.reading.meaning import SentenceEncoder
from laut.records import Article, Claim, ClaimFile, DateRange, Opposition, Told


@dataclass(frozen=True, slots=True)
class Overview:
    """What some articles have in common.

    Attributes:
        files: their claims, each with its graph, by first publication.
        oppositions: pairs of statements that cannot both hold.
    """

    files: tuple[ClaimFile, ...]
    oppositions: tuple[Opposition, ...]


def overview_of(
    articles: Sequence[Article],
    *,
    encoder: SentenceEncoder | None = None,
    scorer: PairScorer | None = None,
    side_of: Callable[[str], str | None] = lambda actor: None,
) -> Overview:
    """Link the statements of articles that were read.

    Args:
        articles: with their statements; the same article twice counts once.
        encoder: for the meaning of contents; None loads the packaged one.
        scorer: judges pairs of statements; None loads the packaged one.
        side_of: gives the actor id of whom an actor speaks for.

    Raises:
        ModelError: the sentence encoder is missing or damaged.
    """
    articles = list({article.id: article for article in articles}.values())
    tellings = list(chain.from_iterable(tell(a, n, side_of) for n, a in enumerate(articles, start=1)))
    if not tellings:
        return Overview((), ())
    encoder, scorer = encoder or SentenceEncoder(), scorer or PairScorer()
    vectors = encoder.vectors([told.statement.text for told in tellings])
    texts = {article.id: article.text for article in articles}
    affairs = Affairs.of_texts(lambda told: texts[told.article])
    groups = link_in_memory(tellings, vectors, scorer, affairs)
    for number, group in enumerate(groups, start=1):
        for at in group:
            tellings[at] = msgspec.structs.replace(tellings[at], claim=f"c{number}")
    oppositions = oppositions_of(tellings, vectors, scorer, affairs=affairs)
    copies = find_copies(chain.from_iterable(passages_of(a.id, a.text, a.sections) for a in articles))
    claims = {f"c{number}": [tellings[at] for at in group] for number, group in enumerate(groups, start=1)}
    denials = _denials(oppositions, tellings)
    pages = list(enumerate(articles, start=1))
    files = tuple(
        claim_file(
            group,
            copies,
            key,
            pages=pages,
            denied_by=[told for other in denials.get(key, ()) for told in claims[other]],
        )
        for key, group in claims.items()
    )
    return Overview(files, oppositions)


def _denials(oppositions: Sequence[Opposition], tellings: Sequence[Told]) -> dict[str, list[str]]:
    """Return for each claim those that deny it: whoever denies contradicts, and so does whoever is denied."""
    claim_of = {told.statement.id: told.claim for told in tellings}
    found: dict[str, dict[str, None]] = {}
    for one in oppositions:
        left, right = claim_of[one.earlier], claim_of[one.later]
        if one.kind != "reversal" and left and right and left != right:
            found.setdefault(left, {})[right] = None
            found.setdefault(right, {})[left] = None
    return {key: list(others) for key, others in found.items()}


def tell(
    article: Article, report: int, side_of: Callable[[str], str | None] = lambda actor: None
) -> tuple[Told, ...]:
    """Return an article's statements with what it says about itself.

    Args:
        report: number that tells it from the others.
    """
    return tuple(
        Told.of(
            statement,
            article,
            report,
            side_of(statement.speaker.actor) if statement.speaker and statement.speaker.actor else None,
        )
        for statement in article.statements
    )


def claim_file(
    tellings: Sequence[Told],
    copies: Sequence[Copy],
    key: str,
    *,
    pages: Sequence[Page],
    denied_by: Sequence[Told] = (),
) -> ClaimFile:
    """Work out everything about one claim.

    Args:
        tellings: its statements, by publication.
        copies: passages with the same words, at least those of the tellings' articles.
        key: the claim's id.
        pages: the reports that may echo it.
        denied_by: the statements of the claims that contradict it.
    """
    origins, passings = origins_of(tellings, copies)
    echoes, echoing = echoes_of(tellings, copies, pages)
    denials = origins_of(denied_by, copies)[0] if denied_by else None
    days = [told.published for told in tellings if told.published]
    earliest, latest = min(map(_order, days), default=None), max(map(_order, days), default=None)
    claim = Claim(
        id=key,
        text=tellings[0].statement.text,
        statements=tuple(told.statement.id for told in tellings),
        outlets=tuple(dict.fromkeys(told.outlet for told in tellings if told.outlet)),
        origins=origins,
        first=DateRange(*earliest) if earliest else None,
        last=DateRange(*latest) if latest else None,
        credibility=credibility_of(origins, denials),
    )
    return ClaimFile(
        claim=claim,
        tellings=tuple(tellings),
        passings=(*passings, *echoing),
        drifts=drifts_of((*tellings, *echoes), (*passings, *echoing)),
        echoes=echoes,
        names=names_of(tellings, copies),
    )


def _order(days: DateRange) -> tuple[dt.date, dt.date]:
    return days.earliest, days.latest
