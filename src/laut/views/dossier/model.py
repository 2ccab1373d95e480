"""What stands on the page? Turns records into the plain values that the templates set, and nothing else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from laut.records import Article, ClaimFile, Opposition, Rejection, Statement, shorten
from laut.views import wording
from laut.views.dossier.chains import Place, chain_of
from laut.views.dossier.claims import ClaimView, Pair, claims_in_several_reports, opposed
from laut.views.dossier.entries import RemarkView, StatementView, lies_in, note_kind, view_of
from laut.views.dossier.layout import cut_blocks
from laut.views.dossier.sourcing import Sourcing, count_sources
from laut.views.dossier.speakers import NOBODY, Key, Speaker, cast, speaker_of
from laut.views.dossier.tally import FormShare, Row, Tally, merge, rows, shares
from laut.views.terms import Term
from laut.views.wording import one_line

MAX_DEPTH = 3
"""Nested statements are indented up to here."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note of an article, with the statements that it is about."""

    kind: Term
    message: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article on the page.

    Attributes:
        label: its title, or its first words if it has none.
        has_headline: whether the text itself opens with its title; if not, the page sets it above.
        file: name of the file that it came from, if nothing better says where it is from.
    """

    article: Article
    position: int
    title: str
    label: str
    has_headline: bool
    file: str
    language: str | None
    date: str | None
    link: str | None
    byline: str
    statements: tuple[StatementView, ...]
    rows: tuple[Row, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole dossier."""

    title: str
    articles: tuple[ArticleView, ...]
    rejections: tuple[Rejection, ...]
    rows: tuple[Row, ...]
    forms: tuple[FormShare, ...]
    statements: int
    speakers: int
    named: int
    unnamed: int
    span: str | None
    sourcing: Sourcing
    claims: tuple[ClaimView, ...]
    oppositions: tuple[Pair, ...]


def build(
    articles: Sequence[Article],
    title: str,
    rejections: Sequence[Rejection],
    files: Sequence[ClaimFile] = (),
    oppositions: Sequence[Opposition] = (),
) -> Page:
    """Return everything that the page shows."""
    speakers = cast(articles)
    anchors = _Anchors()
    views: list[ArticleView] = []
    overall: dict[Key, Tally] = defaultdict(Tally)
    index = 0
    for position, article in enumerate(articles):
        views.append(_view(article, position, speakers, anchors, index))
        index += len(article.statements)
        for statement in article.statements:
            overall[speaker_of(speakers, statement, position).key].add(statement)
    targets = {
        statement.id: f"s-{shown.anchor}"
        for article, view in zip(articles, views, strict=True)
        for statement, shown in zip(article.statements, view.statements, strict=True)
    }
    told = {t.statement.id: t for file in files for t in file.tellings}
    everybody = [speaker for key, speaker in speakers.items() if key != NOBODY]
    return Page(
        title=one_line(title),
        articles=tuple(views),
        rejections=tuple(rejections),
        rows=rows(overall, speakers, lump=len(articles) > 1),
        forms=shares(merge(overall.values()), None),
        statements=index,
        speakers=len(everybody),
        named=sum(speaker.named is True for speaker in everybody),
        unnamed=sum(speaker.named is False for speaker in everybody),
        span=_span(articles),
        sourcing=count_sources(articles),
        claims=claims_in_several_reports(files, targets),
        oppositions=opposed(oppositions, told, targets),
    )


def _view(
    article: Article, position: int, speakers: dict[Key, Speaker], anchors: _Anchors, before: int
) -> ArticleView:
    remarks: dict[str, list[RemarkView]] = defaultdict(list)
    for note in article.notes:
        remark = RemarkView(note_kind(note.kind), one_line(note.message))
        for statement_id in dict.fromkeys(note.statements):
            remarks[statement_id].append(remark)
    places = [Place(n, anchors.claim(s.id)) for n, s in enumerate(article.statements, start=1)]
    by_id = {s.id: place for s, place in zip(article.statements, places, strict=True)}
    depths = _depths(article.statements)
    views: list[StatementView] = []
    tallies: dict[Key, Tally] = defaultdict(Tally)
    for place, statement in zip(places, article.statements, strict=True):
        speaker = speaker_of(speakers, statement, position)
        tallies[speaker.key].add(statement)
        views.append(
            view_of(
                statement,
                index=before + place.number,
                place=place,
                placed=any(lies_in(span, article.text) for span in statement.content),
                depth=depths[place.number - 1],
                speaker=speaker,
                chain=chain_of(statement, position, speakers, by_id),
                notes=tuple(remarks.get(statement.id, ())),
            )
        )
    headline = next((b for b in cut_blocks(article.text, article.sections) if b.kind == "headline"), None)
    title = article.title or (article.text[headline.start : headline.end] if headline else None)
    has_byline = any(section.kind == "byline" for section in article.sections)
    return ArticleView(
        article=article,
        position=position + 1,
        title=one_line(title or ""),
        label=one_line(title or "") or shorten(one_line(article.text), 70) or "Empty article",
        has_headline=headline is not None,
        file=_file_name(article.path) if article.path and not (article.outlet or article.url) else "",
        language=_language(article.language),
        date=wording.describe_range(article.published),
        link=_link(article.url),
        byline="" if has_byline else one_line(", ".join(article.authors)),
        statements=tuple(views),
        rows=rows(tallies, speakers, lump=False),
        notes=_notes(article, views),
    )


def _depths(statements: Sequence[Statement]) -> list[int]:
    """Return how deep each statement is nested; a parent that is missing or its own ancestor ends the count."""
    parents = {statement.id: statement.parent for statement in statements}
    result = []
    for statement in statements:
        depth, parent = 0, statement.parent
        while parent in parents and depth < MAX_DEPTH:
            depth += 1
            parent = parents[parent]
        result.append(depth)
    return result


def _notes(article: Article, views: Sequence[StatementView]) -> tuple[NoteView, ...]:
    by_id = {statement.id: view for statement, view in zip(article.statements, views, strict=True)}
    return tuple(
        NoteView(
            kind=note_kind(note.kind),
            message=one_line(note.message),
            statements=tuple(by_id[key] for key in note.statements if key in by_id),
        )
        for note in article.notes
    )


def _span(articles: Sequence[Article]) -> str | None:
    """Return the time that the articles were published in, if any of them says so."""
    dates = [article.published for article in articles if article.published]
    if not dates:
        return None
    return wording.describe_interval(min(d.earliest for d in dates), max(d.latest for d in dates))


def _language(code: str | None) -> str | None:
    return code if code and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", code) else None


def _file_name(path: str) -> str:
    """Return the last part of a path of any system."""
    return one_line(re.split(r"[/\\]", path)[-1])


def _link(url: str | None) -> str | None:
    """Return the address if it is one of the web; anything else (``javascript:`` …) is not linked."""
    return url if url and re.match(r"https?://[^\s\x00-\x1f]+\Z", url, re.IGNORECASE) else None


class _Anchors:
    """Hands out ids for the page: the statement's own, made safe, and numbered where it comes again."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def claim(self, statement_id: str) -> str:
        base = re.sub(r"[^A-Za-z0-9_-]+", "-", statement_id).strip("-") or "statement"
        anchor = base
        while anchor in self._taken:
            self._taken[base] += 1
            anchor = f"{base}-{self._taken[base]}"
        self._taken[anchor] += 1
        return anchor
