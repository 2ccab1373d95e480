"""Where does a noun phrase end although its words run on? Before what belongs to the verb, an addressee, a source.

*meldete sich der Käufer | zu Wort*, *sagte der Trainer | unserer Zeitung*, *die Zeitung | aus Sicherheitskreisen*,
*nach einem Bericht | Strafen*: whoever gives the words of a source may give too many of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import is_capital
from laut.reading.actors.nouns import Noun, institutions, media_words, nouns_of
from laut.reading.prose import Word


def phrase_end(after: Sequence[Word], head: Noun | None) -> int:
    """How many of the words behind a head belong to its phrase.

    Args:
        after: the words behind the head up to the first comma, parentheses and quotation marks left out.
        head: what the lexicon knows of the head; None if it is a name.
    """
    for at in range(len(after)):
        if (
            is_verbal(after, at)
            or _is_object(after, at, head)
            or _is_addressee(after, at, head)
            or _is_source_behind(after, at, head)
            or _is_seat(after, at)
            or _is_paper_of_verb(after, at, head)
            or is_aim(after, at, head)
            or _is_somebody(after, at, head)
            or _is_another(after, at)
            or _is_on_air(after, at, head)
        ):
            return at
    return len(after)


def _is_seat(after: Sequence[Word], at: int) -> bool:
    """Whether it is told there where a firm has its seat: *die Muster AG mit Sitz in Kiel*."""
    seat = institutions().seated_in.split()
    return [word.lower for word in after[at : at + len(seat)]] == seat


def _is_another(after: Sequence[Word], at: int) -> bool:
    """Whether another noun phrase begins there: *sieht nach einem Bericht der Zeitung | ein Entwurf des Amts vor*.

    Or an object right behind the head: *warnt die Firma | das Amt*.
    """
    behind = at == 0 and len(after) > 1 and not after[at].quoted
    if behind and after[at].lower in grammar().words.objective.split():
        return True
    nominative = after[at].lower in grammar().words.indefinite_nominative.split()
    return nominative and at > 0 and (after[at - 1].quoted or is_capital(after[at - 1]))


def _is_on_air(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether it is told there where a person speaks: *sagte die Ärztin | im Radio*, *sagte Muster | im Podcast*."""
    if (head is not None and head.sort != "person") or after[at].lower != "im" or at + 1 >= len(after):
        return False
    return any(noun.sort == "media" for noun in nouns_of(after[at + 1].text))


def _is_somebody(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether *von* goes with the verb, for no house is of just anybody: *stammt laut Behörde | von einem Fremden*."""
    if head is None or head.sort != "institution" or at + 1 >= len(after):
        return False
    return after[at].lower in grammar().agent and after[at + 1].lower in grammar().indefinite


def _is_paper_of_verb(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether it is told there in which paper a house says it: *beziffert der Rechnungshof in einem Bericht*."""
    if head is None or head.sort != "institution" or at + 2 >= len(after) or after[at].lower != "in":
        return False
    owned = after[at + 1].lower in grammar().indefinite or after[at + 1].lower in grammar().words.possessive
    return owned and any(noun.sort == "document" for noun in nouns_of(after[at + 2].text))


def is_verbal(words: Sequence[Word], at: int) -> bool:
    """Whether a noun with a preposition belongs to the verb: *zu Wort*, *zu Protokoll*."""
    small = grammar().words
    if words[at].lower not in small.verbal_links.split() or at + 1 >= len(words):
        return False
    return is_capital(words[at + 1]) and words[at + 1].lower in small.verbal.split()


def _is_object(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether what stands right behind a noun is another part of its clause: *nach einem Bericht Strafen*.

    Papers have no name behind them, except in the genitive or in quotation marks; and papers in the plural are no name
    of whoever stands before them (*nach Angaben der Klinik Akten*).
    """
    word = after[at]
    if head is None or at or not is_capital(word) or word.quoted:
        return False
    if word.lower in institutions().nobody.split():
        return True  # "laut Polizei Waffen gefunden"
    if any(noun.sort == "document" and noun.gender == "p" for noun in nouns_of(word.text)):
        return not word.lower.endswith(("s", "er"))
    if head.sort != "document" or not head.before or not word.text.isalpha() or word.text.endswith("s"):
        return False
    return head.base in media_words().reports.split() or word.text.endswith("en")


def is_own_house(words: Sequence[Word], at: int) -> bool:
    """Whether an outlet speaks of itself there: *unserer Zeitung*, *diesem Portal*."""
    if words[at].lower not in media_words().own_house.split() or at + 1 >= len(words):
        return False
    return any(noun.sort == "media" for noun in nouns_of(words[at + 1].text))


def _is_addressee(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether a medium is told something there: *sagte der Trainer unserer Zeitung*, not *ein Reporter unserer …*.

    Behind a name any medium is: *sagte Anwalt Karl Muster der „Abendpost“*.
    """
    if not tells_house(head):
        return False
    titled = at > 1 and at + 1 < len(after) and after[at].lower in grammar().genitive and after[at + 1].quoted
    return is_own_house(after, at) or (
        titled and is_capital(after[at - 1]) and not nouns_of(after[at - 1].text)
    )


def tells_house(head: Noun | None) -> bool:
    """Whether somebody does not belong to a house whose name stands behind: a trainer does not, a reporter does."""
    return head is not None and head.sort == "person" and head.base not in media_words().of_house.split()


def is_aim(words: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether what a report says goes on behind the bare noun for a medium: *laut Zeitung | für Verkauf*."""
    bare = head is not None and head.sort == "media" and not head.before
    return bare and words[at].lower in grammar().complement - grammar().agent


def _is_circle(after: Sequence[Word], at: int) -> bool:
    """Whether unnamed people are told of behind a preposition: *in Kieler Regierungskreisen*."""
    noun = next((word for word in reversed(after[at + 1 : at + 4]) if is_capital(word)), None)
    circles = media_words().circles.split()
    return (
        after[at].lower in media_words().circle_links.split()
        and noun is not None
        and (noun.lower.endswith(tuple(circles)))
    )


def _is_source_behind(after: Sequence[Word], at: int, head: Noun | None) -> bool:
    """Whether those begin there from whom a medium has something: *der Musterkurier von zwei Personen*."""
    if head is not None and head.sort != "media":
        return False
    if _is_circle(after, at):
        return True
    if after[at].lower not in grammar().source:
        return False
    counted = at + 1 < len(after) and after[at + 1].lower in grammar().several | grammar().indefinite
    noun = next((word for word in after[at + 1 :] if is_capital(word)), None)
    people = noun is not None and any(one.sort == "person" for one in nouns_of(noun.text))
    return people and (head is not None or counted)
