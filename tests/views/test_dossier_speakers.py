"""Who counts as the same speaker, and which colour each one gets."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

from laut.records import Article, Source, Span, Statement
from laut.views.dossier.speakers import COLOURS, NOBODY, cast, key_of
from laut.views.trail import label_of

Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISION: dict[str, tuple[Colour, Colour, Colour]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def article(*names: str | None) -> Article:
    statements = tuple(
        Statement(
            id=f"s{number}",
            form="direct",
            medium=None,
            confidence=1.0,
            content=(Span(0, 2, "Ja"),),
            speaker=Source(name=name) if name else None,
        )
        for number, name in enumerate(names)
    )
    return Article(id="a", text="Ja.", statements=statements)


@pytest.mark.parametrize("name", ["er", "Sie", "der Sprecher", "Ein Sprecher", "the spokesman", "Man"])
def test_a_pronoun_or_a_role_is_known_only_inside_its_article(name: str) -> None:
    assert key_of(Source(name=name), 0) != key_of(Source(name=name), 1)
    assert key_of(Source(name=name), 0) == key_of(Source(name=name.upper()), 0)


@pytest.mark.parametrize("name", ["Hanna Brandt", "Wörnitzer Bote", "dna", "Die"])
def test_a_name_holds_across_articles(name: str) -> None:
    named = True if name == "Die" else None
    assert key_of(Source(name=name, named=named), 0) == key_of(Source(name=name, named=named), 1)


def test_the_registry_decides_over_the_name() -> None:
    assert key_of(Source(name="er", actor="Q1"), 0) == key_of(Source(name="Ada", actor="Q1"), 5)


def test_an_unnamed_source_is_known_only_inside_its_article() -> None:
    source = Source(name="Kreise der Verwaltung", named=False)
    assert key_of(source, 0) != key_of(source, 1)


def test_composed_and_decomposed_names_are_the_same() -> None:
    assert key_of(Source(name="Wörn"), 0) == key_of(Source(name="Wo\u0308rn"), 0)


def test_a_source_without_words_is_nobody() -> None:
    assert key_of(None, 0) == key_of(Source(), 0) == key_of(Source(name="  "), 0) == NOBODY
    assert label_of(Source(spans=(Span(0, 3, "die"), Span(5, 9, "Amme")))) == "die Amme"


def test_no_article_has_one_colour_twice_while_colours_last() -> None:
    articles = [article(*(f"P{position} N{number}" for number in range(COLOURS))) for position in range(20)]
    speakers = cast(articles)
    for position in range(20):
        colours = {speakers["name", f"p{position} n{number}"].colour for number in range(COLOURS)}
        assert colours == set(range(1, COLOURS + 1))


def test_speakers_beyond_the_colours_are_neutral_and_the_most_quoted_are_not() -> None:
    names = [name for number in range(12) for name in [f"N{number} N"] * (12 - number)]
    speakers = cast([article(*names)])
    assert [speakers["name", f"n{number} n"].colour == 0 for number in range(12)] == [False] * 8 + [True] * 4


def test_a_speaker_keeps_one_colour_over_all_articles() -> None:
    speakers = cast([article("Ada A", "Bea B"), article("Ada A", "Cem C")])
    colours = [speakers["name", name].colour for name in ("ada a", "bea b", "cem c")]
    assert colours[0] not in colours[1:]


def test_named_is_none_until_a_statement_decides() -> None:
    assert cast([article("Ada A")])["name", "ada a"].named is None


def colours_of(theme: int) -> tuple[str, dict[str, str]]:
    css = files("laut.views.dossier").joinpath("static", "dossier.css").read_text(encoding="utf-8")
    pairs = {name: values for name, *values in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    return pairs["paper"][theme], {name: values[theme] for name, values in pairs.items()}


def linear(colour: str) -> Colour:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    lights = sorted(
        sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        + 0.05
        for colour in (one, other)
    )
    return lights[1] / lights[0]


def times(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    red, green, blue = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return red, green, blue


def oklab(colour: Colour) -> Colour:
    clipped = [min(max(part, 0.0), 1.0) for part in colour]
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        (clipped[0], clipped[1], clipped[2]),
    )
    roots = (cones[0] ** (1 / 3), cones[1] ** (1 / 3), cones[2] ** (1 / 3))
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        roots,
    )


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_ink_labels_and_speaker_colours_have_the_contrast_of_wcag_aa(theme: int) -> None:
    paper, colours = colours_of(theme)
    readable = ["ink", "soft", *(f"p{number}" for number in range(COLOURS + 1))]
    assert {
        name: round(contrast(colours[name], paper), 2)
        for name in readable
        if contrast(colours[name], paper) < 4.5
    } == {}
    for ground in ("card", "wash", "hedge"):
        assert contrast(colours["soft"], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_speaker_colours_stay_apart_for_colour_blind_readers(theme: int, vision: str) -> None:
    _, colours = colours_of(theme)
    seen = {n: oklab(times(VISION[vision], linear(colours[f"p{n}"]))) for n in range(1, COLOURS + 1)}
    close = {
        pair: round(sum((a - b) ** 2 for a, b in zip(seen[pair[0]], seen[pair[1]], strict=True)) ** 0.5, 3)
        for pair in itertools.combinations(seen, 2)
    }
    # Twice the 0.04 or so at which two patches side by side can just be told apart in OKLab.
    assert min(close.values()) >= 0.07, sorted(close.items(), key=lambda item: item[1])[:3]
