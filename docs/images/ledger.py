"""Draws ``ledger.png``: what the ledger costs by its size, from the figures that ``benchmarks/ledger.py --out`` wrote.

    python docs/images/ledger.py figures.jsonl [more.jsonl …]

Needs matplotlib (the training environment has it).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib.pyplot as plt

CURVES = {
    "linking an article": lambda row: row["linking_ms"]["p95"],
    "search by meaning": lambda row: row["search_ms"]["meaning"]["p95"],
    "search by words": lambda row: row["search_ms"]["words"]["p95"],
    "search by filters": lambda row: row["search_ms"]["filters"]["p95"],
}


def main(paths: list[str]) -> None:
    """Draw the picture."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: row["statements"])
    sizes = [row["statements"] for row in rows]
    figure, (times, rates) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for name, value in CURVES.items():
        times.plot(sizes, [value(row) for row in rows], marker="o", label=name)
    times.set(xscale="log", yscale="log", xlabel="statements in the ledger", ylabel="95th percentile, ms")
    times.legend(frameon=False, fontsize="small")
    rates.plot(sizes, [row["added_a_second"] for row in rows], marker="o", color="black")
    rates.set(
        xscale="log",
        ylim=(0, 1.1 * rates.get_ylim()[1]),
        xlabel="statements in the ledger",
        ylabel="statements added a second",
    )
    for axes in (times, rates):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=150)


if __name__ == "__main__":
    main(sys.argv[1:])
