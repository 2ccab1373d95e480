"""In how many texts does a name or noun stand? Counts what `laut.linking.rarity` weighs words by.

    python -m training.rarity                    # print the file
    python -m training.rarity --write            # … or write it into the package

German words are counted in the training part of the quotation corpus, which spans twenty years of news. English ones
are counted in the English reports of the worlds (dev), by worlds, since the names of one are made up: only what stands
in several of them is common, the names of invented newspapers apart. The worlds that are kept back are not looked at.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Sequence
from importlib.resources import files
from pathlib import Path

from laut.linking import rarity
from laut.linking.affairs import beginnings_of
from training.corpus import read_quotations
from training.groups import cases_of

LEAST: dict[str, int] = {"de": 2, "en": 4}
"""In how many texts, or worlds, a word must stand to be in the file."""


def shares() -> dict[str, float]:
    """Return in how many of a thousand texts each beginning stands, in the language in which it is more common."""
    found: dict[str, float] = {}
    for language, texts in (("de", _german()), ("en", _english())):
        counts = Counter(word for words in texts for word in words)
        for word, count in counts.items():
            if count >= LEAST[language]:
                found[word] = max(found.get(word, 0.0), 1000 * count / len(texts))
    return found


def _german() -> Sequence[Collection[str]]:
    return [beginnings_of(document.text, "de") for document in read_quotations("train")]


def _english() -> Sequence[Collection[str]]:
    worlds: list[frozenset[str]] = []
    for case in cases_of("dev"):
        told = [report for report in case.reports if report.language == "en"]
        words = frozenset[str]().union(*(beginnings_of(report.text, "en") for report in told))
        papers = frozenset[str]().union(*(beginnings_of(report.outlet, "en") for report in case.reports))
        worlds += [words - papers] if told else []
    return worlds


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, and print or write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="into the package")
    args = parser.parse_args(arguments)
    lines = [
        "# In how many of a thousand texts a name or noun stands, by its beginning: python -m training.rarity",
        *(f"{word}\t{share:.1f}" for word, share in sorted(shares().items())),
    ]
    if args.write:
        path = Path(str(files("laut.linking").joinpath(rarity.FILE)))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{path}: {len(lines) - 1} words")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
