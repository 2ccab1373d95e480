"""Articles with statements for tests of the ledger: made, not read, so that no model is loaded."""

from __future__ import annotations

from typing import Any

from laut.intake.assemble import article_id
from laut.records import (
    Article,
    DateRange,
    Factuality,
    Hop,
    Section,
    Source,
    Span,
    Statement,
    When,
)

FILLER = (
    "Am Abend blieb die Lage am Fluss unverändert. Helfer trugen Sandsäcke zum Deich, und die Feuerwehr pumpte"
    " zwei Keller leer. Mehr war zunächst nicht bekannt."
)


def article(
    *sentences: str,
    said: int | None = None,
    title: str = "Pegel steigt",
    outlet: str | None = "Nordersieler Hafenblatt",
    url: str | None = None,
    published: str | None = "2022-11-02",
    path: str | None = None,
    actor: str | None = "Q7747",
    language: str = "de",
    **more: Any,
) -> Article:
    """Return an article of a headline and some paragraphs; each of the first `said` sentences is a statement.

    Args:
        sentences: one paragraph each; a paragraph of filler follows.
        said: how many of the sentences are somebody's statements; None for all.
        title, outlet, url, path, language: of the article.
        published: ISO day.
        actor: id of the speaker.
        more: other fields of the article.
    """
    text, sections = title, [Section("headline", 0, len(title))]
    spans = []
    for sentence in (*sentences, FILLER):
        text += "\n\n"
        sections.append(Section("paragraph", len(text), len(text) + len(sentence)))
        spans.append(Span(len(text), len(text) + len(sentence), sentence))
        text += sentence
    day = DateRange.from_dict({"earliest": published, "latest": published}) if published else None
    statements = tuple(
        _statement(number, span, actor, day)
        for number, span in enumerate(spans[: len(sentences) if said is None else said])
    )
    return Article(
        id=article_id(text, url, outlet),
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        published=day,
        language=language,
        path=path,
        sections=tuple(sections),
        statements=statements,
        **more,
    )


def _statement(number: int, span: Span, actor: str | None, day: DateRange | None) -> Statement:
    speaker = Source(
        name="Ada Deichgräf" if actor is None else f"Sprecher {actor}", actor=actor, kind="person", named=True
    )
    when = None
    if day is not None:
        when = When(
            text=span.text[:4], start=span.start, end=span.start + 4, earliest=day.earliest, latest=day.latest
        )
    return Statement(
        id=f"{number:04d}",
        form="indirect",
        medium="speech",
        confidence=0.9,
        content=(span,),
        speaker=speaker,
        chain=(
            Hop(
                name="Deutsche Ebbe-Presse", kind="media", named=True, stance="distancing", markers=("will",)
            ),
            Hop(name=speaker.name, actor=actor, kind="person", named=True, stance="neutral"),
        ),
        factuality=Factuality(outlet="Uu", originator="CT+"),
        when=when,
    )
