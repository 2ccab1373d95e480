"""The scorer against scores worked out by hand from the published definition."""

from __future__ import annotations

import pytest
from training.corpus import Quotation
from training.scorer import Score, assign, overlap, score


def quotation(
    content: range, form: str = "direct", medium: str | None = "speech", **roles: range
) -> Quotation:
    return Quotation(form, medium, tuple(content), {name: tuple(words) for name, words in roles.items()})


def test_a_perfect_reading_scores_one() -> None:
    gold = [
        quotation(range(3, 9), speaker=range(1), cue=range(1, 2)),
        quotation(range(12, 15), "indirect", None),
    ]
    report = score([(gold, gold)])
    assert all(one.f1 == 1.0 for one in report.scores.values())


def test_message_counts_tokens_and_averages_over_quotations() -> None:
    gold = [quotation(range(10)), quotation(range(20, 24))]
    system = [quotation(range(5, 15)), quotation(range(40, 44))]
    # the first shares 5 of 10; the second misses its gold one: precision (0.5 + 0) / 2, recall the same
    assert score([(gold, system)]).scores["message"] == Score(0.25, 0.25)


def test_roles_count_only_where_somebody_gave_one() -> None:
    gold = [quotation(range(5, 9), speaker=range(2))]
    system = [quotation(range(5, 9), speaker=range(1, 2), cue=range(3, 4))]
    roles = score([(gold, system)]).scores["roles"]
    assert roles.precision == pytest.approx((1.0 + 0.0) / 2)  # speaker all right, cue all wrong
    assert roles.recall == pytest.approx(0.5)  # half of the speaker; no cue to be found


def test_joint_pools_content_and_roles() -> None:
    gold = [quotation(range(5, 9), speaker=range(2))]
    system = [quotation(range(5, 9), speaker=range(1, 2), cue=range(3, 4))]
    joint = score([(gold, system)]).scores["joint"]
    assert joint.precision == pytest.approx((1 + 1 + 0) / 3)
    assert joint.recall == pytest.approx((1 + 0.5) / 2)


def test_what_is_left_over_counts_as_wrong() -> None:
    gold = [quotation(range(4))]
    report = score([(gold, []), ([], [quotation(range(4))])])
    assert report.scores["message"] == Score(0.0, 0.0)
    assert report.scores["form"] == Score(0.0, 0.0)


def test_form_breaks_ties_between_equal_overlaps() -> None:
    gold = [quotation(range(4), "indirect"), quotation(range(4), "direct")]
    system = [quotation(range(4), "direct"), quotation(range(4), "indirect")]
    assert all(g is not None and s is not None and g.form == s.form for g, s in assign(gold, system))


def test_form_and_medium_are_micro_averaged() -> None:
    gold = [quotation(range(4)), quotation(range(10, 14), "reported", "writing")]
    system = [
        quotation(range(4)),
        quotation(range(10, 14), "indirect", "writing"),
        quotation(range(30, 33)),
    ]
    report = score([(gold, system)])
    assert report.scores["form"] == Score(1 / 3, 1 / 2)
    assert report.scores["medium"] == Score(2 / 3, 1.0)
    assert report.found["reported"] == (1, 1)


def test_overlap_is_the_harmonic_mean_of_token_precision_and_recall() -> None:
    assert overlap(range(10), range(5, 10)) == pytest.approx(2 * 1.0 * 0.5 / 1.5)
    assert overlap([1], [2]) == 0.0
