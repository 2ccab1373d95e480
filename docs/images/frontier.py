"""Draw accuracy over speed of several models: ``python docs/images/frontier.py PICTURE NAME=FOLDER …``.

Needs the corpora (``LAUT_DATA``) and matplotlib, which ``make train-env`` installs. A folder holds weights as
`training.export` and `training.calibrate` leave them. All are timed in turn, in several rounds, on the same news texts;
of the rates the median counts. Prints the points as a table, too.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from matplotlib import pyplot as plt

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.corpus import read_news, read_quotations
from training.evaluate import evaluate

from laut.intake import load_text
from laut.reading.reader import Reader

ROUNDS = 5
TEXTS = 60
WORDS_OF_ARTICLE = 400


def main() -> None:
    """Measure, print and draw."""
    target, *named = sys.argv[1:]
    readers = {name: Reader(weights=Path(folder)) for name, folder in (one.split("=", 1) for one in named)}
    articles = [load_text(text) for text in [text for text in read_news() if text.strip()][:TEXTS]]
    count = sum(len(article.text.split()) for article in articles) / WORDS_OF_ARTICLE
    rates: dict[str, list[float]] = {name: [] for name in readers}
    for lap in range(ROUNDS + 1):
        for name, reader in readers.items():
            began = time.perf_counter()
            for _ in reader.read_all(articles):
                pass
            if lap:  # the first warms up
                rates[name].append(count / (time.perf_counter() - began))
    documents = read_quotations("dev")
    points = {}
    print(
        "| model | joint F1 on dev | articles of 400 words a second | encoder and role module, MB |\n|---|---|---|---|"
    )
    for (name, reader), one in zip(readers.items(), named, strict=True):
        folder = Path(one.split("=", 1)[1])
        size = sum((folder / file).stat().st_size for file in ("encoder.onnx", "roles.onnx")) / 1e6
        joint = evaluate(reader, documents)[0].scores["joint"].f1
        points[name] = (statistics.median(rates[name]), joint)
        print(f"| {name} | {joint:.3f} | {points[name][0]:.1f} | {size:.1f} |", flush=True)
    plt.rcParams.update(
        {"font.family": "serif", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False}
    )
    figure, axes = plt.subplots(figsize=(6.2, 4.0))
    for name, (rate, joint) in points.items():
        best = all(joint >= other for fast, other in points.values() if fast >= rate)
        axes.scatter([rate], [joint], s=36, color="#7a2e1d" if best else "#bbb", zorder=3)
        axes.annotate(
            name,
            (rate, joint),
            textcoords="offset points",
            xytext=(7, -3),
            fontsize=8,
            color="#222" if best else "#777",
        )
    axes.set_xlabel("articles of 400 words a second")
    axes.set_ylabel("joint F1 on dev")
    axes.margins(x=0.18, y=0.12)
    figure.tight_layout()
    figure.savefig(target, dpi=160)


if __name__ == "__main__":
    main()
