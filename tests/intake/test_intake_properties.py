"""What holds for every input, however odd."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from laut.errors import InputError
from laut.intake import load, load_text
from laut.records import Article, Rejection

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

news = st.lists(
    st.sampled_from(
        [
            "Regierung beschließt Hilfen",
            "Von Eva Muster, Kiel",
            "Von: Eva Muster",
            "3. November 2022, 14:05 Uhr",
            "date 2022-11 Deich hält",
            "Berlin (dpa) – Der Deich hält. Das sagte die Ministerin am Montag.",
            "„Wir warten“, sagte sie. (dpa)",
            "Der Deich. Foto: dpa",
            "# Titel",
            "**Fett**",
            "- Punkt",
            "---",
            "dpa/lno",
            "(fd)",
            "BERLIN. Es regnet.",
            "Kritik",
            "",
            " ",
            "\t",
            "Stand:",
            "Von",
            "(",
            "\u00ad",
        ]
    ),
    max_size=12,
).map("\n".join)
texts = st.one_of(news, st.text(max_size=300), st.text(alphabet="aB1.: \n-–—(),/|#*„“", max_size=120))


def check(article: Article) -> None:
    assert article.sections
    end = 0
    for section in article.sections:
        assert end <= section.start < section.end <= len(article.text)
        words = article.text[section.start : section.end]
        assert words == words.strip()
        end = section.end
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


@given(texts)
@settings(max_examples=120, deadline=None)
@example("0.")
@example("Von Aa Bb" + ", C" * 60 + "!")
@example("A" + "-A" * 80 + " – b")
def test_sections_of_any_text_lie_in_order_inside_it(text: str) -> None:
    try:
        article = load_text(text)
    except InputError:
        return
    check(article)


@given(texts)
@settings(max_examples=25, deadline=None)
def test_reading_a_text_again_gives_the_same(text: str) -> None:
    try:
        article = load_text(text)
    except InputError:
        return
    again = load_text(text)
    assert again == article
    assert again.id == article.id


def load_bytes(data: bytes, name: str) -> list[Article | Rejection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(load([path]))


def check_all(items: list[Article | Rejection]) -> None:
    assert items
    for item in items:
        if isinstance(item, Article):
            check(item)
        else:
            assert "error in laut" not in item.reason, str(item)
            assert item.reason
            assert item.hint
            assert "\n" not in str(item)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.bin"])
@given(data=st.one_of(st.binary(max_size=400), texts.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@FEW
def test_loading_never_raises_on_any_bytes(name: str, data: bytes) -> None:
    check_all(load_bytes(data, name))


@given(
    data=st.one_of(
        st.binary(max_size=300), texts.map(lambda text: f"<html><p>{text}".encode("utf-8", "replace"))
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_loading_never_raises_on_any_page(data: bytes) -> None:
    check_all(load_bytes(data, "a.html"))


@given(data=st.binary(max_size=200), cut=st.integers(0, 300), noise=st.binary(max_size=5))
@FEW
def test_loading_never_raises_on_damaged_gzip(data: bytes, cut: int, noise: bytes) -> None:
    packed = gzip.compress(data)
    check_all(load_bytes(packed[:cut] + noise + packed[cut + len(noise) :], "a.txt.gz"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "id",
    "text",
    "title",
    "body",
    "sections",
    "statements",
    "article",
    "authors",
    "published",
    "date",
    "source",
    "html",
    "url",
)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), values, max_size=5), min_size=1, max_size=3))
@example([{"published": {"\n": None}}])  # the reason names the field, and is one line all the same
@FEW
def test_loading_never_raises_on_any_json_objects(objects: list[dict[str, object]]) -> None:
    lines = "\n".join(map(json.dumps, objects))
    items = load_bytes(lines.encode(), "a.jsonl")
    check_all(items)
    assert len(items) == len(objects)
