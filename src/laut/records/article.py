"""The nouns of one article: what it says, who says it, according to whom, how firmly and when."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, Self

import msgspec

from laut.records.base import DateRange, Record, Span, shorten

Form = Literal["direct", "indirect", "reported", "free-indirect", "indirect-free-indirect"]
"""How words are represented: the types of the Redewiedergabe project (STWR)."""

Medium = Literal["speech", "writing", "thought", "speech-thought", "speech-writing", "thought-writing"]
"""What is represented: speech, writing, thought, or a mix that the text leaves open."""

SectionKind = Literal[
    "headline", "teaser", "subhead", "paragraph", "caption", "byline", "dateline", "agency", "date"
]
"""What a stretch of an article's text is. Statements live in the first four."""

SourceKind = Literal["person", "organisation", "government", "media", "document", "group"]
"""What sort of source speaks."""

Stance = Literal["neutral", "endorsing", "distancing"]
"""How a hop treats what it passes on."""

FactualityValue = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
"""FactBank's scale: certain, probable or possible, positive or negative; `Uu` is underspecified."""

MarkerType = Literal["reportative", "quotative", "mood", "epistemic", "negation", "question", "conditional"]
"""What a marker of hearsay or doubt is: a modal, a verb mood, an adverb, …"""


class Section(Record, frozen=True, kw_only=False):
    """A labelled stretch of an article: character offsets, half-open.

    Attributes:
        kind: what it is.
        start: offset of the first character.
        end: offset behind the last character.
    """

    kind: SectionKind
    start: int
    end: int


class Source(Record, frozen=True):
    """Somebody or something that speaks: a speaker, or one end of a hop in a source chain.

    Attributes:
        name: the canonical name, or the words of the text while nobody has resolved them.
        actor: identifier in the registry of actors (a Wikidata id where one exists).
        kind: what sort of source it is, if known.
        named: whether the text names it; None if not decided.
        office: the office or function in which the text introduces a person, in its words ("Sprecherin der
            Stadtwerke"); None if it says none.
        spans: where the text mentions it for this statement; empty if only implied.
    """

    name: str | None = None
    actor: str | None = None
    kind: SourceKind | None = None
    named: bool | None = None
    office: str | None = None
    spans: tuple[Span, ...] = ()


class Role(Record, frozen=True):
    """An office or function that an actor holds or held.

    Attributes:
        title: key of the role in the lexicon, such as ``president``, ``spokesperson``, ``foreign-minister``.
        of: actor id of what it is a role in or for: a state, a government, an organisation.
        start: first day, if known and if it has begun.
        end: last day; None while it is held, or if not known.
    """

    title: str
    of: str
    start: dt.date | None = None
    end: dt.date | None = None


class Actor(Record, frozen=True):
    """A person, organisation, medium or state that the registry knows.

    Attributes:
        id: Wikidata id where one exists, else an identifier of the registry it came from.
        name: canonical name, in German usage.
        kind: what sort of source it is.
        names: other names by language (ISO 639-1): aliases, short forms, spellings, buildings and capitals that
            stand for it.
        born: birth date of a person.
        gender: ``f`` or ``m`` as the person is publicly referred to; None if not known or not a person.
        side: actor id of the state or organisation it speaks for.
        roles: offices, with the time they were held.
    """

    id: str
    name: str
    kind: SourceKind
    names: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    born: dt.date | None = None
    gender: Literal["f", "m"] | None = None
    side: str | None = None
    roles: tuple[Role, ...] = ()


class Hop(Source, frozen=True):
    """One step of a source chain, with the stance in which it is introduced and the words that say so.

    Attributes:
        stance: how whoever stands one step nearer to the reader treats what this hop says; for the first
            hop, that is the outlet.
        markers: the words that show the stance.
        weak: whether only the article's agency code speaks for the hop: the agency wrote the text, which
            does not mean that it is the source of each statement.
        carried_from: id of the statement whose chain was carried on to this one (by a run of sentences
            in Konjunktiv I, or by *demnach*); None if the hop stands with the statement itself.
    """

    stance: Stance | None = None
    markers: tuple[str, ...] = ()
    weak: bool = False
    carried_from: str | None = None

    @classmethod
    def of(cls, source: Source, **more: Any) -> Self:
        """Make a hop of a source."""
        return cls(**{name: getattr(source, name) for name in Source.__struct_fields__}, **more)

    def source(self) -> Source:
        """Return whom the hop leads to, without how."""
        return Source(**{name: getattr(self, name) for name in Source.__struct_fields__})


class Marker(Record, frozen=True):
    """A word or verb form in the text that marks hearsay, doubt or denial.

    Attributes:
        text: the characters between the offsets.
        start: offset of the first character.
        end: offset behind the last character.
        type: what sort of marker it is.
    """

    text: str
    start: int
    end: int
    type: MarkerType


class Factuality(Record, frozen=True):
    """How firmly the content is put forward, by the outlet and by the originator (FactBank).

    Attributes:
        outlet: how firmly the outlet itself puts it forward.
        originator: how firmly the innermost source puts it forward.
        markers: the words that show it.
    """

    outlet: FactualityValue
    originator: FactualityValue
    markers: tuple[Marker, ...] = ()


class When(Record, frozen=True):
    """A time expression bound to a statement, as an interval with the precision that the words have.

    Attributes:
        text: the expression, the characters between the offsets.
        start: offset of the first character.
        end: offset behind the last character.
        earliest: the first day that it may mean.
        latest: the last day that it may mean.
        of: whether it is the time of what the content reports or of the utterance.
    """

    text: str
    start: int
    end: int
    earliest: dt.date
    latest: dt.date
    of: Literal["content", "utterance"] = "content"


class Note(Record, frozen=True):
    """Something about an article that a reader should know and that is not a statement.

    Attributes:
        kind: a short hyphenated label. Of intake: ``paywall``, ``cookie-wall``, ``live-ticker``,
            ``date-not-understood``, ``damaged-characters``. Of reading:
            ``refusal``, ``missing-information``, ``attribution-conflict``, ``firmer-headline``,
            ``unsupported-headline``, ``ambiguous-actor``, ``ambiguous-time``.
        message: one sentence for people.
        statements: ids of the statements it is about; empty if it is about the whole article.
    """

    kind: str
    message: str
    statements: tuple[str, ...] = ()


class Statement(Record, frozen=True):
    """An attribution relation: content attributed to a speaker by a cue, inside a frame.

    Attributes:
        id: stable for the same article and the same content offsets and form.
        form: how the words are represented (Redewiedergabe types).
        medium: speech, writing, thought or a mix; None if the text gives no hint.
        confidence: calibrated probability that the statement is right, 0 to 1.
        content: what is attributed; several spans if the frame interrupts it.
        speaker: who is said to have said it; None if the text does not say.
        cue: the words that signal the attribution ("sagte", "laut", "demnach").
        frame: the clause that introduces or interrupts the content, speaker and cue included.
        addressee: whom it was said to.
        parent: id of the statement that this one is nested in.
        chain: hops from the one nearest the outlet to the originator; the speaker is the last.
        factuality: how firmly it is put forward, if judged.
        when: time of the content or of the utterance, if given.
    """

    id: str
    form: Form
    medium: Medium | None
    confidence: float
    content: tuple[Span, ...]
    speaker: Source | None = None
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    parent: str | None = None
    chain: tuple[Hop, ...] = ()
    factuality: Factuality | None = None
    when: When | None = None

    @property
    def text(self) -> str:
        """The content as one string; an ellipsis stands where the frame interrupts it."""
        return " … ".join(span.text for span in self.content)

    @property
    def start(self) -> int:
        """Offset of the first character of the content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character of the content."""
        return self.content[-1].end

    def __repr__(self) -> str:
        name = self.speaker.name if self.speaker else None
        said = f"{name or 'nobody named'}: {shorten(self.text)!r}"
        return f"Statement({self.form}, {said}, {self.confidence:.2f})"


class SourceUse(Record, frozen=True):
    """A source of an article, with how often it speaks and as what (`Article.sources`).

    Attributes:
        source: who it is; its spans are all the places where the text mentions it for a statement.
        originator: statements that it is the innermost source of.
        relay: statements of others that it passes on.
        weak: statements for which only the article's agency code speaks for it.
        statements: ids of all these statements, in reading order.
    """

    source: Source
    originator: int
    relay: int
    weak: int
    statements: tuple[str, ...]


class Article(Record, frozen=True):
    """A report as a reader sees it, and, once read, what it attributes to whom.

    Attributes:
        id: content-addressed: the same text from the same place has the same id.
        text: the whole text; every offset in every record refers to it.
        title: the headline.
        outlet: name of the publishing medium.
        url: canonical address.
        authors: names as in the byline.
        published: publication date, as precise as it is known.
        language: ISO 639-1 code.
        path: the file it was read from; with the line number if that file holds an article a line.
        sections: labelled stretches of the text, in order, not overlapping.
        statements: what the article attributes, in reading order; empty until it was read.
        notes: what else a reader should know.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: DateRange | None = None
    language: str | None = None
    path: str | None = None
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the contract's object: ``{"article": …, "statements": […], "notes": […]}``."""
        article = super().to_dict()
        statements, notes = article.pop("statements"), article.pop("notes")
        return {"article": article, "statements": statements, "notes": notes}

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Build an article from the contract's object, or from its ``article`` part alone.

        Raises:
            InvalidRecordError: a field is missing, unknown or of the wrong type; the message names it.
        """
        if isinstance(data, dict) and isinstance(data.get("article"), dict):
            rest = {key: value for key, value in data.items() if key != "article"}
            data = {**data["article"], **rest}
        return super().from_dict(data)

    def sources(self) -> tuple[SourceUse, ...]:
        """Return the distinct sources of the statements' chains, in the order in which they first speak.

        Two hops are the same source if they have the same actor or, without one, the same name. A statement without a
        chain has its speaker for one. Sources that nothing is known of are left out: nobody can tell them apart.
        """
        uses: dict[str, SourceUse] = {}
        for statement in self.statements:
            speaker = statement.speaker
            hops: tuple[Source, ...] = statement.chain or ((speaker,) if speaker else ())
            for number, hop in enumerate(hops, start=1):
                key = hop.actor or " ".join((hop.name or "").split()).casefold()
                if key:
                    uses[key] = _used_once_more(uses.get(key), hop, number == len(hops), statement.id)
        return tuple(uses.values())

    def __repr__(self) -> str:
        about = ", ".join(str(part) for part in (self.outlet, self.published) if part)
        title = shorten(self.title or self.text)
        return f"Article({title!r}{', ' + about if about else ''}, {len(self.statements)} statements)"


class Rejection(Record, frozen=True):
    """An input that could not be read: where it is, what is wrong and what to do about it.

    Attributes:
        path: the input, with the line where it has several articles.
        reason: what is wrong.
        hint: what to do about it.
    """

    path: str
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason} – {self.hint}"


def _used_once_more(use: SourceUse | None, hop: Source, last: bool, statement: str) -> SourceUse:
    before = use.source if use else Source()
    weak = isinstance(hop, Hop) and hop.weak
    return SourceUse(
        source=Source(
            name=before.name or hop.name,
            actor=before.actor or hop.actor,
            kind=before.kind or hop.kind,
            named=hop.named if before.named is None else before.named or hop.named is True,
            office=before.office or hop.office,
            spans=before.spans + tuple(span for span in hop.spans if span not in before.spans),
        ),
        originator=(use.originator if use else 0) + (last and not weak),
        relay=(use.relay if use else 0) + (not last and not weak),
        weak=(use.weak if use else 0) + weak,
        statements=tuple(dict.fromkeys((*(use.statements if use else ()), statement))),
    )
