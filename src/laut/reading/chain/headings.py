"""Do headline, teaser and subheads say what the text says? Quotations that wander, and claims that grow firmer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laut.reading.chain.phrases import HEADINGS
from laut.reading.chain.scene import Scene
from laut.reading.chain.voices import same
from laut.reading.prose import Sentence, Word
from laut.records import Hop, Note, Source, Statement, shorten

_ENDINGS = re.compile(r"(?:ern|em|en|er|es|e|n|s)$")
_FEWEST_WORDS = 3
_LONG_WORD = 12
_SHARE = 0.65
"""Share of a heading's own words that the hearsay in the text must have for the heading to stand on it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A run of words in quotation marks.

    Attributes:
        text: the words as they stand.
        stems: the words without their endings, those without content left out.
        start, end: characters of the article.
        sentence: the sentence that it stands in.
        words: how many words there are.
    """

    text: str
    stems: tuple[str, ...]
    start: int
    end: int
    sentence: Sentence
    words: int


def heading_notes(
    scene: Scene, traced: Sequence[Statement], hedges: str, hearsay: str, empty: str
) -> list[Note]:
    """Notes on the headings of an article.

    Args:
        scene: the article.
        traced: its statements, with their chains.
        hedges: words with which a heading does not simply assert.
        hearsay: words that hold the text's own statement back.
        empty: words without content of their own.
    """
    sentences = scene.prose.sentences
    headings = [one for one in sentences if one.kind in HEADINGS]
    body = [one for one in sentences if one.kind not in HEADINGS]
    if not headings or not body:
        return []
    nothing = frozenset(empty.split())
    notes: list[Note] = []
    for heading in headings:
        for quoted in _quotations(scene, heading, nothing):
            notes += _wandering(scene, traced, quoted, body, nothing)
    notes += _firmer(
        scene, traced, headings, body, frozenset(hedges.split()), frozenset(hearsay.split()), nothing
    )
    return notes


# --- quotations


def _quotations(scene: Scene, sentence: Sentence, nothing: frozenset[str]) -> Iterator[Quoted]:
    """The quotations in a sentence: runs of quoted words that are more than a name."""
    run: list[Word] = []
    for word in (*sentence.words, None):
        if word is not None and word.quoted:
            run.append(word)
            continue
        letters = [one for one in run if one.text[0].isalnum()]
        if letters and not _is_name(scene, letters):
            stems = _stems(letters, nothing)
            start, end = run[0].start, run[-1].end
            yield Quoted(scene.prose.article.text[start:end], stems, start, end, sentence, len(letters))
        run = []


def _is_name(scene: Scene, words: Sequence[Word]) -> bool:
    """Whether quoted words are a medium, or all written with capitals like a title."""
    if all(word.text[0].isupper() or word.text[0].isdigit() for word in words):
        return True
    return scene.cast.who(words[0].start, words[-1].end).kind == "media"


def _stems(words: Sequence[Word], nothing: frozenset[str]) -> tuple[str, ...]:
    parts = (part for word in words for part in word.lower.split("-"))
    return tuple(_stem(part) for part in parts if part and part[0].isalnum() and part not in nothing)


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > 4 else word


def _distinctive(quoted: Quoted) -> bool:
    """Whether words are said but once: three or more, or two of which one is long."""
    if quoted.words >= _FEWEST_WORDS and len(quoted.stems) >= 2:
        return True
    return len(quoted.stems) == 2 and any(len(stem) >= _LONG_WORD for stem in quoted.stems)


def _wandering(
    scene: Scene,
    traced: Sequence[Statement],
    quoted: Quoted,
    body: Sequence[Sentence],
    nothing: frozenset[str],
) -> Iterator[Note]:
    """A quotation in a heading that the text does not have, or gives to somebody else."""
    if not quoted.stems:
        return
    here = [one for one in traced if one.start < quoted.end and quoted.start < one.end]
    places = [one for one in body if _contains(_stems(one.words, nothing), quoted.stems)]
    if not places:
        pairs = itertools.pairwise(body)
        joined = any(_contains(_stems((*a.words, *b.words), nothing), quoted.stems) for a, b in pairs)
        if _is_label(scene, quoted, here) or _told_above(quoted, here) or _reordered(quoted, body, nothing):
            return
        if not joined and quoted.words >= 2 and (_distinctive(quoted) or len(quoted.stems) >= 2):
            yield Note(
                kind="unsupported-headline",
                message=(
                    f"The {quoted.sentence.kind} quotes “{shorten(quoted.text)}”, "
                    "which the text below does not have."
                ),
                statements=tuple(one.id for one in here),
            )
        return
    here.sort(key=lambda one: one.end - one.start)
    above = next((one for one in here if _last(one) is not None), None)
    if above is None or not _distinctive(quoted):
        return
    below = [
        one
        for one in traced
        if one.form != "reported" and any(p.start <= one.start < p.end for p in places)
        if _contains(_statement_stems(scene, one, nothing), quoted.stems) and _last(one) is not None
    ]
    first, others = _last(above), [_last(one) for one in below]
    if first is None or not others or any(o is None or not _differ(scene, first, o) for o in others):
        return
    second = others[0]
    assert second is not None
    yield Note(
        kind="attribution-conflict",
        message=(
            f"“{shorten(quoted.text)}” is given to {first.name} in the {quoted.sentence.kind} "
            f"and to {second.name} in the text."
        ),
        statements=(above.id, *(one.id for one in below)),
    )


def _is_label(scene: Scene, quoted: Quoted, here: Sequence[Statement]) -> bool:
    """Whether words behind an article that the model takes for nobody's are what something is called."""
    words = quoted.sentence.words
    first = next((i for i, word in enumerate(words) if word.start >= quoted.start), 0)
    lead = [word for word in words[:first] if word.text[0].isalnum()]
    if lead and lead[-1].text.islower() and lead[-1].lower.endswith(("e", "en")) and len(lead[-1].text) > 5:
        lead.pop()  # "das umstrittene „Fährgesetz“"
    before = lead[-1] if lead else None
    return not here and before is not None and before.lower in scene.terms.words("determiners")


def _told_above(quoted: Quoted, here: Sequence[Statement]) -> bool:
    """Whether a teaser itself tells who said it, as the first paragraph of a report does."""
    return quoted.sentence.kind == "teaser" and any(one.cue and _last(one) is not None for one in here)


def _reordered(quoted: Quoted, body: Sequence[Sentence], nothing: frozenset[str]) -> bool:
    """Whether a sentence of the text has all the words in another order, as a heading shortens them."""
    return any(set(quoted.stems) <= set(_stems(one.words, nothing)) for one in body)


def _statement_stems(scene: Scene, statement: Statement, nothing: frozenset[str]) -> tuple[str, ...]:
    words = [word for span in statement.content for word in scene.prose.words_between(span.start, span.end)]
    return _stems(words, nothing)


def _contains(text: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether the stems stand in a text in their order, with at most two others between any two."""
    for start, stem in enumerate(text):
        if stem != stems[0]:
            continue
        at = start
        for wanted in stems[1:]:
            at = next((i for i in range(at + 1, min(at + 4, len(text))) if text[i] == wanted), -1)
            if at < 0:
                break
        if at >= 0:
            return True
    return False


def _last(statement: Statement) -> Hop | None:
    hops = [hop for hop in statement.chain if not hop.weak]
    return hops[-1] if hops and hops[-1].name else None


def _differ(scene: Scene, one: Source, other: Source) -> bool:
    """Whether two sources are surely not the same: other ids, or names and roles without a word in common.

    A role ("the mayor") may be the person with whose name it stands somewhere in the text.
    """
    if same(one, other):
        return False
    if one.kind != other.kind and "person" in (one.kind, other.kind) and None not in (one.kind, other.kind):
        return False  # an institution and somebody who speaks for it
    if one.actor is not None and other.actor is not None:
        return True
    mine, theirs = _name_parts(one), _name_parts(other)
    if mine & theirs or not mine or not theirs:
        return False
    text = scene.prose.article.text
    for role, person in ((mine, theirs), (theirs, mine)):
        for name in person:
            for match in re.finditer(re.escape(name), text, re.IGNORECASE):
                near = text[max(match.start() - 60, 0) : match.end() + 60].lower()
                if any(part in near for part in role):
                    return False
    return True


def _name_parts(source: Source) -> set[str]:
    return {part.lower() for part in re.findall(r"\w[\w-]{2,}", source.name or "") if part[0].isupper()}


# --- claims


def _firmer(
    scene: Scene,
    traced: Sequence[Statement],
    headings: Sequence[Sentence],
    body: Sequence[Sentence],
    hedges: frozenset[str],
    hearsay: frozenset[str],
    nothing: frozenset[str],
) -> Iterator[Note]:
    """Headings that assert what the text has only from somebody, held back."""
    told = [
        (one, set(_statement_stems(scene, one, nothing)))
        for one in traced
        if _is_hearsay(scene, one, hearsay)
    ]
    for heading in headings:
        claim = _claim(scene, heading, traced, hedges)
        stems = set(_stems(claim, nothing))
        if len(stems) < _FEWEST_WORDS:
            continue
        found = [one for one, words in told if _share(stems, words) >= _SHARE]
        if not found or any(_asserts(scene, one, stems, traced, hedges, nothing) for one in body):
            continue
        source = _last(found[0])
        behind = f"from {source.name}" if source else "as hearsay"
        said = shorten(scene.prose.article.text[heading.start : heading.end])
        yield Note(
            kind="firmer-headline",
            message=f"The {heading.kind} asserts “{said}”; the text has it only {behind}.",
            statements=tuple(one.id for one in found),
        )


def _claim(
    scene: Scene, heading: Sentence, traced: Sequence[Statement], hedges: frozenset[str]
) -> Sequence[Word]:
    """The words with which a heading asserts something itself; none if it attributes, hedges, quotes or asks."""
    words = heading.words
    if any(word.quoted or word.text == "?" or word.lower in hedges for word in words):
        return ()
    if any(one.start < heading.end and heading.start < one.end for one in traced):
        return ()
    if scene.signals(scene.prose.number_at(heading.start)):
        return ()
    colon = next((i for i, word in enumerate(words) if word.text == ":"), None)
    if colon is None:
        return words
    if colon == 0:
        return ()
    before = scene.cast.who(words[0].start, words[colon - 1].end)
    topic = before.actor is None and before.kind in (None, "organisation")  # "Brückenstreit: …"
    return words[colon + 1 :] if topic else ()


def _is_hearsay(scene: Scene, statement: Statement, hearsay: frozenset[str]) -> bool:
    """Whether the text holds a statement back: hearsay words, a nameless or doubted source, a chain of two."""
    if statement.form == "direct":
        return False
    hops = [hop for hop in statement.chain if not hop.weak]
    number = scene.prose.number_at(statement.start)
    if scene.prose.sentences[number].kind in HEADINGS or not hops:
        return False
    words = scene.prose.sentences[number].words
    marked = any(word.lower in hearsay and not word.quoted for word in words)
    return marked or len(hops) > 1 or any(hop.named is False or hop.stance == "distancing" for hop in hops)


def _asserts(
    scene: Scene,
    sentence: Sentence,
    stems: set[str],
    traced: Sequence[Statement],
    hedges: frozenset[str],
    nothing: frozenset[str],
) -> bool:
    """Whether a sentence of the text says the same by itself."""
    if any(one.start < sentence.end and sentence.start < one.end for one in traced):
        return False
    if any(word.lower in hedges for word in sentence.words):
        return False
    return _share(stems, set(_stems(sentence.words, nothing))) >= _SHARE


def _share(stems: set[str], words: set[str]) -> float:
    return sum(any(_alike(stem, word) for word in words) for stem in stems) / len(stems)


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word, or one begins a compound with the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)
