from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from laut.reading.windows import Window, balanced_windows


def test_a_short_text_is_one_window() -> None:
    lengths = np.ones(10, np.int64)
    assert balanced_windows(lengths, lengths == 0, limit=20, context=4) == [Window(0, 10, 0, 10)]


def test_no_words_no_windows() -> None:
    assert balanced_windows(np.zeros(0, np.int64), np.zeros(0, bool), limit=20, context=4) == []


def test_cuts_fall_on_sentence_ends_and_parts_are_balanced() -> None:
    lengths = np.ones(120, np.int64)
    ends = np.zeros(120, bool)
    ends[9::10] = True
    windows = balanced_windows(lengths, ends, limit=100, context=20)
    assert [(w.core_start, w.core_end) for w in windows] == [(0, 60), (60, 120)]
    assert [(w.start, w.end) for w in windows] == [(0, 70), (50, 120)]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=400),
    st.integers(30, 120),
    st.integers(0, 20),
)
def test_every_word_has_one_core_and_no_window_is_too_long(
    words: list[tuple[int, bool]], limit: int, context: int
) -> None:
    lengths = np.array([length for length, _ in words])
    windows = balanced_windows(lengths, np.array([end for _, end in words]), limit=limit, context=context)
    assert [w.core_start for w in windows] == [0, *(w.core_end for w in windows[:-1])]
    assert windows[-1].core_end == len(words)
    for window in windows:
        assert window.start <= window.core_start < window.core_end <= window.end
        assert lengths[window.start : window.end].sum() <= limit
