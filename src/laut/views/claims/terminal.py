"""How claims look in a terminal and in a pipe: a list with their origins, and one claim's graph as a tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from laut.records import Claim, ClaimFile, Drift
from laut.views.claims.opposed import opposed_lines
from laut.views.claims.tree import Branch, branches
from laut.views.claims.wording import DRIFTS, UNSOURCED, about, change_of, node_names, origins_in_short
from laut.views.terminal import MAX_WIDTH, printable
from laut.views.trail import firmness_line
from laut.views.wording import count, describe_range

if TYPE_CHECKING:
    from rich.console import Console

INDENT = "   "
NARROW = 80
"""With fewer columns than this, claims stand one below the other: table cells would break every word."""


def list_claims(claims: Sequence[Claim], console: Console | None = None) -> str:
    """Return the claims as lines: id, origins, statements, outlets, days, text; coloured on a console of its own.

    Args:
        console: prints a table there and returns nothing; without it, the plain lines are returned.
    """
    if console is not None:
        (_table if console.width >= NARROW else _blocks)(claims, console)
        return ""
    return "".join("\t".join(_cells(claim)) + "\n" for claim in claims)


def _cells(claim: Claim) -> tuple[str, ...]:
    days = " – ".join(dict.fromkeys(day for day in map(describe_range, (claim.first, claim.last)) if day))
    return (
        claim.id,
        printable(origins_in_short(claim.origins)),
        str(len(claim.statements)),
        str(len(claim.outlets)),
        days or "undated",
        printable(claim.text),
    )


def _table(claims: Sequence[Claim], console: Console) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, leading=1, header_style="dim")
    table.width = min(console.width, MAX_WIDTH)
    table.add_column("Claim", no_wrap=True, style="dim")
    table.add_column("Origins", max_width=28, overflow="fold", style="bold")
    table.add_column("St.", justify="right")
    table.add_column("Outlets", justify="right")
    table.add_column("Content", ratio=1, overflow="fold")
    for claim in claims:
        identifier, origins, statements, outlets, days, text = _cells(claim)
        content = Text(text)
        content.append(f"\n{_where(claim, days)}", style="dim")
        table.add_row(identifier, origins, statements, outlets, content)
    console.print(table)


def _blocks(claims: Sequence[Claim], console: Console) -> None:
    from rich.text import Text

    for claim in claims:
        identifier, origins, statements, outlets, days, text = _cells(claim)
        counts = f"{count(int(statements), 'statement')} in {count(int(outlets), 'outlet')}"
        block = Text(f"origins: {origins}", style="bold")
        block.append(f"  {counts}  {identifier}\n", style="not bold dim")
        block.append(f"{text}\n", style="not bold")
        block.append(f"{_where(claim, days)}\n", style="not bold dim")
        console.print(block)


def _where(claim: Claim, days: str) -> str:
    return " · ".join(part for part in (days, ", ".join(map(printable, claim.outlets))) if part)


def describe_claim(file: ClaimFile, width: int = MAX_WIDTH) -> str:
    """Return a claim with its origins, its graph as a tree, how it changes on the way, and what contradicts it.

    Args:
        file: what is known of the claim.
        width: columns of the terminal; only the pairs that contradict each other are wrapped.
    """
    claim = file.claim
    lines = [printable(claim.text), f"claim {claim.id}: {about(file)}"]
    if claim.origins:
        lines.append(f"independent origins: {printable(origins_in_short(claim.origins))}")
        lines += [f"{INDENT}{printable(reason)}" for reason in claim.origins.reasons]
    if claim.credibility is not None:
        lines.append(
            f"suggested information credibility: {claim.credibility} of 6 (1 is best; the analyst decides)"
        )
    lines += ["", *_tree(file)]
    if file.drifts:
        lines += ["", "changes on the way:", *_drifts(file)]
    lines += opposed_lines(file.oppositions, (*file.tellings, *file.others), width)
    return "\n".join(lines) + "\n"


def _tree(file: ClaimFile) -> Iterator[str]:
    names = node_names(file)
    echoes = {told.statement.id for told in file.echoes}
    for one in branches(file):
        stems = "".join("   " if last else "│  " for last in one.lasts[:-1])
        joint = ("└─ " if one.lasts[-1] else "├─ ") if one.lasts else ""
        yield f"{stems}{joint}{_label(one, names[one.node], echoes)}"


def _label(one: Branch, name: str, echoes: Collection[str]) -> str:
    if one.again:
        return printable(f"{name} (see above)")
    if one.told is None:
        return printable(name)
    day = describe_range(one.told.published) or "undated"
    firm = UNSOURCED if one.told.statement.id in echoes else firmness_line(one.told.statement.factuality)
    return printable(f"{name}, {day}: “{one.told.statement.text}”" + (f" [{firm}]" if firm else ""))


def _drifts(file: ClaimFile) -> Iterator[str]:
    told = {t.statement.id: t for t in file.passages}
    names = node_names(file)
    for drift in file.drifts:
        before, after = told.get(drift.before), told.get(drift.after)
        if before is None or after is None:
            continue
        yield INDENT + printable(f"{names[f'report:{after.report}']}: {describe_drift(drift)}")
        for one in (before, after):
            yield INDENT * 2 + printable(f"{names[f'report:{one.report}']}: “{one.statement.text}”")


def describe_drift(drift: Drift) -> str:
    """Return what changed, as ``another number (1.200 → 12.000)``."""
    change = change_of(drift)
    return f"{DRIFTS[drift.kind]} ({change})" if change else DRIFTS[drift.kind]


def summary_line(claims: Sequence[Claim], total: int) -> str:
    """Return ``20 of 57 claims``."""
    return count(total, "claim") if len(claims) == total else f"{len(claims)} of {count(total, 'claim')}"
