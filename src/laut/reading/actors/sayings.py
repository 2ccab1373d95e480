"""Who stands behind what is said or written: *Angaben der Polizei*, *Medienberichte*, *der Bericht*, *eine Studie*?"""

from __future__ import annotations

import itertools

from laut.reading.actors.context import Context
from laut.reading.actors.grammar import country_of, genitive, grammar, nominative_adjective
from laut.reading.actors.known import known_kinds
from laut.reading.actors.names import is_acronym, is_capital, may_be_surname
from laut.reading.actors.nouns import Noun, media_words, nouns_of
from laut.reading.actors.phrases import Phrase, nominative
from laut.reading.actors.roster import Entity
from laut.records import SourceKind


class Sayings:
    """Finds out whose words or papers are meant."""

    def __init__(self, context: Context) -> None:
        """Share what the other finders know."""
        self._all = context

    def shell(self, phrase: Phrase, at: int) -> Entity:
        """*Angaben der Polizei*, *Polizeiangaben*, *seiner Meinung nach*: who stands behind what is said."""
        assert phrase.head is not None
        if phrase.owner:
            return self._all.entity(phrase.owner, genitive=True)
        if phrase.before and phrase.before[0].text.isdigit() and not phrase.after:
            return Entity(nominative(phrase), None, None)  # "auf 44 Seiten"
        place = _from_place(phrase)
        if place is not None and self._all.roster.known(place.name) is None:
            return place
        behind = self._all.behind(phrase.tail if phrase.after else ())
        if behind is not None:
            return _somebody_inside(phrase, behind) or behind
        first = phrase.before[0].lower if phrase.before else ""
        determiner = phrase.determiner or ""
        if determiner in grammar().words.possessive:
            findings = phrase.head.base in media_words().found_out.split()  # "nach ihren Recherchen"
            medium = self._all.media.last(at, "") if findings else None
            found = medium or self._all.pronouns.possessive(determiner, at)
            if found is not None:
                return found
        if first.startswith("eigen"):
            found = self._all.pronouns.subject(at)
            if found is not None:
                return found
        bare = phrase.definite and not phrase.after and not phrase.head.before
        medium = (
            self._all.media.last(at, phrase.head.base)
            if bare and phrase.head.base in media_words().reports.split()
            else None
        )
        return medium or self._compound(phrase) or self._official(phrase)

    def _compound(self, phrase: Phrase) -> Entity | None:
        """*Polizeiangaben*, *dpa-Meldung*, *Medienberichte*: the first part of the compound."""
        assert phrase.head is not None and phrase.head_word is not None
        word = phrase.head_word.text
        first = word[: len(phrase.head.before)] if phrase.head.before else ""
        for text in dict.fromkeys((first, first.removesuffix("s"), first.removesuffix("n"))):
            if not text:
                continue
            actor = self._all.one(text) if not nouns_of(text) else None
            if actor is not None and actor.kind != "person":
                return self._all.roster.of_actor(actor)
            kind = known_kinds().get(text)
            if kind is not None:
                return Entity(text, kind, True)
            nouns = nouns_of(text)
            if nouns and nouns[0].sort == "institution" and not nouns[0].before:
                called = [one for one in self._all.roster.headed(nouns[0].base) if one.named]
                if len(called) == 1:
                    return called[0]  # "Betreiberangaben", where the text names one operator
            if nouns:
                noun = next((one for one in nouns if one.gender == "p"), nouns[0])
                single = noun.gender != "p"
                kind = noun.kind if noun.sort != "media" else "media"
                if noun.sort == "person" and single:
                    plural = nouns_of(text + "n") or nouns_of(text + "en") or nouns
                    noun = next((one for one in plural if one.gender == "p"), noun)
                    kind, single = "group", False
                if noun.sort == "media" and single:
                    plural = nouns_of(text + "en")
                    noun = plural[0] if plural else noun
                    single = False
                countries = [
                    nominative_adjective(w.text, noun.gender) for w in phrase.before if country_of(w.text)
                ]
                name = " ".join([*countries, noun.nominative])
                return Entity(name, kind, single and noun.sort == "institution", gender=noun.gender)
        return self._all.other(first, "organisation") if first and is_acronym(first) else None

    def _official(self, phrase: Phrase) -> Entity:
        lower = [word.lower for word in phrase.before]
        official = any(
            word.startswith((*media_words().official.split(), *media_words().police.split()))
            for word in lower
        )
        country = any(country_of(word) for word in lower)
        assert phrase.head is not None
        paper = phrase.head.base in media_words().reports.split()
        kind: SourceKind = "government" if official or country else "document" if paper else "group"
        return Entity(nominative(phrase), kind, False, gender="p")

    def document(self, phrase: Phrase, at: int) -> Entity:
        """*der Bericht der Zeitung* is the newspaper, *die Studie der Universität* is the paper."""
        assert phrase.head is not None
        whole = self._whole(phrase, at) or self._message(phrase, at)
        if whole is not None:
            return whole
        reports = phrase.head.base in media_words().reports.split()
        behind = None
        if phrase.owner:
            behind = self._all.entity(phrase.owner, genitive=True)
        elif phrase.after:
            behind = self._all.behind(phrase.tail)
            if behind is not None and phrase.after[0].lower in grammar().words.possessive:
                return behind  # "das Protokoll seiner Vernehmung"
            self._all.pronouns.speak_of(behind, at)
        elif (phrase.determiner or "") in grammar().words.possessive:
            behind = self._all.pronouns.possessive(phrase.determiner or "", at)
            if behind is not None:
                return behind
        if behind is not None and behind.kind == "media" and reports:
            return behind
        compound = self._compound(phrase) if phrase.head.before else None
        if reports and compound is not None and compound.kind in ("media", "group"):
            unnamed = compound.kind == "media" and not compound.named
            single = unnamed and not (phrase.plural or phrase.before)
            only = self._all.media.only(_first_part(phrase.head)) if single else None
            if only is not None:
                return only  # "nach einem Zeitungsbericht", where the text names one paper
            return Entity(nominative(phrase), "media", False, gender="p") if unnamed else compound
        bare = not phrase.after and not phrase.head.before and not phrase.owner
        if bare and (phrase.definite or (phrase.determiner is None and phrase.head.gender != "p")):
            earlier = self._all.earlier(phrase, at)
            medium = self._all.media.last(at, phrase.head.base) if reports else None
            if earlier is not None and not (
                medium and earlier.kind != "media" and _last(earlier, at) < _last(medium, at)
            ):
                return earlier
            if medium is not None:
                return medium
            paper = self._paper(phrase, at)
            if paper is not None:
                return paper
        if behind is None and compound is None:
            sender = self._written(phrase, at) or self._sender(phrase, at)
            if sender is not None:
                return sender
        if bare and reports and phrase.plural and not phrase.before:
            return Entity(nominative(phrase), "media", False, gender="p")
        law = phrase.head.base in media_words().laws.split()
        named = law or bool((behind and behind.named) or (compound and compound.named))
        return self._all.new(phrase, "document", named)

    def _whole(self, phrase: Phrase, at: int) -> Entity | None:
        """*der letzte Absatz*, *die Begründung in dem Papier*: the paper that it is a part of."""
        assert phrase.head is not None
        if phrase.head.base not in media_words().parts.split() or phrase.head.before or phrase.owner:
            return None
        after = [word for word in phrase.after if not word.text.isdigit()]
        inside = next(
            (i for i, word in enumerate(after) if word.lower in media_words().part_links.split()), None
        )
        if inside is not None and inside + 1 < len(after):
            paper = self._all.entity(after[inside + 1 :])
            return paper if paper.kind == "document" else None
        if after and after[0].lower in grammar().words.genitive:
            paper = self._all.entity(after, genitive=True)
            return paper if paper.kind == "document" else None  # "Paragraf 4 des Entwurfs"
        named = after and inside is None and after[0].lower not in grammar().prepositions
        if named or phrase.head.base in media_words().reasons.split():
            return None
        numbered = phrase.determiner is None  # "unter Ziffer 3"
        return self._all.pronouns.nearest(at, self._papers()) if phrase.definite or numbered else None

    def _message(self, phrase: Phrase, at: int) -> Entity | None:
        """*…, schrieb Erika Muster auf Facebook. In dem Posting heißt es, …*: whoever wrote it."""
        assert phrase.head is not None
        bare = phrase.definite and not (phrase.after or phrase.before or phrase.owner or phrase.head.before)
        if not bare or phrase.head.base not in media_words().messages.split():
            return None
        return self._all.pronouns.writer_before(at)

    def _paper(self, phrase: Phrase, at: int) -> Entity | None:
        """*das Papier*, *dem Schreiben zufolge*: the paper that was named last."""
        assert phrase.head is not None
        if phrase.head.base not in media_words().papers.split() or phrase.before:
            return None
        return self._all.pronouns.nearest(at, self._papers())

    def _papers(self) -> list[Entity]:
        """The papers that were named, without those that are but a part of one."""
        parts = frozenset(media_words().parts.split())
        papers = [one for one in self._all.roster.entities if one.kind == "document"]
        return [one for one in papers if not one.heads or not one.heads <= parts]

    def _written(self, phrase: Phrase, at: int) -> Entity | None:
        """*ein Bericht, den das Amt verfasst hat*: the paper of whom a relative clause behind it tells."""
        assert phrase.head is not None
        words = [
            one for one in self._all.pronouns.prose.sentence_at(at).words if one.start >= phrase.core[-1].end
        ]
        if (
            phrase.plural
            or len(words) < 4
            or words[0].text != ","
            or words[1].lower not in grammar().definite
        ):
            return None
        clause = list(itertools.takewhile(lambda one: one.text not in ",.;:–", words[2:]))
        if not any(one.lower in media_words().written.split() for one in clause):
            return None
        noun = next((i for i, one in enumerate(clause) if is_capital(one)), len(clause) - 1)
        end = next((i for i in range(noun, len(clause)) if not is_capital(clause[i])), len(clause))
        house = self._all.entity(clause[:end])
        if house.kind not in ("government", "organisation") or not house.named:
            return None
        name = f"{nominative(phrase)} {genitive(house.name, house.gender)}"
        known = self._all.roster.known(name)
        paper = known or self._all.roster.add(Entity(name, "document", True, gender=phrase.head.gender))
        return self._all.remember(paper, phrase.head)

    def _sender(self, phrase: Phrase, at: int) -> Entity | None:
        """*Die Partei klagt, heißt es in einer (der) Aussendung*: the press release of whom the sentence is about."""
        assert phrase.head is not None
        release = phrase.head.base in media_words().releases.split()
        if not release or phrase.plural or phrase.determiner is None:
            return None
        house = self._all.pronouns.house_here(at)
        if house is None:
            return None
        name = f"{phrase.head.nominative} {genitive(house.name, house.gender)}"
        known = self._all.roster.known(name)
        return known or self._all.roster.add(Entity(name, "document", house.named, gender=phrase.head.gender))


def _from_place(phrase: Phrase) -> Entity | None:
    """*Angaben aus Kiel*: somebody there. Capitals are their governments."""
    after = phrase.after
    if len(after) != 2 or after[0].lower not in media_words().circle_links.split() or phrase.before:
        return None
    name = after[1].text
    unknown = may_be_surname(name) and name not in grammar().places.seats and not is_acronym(name)
    return Entity(name, "group", False) if unknown else None


def _somebody_inside(phrase: Phrase, house: Entity) -> Entity | None:
    """*Informationen aus dem Ministerium*: unnamed people there, and not the house. Buildings and seats do speak."""
    if phrase.after[0].lower not in media_words().out_of.split() or house.actor is not None:
        return None
    inside = house.kind in ("government", "organisation") and bool(house.heads)
    return Entity(house.name, "group", False) if inside else None


def _first_part(head: Noun) -> str:
    """The noun in small letters that the first part of a compound is: *zeitung* of *Zeitungsbericht*."""
    first = (head.before or "").capitalize()
    nouns = nouns_of(first.removesuffix("s")) or nouns_of(first)
    return nouns[0].base if nouns else ""


def _last(entity: Entity, at: int) -> int:
    return max((seen.at for seen in entity.seen if seen.at < at), default=-1)
