"""The nouns of many articles: claims, their origins, how they change on the way, and what contradicts what."""

from __future__ import annotations

from typing import Literal

import msgspec

from laut.records.article import Actor, Article, SourceKind, Statement
from laut.records.base import DateRange, Record


class Told(Record, frozen=True):
    """A statement as the ledger knows it: with what its report says about itself.

    Attributes:
        statement: as it was read, corrections applied.
        report: number of the report in the ledger: the same for all revisions of one article.
        article: id of the article (`Article.id`) whose offsets the statement has.
        title: the report's headline.
        outlet: who published it.
        url: address of the report.
        published: when.
        language: ISO 639-1 code.
        side: actor id of the state or organisation that the speaker speaks for.
        claim: id of the claim that it belongs to; None until it was linked.
    """

    statement: Statement
    report: int
    article: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: DateRange | None = None
    language: str | None = None
    side: str | None = None
    claim: str | None = None

    @classmethod
    def of(cls, statement: Statement, article: Article, report: int, side: str | None = None) -> Told:
        """Return a statement with what its article says about itself.

        Args:
            report: number that tells the article from the others.
            side: actor id of whom the speaker speaks for.
        """
        return cls(
            statement=statement,
            report=report,
            article=article.id,
            title=article.title,
            outlet=article.outlet,
            url=article.url,
            published=article.published,
            language=article.language,
            side=side,
        )


class Origin(Record, frozen=True):
    """An independent origin of a claim: where a way back through reports and their sources ends.

    Attributes:
        name: who it is, as the reports say it.
        actor: id in the registry.
        kind: what sort of source.
        named: whether anybody names it; unnamed sources may be the same people.
        via: names of the media or agencies through which it reached the other reports, nearest to it first.
        reports: how many of the claim's reports go back to it.
    """

    name: str
    actor: str | None = None
    kind: SourceKind | None = None
    named: bool | None = None
    via: tuple[str, ...] = ()
    reports: int = 0


class Origins(Record, frozen=True):
    """How many independent origins a claim has, and why.

    Attributes:
        at_least: if unnamed sources that may be the same are the same.
        at_most: if they are all different.
        roots: the origins; as many as `at_most`.
        reasons: sentences for people: "31 of 37 reports cite The New York Times".
    """

    at_least: int
    at_most: int
    roots: tuple[Origin, ...] = ()
    reasons: tuple[str, ...] = ()


class Passing(Record, frozen=True):
    """One edge of a claim's graph: who has the claim from whom.

    Attributes:
        giver: node that it comes from: ``report:7``, or ``source:`` with an actor id or folded name.
        taker: node that it goes to.
        how: the taker cites the giver, copies its words, or is it in print.
        statement: id of the taker's statement.
    """

    giver: str
    taker: str
    how: Literal["cites", "copies", "publishes"]
    statement: str | None = None


class Claim(Record, frozen=True):
    """Statements in different places with the same content.

    Attributes:
        id: stable while its first statement is the first.
        text: content of the first statement.
        statements: ids, by publication.
        outlets: that published it, by first publication.
        origins: how many independent origins it has; None until counted.
        first, last: when it was published first and last.
        credibility: suggested information credibility, 1 to 6 (Admiralty); None if nothing speaks for any.
    """

    id: str
    text: str
    statements: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    origins: Origins | None = None
    first: DateRange | None = None
    last: DateRange | None = None
    credibility: int | None = None


DriftKind = Literal["hedge-lost", "hedge-gained", "number", "name", "date", "attribution-dropped"]
"""How a claim changes on its way from one report to the next."""


class Drift(Record, frozen=True):
    """A change of a claim between two of its statements, along the graph of who has it from whom.

    Attributes:
        kind: what changed.
        before, after: ids of the two statements.
        was, became: the words, numbers or values that differ; None where there are none.
    """

    kind: DriftKind
    before: str
    after: str
    was: str | None = None
    became: str | None = None


class Opposition(Record, frozen=True):
    """Two statements that cannot both hold.

    Attributes:
        kind: one actor on both sides of a question, two voices of one side apart, or a claim and its denial.
        earlier, later: ids of the statements; by utterance, else by publication.
        who: actor or side; for a denial, whoever denies.
        reason: what makes them opposite, as a sentence for people.
        confidence: 0 to 1.
    """

    kind: Literal["reversal", "split", "denial"]
    earlier: str
    later: str
    who: str | None = None
    reason: str = ""
    confidence: float = 1.0


class ClaimFile(Record, frozen=True):
    """All that is known of one claim: who reports it, who has it from whom, and how it changes on the way.

    Attributes:
        claim: the claim with its origins.
        tellings: its statements, by publication.
        passings: the edges of its graph.
        drifts: its changes along the edges.
        echoes: sentences of other reports that have its words and say of nobody that he said so, one a report, by
            publication; each as a statement without a speaker.
        names: what each node of the graph is called, by its id (`Passing.giver`).
        oppositions: pairs of one of its statements and another one that cannot both hold, where they were looked for.
        others: the statements elsewhere that the oppositions name.
    """

    claim: Claim
    tellings: tuple[Told, ...]
    passings: tuple[Passing, ...] = ()
    drifts: tuple[Drift, ...] = ()
    echoes: tuple[Told, ...] = ()
    names: dict[str, str] = msgspec.field(default_factory=dict)
    oppositions: tuple[Opposition, ...] = ()
    others: tuple[Told, ...] = ()

    @property
    def passages(self) -> tuple[Told, ...]:
        """Where the claim stands: its statements, then its echoes."""
        return (*self.tellings, *self.echoes)


class ActorFile(Record, frozen=True):
    """What somebody is reported to have said.

    Attributes:
        actor: who it is, if the registry knows; None if only the name is known.
        name: that was asked for, or the actor's own.
        names: under which it speaks in the reports, the most frequent first.
        tellings: what it said, by utterance, else by publication.
        total: how many statements there are; `tellings` may be fewer.
        oppositions: pairs of its statements, or of one of them and another voice's, that cannot both hold.
        others: the statements of other voices that the oppositions name.
    """

    actor: Actor | None
    name: str
    names: tuple[str, ...] = ()
    tellings: tuple[Told, ...] = ()
    total: int = 0
    oppositions: tuple[Opposition, ...] = ()
    others: tuple[Told, ...] = ()
