from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from laut.reading import decoding
from laut.reading.decoding import BEGIN, GOES_ON, N_FORMS, N_TAGS, OUT, TAKEN_UP, Draft
from laut.reading.words import split_words


def logits_for(outer: list[int], nested: list[int] | None = None) -> decoding.Floats:
    """Logits that leave no doubt about these tags."""
    logits = np.full((len(outer), decoding.N_LAYERS, N_TAGS), -6.0, np.float32)
    for layer, tags in enumerate((outer, nested or [OUT] * len(outer))):
        logits[np.arange(len(tags)), layer, tags] = 6.0
    return logits


def test_tags_become_spans_with_their_form() -> None:
    tags = [OUT, BEGIN + 1, GOES_ON + 1, OUT, BEGIN, GOES_ON, BEGIN + 2]
    drafts = decoding.decode_tags(logits_for(tags))
    assert [(d.form, d.spans) for d in drafts] == [(1, ((1, 3),)), (0, ((4, 6),)), (2, ((6, 7),))]


def test_an_interrupted_quotation_is_one() -> None:
    tags = [BEGIN, GOES_ON, OUT, OUT, TAKEN_UP, GOES_ON]
    assert [d.spans for d in decoding.decode_tags(logits_for(tags))] == [((0, 2), (4, 6))]


def test_a_quotation_is_not_taken_up_in_another_sentence() -> None:
    tags = [BEGIN, GOES_ON, OUT, OUT, TAKEN_UP, GOES_ON]
    sentence = np.array([0, 0, 0, 0, 1, 1])
    drafts = decoding.decode_tags(logits_for(tags), sentence=sentence)
    assert [d.spans for d in drafts] == [((0, 2),), ((4, 6),)]


def test_a_nested_quotation_knows_its_outer_one() -> None:
    outer = [OUT, BEGIN + 1, GOES_ON + 1, GOES_ON + 1, GOES_ON + 1, OUT]
    nested = [OUT, OUT, BEGIN, GOES_ON, OUT, OUT]
    first, second = decoding.decode_tags(logits_for(outer, nested))
    assert (first.spans, first.parent) == (((1, 5),), None)
    assert (second.spans, second.parent, second.form) == (((2, 4),), 0, 0)


def test_nothing_is_nested_outside_of_quotations() -> None:
    nested = [OUT, BEGIN, GOES_ON, OUT]
    assert decoding.decode_tags(logits_for([OUT] * 4, nested)) == []


def test_no_quotation_runs_over_a_barrier() -> None:
    tags = [BEGIN, GOES_ON, GOES_ON, GOES_ON]
    barrier = np.array([False, False, True, False])
    assert all(d.end <= 2 or d.start >= 2 for d in decoding.decode_tags(logits_for(tags), barrier=barrier))


def test_a_bias_towards_beginnings_finds_more() -> None:
    logits = logits_for([BEGIN, GOES_ON, GOES_ON])
    logits[0, 0, OUT], logits[1:, 0, OUT] = 9.0, 5.5
    logits[0, 0, BEGIN] = 6.0
    assert decoding.decode_tags(logits) == []
    assert [d.spans for d in decoding.decode_tags(logits, begin_bias=(4.0, 0.0))] == [((0, 3),)]


def test_a_quotation_does_not_end_loosely_where_that_costs() -> None:
    words = split_words("sie sagte, er bleibe im Amt.")
    logits = logits_for([OUT, OUT, OUT, BEGIN, GOES_ON, GOES_ON, GOES_ON, OUT])
    logits[5, 0, OUT], logits[6, 0, OUT] = 7.0, 6.5  # "im Amt" rather not
    (loose,) = decoding.decode_tags(logits)
    assert loose.spans == ((3, 5),)
    (tight,) = decoding.decode_tags(logits, leaving=decoding.loose_ends(words, 4.0))
    assert tight.spans == ((3, 7),)


def test_ends_are_loose_except_beside_punctuation_and_paragraphs() -> None:
    words = split_words("Nein, danke\n\nWeiter so")
    assert decoding.loose_ends(words, 2.0).tolist() == [0.0, 0.0, 0.0, 0.0, 2.0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_viterbi_finds_what_trying_everything_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(3, N_TAGS)).astype(np.float32)
    leaving = random.choice([0.0, 0.5, 1.5], size=3).astype(np.float32)

    def permitted(tags: tuple[int, ...]) -> bool:
        goes_on = [(a, b) for a, b in itertools.pairwise((OUT, *tags)) if GOES_ON <= b < TAKEN_UP]
        return tags[0] != TAKEN_UP and all(a in (TAKEN_UP, b, b - N_FORMS) for a, b in goes_on)

    def worth(tags: tuple[int, ...]) -> float:
        left = [i for i in (1, 2) if tags[i - 1] != OUT and tags[i] < GOES_ON]
        return sum(float(scores[i, tag]) for i, tag in enumerate(tags)) - float(leaving[left].sum())

    best = max(filter(permitted, itertools.product(range(N_TAGS), repeat=3)), key=worth)
    assert tuple(decoding.best_tags(scores, leaving).tolist()) == best


def test_a_speaker_is_one_mention_and_a_cue_may_have_parts() -> None:
    chosen = np.arange(8)
    chances = np.zeros((8, 4), np.float32)
    chances[[0, 1, 5], decoding.SPEAKER] = [0.7, 0.9, 0.8]
    chances[[2, 7], decoding.CUE] = 0.9
    chances[[0, 1, 3, 4], decoding.FRAME] = 0.9
    speaker, cue, frame, addressee = decoding.decode_roles(chances, chosen, np.zeros(8, np.int64), (0.5,) * 4)
    assert speaker == [(0, 2)]
    assert cue == [(2, 3), (7, 8)]
    assert frame == [(0, 5)]
    assert addressee == []


def test_content_does_not_hold_the_words_that_attribute_it() -> None:
    assert decoding.outside([(2, 6), (8, 12)], [(5, 6), (10, 11)]) == [(2, 5), (8, 10), (11, 12)]
    assert decoding.outside([(2, 4), (4, 6)], [(9, 10)]) == [(2, 4), (4, 6)]  # pieces stay apart
    assert decoding.outside([(2, 4)], [(1, 5)]) == [(2, 4)]  # or else nothing would be left


def test_a_cue_in_another_sentence_belongs_to_another_statement() -> None:
    chances = np.zeros((6, 4), np.float32)
    chances[[1, 4], decoding.CUE] = [0.7, 0.9]
    sentences = np.array([0, 0, 0, 1, 1, 1])
    cue = decoding.decode_roles(chances, np.arange(6), sentences, (0.5,) * 4)[decoding.CUE]
    assert cue == [(4, 5)]


def test_a_sure_word_draws_in_the_rest_of_the_name() -> None:
    chances = np.zeros((5, 4), np.float32)
    chances[:, decoding.SPEAKER] = [0.1, 0.35, 0.8, 0.3, 0.1]
    speaker = decoding.decode_roles(chances, np.arange(5), np.zeros(5, np.int64), (0.5,) * 4, reach=0.5)[
        decoding.SPEAKER
    ]
    assert speaker == [(1, 4)]


def test_features_tell_the_quotation_from_what_is_around_it() -> None:
    text = "Anna sagte: „Es regnet.“ Bert schwieg."
    words = split_words(text)
    draft = Draft(0, ((3, 8),))
    chosen = decoding.surrounding_words(draft, len(words))
    features = decoding.role_features(chosen, draft, words, [draft])
    assert features.shape == (len(words), decoding.N_FEATURE_KINDS)
    assert len(np.unique(features[3:8, 1])) == 1
    assert features[0, 1] != features[3, 1]
    assert features.max() < decoding.N_ROLE_FEATURES


def test_of_long_content_only_the_ends_are_looked_at() -> None:
    draft = Draft(0, ((100, 400),))
    chosen = decoding.surrounding_words(draft, 1000)
    assert chosen[0] == 100 - decoding.WORDS_BEFORE
    assert chosen[-1] == 400 + decoding.WORDS_AFTER - 1
    inside = chosen[(chosen >= 100) & (chosen < 400)]
    assert len(inside) == decoding.CONTENT_HEAD + decoding.CONTENT_TAIL
