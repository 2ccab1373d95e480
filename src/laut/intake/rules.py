"""What news pages carry besides their articles: the words of ``pages.yaml``, ready to match."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Any

import yaml

from laut.records import Record


class Barriers(Record, frozen=True):
    """Words that stand between a reader and an article, or that mark a running one.

    The patterns of consent are apart, because only several of them together make a dialogue of consent.
    """

    paywall: re.Pattern[str]
    consent: tuple[re.Pattern[str], ...]
    ticker: re.Pattern[str]
    ticker_times: re.Pattern[str]


class PageRules(Record, frozen=True):
    """The patterns of ``pages.yaml``; see there for what each of them is for."""

    containers: frozenset[str]
    caption_containers: frozenset[str]
    teaser_containers: frozenset[str]
    byline_containers: frozenset[str]
    lines: re.Pattern[str]
    link_heads: re.Pattern[str]
    box_heads: re.Pattern[str]
    promotions: re.Pattern[str]
    calls: re.Pattern[str]
    agencies: frozenset[str]
    byline_prefixes: re.Pattern[str]
    roles: re.Pattern[str]
    non_authors: re.Pattern[str]
    barriers: Barriers


@functools.cache
def page_rules() -> PageRules:
    """Return the rules, read and compiled once."""
    source = resources.files("laut.intake").joinpath("pages.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    barriers: dict[str, Any] = data.pop("barriers")
    rules: dict[str, Any] = {
        name: frozenset(value) if name.endswith("containers") or name == "agencies" else any_of(value)
        for name, value in data.items()
    }
    return PageRules(
        **rules,
        barriers=Barriers(
            paywall=any_of(barriers["paywall"]),
            consent=tuple(any_of(one) for one in barriers["consent"]),
            ticker=any_of(barriers["ticker"]),
            ticker_times=any_of(barriers["ticker_times"]),
        ),
    )


def any_of(patterns: str | list[str]) -> re.Pattern[str]:
    """Return one pattern that matches where any of `patterns` does, regardless of case."""
    alternatives = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


@functools.lru_cache(maxsize=4096)
def words_of_class(value: str) -> frozenset[str]:
    """Return the words of a class or id attribute: ``article__newsletterBox`` → article, newsletter, box."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value)
    return frozenset(re.findall(r"[a-zäöüß]+", parted.lower()))
