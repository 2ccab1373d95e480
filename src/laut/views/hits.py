"""How what was found looks in a terminal, and as plain lines in a pipe.

A hit is its statement, with the words that were looked for marked, and under it where it stands: who said it, in which
outlet, when, through whom. In a pipe a hit is one line, and what was found stands in [brackets].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from laut.ledger.search.hits import Hit, Page, Snippet
from laut.records import DateRange
from laut.views.terminal import MAX_WIDTH, NOBODY, describe_range, printable
from laut.views.trail import chain_line, firmness_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WHY = {"words": "words", "meaning": "meaning", "both": "words and meaning", "filters": ""}


def show(page: Page, console: Console) -> None:
    """Print hits on a console, each in a few lines and an empty one."""
    from rich.padding import Padding
    from rich.text import Text

    width = min(console.width, MAX_WIDTH)
    for hit in page.hits:
        console.print(
            Text.assemble(_marked(hit.speaker, "bold"), Text(" · " + " · ".join(_place(hit)), "dim")),
            width=width,
        )
        console.print(Padding(_marked(hit.content, ""), (0, 0, 0, 2)), width=width)
        for line in _trail(hit):
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)), width=width)
        console.print()


def plain(page: Page) -> str:
    """Return hits as plain text for pipes: one line each, with tabs between its parts.

    Publication, outlet, speaker, form, content, trail, how it was found, numbers of report and statement.
    """
    lines = []
    for hit in page.hits:
        told = hit.told
        parts = [
            describe_range(told.published) if told.published else NOBODY,
            told.outlet or NOBODY,
            _bracketed(hit.speaker) if hit.speaker else NOBODY,
            told.statement.form,
            _bracketed(hit.content),
            " · ".join(_trail(hit)),
            hit.matched,
            f"report {told.report}",
            f"statement {told.statement.id}",
        ]
        lines.append("\t".join(map(printable, parts)))
    return "".join(line + "\n" for line in lines)


def nothing_found(query: str | None, *, narrowed: bool, with_meaning: bool, ledger: str) -> str:
    """Return what to say, and what to try, if there are no hits."""
    tries = []
    if query:
        if '"' in query or "“" in query or "„" in query:
            tries.append("leave out the quotation marks")
        if len(query.split()) > 1:
            tries.append("give fewer words: all of them must be in one statement")
        tries.append("give the beginning of a word, as in atomwaff*")
        if not with_meaning:
            tries.append("let meaning count too (without --words)")
    if narrowed:
        tries.append("leave out a filter")
    if not query and not narrowed:
        return f"there are no statements in the ledger {ledger} – add articles with: laut add PATH"
    return f"nothing found – {'; or '.join(tries)}"


def _place(hit: Hit) -> list[str]:
    told = hit.told
    parts = [
        told.outlet or "unknown outlet",
        describe_range(told.published) if told.published else "undated",
        told.statement.form,
        _WHY[hit.matched],
        f"claim {told.claim}" if told.claim else "",
        f"report {told.report}, statement {told.statement.id}",
    ]
    return [printable(part) for part in parts if part]


def _trail(hit: Hit) -> list[str]:
    """Return through whom it came, how firmly it is put forward, and when it is to happen or was said."""
    statement = hit.told.statement
    lines = [chain_line(statement, hit.told.outlet) if len(statement.chain) > 1 else ""]
    when = ""
    if statement.when:
        days = describe_range(DateRange(statement.when.earliest, statement.when.latest))
        when = f"{'said ' * (statement.when.of == 'utterance')}“{statement.when.text}”: {days}"
    lines.append(" · ".join(part for part in (firmness_line(statement.factuality), when) if part))
    return [printable(line) for line in lines if line]


def _marked(snippet: Snippet | None, style: str) -> Text:
    from rich.text import Text

    if snippet is None:
        return Text(NOBODY, style="dim")
    text = Text(style=style)
    for part, found in _pieces(snippet):
        text.append(part, style="bold yellow" if found else None)
    return text


def _bracketed(snippet: Snippet) -> str:
    return "".join(f"[{part}]" if found else part for part, found in _pieces(snippet))


def _pieces(snippet: Snippet) -> list[tuple[str, bool]]:
    """Return the text in pieces that are printable, each with whether it was looked for."""
    pieces, last = [], 0
    for start, end in snippet.highlights:
        pieces += [(snippet.text[last:start], False), (snippet.text[start:end], True)]
        last = end
    pieces.append((snippet.text[last:], False))
    return [(_on_one_line(part), found) for part, found in pieces if part]


def _on_one_line(part: str) -> str:
    """Return the piece as `printable` does, with the spaces at its ends that part it from its neighbours."""
    inner = printable(part)
    return f"{' ' * part[:1].isspace()}{inner}{' ' * (part[-1:].isspace() and bool(inner))}"
