"""According to whom? The chains of an article's statements, on one screen.

1. what each statement's own sentence says about its sources    (`laut.reading.chain.hops`)
2. what is carried on from the statements before                (`laut.reading.chain.carrying`)
3. the chains of the statements around it, and the agency       (here)
4. notes on what is no statement but matters                    (`laut.reading.chain.remarks`)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from laut.reading.chain import carrying
from laut.reading.chain.agencies import agency_hop
from laut.reading.chain.behind import backward_voices, named_as_source, rested_on
from laut.reading.chain.carrying import Told
from laut.reading.chain.hops import Own, own_voices, sentence_voices
from laut.reading.chain.remarks import remarks_on
from laut.reading.chain.retold import cited_within, retold, retold_behind
from laut.reading.chain.scene import Scene
from laut.reading.chain.signals import points_back
from laut.reading.chain.terms import Terms, terms_of
from laut.reading.chain.voices import Cast, Voice, overlap, same, voice_of
from laut.reading.prose import Prose
from laut.records import Hop, Note, Source, Span, Statement

LANGUAGES = frozenset(("de",))
"""Languages whose chains are read; in others, statements keep what they came with."""

_LOOSE_SIGNS = frozenset(",;:(–—")

Chain = tuple[Hop, ...]


def trace(
    prose: Prose, statements: Sequence[Statement], cast: Cast
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Give every statement its source chain and its speaker, and note what else matters about sources.

    Args:
        prose: the article's sentences.
        statements: what the model found, with raw speakers.
        cast: who appears in the article.

    Returns:
        The statements in the same order, and the notes.
    """
    language = prose.article.language or "de"
    if language not in LANGUAGES or not prose.sentences:
        return tuple(statements), ()
    scene = Scene(prose, statements, cast, terms_of(language))
    history: list[Told] = []
    chains: dict[str, Chain] = {}
    order = sorted(range(len(statements)), key=lambda i: (statements[i].start, -statements[i].end, i))
    traced: list[Statement] = list(statements)
    agency = agency_hop(prose, cast, scene.terms)
    for i in order:
        statement = statements[i]
        chain, last = _chain(scene, statement, history, chains)
        chains[statement.id] = chain
        if not _is_inside(statement, statements):
            history.append(Told(statement, scene.numbers(statement)[0], last, chain))
        traced[i] = _with_chain(statement, _with_mention(scene, statement, chain), agency)
    return tuple(traced), remarks_on(scene, traced)


def _chain(
    scene: Scene, statement: Statement, history: Sequence[Told], chains: dict[str, Chain]
) -> tuple[Chain, int]:
    """The chain of one statement, and the number of the last sentence that it takes up."""
    own = own_voices(scene, statement)
    last = scene.numbers(statement)[1]
    backward = backward_voices(scene, statement)
    if own.voices and own.framed and retold_behind(scene, last):
        backward = []  # "Das habe X mitgeteilt": whoever says it has it from X
    if backward and (not own.voices or own.remote or not own.framed or own.unlisted or len(backward) > 1):
        own, last = Own(backward), last + 1
    elif backward:
        own.voices, last = _with_backward(own.voices, backward), last + 1
    around = _around(scene, statement, chains)
    reading = _from_voices if own.voices else _from_before
    chain = reading(scene, statement, own, history)
    if around:
        mine = [voice.hop() for voice in own.voices if _within(scene, statement, voice)]
        chain = (*around, *_new(mine, around))
    chain = _without_outlet(scene, _joined(chain))
    named = named_as_source(scene, last, chain) if chain and not around else None
    if named is not None:
        chain, last = _joined((*chain[: named[0] + 1], named[1].hop())), last + 1
    elif chain and not around:
        voices, number = rested_on(scene, last, chain[-1])
        voices = voices or retold(scene, statement) or retold_behind(scene, last)
        voices = voices or cited_within(scene, statement, chain[-1])
        chain = _joined((*chain, *_new((voice.hop() for voice in voices), chain)))
        last = number if number == last + 1 else last
    return chain, last


def _with_backward(own: Sequence[Voice], backward: Sequence[Voice]) -> list[Voice]:
    """The voices of the sentence behind and of a statement's frame; the same words count once."""
    again = [next((one for one in backward if overlap(one, voice)), None) for voice in own]
    merged = []
    for voice, other in zip(own, again, strict=True):
        best = voice if other is None or _tells_more(voice, other) else other
        stances = [one for one in (best, voice, other) if one is not None and one.stance != "neutral"]
        merged.append(best.judged(stances[0].stance, stances[0].markers) if stances else best)
    return [*(one for one in backward if one not in again), *merged]


def _tells_more(one: Voice, other: Voice) -> bool:
    """Whether a voice has the name of another with a place behind it: "Vertreter des Amts in Kiel"."""
    tail = (one.source.name or "").removeprefix(f"{other.source.name} ").split()
    return not one.source.named and len(tail) == 2


def _without_outlet(scene: Scene, chain: Chain) -> Chain:
    """The chain without the outlet itself, unless nobody else stands in it: "sagte er dieser Zeitung"."""
    outlet = scene.prose.article.outlet
    rest = tuple(hop for hop in chain if outlet is None or hop.name != outlet or hop.kind != "media")
    return rest or chain


def _home(scene: Scene, statement: Statement) -> Statement | None:
    """The statement that another one stands in: its parent, else the shortest whose content holds it."""
    around = [
        other
        for other in scene.statements
        if other is not statement
        and other.start <= statement.start
        and statement.end <= other.end
        and other.end - other.start > statement.end - statement.start
    ]
    parent = next((other for other in scene.statements if other.id == statement.parent), None)
    return parent or min(around, key=lambda other: other.end - other.start, default=None)


def _around(scene: Scene, statement: Statement, chains: dict[str, Chain]) -> Chain:
    home = _home(scene, statement)
    return chains.get(home.id, ()) if home is not None else ()


def _within(scene: Scene, statement: Statement, voice: Voice) -> bool:
    """Whether a voice of a nested statement speaks inside the content around it, and does not frame both."""
    home = _home(scene, statement)
    return home is not None and any(
        span.start <= voice.start and voice.end <= span.end for span in home.content
    )


def _from_voices(scene: Scene, statement: Statement, own: Own, history: Sequence[Told]) -> Chain:
    """The chain from the voices in the statement's own sentence, and what they stand on."""
    chain = tuple(voice.hop() for voice in own.voices)
    if own.anaphor:
        before = _pointed_back(scene, statement, history)
        if before:
            return (*before, *_new(chain, before))
    if own.read and len(chain) == 1 and (told := carrying.read_on(scene, statement, chain[0], history)):
        return carrying.carried(told)
    if own.cited and carrying.goes_on(scene, statement):
        told = carrying.before(scene, statement, history)  # "nach eigenen Angaben hätten die Beamten"
        longer = carrying.longer_chain(chain[-1], told.chain[0], history) if told is not None else None
        if longer is not None and len(chain) == 1:
            return (
                *(msgspec.structs.replace(hop, carried_from=None) for hop in carrying.carried(longer)[:-1]),
                *chain,
            )
    if own.reported:
        told = carrying.before(scene, statement, history)
        if told is not None and not same(told.chain[-1], chain[0]):
            longer = carrying.longer_chain(chain[-1], told.chain[0], history)
            return (*carrying.carried(longer or told), *_new(chain, (longer or told).chain))
    return chain


def _from_before(scene: Scene, statement: Statement, own: Own, history: Sequence[Told]) -> Chain:
    """The chain that is carried on to a statement whose own sentence names nobody."""
    if own.nobody:
        return ()
    running = carrying.before(scene, statement, history)
    if own.anaphor and not _names_earlier(scene, statement):
        return _pointed_back(scene, statement, history)
    if carrying.in_heading(scene, statement):
        return ()
    if statement.speaker is not None and (own.remote or own.anaphor):
        told = carrying.of_speaker(scene, statement, history)
        speaker = _remote_speaker(scene, statement)
        told = told or carrying.speaking_last(scene, statement, speaker, history)
        if told is not None and running is not None and same(told.chain[-1], running.chain[-1]):
            told = running  # the nearer one may have come another way
        if told is not None:
            return carrying.carried(told)
        if running is not None and any(same(hop, speaker) for hop in running.chain):
            return carrying.carried(running)
        if own.anaphor and speaker.kind == "person" and not _speaks_there(scene, statement, speaker):
            return ()  # "X hat reisen lassen. Es gehe um vier Reisen, heißt es"
        return (Voice(0, 0, speaker).hop(),) if speaker.kind is not None else ()
    if (
        running is not None
        and carrying.goes_on(scene, statement)
        and not carrying.begins_anew(scene, statement, running)
    ):
        return carrying.carried(running)
    return ()


def _names_earlier(scene: Scene, statement: Statement) -> bool:
    """Whether the model gives an anaphor a speaker from an earlier sentence."""
    spans = statement.speaker.spans if statement.speaker else ()
    return bool(spans) and scene.prose.number_at(spans[0].start) < scene.numbers(statement)[0]


def _pointed_back(scene: Scene, statement: Statement, history: Sequence[Told]) -> Chain:
    """The chain that "demnach" points back to: of the sentence before, or of the last statement within reach."""
    told = carrying.reached_by_anaphor(scene, statement, history)
    number = scene.numbers(statement)[0]
    if number > 0 and (told is None or told.last < number - 1):
        voices = sentence_voices(scene, number - 1)
        if voices:
            return tuple(voice.hop() for voice in voices)
    return carrying.carried(told) if told else ()


def _speaks_there(scene: Scene, statement: Statement, speaker: Source) -> bool:
    """Whether the earlier sentence in which the model sees a speaker says that this one speaks."""
    assert statement.speaker is not None
    number = scene.prose.number_at(statement.speaker.spans[0].start)
    return any(same(voice.source, speaker) for voice in sentence_voices(scene, number))


def _remote_speaker(scene: Scene, statement: Statement) -> Source:
    """Whom the model's speaker in an earlier sentence means."""
    assert statement.speaker is not None
    span = statement.speaker.spans[0]
    words = scene.prose.sentence_at(span.start).words
    inside = [i for i, word in enumerate(words) if word.start < span.end and word.end > span.start]
    if not inside:
        return scene.cast.who(span.start, span.end)
    return voice_of(scene.prose, scene.cast, scene.terms, words, inside[0], inside[-1] + 1).source


def _new(chain: Iterable[Hop], known: Iterable[Hop]) -> list[Hop]:
    known = tuple(known)
    return [hop for hop in chain if not any(same(hop, other) for other in known)]


def _joined(chain: Iterable[Hop]) -> Chain:
    """The chain without a source twice in a row; the words of the firmer stance are kept."""
    result: list[Hop] = []
    for hop in chain:
        if result and same(result[-1], hop):
            if result[-1].stance == "neutral" and hop.stance != "neutral":
                result[-1] = hop
            continue
        result.append(hop)
    return tuple(result)


def _is_anaphor(text: str, terms: Terms) -> bool:
    return text in terms.words("anaphors") or points_back(text.split(), terms)


def _with_mention(scene: Scene, statement: Statement, chain: Chain) -> Chain:
    """The chain with all words that mention its last source: "Angaben der Polizei", not only the police; "demnach"."""
    spans = statement.speaker.spans if statement.speaker else ()
    if not chain or len(chain[-1].spans) != 1:
        return chain
    if len(spans) == 1 and _is_anaphor(spans[0].text.lower(), scene.terms):
        return (*chain[:-1], msgspec.structs.replace(chain[-1], spans=spans))
    (own,) = chain[-1].spans
    around = next((span for span in spans if span.start <= own.start and own.end <= span.end), None)
    if around is None or around == own:
        return chain
    words = [
        word
        for word in scene.prose.sentence_at(own.start).words
        if around.start <= word.start and word.end <= around.end
    ]
    loose = (
        scene.terms.words("prepositions") | scene.terms.words("determiners") | scene.terms.words("relatives")
    )
    while words and words[0].end <= own.start and words[0].lower in scene.terms.words("prepositions"):
        del words[0]
    while (
        words and words[-1].start >= own.end and (words[-1].lower in loose or words[-1].text in _LOOSE_SIGNS)
    ):
        del words[-1]
    if not words:
        return chain
    start, end = min(words[0].start, own.start), max(words[-1].end, own.end)
    whole = Span(start, end, scene.prose.article.text[start:end])
    return (*chain[:-1], msgspec.structs.replace(chain[-1], spans=(whole,)))


def _with_chain(statement: Statement, chain: Chain, agency: Hop | None) -> Statement:
    if not chain:
        return msgspec.structs.replace(statement, chain=(), speaker=None)
    speaker = chain[-1].source()
    if agency is not None and not same(agency, chain[0]):
        chain = (agency, *chain)
    return msgspec.structs.replace(statement, chain=chain, speaker=speaker)


def _is_inside(statement: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a statement stands within another one, and so does not go on by itself."""
    return any(
        other is not statement
        and other.start <= statement.start
        and statement.end <= other.end
        and (other.end - other.start) > (statement.end - statement.start)
        for other in statements
    )
