"""How do we say how many origins a claim has, and who stands at a node of its graph?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from laut.records import ClaimFile, Drift, DriftKind, Origins, Told
from laut.views.wording import count, one_line

NAMES_SHOWN = 2
"""Origins that are named in the short form; the others are counted."""

DRIFTS: dict[DriftKind, str] = {
    "hedge-lost": "firmer",
    "hedge-gained": "more careful",
    "number": "another number",
    "name": "another name",
    "date": "another date",
    "attribution-dropped": "no longer attributed",
}

UNSOURCED = "no source given"
"""What is said of an echo in place of its firmness: it is put as a fact."""

OPPOSED: dict[Literal["reversal", "split", "denial"], str] = {
    "reversal": "reversal",
    "split": "split within one side",
    "denial": "denial",
}


def origins_in_short(origins: Origins | None) -> str:
    """Return ``1 (The New York Times)``, ``2–3`` or ``?``, as the list of claims has it."""
    if origins is None:
        return "?"
    low, high = origins.at_least, origins.at_most
    number = str(low) if low == high else f"{low}–{high}"
    names = [one_line(root.name) for root in origins.roots]
    if not names or len(names) > NAMES_SHOWN:
        return number
    return f"{number} ({', '.join(names)})"


def node_names(file: ClaimFile) -> dict[str, str]:
    """Return what each node of the claim's graph is called: outlets for reports, names for sources."""
    names = {f"report:{told.report}": outlet_of(told) for told in file.passages}
    for node in dict.fromkeys(node for p in file.passings for node in (p.giver, p.taker)):
        names.setdefault(node, one_line(file.names.get(node) or node.partition(":")[2]) or node)
    return names


def outlet_of(told: Told) -> str:
    """Return the name of the report's outlet, or what else tells the report from others."""
    return one_line(told.outlet or told.title or told.url or f"report {told.report}")


def first_tellings(tellings: Iterable[Told]) -> Mapping[int, Told]:
    """Return the first statement of each report that has the claim, reports in the order of their publication."""
    first: dict[int, Told] = {}
    for told in tellings:
        first.setdefault(told.report, told)
    return first


def change_of(drift: Drift) -> str:
    """Return ``1.200 → 12.000``; nothing if there are no words for it."""
    return " → ".join(part for part in (drift.was, drift.became) if part)


def about(file: ClaimFile) -> str:
    """Return ``4 statements in 3 outlets``, and how many more reports have the words without a source."""
    claim = file.claim
    said = f"{count(len(claim.statements), 'statement')} in {count(len(claim.outlets), 'outlet')}"
    return f"{said}, {count(len(file.echoes), 'echo', 'echoes')}" if file.echoes else said
