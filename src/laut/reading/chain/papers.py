"""Which medium has a paper, as a relative clause behind it tells? "ein Bericht, aus dem der Kurier zitiert"."""

from __future__ import annotations

from laut.reading.chain.addressees import confided_in
from laut.reading.chain.scene import Scene
from laut.reading.chain.voices import Voice, overlap


def shown_before(scene: Scene, paper: Voice) -> list[Voice]:
    """The medium that has a paper, where it was named last: "Einen Bericht, aus dem der Kurier zitiert, …"."""
    before = [one.spans[0] for one in scene.cast.sources(0, paper.start) if one.name == paper.source.name]
    if not before:
        return []
    words = scene.prose.sentence_at(before[-1].start).words
    return confided_in(scene, words, sum(word.start < before[-1].end for word in words))


def shown_by(scene: Scene, voice: Voice) -> list[Voice]:
    """The medium in a relative clause behind "laut X", "X zufolge": ", dessen Bericht der Kurier auswertete"."""
    words = scene.prose.sentence_at(voice.start).words
    at = sum(word.start < voice.end for word in words)
    at += at < len(words) and words[at].lower in scene.terms.words("behind")
    media = confided_in(scene, words, at)
    return [] if any(overlap(one, voice) for one in media) else media
