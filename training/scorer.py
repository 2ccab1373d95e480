"""How good is a reading? The scores by which quotation systems on this corpus are compared.

The definition is that of Petersen-Frey & Biemann (2024): within a document, the quotations of system and gold are
assigned one to one so that the sum of the token-overlap F1 of their contents is greatest, with a bonus of
0.01 for the same form and 0.001 for the same medium where they overlap. Message, roles and joint scores are
token precision and recall, averaged over quotations (and roles) where they are defined; quotations left
over count as wrong. Form and medium are micro-averaged over quotations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from training.corpus import FORMS, ROLES, Quotation

Pair = tuple[Quotation | None, Quotation | None]  # gold, system


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 if both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Report:
    """All scores of a system on a set of documents."""

    scores: dict[str, Score]
    roles: dict[str, Score]
    forms: dict[str, Score]
    found: dict[str, tuple[int, int]]
    speakers: tuple[int, int]
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, Any]:
        """Return the F1 scores by name."""
        return {name: round(score.f1, 4) for name, score in self.scores.items()}


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Token-overlap F1 of two contents."""
    shared = len(set(one) & set(other))
    return 2 * shared / (len(set(one)) + len(set(other))) if shared else 0.0


def _worth(gold: Quotation, system: Quotation) -> float:
    """Worth of assigning one to the other: their overlap, and the bonus for form and medium.

    The order of these operations, and of the rows and columns in `assign`, is that of the published scorer:
    sums that ought to be equal differ in their last bit, and that decides which of them is taken.
    """
    expected, given = set(gold.content), set(system.content)
    shared = len(expected & given)
    if not shared:
        return 0.0
    precision, recall = shared / len(given), shared / len(expected)
    worth = 2 * precision * recall / (precision + recall)
    worth += 0.01 * (gold.form == system.form)
    worth += 0.001 * (gold.medium == system.medium)
    return worth


def assign(gold: Sequence[Quotation], system: Sequence[Quotation]) -> list[Pair]:
    """Assign the quotations of a document one to one; the rest is paired with None."""
    worth = np.array([[_worth(one, other) for other in system] for one in gold]).reshape(
        len(gold), len(system)
    )
    rows, columns = linear_sum_assignment(worth, maximize=True)
    pairs: list[Pair] = [(gold[i], system[j]) for i, j in zip(rows, columns, strict=True)]
    pairs += [(one, None) for i, one in enumerate(gold) if i not in set(rows)]
    pairs += [(None, other) for j, other in enumerate(system) if j not in set(columns)]
    return pairs


def score(documents: Iterable[tuple[Sequence[Quotation], Sequence[Quotation]]]) -> Report:
    """Score (gold, system) quotations of documents."""
    pairs = [pair for gold, system in documents for pair in assign(gold, system)]
    parts = _parts(pairs)
    return Report(
        scores={
            "message": _mean(parts, ["content"]),
            "roles": _mean(parts, ROLES),
            "joint": _mean(parts, ["content", *ROLES]),
            "form": _micro(pairs, "form"),
            "medium": _micro(pairs, "medium"),
        },
        roles={role: _mean(parts, [role]) for role in ROLES},
        forms={form: _of_form(pairs, form) for form in FORMS},
        found={form: _found(pairs, form) for form in FORMS},
        speakers=_speakers(pairs),
        confusion=Counter((_form(gold), _form(system)) for gold, system in pairs),
    )


def tallies(gold: Sequence[Quotation], system: Sequence[Quotation]) -> dict[str, list[float]]:
    """What one document adds to the scores ``roles``, ``joint``, ``form`` and to each role's.

    Returns:
        For each, precisions and how many they are, recalls and how many they are: sums over documents give the scores.
    """
    pairs = assign(gold, system)
    parts = _parts(pairs)
    right = float(sum(1 for one, other in pairs if one and other and one.form == other.form))
    n_gold, n_system = sum(1 for one, _ in pairs if one), sum(1 for _, other in pairs if other)
    groups = {"roles": ROLES, "joint": ("content", *ROLES), **{role: (role,) for role in ROLES}}
    return {"form": [right, n_system, right, n_gold]} | {
        name: [
            number
            for side in (0, 1)
            for number in (
                sum(sum(parts[part][side]) for part in names),
                float(sum(len(parts[part][side]) for part in names)),
            )
        ]
        for name, names in groups.items()
    }


def _parts(pairs: Sequence[Pair]) -> dict[str, tuple[list[float], list[float]]]:
    """Precisions and recalls of the pairs, for content and each role."""
    parts: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for gold, system in pairs:
        for part in ("content", *ROLES):
            expected, given = _tokens(gold, part), _tokens(system, part)
            if given:
                parts[part][0].append(len(expected & given) / len(given))
            if expected:
                parts[part][1].append(len(expected & given) / len(expected))
    return parts


def _form(quotation: Quotation | None) -> str:
    return quotation.form if quotation else "none"


def _tokens(quotation: Quotation | None, part: str) -> set[int]:
    if quotation is None:
        return set()
    return set(quotation.content if part == "content" else quotation.roles.get(part, ()))


def _mean(parts: dict[str, tuple[list[float], list[float]]], names: Sequence[str]) -> Score:
    precisions = [value for name in names for value in parts[name][0]]
    recalls = [value for name in names for value in parts[name][1]]
    return Score(
        float(np.mean(precisions)) if precisions else 0.0, float(np.mean(recalls)) if recalls else 0.0
    )


def _micro(pairs: Sequence[Pair], attribute: str) -> Score:
    right = sum(
        1
        for gold, system in pairs
        if gold and system and getattr(gold, attribute) == getattr(system, attribute)
    )
    n_gold = sum(1 for gold, _ in pairs if gold)
    n_system = sum(1 for _, system in pairs if system)
    return Score(right / n_system if n_system else 0.0, right / n_gold if n_gold else 0.0)


def _of_form(pairs: Sequence[Pair], form: str) -> Score:
    right = sum(1 for gold, system in pairs if gold and system and gold.form == system.form == form)
    n_gold = sum(1 for gold, _ in pairs if gold and gold.form == form)
    n_system = sum(1 for _, system in pairs if system and system.form == form)
    return Score(right / n_system if n_system else 0.0, right / n_gold if n_gold else 0.0)


def _found(pairs: Sequence[Pair], form: str) -> tuple[int, int]:
    """Of the gold quotations of a form: how many were found with more than half overlap, and how many there are."""
    of_form = [(gold, system) for gold, system in pairs if gold and gold.form == form]
    return sum(1 for g, s in of_form if g and s and overlap(g.content, s.content) > 0.5), len(of_form)


def _speakers(pairs: Sequence[Pair]) -> tuple[int, int]:
    """Of the gold quotations with a speaker: how many were found with one that shares a token, and how many."""
    spoken = [(gold, system) for gold, system in pairs if gold and gold.roles.get("speaker")]
    right = sum(
        1
        for g, s in spoken
        if g and s and overlap(g.content, s.content) > 0.5 and _tokens(g, "speaker") & _tokens(s, "speaker")
    )
    return right, len(spoken)
