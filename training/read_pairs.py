"""Pairs of statements of the worlds of reports as the reader reads them: with their speakers, and no better cut.

What the gold marks is a content and nothing else. What linking meets has a speaker, who is a medium in one report and
somebody's spokesman in the next: that two reports name different ones speaks much less against one claim than it does
among labelled pairs.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations
from pathlib import Path

import numpy as np

from laut.linking.memory import order_key
from laut.linking.overview import tell
from laut.linking.profiles import Profiler
from laut.linking.reach import cosines
from training.labelled import Case, Vectorise, margins_among
from training.origins import CACHE, Articles, as_shown, read_cases


def read_pairs(split: str, vectorise: Vectorise, reach: float, cache: Path = CACHE) -> list[Case]:
    """Pair the statements of a split's cases that linking would compare, if at least one of them is in a claim.

    Two that are in one claim are *same*, all others *unrelated*: for what is in a claim, the gold is complete.

    Args:
        split: which cases.
        vectorise: gives texts their vectors.
        reach: cosine from which statements are compared.
        cache: folder of articles as they were read.
    """
    articles, profiler = Articles(cache), Profiler()
    found: list[Case] = []
    for case in read_cases(split):  # type: ignore[arg-type]
        placed, shown = as_shown(case, {report.id: articles.read(report) for report in case.reports})
        claims: defaultdict[str, set[str]] = defaultdict(set)
        for claim, tellings in placed.items():
            for told in tellings:
                claims[told.statement.id].add(claim)
        known = chain.from_iterable(tell(one, number) for number, one in enumerate(shown, start=1))
        tellings = sorted(known, key=order_key)
        substantial = [at for at, told in enumerate(tellings) if profiler.profile(told).is_substantial]
        vectors = vectorise([told.statement.text for told in tellings])
        nearness = np.stack([cosines(one, vectors) for one in vectors])
        margin = margins_among(tellings, vectorise, reach)
        for a, b in combinations(substantial, 2):
            left, right = tellings[a], tellings[b]
            one, other = claims[left.statement.id], claims[right.statement.id]
            if (one or other) and nearness[a, b] >= reach:
                label, topic = ("same" if one & other else "unrelated"), f"read {case.id}"
                found.append(
                    Case(f"{topic}-{a}-{b}", topic, label, left, right, split != "dev", margin(a, b))
                )
    return found
