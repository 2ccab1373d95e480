"""How an article's statements look in a terminal, and as plain lines in a pipe.

Both views show the same things in the same order: title, where and when it appeared, then per statement
speaker, form, content and cue, with its trail (from the outlet to the originator, how firmly, when), nested
statements indented under the one that they are part of, notes last.

* `show` prints a table for people, coloured and wrapped to the console's width.
* `plain` returns text for pipes: one statement a line and never wrapped, for ``grep``.

The texts come from strangers. Control characters that could steer a terminal or reorder what it shows never
reach it (`printable`).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from laut.records import Article, DateRange, Form, Note, Rejection, Span, Statement, shorten
from laut.views.trail import chain_line, firmness_line, label_of

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

MAX_WIDTH = 132
"""Columns; wider tables have lines too long to read."""
WIDE = 100
"""From this many columns on, there is room for the confidence."""
NARROW = 60
"""With fewer columns than this, statements stand one below the other: table cells would break every word."""
NOBODY = "–"
"""Stands where the text names no speaker."""
_MAX_DEPTH = 4
_MAX_PLAIN_SPEAKER = 28

_FORM_STYLES: dict[Form, str] = {
    "direct": "green",
    "indirect": "cyan",
    "reported": "blue",
    "free-indirect": "magenta",
    "indirect-free-indirect": "magenta",
}

# C0 and C1 controls can steer a terminal (ESC [ …); bidirectional controls can show words in another order
# than they have; a lone surrogate cannot be written at all.
_STEERING = [*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_UNPRINTABLE = {
    **dict.fromkeys([*_STEERING, *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}"),
    0xAD: None,  # a soft hyphen: terminals show it as a hyphen inside the word
}


def printable(text: str) -> str:
    """Return the text on one line: white space runs become one space, terminal controls a �."""
    return " ".join(text.split()).translate(_UNPRINTABLE)


def describe_range(dates: DateRange) -> str:
    """Return the date as precisely as it is known: ``2022-11-02``, ``2022-11``, ``2022`` or both ends."""
    first, last = dates.earliest, dates.latest
    if first == last:
        return first.isoformat()
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first:%Y}"
    return f"{first.isoformat()} … {last.isoformat()}"


def rejection_line(rejection: Rejection) -> str:
    """Return the rejection as the one line that goes to stderr."""
    return f"laut: {printable(str(rejection))}"


def plain(article: Article, *, found: int | None = None) -> str:
    """Return the article as plain text for pipes: a heading, one line a statement, notes, an empty line.

    Args:
        article: the article, its statements perhaps filtered.
        found: how many statements it had before filtering; None if nothing was filtered.
    """
    speakers = [_speaker(statement) for statement in article.statements]
    depths = depths_of(article.statements)
    indented = ["  " * depth + speaker for depth, speaker in zip(depths, speakers, strict=True)]
    speaker_width = min(max(map(len, indented), default=0), _MAX_PLAIN_SPEAKER)
    form_width = max((len(statement.form) for statement in article.statements), default=0)

    lines = [_title(article), _about(article, found)]
    for statement, speaker in zip(article.statements, indented, strict=True):
        columns = [
            speaker.ljust(speaker_width),
            statement.form.ljust(form_width),
            f"{statement.confidence:.2f}",
            printable(statement.text),
        ]
        if statement.cue:
            columns.append(f"[{_join(statement.cue)}]")
        columns += _trail(statement, article.outlet)
        lines.append("  ".join(columns))
    lines += _notes(article)
    return "\n".join(lines) + "\n\n"


def show(article: Article, console: Console, *, found: int | None = None) -> None:
    """Print the article on a console: heading, table of statements, notes, an empty line.

    Args:
        article: the article, its statements perhaps filtered.
        console: where to print; its width decides where lines are wrapped.
        found: how many statements it had before filtering; None if nothing was filtered.
    """
    from rich.text import Text

    width = min(console.width, MAX_WIDTH)
    console.print(Text(_title(article), style="bold"), width=width)
    console.print(Text(_about(article, found), style="dim"), width=width)
    console.print()
    if article.statements:
        layout = _table if width >= NARROW else _blocks
        console.print(layout(article, width), width=width)
        console.print()
    notes = _notes(article)
    if notes:
        console.print(Text("\n".join(notes), style="yellow"), width=width)
        console.print()


def depths_of(statements: Sequence[Statement]) -> list[int]:
    """Return how deep each statement is nested among those given; a parent not among them does not count."""
    parents = {statement.id: statement.parent for statement in statements}

    def depth(identifier: str) -> int:
        # The bound also ends the walk if damaged data made two statements each other's parents.
        ancestors, parent = 0, parents[identifier]
        while parent in parents and ancestors < _MAX_DEPTH:
            ancestors, parent = ancestors + 1, parents[parent]
        return ancestors

    return [depth(statement.id) for statement in statements]


def _table(article: Article, width: int) -> Table:
    from rich import box
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    wide = width >= WIDE
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        width=width,
        padding=(0, 2, 0, 0),
        pad_edge=False,
        header_style="dim",
    )
    # Speaker and cue may take a quarter and a sixth of the width, the content gets what they leave.
    table.add_column("Speaker", max_width=min(width // 4, 26), overflow="fold")
    table.add_column("Form", no_wrap=True)
    table.add_column("Content", ratio=1, min_width=width // 4, overflow="fold")
    table.add_column("Cue", max_width=min(width // 6, 20), overflow="fold")
    if wide:
        table.add_column("Conf.", justify="right", no_wrap=True)

    statements = article.statements
    for statement, depth in zip(statements, depths_of(statements), strict=True):
        cells: list[Padding | Text] = [
            _speaker_cell(statement, depth),
            Text(_broken(statement.form), style=_FORM_STYLES[statement.form]),
            Padding(_content(statement, article.outlet), (0, 0, 0, 2 * depth)),
            Text(_join(statement.cue), style="italic"),
        ]
        if wide:
            cells.append(Text(f"{statement.confidence:.2f}", style="dim"))
        table.add_row(*cells)
    return table


def _blocks(article: Article, width: int) -> Group:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    blocks: list[Padding] = []
    statements = article.statements
    for statement, depth in zip(statements, depths_of(statements), strict=True):
        name = _speaker(statement)
        heading = Text.assemble(
            (name, "dim" if name == NOBODY else "bold"),
            "  ",
            (statement.form, _FORM_STYLES[statement.form]),
            "  " if statement.cue else "",
            (_join(statement.cue), "italic"),
        )
        blocks.append(Padding(heading, (0, 0, 0, 2 * depth)))
        blocks.append(Padding(_content(statement, article.outlet), (0, 0, 0, 2 * depth + 2)))
    return Group(*blocks)


def _content(statement: Statement, outlet: str | None) -> Text:
    from rich.text import Text

    text = Text(printable(statement.text))
    for line in _trail(statement, outlet):
        text.append("\n" + line, style="dim")
    return text


def _trail(statement: Statement, outlet: str | None) -> list[str]:
    """Return the chain, how firmly the statement is put forward, and when, as far as they were found."""
    chain = chain_line(statement, outlet) if statement.chain else ""
    when = ""
    if statement.when:
        days = describe_range(DateRange(statement.when.earliest, statement.when.latest))
        when = f"{'said ' * (statement.when.of == 'utterance')}“{statement.when.text}”: {days}"
    weighed = " · ".join(part for part in (firmness_line(statement.factuality), when) if part)
    return [printable(line) for line in (chain, weighed) if line]


def _speaker_cell(statement: Statement, depth: int) -> Padding | Text:
    from rich.padding import Padding
    from rich.text import Text

    name = _speaker(statement)
    text = Text(name, style="dim" if name == NOBODY else "bold")
    if not depth:
        return text
    return Padding(Text("└ ", style="dim") + text, (0, 0, 0, 2 * (depth - 1)))


def _broken(form: Form) -> str:
    """Return the form over several short lines: long names would take the room that the content needs."""
    return form.replace("-", "-\n")


def _speaker(statement: Statement) -> str:
    return printable(label_of(statement.speaker) or "") or NOBODY


def _title(article: Article) -> str:
    return printable(article.title or "") or "(no title)"


def _about(article: Article, found: int | None) -> str:
    return " · ".join(_about_parts(article, found))


def _about_parts(article: Article, found: int | None) -> Iterator[str]:
    if article.outlet:
        yield printable(article.outlet)
    if article.published:
        yield describe_range(article.published)
    if article.authors:
        yield ", ".join(map(printable, article.authors))
    if article.language and article.language != "de":
        yield printable(article.language)
    shown = len(article.statements)
    if found is None or found == shown:
        yield "no statements" if not shown else f"{shown} statement{'s' * (shown != 1)}"
    else:
        yield f"{shown} of {found} statement{'s' * (found != 1)}"
    if article.path:
        yield printable(article.path)


def _notes(article: Article) -> list[str]:
    contents = {statement.id: shorten(statement.text, 40) for statement in article.statements}
    return [_note(note, contents) for note in article.notes]


def _note(note: Note, contents: Mapping[str, str]) -> str:
    """Return the note with the beginnings of the statements that it is about, if they are shown."""
    about = ", ".join(f"“{printable(contents[key])}”" for key in note.statements if key in contents)
    return f"note: {printable(note.message)} ({printable(note.kind)}){f' – {about}' if about else ''}"


def _join(spans: Sequence[Span]) -> str:
    return " … ".join(printable(span.text) for span in spans)
