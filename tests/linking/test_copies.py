"""Passages with the same words are found, whatever was dropped or moved; what people are quoted with is none."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laut.linking.copies import (
    BANDS,
    EXACT,
    WORDS,
    Passage,
    bands_of,
    find_copies,
    passages_of,
    same_words,
    signature_of,
)
from laut.records import Section

AGENCY = (
    "In Lauterfeld ist am Montagmorgen ein Güterzug mit zwölf Wagen aus den Gleisen gesprungen. Verletzt wurde nach "
    "ersten Angaben der Bahn niemand, doch drei Kesselwagen liegen quer über dem Bahndamm. Die Strecke nach Wellburg "
    "bleibt bis mindestens Mittwoch gesperrt, Busse fahren im Halbstundentakt. Warum eine Weiche sich unter dem Zug "
    "verstellte, ist offen. Ein Gutachter soll den Stellwerkscomputer am Nachmittag untersuchen, sobald der Strom "
    "abgeschaltet ist."
)
REWRITTEN = (
    "Schreck am Morgen in Lauterfeld: Ein Güterzug mit zwölf Wagen ist aus den Gleisen gesprungen. Die Strecke nach "
    "Wellburg bleibt bis mindestens Mittwoch gesperrt. Verletzt wurde niemand, doch drei Kesselwagen liegen quer über "
    "dem Bahndamm. Ein Gutachter soll den Stellwerkscomputer am Nachmittag untersuchen."
)
INDEPENDENT = (
    "Kurz nach sechs riss es die Anwohner am Lauterfelder Bahnhof aus dem Schlaf. Ein Zug war entgleist, Kesselwagen "
    "kippten um. Die Bahn sprach von Glück im Unglück, denn zu Schaden kam keiner der Männer auf der Lok. Wer heute "
    "nach Wellburg will, muss den Bus nehmen. Untersucht wird nun, was mit der Weiche los war, die der Zug befuhr."
)


def passages(**texts: str) -> list[Passage]:
    return [passage for name, text in texts.items() for passage in passages_of(name, text)]


def test_a_text_that_is_printed_again_is_found_whole() -> None:
    copies = find_copies(passages(one=AGENCY, two="Eigener Vorspann vor dem Text. " + AGENCY))
    assert {(copy.article, copy.other) for copy in copies} == {("one", "two")}
    assert max(copy.share for copy in copies) > 0.7


def test_a_light_rewrite_with_moved_and_dropped_sentences_is_found() -> None:
    copies = find_copies(passages(one=AGENCY, two=REWRITTEN))
    assert {(copy.article, copy.other) for copy in copies} == {("one", "two")}


def test_two_reports_on_one_event_in_words_of_their_own_are_no_copies() -> None:
    assert find_copies(passages(one=AGENCY, two=INDEPENDENT)) == ()


def test_the_words_of_a_person_that_both_quote_are_no_copy() -> None:
    quote = (
        "„Wir werden jeden Stein umdrehen und jede Akte lesen, bis wir wissen, wer diesen Fehler zu verantworten hat, "
        "und dann werden wir handeln, ohne Rücksicht auf Namen und Ämter, das verspreche ich den Menschen dieser Stadt“"
    )
    one = (
        f"Der Bürgermeister trat am Abend vor die Presse im Rathaus. {quote}, rief er den Reportern dort zu."
    )
    two = f"Mit scharfen Worten hat sich das Stadtoberhaupt gestern zu Wort gemeldet. {quote}, hieß es in der Rede."
    assert find_copies(passages(one=one, two=two)) == ()


def test_passages_of_one_article_are_not_held_against_each_other() -> None:
    assert find_copies(passages_of("one", AGENCY + "\n\n" + AGENCY)) == ()


def test_short_texts_prove_nothing() -> None:
    assert find_copies(passages(one="Die Ursache ist noch unklar.", two="Die Ursache ist noch unklar.")) == ()


def test_the_answer_does_not_depend_on_the_order_of_the_passages() -> None:
    found = passages(a=AGENCY, b=REWRITTEN, c=INDEPENDENT, d=AGENCY)
    expected = find_copies(found)
    for seed in range(5):
        shuffled = found.copy()
        random.Random(seed).shuffle(shuffled)
        assert find_copies(shuffled) == expected


def test_among_many_articles_hashing_finds_what_comparing_all_finds() -> None:
    words = [f"wort{number}" for number in range(3000)]
    rng = random.Random(7)
    texts = {f"x{n:03}": " ".join(rng.sample(words, 60)) + "." for n in range(EXACT + 20)}
    texts |= {"copy-a": AGENCY, "copy-b": AGENCY.replace("Montagmorgen", "frühen Morgen")}
    copies = find_copies(passages(**texts))
    assert {(copy.article, copy.other) for copy in copies} == {("copy-a", "copy-b")}


def test_passages_hold_the_stretch_of_text_that_they_say() -> None:
    text = f"Überschrift ohne Punkt\n\n{AGENCY}\n\n{INDEPENDENT}"
    start = text.index(AGENCY)
    sections = [Section("headline", 0, 22), Section("paragraph", start, start + len(AGENCY))]
    found = passages_of("one", text, sections)
    assert found[0].start == start
    assert all(start <= one.start < one.end <= start + len(AGENCY) for one in found)
    assert len(found[0].words) >= WORDS


@pytest.mark.parametrize("share", [0.9, 0.7])
def test_signatures_agree_about_as_often_as_their_shingles(share: float) -> None:
    rng = random.Random(3)
    agreed, truth = [], []
    for _ in range(40):
        words = [f"w{rng.randrange(10**6)}" for _ in range(80)]
        other = words[: int(80 * share)] + [f"v{rng.randrange(10**6)}" for _ in range(80 - int(80 * share))]
        agreed.append(float(np.mean(signature_of(words) == signature_of(other))))
        one, two = ({tuple(w[i : i + 3]) for i in range(78)} for w in (words, other))
        truth.append(len(one & two) / len(one | two))
    assert abs(np.mean(agreed) - np.mean(truth)) < 0.08


def test_bands_are_64_bits_that_both_databases_hold() -> None:
    bands = bands_of(signature_of(AGENCY.split()))
    assert len(bands) == len(set(bands)) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in bands)


@given(
    st.lists(st.sampled_from(["der", "Damm", "bricht", "heute", "nicht", "mehr"]), min_size=3, max_size=60)
)
def test_a_passage_has_all_of_its_own_words(words: list[str]) -> None:
    one = Passage("a", 0, 1, tuple(words))
    ((_, _, share),) = same_words([one], [one])
    assert share == 1.0
