"""Which quotations does a text hold? From text to quotations in numbered steps.

1. split the text into words and subwords, and these into windows
2. encode the windows, each by itself: what is read of an article never depends on its neighbours in a batch
3. decode the tags of the words into drafts of quotations
4. judge every draft by the words around it: roles, form, medium
5. put together what belongs together, with a calibrated confidence
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from laut.reading import decoding
from laut.reading.decoding import Draft, Floats, Ints
from laut.reading.encoder import BEGIN_ID, END_ID, Outputs, RoleInput, Subwords, WindowInput, split_subwords
from laut.reading.settings import Settings
from laut.reading.windows import Window, balanced_windows
from laut.reading.words import INSIDE, OPENING, Words, split_words

LONGEST_PART = 8_000
"""Words of an article that are read together. Of longer ones the parts are read in turn, in the same memory."""
MARGIN = 400
"""Words on either side that a part sees of its neighbours; quotations that begin there are the neighbour's."""
MEDIA = ("speech", "writing", "thought", "speech-thought", "speech-writing", "thought-writing", None)

Range = tuple[int, int]


class Network(Protocol):
    """What the steps need of a network, wherever it runs. Several threads may ask at once."""

    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors [W,D] and tag logits [W,layers,tags] of its words."""

    def judge(self, questions: Sequence[RoleInput]) -> Iterable[Outputs]:
        """For each quotation: logits of roles of the words around it [L,4], forms [5] and media [7]."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or a part of a long one, ready for the network.

    Attributes:
        words, subwords: of the part, with some of its neighbours.
        windows: over these words.
        own: characters of the part itself: quotations that begin elsewhere are its neighbours'.
    """

    words: Words
    subwords: Subwords
    windows: list[Window]
    own: Range


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in character ranges of its text.

    Attributes:
        form, medium: names as in `laut.records`.
        content: ranges of the content; `speaker`, `cue`, `frame`, `addressee` likewise, each perhaps empty.
        parent: number, in the same list, of the quotation that this one is nested in.
        evidence: what the confidence was computed from.
        confidence: probability that it is right.
    """

    form: str
    medium: str | None
    content: tuple[Range, ...]
    speaker: tuple[Range, ...]
    cue: tuple[Range, ...]
    frame: tuple[Range, ...]
    addressee: tuple[Range, ...]
    parent: int | None
    evidence: tuple[float, ...]
    confidence: float


def prepare(
    text: str,
    tokenizer: Any,
    settings: Settings,
    regions: Sequence[Range] | None = None,
    barriers: Container[int] = (),
) -> list[Text]:
    """Step 1: split a text, or the given regions of it, into words, subwords and windows; a long one into parts.

    No quotation runs from one region into another that begins at a barrier.
    """
    words = split_words(text, regions, barriers)
    n_parts = max(1, -(-len(words) // LONGEST_PART))
    cuts = [len(words) * i // n_parts for i in range(n_parts + 1)]
    parts: list[Text] = []
    for start, end in itertools.pairwise(cuts):
        own = (
            int(words.starts[start]) if start else 0,
            int(words.starts[end]) if end < len(words) else len(text),
        )
        near = words.part(max(start - MARGIN, 0), min(end + MARGIN, len(words)))
        subwords = split_subwords(text, near, tokenizer)
        windows = balanced_windows(
            subwords.lengths(), near.sentence_end, limit=settings.window - 2, context=settings.context
        )
        parts.append(Text(near, subwords, windows, own))
    return parts


def find_in_parts(parts: Sequence[Text], network: Network, settings: Settings) -> list[Quotation]:
    """Find the quotations of a text, part by part."""
    return join_parts([(part, find_quotations(part, network, settings)) for part in parts])


def join_parts(parts: Sequence[tuple[Text, list[Quotation]]]) -> list[Quotation]:
    """Put the parts of a long text together: from each part the quotations that begin in it."""
    joined: list[Quotation] = []
    for part, quotations in parts:
        place: dict[int, int] = {}
        for number, quotation in enumerate(quotations):
            outermost = quotation if quotation.parent is None else quotations[quotation.parent]
            if part.own[0] <= outermost.content[0][0] < part.own[1]:
                place[number] = len(joined)
                parent = None if quotation.parent is None else place[quotation.parent]
                joined.append(replace(quotation, parent=parent))
    return joined


def find_quotations(text: Text, network: Network, settings: Settings) -> list[Quotation]:
    """Steps 2 to 5 for a text, or a part of a long one; its quotations in reading order."""
    (encoded,) = encode_texts([text], network)
    drafts = decode_drafts(text.words, encoded[2], settings)
    (answers,) = judge_drafts([text], [encoded], [drafts], network)
    found = [
        assemble_quotation(text.words, draft, answer, settings)
        for draft, answer in zip(drafts, answers, strict=True)
    ]
    return without_repetitions(found)


def without_repetitions(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Leave out what is nested in a quotation of the same form and speaker: it is the same one again, only shorter."""
    place: dict[int, int] = {}
    kept: list[Quotation] = []
    for number, one in enumerate(quotations):
        outer = None if one.parent is None else quotations[one.parent]
        if outer is not None and (one.form, one.speaker) == (outer.form, outer.speaker):
            continue
        place[number] = len(kept)
        kept.append(replace(one, parent=None if one.parent is None else place[one.parent]))
    return kept


def decode_drafts(words: Words, tags: Floats, settings: Settings) -> list[Draft]:
    """Step 3: the drafts that the tag logits of a text stand for."""
    if len(words) == 0:
        return []
    return decoding.decode_tags(
        tags,
        begin_bias=settings.begin_bias,
        barrier=words.barrier,
        leaving=decoding.loose_ends(words, settings.loose_end),
        sentence=words.sentence_numbers(),
    )


def encode_texts(texts: Sequence[Text], network: Network) -> list[Outputs]:
    """Step 2: contextual and static vectors and tag logits of every word, each from the core of its window."""
    rows = [(text, window) for text in texts for window in text.windows]
    outputs = iter(network.encode([window_input(text, window) for text, window in rows]))
    results: list[Outputs] = []
    for text in texts:
        cores = []
        for window in text.windows:
            core = slice(window.core_start - window.start, window.core_end - window.start)
            cores.append([output[core] for output in next(outputs)])
        nothing = np.zeros((0, 1), np.float32)
        words, static, tags = (
            (np.concatenate(kind) for kind in zip(*cores, strict=True)) if cores else (nothing,) * 3
        )
        results.append((words, static, tags))
    return results


def window_input(text: Text, window: Window) -> WindowInput:
    """A window of a text as the encoder takes it."""
    part = slice(window.start, window.end)
    begin = int(text.subwords.begin[window.start])
    end = int(text.subwords.last[window.end - 1]) + 1
    return WindowInput(
        ids=np.concatenate([[BEGIN_ID], text.subwords.ids[begin:end], [END_ID]]),
        first=text.subwords.first[part] - begin + 1,
        last=text.subwords.last[part] - begin + 1,
        features=decoding.tag_features(text.words)[part],
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the role module says of one draft: probabilities of roles [L,4] of the chosen words, forms, media."""

    chosen: Ints
    roles: Floats
    forms: Floats
    media: Floats


def judge_drafts(
    texts: Sequence[Text],
    encoded: Sequence[Outputs],
    drafts: Sequence[list[Draft]],
    network: Network,
) -> list[list[Answer]]:
    """Step 4: ask the role module about every draft of every text, each by itself."""
    places = [(number, draft) for number, found in enumerate(drafts) for draft in found]
    chosen = [decoding.surrounding_words(draft, len(texts[number].words)) for number, draft in places]
    questions = [
        _role_input(texts[number], encoded[number], draft, around, drafts[number])
        for (number, draft), around in zip(places, chosen, strict=True)
    ]
    answers: list[list[Answer]] = [[] for _ in drafts]
    for (number, _), around, outputs in zip(places, chosen, network.judge(questions), strict=True):
        roles, forms, media = outputs
        forms, media = np.exp(decoding.log_softmax(forms)), np.exp(decoding.log_softmax(media))
        answers[number].append(Answer(around, _sigmoid(roles), forms, media))
    return answers


def _role_input(
    text: Text, encoded: Outputs, draft: Draft, chosen: Ints, drafts: Sequence[Draft]
) -> RoleInput:
    words, static, _ = encoded
    return RoleInput(
        words=words[chosen],
        static=static[chosen],
        features=decoding.role_features(chosen, draft, text.words, drafts),
        inside=np.isin(chosen, draft.words()).astype(np.float32),
    )


def assemble_quotation(words: Words, draft: Draft, answer: Answer, settings: Settings) -> Quotation:
    """Step 5: turn a draft and the answer about it into a quotation in character ranges."""
    sentences = words.sentence_numbers()[answer.chosen]
    roles = decoding.decode_roles(
        answer.roles, answer.chosen, sentences, settings.role_thresholds, settings.role_reach
    )
    trust = settings.form_trust
    tagged = np.eye(decoding.N_FORMS, dtype=np.float32)[draft.form]
    form = int((trust * tagged + (1 - trust) * answer.forms).argmax())
    evidence = _evidence(words, draft, answer, form)
    speaker, cue, frame, addressee = (_characters(words, spans) for spans in roles)
    return Quotation(
        form=decoding.FORMS[form],
        medium=MEDIA[int(answer.media.argmax())],
        content=_characters(words, decoding.outside(draft.spans, roles[decoding.CUE])),
        speaker=speaker,
        cue=cue,
        frame=frame,
        addressee=addressee,
        parent=draft.parent,
        evidence=evidence,
        confidence=logistic(evidence, settings.confidence),
    )


def _evidence(words: Words, draft: Draft, answer: Answer, form: int) -> tuple[float, ...]:
    """What speaks for a quotation: certainty of its inside and ends, of its roles and form, its marks, its length."""
    inside, opening, closing = draft.certainty
    content = draft.words()
    marked = float(np.isin(words.quote_state[content], (INSIDE, OPENING)).mean())
    return (
        inside,
        opening,
        closing,
        float(answer.roles[:, decoding.SPEAKER].max()),
        float(answer.roles[:, decoding.CUE].max()),
        float(answer.forms[form]),
        marked,
        float(np.log1p(len(content))) / 5.0,
        1.0 if draft.parent is not None else 0.0,
    )


def logistic(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """Probability from a logistic regression; without weights, the mean certainty of the inside."""
    if not weights:
        return float(evidence[0])
    score = sum(w * x for w, x in zip(weights, [*evidence, 1.0], strict=True))
    return float(1.0 / (1.0 + np.exp(-score)))


def _sigmoid(logits: Floats) -> Floats:
    result: Floats = np.reciprocal(1.0 + np.exp(-logits), dtype=np.float32)
    return result


def _characters(words: Words, spans: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges of characters of ranges of words; what is not read between two words parts them."""
    ranges: list[Range] = []
    for start, end in spans:
        gaps = np.flatnonzero(words.after_gap[start + 1 : end]) + start + 1
        for first, stop in itertools.pairwise([start, *gaps.tolist(), end]):
            ranges.append((int(words.starts[first]), int(words.ends[stop - 1])))
    return tuple(ranges)
