"""How does the article read? Sets its text as HTML, with every statement and every role marked in place.

The text content of what `render_body` returns is the article's text, character for character (save for
characters that no page may contain, which appear as �): numbers of statements are drawn by the style sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup, escape

from laut.records import SectionKind, Span, Statement
from laut.views.dossier.entries import StatementView
from laut.views.dossier.layout import Block, Layer, Open, Text, cut_blocks, spread, weave
from laut.views.dossier.model import ArticleView
from laut.views.wording import showable

RUN_RANK, STATEMENT_RANK, ROLE_RANK = range(3)


def render_body(view: ArticleView) -> Markup:
    """Return the article's text as HTML blocks."""
    return Markup("").join(_Body(view).blocks())


class _Body:
    """One article being set."""

    def __init__(self, view: ArticleView) -> None:
        self.view = view
        self.text = view.article.text
        self.numbered: set[int] = set()
        self.titled = False

    def blocks(self) -> Iterator[Markup]:
        blocks = cut_blocks(self.text, self.view.article.sections)
        for block, layers in zip(blocks, spread(blocks, self._layers()), strict=True):
            if block.kind is None:
                yield escape(showable(self.text[block.start : block.end]))
            else:
                yield self._block(block, block.kind, layers)

    def _layers(self) -> Iterator[Layer[StatementView | str]]:
        """Yield a layer for every span of content, and one for every stretch that plays a role."""
        roles: dict[tuple[int, int], list[str]] = defaultdict(list)
        for statement, view in zip(self.view.article.statements, self.view.statements, strict=True):
            for span in statement.content:
                yield Layer(span.start, span.end, STATEMENT_RANK, view)
            for letter, span in _roles(statement):
                code = f"{letter}{view.index}"
                if code not in roles[span.start, span.end]:
                    roles[span.start, span.end].append(code)
        for (start, end), codes in roles.items():
            yield Layer(start, end, ROLE_RANK, f'<span data-r="{" ".join(codes)}">')

    def _block(self, block: Block, kind: SectionKind, layers: list[Layer[StatementView | str]]) -> Markup:
        tag, attributes = self._tag(kind)
        runs: list[Layer[StatementView | str]] = [
            Layer(run.start, run.end, RUN_RANK, f'<span class="{run.kind}">')
            for run in block.runs
            if run.kind != kind
        ]
        parts = [f"<{tag}{attributes}>"]
        for piece in weave(self.text, block.start, block.end, [*runs, *layers]):
            if isinstance(piece, Text):
                parts.append(escape(showable(piece.text)))
            elif isinstance(piece, Open):
                parts.append(self._open(piece.mark) if isinstance(piece.mark, StatementView) else piece.mark)
            else:
                parts.append("</mark>" if isinstance(piece.mark, StatementView) else "</span>")
        parts.append(f"</{tag}>")
        return Markup("".join(parts))

    def _tag(self, kind: SectionKind) -> tuple[str, str]:
        """Return the element of a block; only the first headline is a heading of the article."""
        if kind == "headline" and not self.titled:
            self.titled = True
            return "h2", f' id="t{self.view.position}" class="headline"'
        return "h3" if kind == "subhead" else "p", f' class="{kind}"' if kind != "paragraph" else ""

    def _open(self, view: StatementView) -> str:
        """Return the opening of a statement's mark, before the first one the number that links to the list."""
        speaker = view.speaker
        mark = (
            f'<mark class="{view.form.key} p{speaker.colour}" data-s="{view.index}" data-w="{speaker.index}">'
        )
        if view.index in self.numbered:
            return mark
        self.numbered.add(view.index)
        name = escape(view.name)
        noted = ' data-note=""' if view.notes else ""
        return (
            f'<a class="n p{speaker.colour}" id="s-{view.anchor}" href="#l-{view.anchor}" data-n="{view.number}"{noted}'
            f' data-s="{view.index}" aria-label="{name}" aria-describedby="d-{view.anchor}"></a>{mark}'
        )


def _roles(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield each stretch that belongs to a statement without being its content, with its role's letter."""
    for letter, spans in (("f", statement.frame), ("c", statement.cue), ("a", statement.addressee)):
        yield from ((letter, span) for span in spans)
    if statement.speaker:
        yield from (("s", span) for span in statement.speaker.spans)
    for hop in statement.chain:
        yield from (("h", span) for span in hop.spans)
    if statement.factuality:
        yield from (("m", Span(m.start, m.end, m.text)) for m in statement.factuality.markers)
    if statement.when:
        yield "w", Span(statement.when.start, statement.when.end, statement.when.text)
