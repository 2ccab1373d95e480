"""Which quotations do the scores stand for?

Tags: every word has one tag for outer and one for nested quotations. A quotation begins with ``B-form`` and goes
on with ``I-form``; after an interruption ("…", sagte sie, "…") it is taken up again with ``C``. The best
permitted sequence is found by the Viterbi algorithm. Roles come from a second network that looks at the
words around one quotation at a time; what it is told of each word, `role_features`, is made here, for training
and for reading alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.reading.words import N_QUOTE_STATES, Words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FORMS: Final = ("direct", "indirect", "reported", "free-indirect", "indirect-free-indirect")
ROLES: Final = ("speaker", "cue", "frame", "addressee")
SPEAKER, CUE, FRAME, ADDRESSEE = range(4)

N_LAYERS: Final = 2  # outer, nested
N_FORMS: Final = len(FORMS)
OUT: Final = 0
BEGIN: Final = 1  # … BEGIN + form
GOES_ON: Final = BEGIN + N_FORMS  # … GOES_ON + form
TAKEN_UP: Final = GOES_ON + N_FORMS
N_TAGS: Final = TAKEN_UP + 1

WORDS_BEFORE, WORDS_AFTER = 90, 30
"""How far from a quotation its speaker, cue and frame are looked for."""
CONTENT_HEAD, CONTENT_TAIL = 35, 20
"""Of a longer stretch of content, the role module sees this many words of its beginning and end."""

_NEVER = -1e9
"""The score of what is not permitted."""
_DISTANCES = np.array([1, 2, 3, 4, 5, 7, 10, 15, 21, 31, 46, 61])
_FEATURE_SIZES = (2 * len(_DISTANCES) + 1, 4, N_QUOTE_STATES, 4, 9, 3, N_FORMS)
_FEATURE_OFFSETS = np.concatenate([[0], np.cumsum(_FEATURE_SIZES)[:-1]])
N_ROLE_FEATURES: Final = int(sum(_FEATURE_SIZES))
N_FEATURE_KINDS: Final = len(_FEATURE_SIZES)


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation as far as the tags tell: word ranges (half-open), form, and the outer quotation's number."""

    form: int
    spans: tuple[tuple[int, int], ...]
    parent: int | None = None
    certainty: tuple[float, float, float] = field(default=(0.0, 0.0, 0.0), compare=False)

    @property
    def start(self) -> int:
        """First word."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Behind the last word."""
        return self.spans[-1][1]

    def words(self) -> list[int]:
        """All words of the content, in order."""
        return [word for start, end in self.spans for word in range(start, end)]


def best_tags(scores: Floats, leaving: Floats | None = None) -> Ints:
    """Find the best permitted sequence of tags for log-probabilities [W, tags] (Viterbi).

    Every tag may follow every other, but for ``I-form``, which goes on with ``B-form``, ``I-form`` or ``C``. So of most
    tags only the best one matters, which plain numbers find three times as fast as arrays of twelve.

    Args:
        leaving: for each word, what it costs to have left a quotation just before it [W].
    """
    if len(scores) == 0:
        return np.zeros(0, np.int64)
    first, *rest = scores.tolist()
    costs = [0.0] * len(scores) if leaving is None else leaving.tolist()
    total = first[:GOES_ON] + [_NEVER] * (N_TAGS - GOES_ON)
    back: list[list[int]] = []  # for each tag of a word, the best one before it
    for score, cost in zip(rest, costs[1:], strict=True):
        best = max(total)
        before = total.index(best)
        left, before_leaving = best, before
        if cost and before != OUT:
            left = best - cost
            if total[OUT] >= left:
                left, before_leaving = total[OUT], OUT
        taken_up = total[TAKEN_UP]
        after = [left + one for one in score[:GOES_ON]]
        before_going_on: list[int] = []
        for tag in range(GOES_ON, TAKEN_UP):
            begun, going_on = total[tag - N_FORMS], total[tag]
            if begun >= going_on and begun >= taken_up:
                before_going_on.append(tag - N_FORMS)
                after.append(begun + score[tag])
            elif going_on >= taken_up:
                before_going_on.append(tag)
                after.append(going_on + score[tag])
            else:
                before_going_on.append(TAKEN_UP)
                after.append(taken_up + score[tag])
        after.append(best + score[TAKEN_UP])
        back.append([before_leaving] * GOES_ON + before_going_on + [before])
        total = after
    tag = total.index(max(total))
    tags = [tag]
    for before_each in reversed(back):
        tag = before_each[tag]
        tags.append(tag)
    return np.array(tags[::-1], np.int64)


def decode_tags(
    logits: Floats,
    *,
    begin_bias: Sequence[float] = (0.0, 0.0),
    barrier: npt.NDArray[np.bool_] | None = None,
    leaving: Floats | None = None,
    sentence: Ints | None = None,
) -> list[Draft]:
    """Turn tag logits [W, layers, tags] into drafts, outer and nested, in reading order.

    Args:
        begin_bias: added to the score of beginning a quotation, per layer; a positive one finds more.
        barrier: words that no quotation may go on to from the word before.
        leaving: for each word, what it costs to have left an outer quotation just before it (see `loose_ends`).
        sentence: number of each word's sentence: only in the same one is a quotation taken up again.
    """
    logprobs = log_softmax(logits)
    stage = np.zeros(len(logits), np.int64) if sentence is None else sentence
    if barrier is not None:
        logprobs[barrier, :, GOES_ON:] = _NEVER
        stage = stage + np.cumsum(barrier)
    outer_scores = logprobs[:, 0].copy()
    outer_scores[:, BEGIN:GOES_ON] += begin_bias[0]
    outer_tags = best_tags(outer_scores, leaving)
    outer = _collect(outer_tags, logprobs[:, 0], stage)
    nested = _collect(_nested_tags(logprobs[:, 1], begin_bias[1], outer_tags != OUT), logprobs[:, 1], stage)
    drafts = list(outer)
    for draft in nested:
        homes = [i for i, one in enumerate(outer) if one.start <= draft.start and draft.end <= one.end]
        if homes and draft.spans != outer[homes[0]].spans:
            drafts.append(Draft(draft.form, draft.spans, homes[0], draft.certainty))
    order = sorted(
        range(len(drafts)), key=lambda i: (drafts[i].start, -drafts[i].end, drafts[i].parent or -1)
    )
    place = {old: new for new, old in enumerate(order)}
    return [
        Draft(d.form, d.spans, None if d.parent is None else place[d.parent], d.certainty)
        for d in (drafts[i] for i in order)
    ]


def _nested_tags(logprobs: Floats, begin_bias: float, inside: npt.NDArray[np.bool_]) -> Ints:
    """The best tags of what is nested: outside of outer quotations there is nothing, and only their edges matter."""
    near = inside.copy()
    near[1:] |= inside[:-1]
    near[:-1] |= inside[1:]
    scores = logprobs[near]
    scores[:, BEGIN:GOES_ON] += begin_bias
    scores[~inside[near], OUT + 1 :] = _NEVER
    tags = np.full(len(logprobs), OUT, np.int64)
    tags[near] = best_tags(scores)
    return tags


def loose_ends(words: Words, cost: float) -> Floats:
    """What it costs to have left a quotation just before each word: nothing beside punctuation, else `cost` [W].

    Clauses end at marks: where the tags are unsure inside one, they shall not cut it.
    """
    beside = words.mark | words.opens_paragraph
    beside[1:] |= words.mark[:-1]
    return np.where(beside, 0.0, cost).astype(np.float32)


def _collect(tags: Ints, logprobs: Floats, stage: Ints) -> list[Draft]:
    """Read the quotations off a sequence of tags; one is taken up again only at the stage where it broke off."""
    runs: list[tuple[int, int, bool]] = []
    start = -1
    for i, tag in enumerate([*tags.tolist(), OUT]):
        if start >= 0 and not GOES_ON <= tag < TAKEN_UP:
            runs.append((start, i, int(tags[start]) == TAKEN_UP))
            start = -1
        if start < 0 and tag != OUT:
            start = i
    groups: list[list[tuple[int, int]]] = []
    for begin, end, taken_up in runs:
        if taken_up and groups and stage[groups[-1][-1][1] - 1] == stage[begin]:
            groups[-1].append((begin, end))
        else:
            groups.append([(begin, end)])
    return [_draft(group, tags, logprobs) for group in groups]


def _draft(spans: list[tuple[int, int]], tags: Ints, logprobs: Floats) -> Draft:
    chosen = np.concatenate([np.arange(start, end) for start, end in spans])
    votes = np.zeros(N_FORMS)
    for tag in tags[chosen].tolist():
        if BEGIN <= tag < TAKEN_UP:
            votes[(tag - BEGIN) % N_FORMS] += 1
    form = int(votes.argmax()) if votes.any() else 0
    inside = 1.0 - np.exp(logprobs[chosen, OUT])
    start, end = spans[0][0], spans[-1][1]
    opening = float(np.exp(logprobs[start, BEGIN:GOES_ON]).sum())
    closing = 1.0 if end >= len(tags) else 1.0 - float(np.exp(logprobs[end, GOES_ON:TAKEN_UP]).sum())
    return Draft(form, tuple(spans), None, (float(inside.mean()), opening, closing))


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    top = logits.max(-1, keepdims=True)
    result: Floats = logits - top - np.log(np.exp(logits - top).sum(-1, keepdims=True))
    return result


def tag_features(words: Words) -> Ints:
    """Number of each word's feature for the tagger: its quotation state, and whether it opens a paragraph."""
    result: Ints = words.quote_state.astype(np.int64) + N_QUOTE_STATES * words.opens_paragraph
    return result


def surrounding_words(draft: Draft, n_words: int) -> Ints:
    """Choose the words that the role module sees: the neighbourhood, and the ends of long content."""
    inside = np.zeros(n_words, np.bool_)
    begin, end = max(draft.start - WORDS_BEFORE, 0), min(draft.end + WORDS_AFTER, n_words)
    inside[begin:end] = True
    for start, stop in draft.spans:
        if stop - start > CONTENT_HEAD + CONTENT_TAIL:
            inside[start + CONTENT_HEAD : stop - CONTENT_TAIL] = False
    return np.flatnonzero(inside)


def role_features(chosen: Ints, draft: Draft, words: Words, drafts: Sequence[Draft]) -> Ints:
    """Tell the role module what each chosen word is to the quotation: feature numbers [L, F]."""
    signed = np.where(chosen < draft.start, chosen - draft.start, np.maximum(chosen - draft.end + 1, 0))
    bucket = np.searchsorted(_DISTANCES, np.abs(signed), side="right") * np.sign(signed) + len(_DISTANCES)
    part = np.where((chosen >= draft.start) & (chosen < draft.end), 3, 0)  # 3: between the parts
    for i, (start, end) in enumerate(draft.spans):
        part[(chosen >= start) & (chosen < end)] = 1 if i == 0 else 2
    other = np.zeros(len(chosen), np.int64)
    for one in _near(drafts, chosen):
        if one is draft:
            continue
        relation = 2 if one.start <= draft.start and draft.end <= one.end else 1
        relation = 3 if draft.start <= one.start and one.end <= draft.end and relation == 1 else relation
        for start, end in one.spans:
            other[(chosen >= start) & (chosen < end)] = relation
    sentence = words.sentence_numbers()
    apart = sentence[chosen]
    away = np.where(
        chosen < draft.start,
        np.clip(apart - sentence[draft.start], -4, 0),
        np.clip(apart - sentence[draft.end - 1], 0, 4),
    )
    paragraph = np.cumsum(words.opens_paragraph)
    hop = np.clip(paragraph[chosen] - paragraph[draft.start], -1, 1) + 1
    columns = [
        bucket,
        part,
        words.quote_state[chosen],
        other,
        away + 4,
        hop,
        np.full(len(chosen), draft.form),
    ]
    result: Ints = np.stack(columns, 1).astype(np.int64) + _FEATURE_OFFSETS
    return result


def _near(drafts: Sequence[Draft], chosen: Ints) -> list[Draft]:
    low, high = int(chosen[0]), int(chosen[-1])
    return [one for one in drafts if one.end > low and one.start <= high]


def decode_roles(
    chances: Floats, chosen: Ints, sentences: Ints, thresholds: Sequence[float], reach: float = 1.0
) -> list[list[tuple[int, int]]]:
    """Turn probabilities [L, roles] into word ranges per role.

    A word above the threshold draws in those next to it that are above `reach` times the threshold, so that names
    stay whole. A speaker is one mention, the one with the surest word; a frame bridges single words; cue and frame
    may come in parts (separable verbs, frames around the content), but in one sentence, that of the surest part.

    Args:
        sentences: number of the sentence of each chosen word [L].
    """
    result: list[list[tuple[int, int]]] = []
    place = {int(word): i for i, word in enumerate(chosen)}
    for role, threshold in enumerate(thresholds):
        column = chances[:, role]
        possible = column >= threshold * reach
        if role == FRAME:
            possible = _bridged(possible, chosen)
        surest = {
            span: float(column[place[span[0]] : place[span[1] - 1] + 1].max())
            for span in _runs(possible, chosen)
        }
        spans = [span for span, chance in surest.items() if chance >= threshold]
        if spans and role != ADDRESSEE:
            best = max(spans, key=lambda span: surest[span])
            home = sentences[place[best[0]]]
            spans = [best] if role == SPEAKER else [s for s in spans if sentences[place[s[0]]] == home]
        result.append(spans)
    return result


def outside(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges of words without the words of some others; as they are if nothing would be left.

    No word of a content attributes it: in the quotation corpus, 13 of 3,164 cue words stand in what they signal.
    """
    taken = {word for start, end in others for word in range(start, end)}
    words = [word for start, end in spans for word in range(start, end) if word not in taken]
    if not words or not taken:
        return list(spans)
    firsts = {start for start, _ in spans}
    parts: list[list[int]] = []
    for word in words:
        if parts and parts[-1][-1] == word - 1 and word not in firsts:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [(part[0], part[-1] + 1) for part in parts]


def _bridged(picked: npt.NDArray[np.bool_], chosen: Ints) -> npt.NDArray[np.bool_]:
    """Fill holes of a single word."""
    filled = picked.copy()
    together = chosen[2:] - chosen[:-2] == 2
    filled[1:-1] |= picked[:-2] & picked[2:] & together
    return filled


def _runs(picked: npt.NDArray[np.bool_], chosen: Ints) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in chosen[picked].tolist():
        if spans and spans[-1][1] == word:
            spans[-1] = (spans[-1][0], word + 1)
        else:
            spans.append((word, word + 1))
    return spans
