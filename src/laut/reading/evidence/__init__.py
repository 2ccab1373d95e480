"""How firmly? Verb mood, modal verbs and other markers of a statement, and its factuality."""

from __future__ import annotations

from laut.reading.evidence.mood import Mood, finite_verbs, konjunktiv_clause, mood_of

__all__ = ["Mood", "finite_verbs", "konjunktiv_clause", "mood_of"]
