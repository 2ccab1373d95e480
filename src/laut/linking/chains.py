"""Whom does each report give as its sources for a claim? Its chains, without what says nothing.

The outlet itself is no hop of its chains; headings count only where the text gives nobody; "die Zeitung" is the one
that the report names, and "eine Sprecherin" speaks for the house that it names.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from laut.linking.abbreviations import spell_out, spelled_out
from laut.linking.identity import (
    Voice,
    clusters,
    mentioned_titles,
    names_outlet,
    outlet_of,
    ruled_out,
    seated,
    voice_of,
    without_titles,
)
from laut.linking.source_words import TOKEN, lists_of
from laut.reading.actors.nouns import nouns_of
from laut.reading.actors.registry import Registry
from laut.records import Hop, Source, Told

_LAST: Final = dt.date.max
Chain = tuple[Voice, ...]
_NOBODY: Final = Voice(
    name="", actor=None, kind="group", named=False, medium=False, words=frozenset(), state=None, speaks=False
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What one report has of the claim.

    Attributes:
        number: of the report.
        outlet: who published it.
        tellings: its statements, by place.
        chains: their chains without what says nothing, with the statements' ids.
        asserts: whether it says it in its own name and names nobody.
        days: of publication, first and last.
    """

    number: int
    outlet: Voice | None
    tellings: tuple[Told, ...]
    chains: tuple[tuple[Chain, str], ...]
    asserts: bool
    days: tuple[dt.date, dt.date]


def reports_of(tellings: Sequence[Told], registry: Registry) -> list[Reported]:
    """Return what each report has of a claim, by publication, whatever the order of its statements was."""
    by_report: dict[int, list[Told]] = defaultdict(list)
    for told in tellings:
        by_report[told.report].append(told)
    groups = [sorted(group, key=_place) for group in by_report.values()]
    names = sorted({told.outlet for told in tellings if told.outlet})
    outlets = {name: outlet_of(name, registry) for name in names}
    known = _Known(registry, outlets)
    known.learn_programmes(tellings)
    known.abbreviations = spelled_out(hop for told in tellings for hop in told.statement.chain)
    found = [_reported(group, known) for group in groups]
    voices = {voice for one in found for chain, _ in one.chains for voice in chain}
    cited = {name for name, outlet in outlets.items() if any(names_outlet(voice, outlet) for voice in voices)}
    return sorted(found, key=lambda one: _published(one, cited))


def _place(told: Told) -> tuple[str, int, int, str]:
    return told.article, told.statement.start, -told.statement.end, told.statement.id


def _published(one: Reported, cited: Collection[str]) -> tuple[dt.date, dt.date, bool, bool, bool, str, str]:
    """By days; within a day who is cited first, then who has a source that is no medium, then any; never by arrival."""
    outlet = one.tellings[0].outlet or ""
    names = any(voice.known for chain, _ in one.chains for voice in chain)
    own = any(not chain[0].medium for chain, _ in one.chains)
    article = min(told.article for told in one.tellings)
    return *one.days, outlet not in cited, not own, not names, outlet, article


class _Known:
    """The actors that are known, and the outlets of the claim's reports."""

    def __init__(self, registry: Registry, outlets: Mapping[str, Voice]) -> None:
        self._registry = registry
        self.outlets = outlets
        self.abbreviations: Mapping[str, str] = {}
        self._media: dict[tuple[Voice, tuple[str, ...]], Voice] = {}
        self._programmes: dict[frozenset[str], set[str]] = defaultdict(set)

    def learn_programmes(self, tellings: Iterable[Told]) -> None:
        """Note which outlet broadcasts what, where a report says it: "das Magazin „Nachspiel“ (Kanal Drei)"."""
        for told in tellings:
            for hop in told.statement.chain:
                title = only_one(self.medium(one.name or "", told) for one in mentioned_titles(hop))
                if hop.kind == "media" and title is not None and title.words and not self._is_outlet(title):
                    self._programmes[title.words] |= {
                        name
                        for name in self.outlets
                        for span in hop.spans
                        if _is_broadcast_by(span.text, name)
                    }

    def voice(self, hop: Source, told: Told, side: str | None) -> Voice:
        """Return a source as it can be told apart; an outlet of the claim is a medium, whatever it was taken for."""
        weak = isinstance(hop, Hop) and hop.weak
        hop = spell_out(hop, self.abbreviations)
        voice = voice_of(hop, told.language, self._registry, side=side, weak=weak)
        voice = seated(voice, [span.text for span in told.statement.frame])
        if not voice.medium and (partner := self._partner(voice.name, told)) is not None:
            return partner
        titles = mentioned_titles(hop)
        key = voice, tuple(title.name or "" for title in titles)
        if key not in self._media:
            self._media[key] = self._as_medium(
                voice, [voice_of(t, told.language, self._registry) for t in titles]
            )
        return self._media[key]

    def _partner(self, name: str, told: Told) -> Voice | None:
        """Of outlets that found it out together, "Kurier und Kanal Drei", the first that is not the report's own."""
        joining = lists_of("en" if told.language == "en" else "de").joining
        joined = itertools.groupby(name.split(), lambda word: word.lower() in joining)
        parts = [" ".join(words) for joins, words in joined if not joins]
        if len(parts) < 2:
            return None
        media = [self.medium(part, told) for part in parts]
        outlets = [next((one for one in self.outlets.values() if names_outlet(m, one)), None) for m in media]
        if None in outlets:
            return None
        own = self.outlets.get(told.outlet or "")
        return next((one for one in outlets if one is not None and one != own), None)

    def medium(self, name: str, told: Told) -> Voice:
        """Return a medium by what a report calls it."""
        return voice_of(Source(name=name, kind="media", named=True), told.language, self._registry)

    def _as_medium(self, voice: Voice, titles: Sequence[Voice]) -> Voice:
        broadcast = self._programmes.get(voice.words, ()) if voice.medium else ()
        if len(broadcast) == 1:
            return self.outlets[min(broadcast)]
        if not voice.medium and not self._is_outlet(voice):
            voice = next((title for title in titles if title.words and not title.words & voice.words), voice)
        return replace(voice, medium=True, kind="media") if self._is_outlet(voice) else voice

    def _is_outlet(self, voice: Voice) -> bool:
        return any(names_outlet(voice, outlet) for outlet in self.outlets.values())


def _is_broadcast_by(words: str, outlet: str) -> bool:
    """Whether words for a medium give a title and an outlet, and nothing else: not "„Kurier“ und Kanal Drei"."""
    lists, owner = lists_of("de"), set(TOKEN.findall(outlet.replace("-", " ")))
    tokens = TOKEN.findall(without_titles(words))
    told = {part for token in tokens for part in token.split("-")}
    left = {token for token in tokens if token.lower() not in lists.small and not _is_word_for_media(token)}
    return bool(owner) and owner <= told and left <= owner | {outlet} and not told & lists.joining


def _is_word_for_media(token: str) -> bool:
    return any(noun.sort == "media" for noun in nouns_of(token))


def _reported(tellings: Sequence[Told], known: _Known) -> Reported:
    outlet = known.outlets.get(tellings[0].outlet or "")
    everything = [(_chain(told, outlet, known), told.statement.id) for told in tellings]
    body = [item for told, item in zip(tellings, everything, strict=True) if not _is_heading(told)]
    chains = [item for item in body if item[0]] or [item for item in everything if item[0]]
    asserts = not chains and any(_is_assertion(told) for told in tellings)
    own = {told.statement.id for told in tellings if outlet is not None and _is_told_to(told, outlet, known)}
    named = _with_named_houses(_with_named_media(_without_vague(chains), everything, own))
    return Reported(tellings[0].report, outlet, tuple(tellings), tuple(named), asserts, _days(tellings))


def _days(tellings: Sequence[Told]) -> tuple[dt.date, dt.date]:
    days = [told.published for told in tellings if told.published]
    return min((day.earliest for day in days), default=_LAST), min(
        (day.latest for day in days), default=_LAST
    )


def _is_heading(told: Told) -> bool:
    return bool(told.title) and told.statement.end <= len(told.title or "") + 1


def _is_assertion(told: Told) -> bool:
    """Whether the outlet says it in its own name: nobody is cited, and it is put as certain."""
    statement = told.statement
    firm = statement.factuality is None or statement.factuality.outlet.startswith("CT")
    return firm and not (statement.cue or statement.frame or statement.speaker) and statement.form != "direct"


def _chain(told: Told, outlet: Voice | None, known: _Known) -> Chain:
    """The chain of a statement, inward, without the outlet itself and without anybody twice in a row."""
    statement = told.statement
    hops = statement.chain or ((statement.speaker,) if statement.speaker else ())
    voices: list[Voice] = []
    for number, hop in enumerate(hops, start=1):
        side = told.side if number == len(hops) else None
        voice = known.voice(hop, told, side)
        if not voice.name or (outlet is not None and names_outlet(voice, outlet)):
            continue
        if voices and not voices[-1].weak and _repeats(voices[-1], voice):
            voices[-1] = max(voices[-1], voice, key=lambda one: (one.named, len(one.words), one.name))
            continue
        voices.append(voice)
    if not voices and hops and outlet is not None and _found_out(told):
        return (replace(_NOBODY, name=f"{outlet.name} (a source of its own)", own=True),)
    return tuple(voices)


def _is_told_to(told: Told, outlet: Voice, known: _Known) -> bool:
    """Whether somebody told the outlet itself: "sagte ein Diplomat dieser Zeitung", "sagte sie Radio Lenz"."""
    hops = [known.voice(hop, told, None) for hop in told.statement.chain[:-1]]
    spoken_to = [known.medium(span.text, told) for span in told.statement.addressee]
    return any(names_outlet(voice, outlet) for voice in (*hops, *spoken_to))


def _found_out(told: Told) -> bool:
    """Whether an outlet knows something from others and does not say from whom: "nach Informationen des Kuriers"."""
    spans = (
        *told.statement.frame,
        *told.statement.cue,
        *(told.statement.speaker.spans if told.statement.speaker else ()),
    )
    words = {word for span in spans for word in TOKEN.findall(span.text.lower())}
    return bool(words & lists_of("en" if told.language == "en" else "de").findings)


def _repeats(one: Voice, other: Voice) -> bool:
    if one.actor or other.actor:
        return one.actor == other.actor
    return one.kind == other.kind and one.words == other.words and (bool(one.words) or one.name == other.name)


def _without_vague(chains: Sequence[tuple[Chain, str]]) -> list[tuple[Chain, str]]:
    """Leave out what only opens a report: "nach Informationen dieser Zeitung", "nach Angaben aus Kiel".

    Where the next sentences name somebody, that is who is meant.
    """
    told = [item for item in chains if not all(_is_vague(voice) for voice in item[0])]
    heard = any(not voice.medium for chain, _ in told for voice in chain)
    told = told if heard else list(chains)
    return [item for item in told if not any(_tells_who(other, item[0]) for other, _ in told)]


def _tells_who(chain: Chain, circles: Chain) -> bool:
    """Whether a chain says of circles who is meant: "aus Parteikreisen … sagten zwei Mitglieder des Vorstands"."""
    one, other = circles[-1], chain[-1]
    if not _is_circle(one) or _is_circle(other) or circles[:-1] != chain[:-1]:
        return False
    people = other.kind in ("person", "group") and not (other.known or other.medium)
    named_before = replace(other, words=other.words - lists_of("de").taken_up)
    return people and not ruled_out(one, named_before)


def _is_circle(voice: Voice) -> bool:
    return voice.kind == "group" and not voice.named and voice.name.endswith(lists_of("de").circles)


def _is_vague(voice: Voice) -> bool:
    """Whether a source is only said to be one: the outlet's own, or somebody in a place."""
    if voice.named or voice.medium or voice.kind != "group":
        return False
    return voice.own or (bool(voice.name) and " " not in voice.name and not nouns_of(voice.name))


def _with_named_media(
    chains: Sequence[tuple[Chain, str]], everything: Sequence[tuple[Chain, str]], own: Collection[str]
) -> list[tuple[Chain, str]]:
    """Say which medium "die Zeitung" is if the report names one alone, and whose people those behind it are.

    Args:
        chains: of the statements that count.
        everything: the chains of headings as well.
        own: the statements that the outlet itself was told.
    """
    medium = only_one(media_of(everything))
    if medium is None:
        return list(chains)
    result: list[tuple[Chain, str]] = []
    named = [(naming(chain, medium), key) for chain, key in chains]
    at = next((i for i, (chain, _) in enumerate(named) if medium in chain), len(named))
    for i, (chain, key) in enumerate(named):
        first = next((voice for voice in chain if not voice.weak), None)
        leads = i + 1 == at < len(named) and _may_be_meant(
            chain, named[at][0]
        )  # "laut Beamten …, schreibt X"
        cited = i >= at or leads
        if cited and first is not None and not (first.medium or first.known or key in own):
            weak = tuple(voice for voice in chain if voice.weak)
            chain = (*weak, medium, *chain[len(weak) :])
        result.append((chain, key))
    return result


def _may_be_meant(lead: Chain, chain: Chain) -> bool:
    """Whether the people with whom a report opens may be those whom the next chain names behind a medium."""
    one, other = lead[-1], chain[-1]
    return not other.medium and not one.known and not other.known and not ruled_out(one, other)


def media_of(chains: Iterable[tuple[Chain, str]]) -> list[Voice]:
    """The media that chains name, without agencies of which there is only the code."""
    return [
        voice for chain, _ in chains for voice in chain if voice.medium and voice.words and not voice.weak
    ]


def only_one(voices: Iterable[Voice]) -> Voice | None:
    """The one source that all of them are, by its longest name; None if they are several or none."""
    found = set(voices)
    if len(set(clusters(found).values())) != 1:
        return None
    return min(found, key=lambda voice: (-len(voice.words), voice.name, str(voice.kind), voice.named))


def naming(chain: Chain, medium: Voice | None) -> Chain:
    """Put a medium in place of "die Zeitung", if there is one."""
    return tuple(medium if medium and _is_generic(voice) else voice for voice in chain)


def _with_named_houses(chains: Sequence[tuple[Chain, str]]) -> list[tuple[Chain, str]]:
    """Say for whom "eine Sprecherin" speaks, if the report has the same from one house alone."""
    house = only_one(voice for chain, _ in chains for voice in chain[-1:] if voice.house and voice.known)
    if house is None:
        return list(chains)
    return [
        ((*chain[:-1], house) if chain[-1].speaks and not chain[-1].words else chain, key)
        for chain, key in chains
    ]


def _is_generic(voice: Voice) -> bool:
    """Whether it is "die Zeitung" or "der Bericht" and no more."""
    return (
        not voice.words and not voice.actor and (voice.medium or voice.kind == "document") and not voice.named
    )
