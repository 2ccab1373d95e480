"""What does laut put together in news on all sorts of affairs? A thousand articles that nobody chose for each other.

    python -m training.mixed                     # all articles of the news collection (10kGNAD, test part)
    python -m training.mixed --first 500         # … or the first of them

Reads the articles, links them, and prints every claim of more than one article, with its statements, and every pair of
statements that are said to contradict each other across articles. There is no gold for these articles: whether they
are right is for a person to say. Nothing is learned or chosen here by a program. Needs no torch, and two minutes.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence

from laut.intake.loading import load_text
from laut.linking.overview import overview_of, tell
from laut.reading.reader import Reader
from laut.records import Article, Told
from training.corpus import read_news


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, link, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=int, help="how many articles; all if not given")
    args = parser.parse_args(arguments)
    texts = itertools.islice(read_news(), args.first)
    articles = [one for one in Reader().read_all(map(load_text, texts)) if isinstance(one, Article)]
    overview = overview_of(articles)
    said = {told.statement.id: told for one in articles for told in tell(one, 0)}
    several = [file for file in overview.files if len(file.tellings) > 1]
    across = [file for file in several if len({told.article for told in file.tellings}) > 1]
    pairs = [(said[one.earlier], said[one.later]) for one in overview.oppositions]
    opposed = [pair for pair in pairs if pair[0].article != pair[1].article]
    for file in across:
        print("one claim:", *map(_line, file.tellings), sep="\n  ")
    for pair in opposed:
        print("a contradiction:", *map(_line, pair), sep="\n  ")
    print(
        f"{len(articles)} articles, {sum(len(one.statements) for one in articles)} statements,"
        f" {len(overview.files)} claims; of these {len(several)} have several statements, {len(across)} in more than"
        f" one article; {len(pairs)} contradictions, {len(opposed)} across articles"
    )


def _line(told: Told) -> str:
    speaker = told.statement.speaker
    return f"{told.article[:8]} {speaker.name if speaker and speaker.name else '—'}: {told.statement.text}"


if __name__ == "__main__":
    main()
