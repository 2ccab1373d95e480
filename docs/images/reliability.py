"""Draw how far confidence can be believed: ``python docs/images/reliability.py docs/images/reliability.png``.

Needs the quotation corpus (``LAUT_DATA``) and matplotlib, which ``make train-env`` installs. Reads the development part
with the model that laut brings.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.corpus import read_quotations
from training.evaluate import BINS, calibration_error, correctness, in_tokens, read_document_quotations

from laut.reading.reader import Reader


def main() -> None:
    """Read, count and draw."""
    documents, reader = read_quotations("dev"), Reader()
    confidences: list[float] = []
    right: list[bool] = []
    for document, found in zip(documents, read_document_quotations(reader, documents), strict=True):
        confidences += [one.confidence for one in found]
        right += correctness(document.quotations, in_tokens(document, found))
    values, hits = np.array(confidences), np.array(right, float)
    numbers = np.minimum((values * BINS).astype(int), BINS - 1)
    used = sorted(set(numbers.tolist()))
    x = [values[numbers == b].mean() for b in used]
    y = [hits[numbers == b].mean() for b in used]
    n = [int((numbers == b).sum()) for b in used]
    plt.rcParams.update(
        {"font.family": "serif", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False}
    )
    figure, axes = plt.subplots(figsize=(4.6, 4.2))
    axes.plot([0, 1], [0, 1], color="#999", linewidth=0.8, linestyle=(0, (4, 3)))
    axes.plot(x, y, color="#7a2e1d", linewidth=1.2)
    axes.scatter(x, y, s=[12 + size for size in n], color="#7a2e1d", zorder=3)
    for a, b, size in zip(x, y, n, strict=True):
        axes.annotate(
            str(size), (a, b), textcoords="offset points", xytext=(9, -11), fontsize=8, color="#555"
        )
    error = calibration_error(confidences, right)
    axes.set_title(f"{reader.settings.name} on dev: calibration error {error:.3f}", fontsize=10, loc="left")
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    axes.set_xlim(0, 1.03)
    axes.set_ylim(0, 1.03)
    figure.tight_layout()
    figure.savefig(sys.argv[1], dpi=160)


if __name__ == "__main__":
    main()
