"""Two contents are the same claim, the opposite, or neither: by what they say, not only by how near they are."""

from __future__ import annotations

import datetime as dt
import functools

import msgspec
import numpy as np
import pytest

from laut.linking import features
from laut.linking.pairs import PairScorer
from laut.linking.polarity import polarity_of
from laut.linking.profiles import Profiler
from laut.linking.quantities import Quantity, quantities_of, read_digits, same_quantity
from laut.linking.vocabulary import vocabulary
from laut.reading.meaning import SentenceEncoder, similarity
from laut.records import DateRange, Factuality, FactualityValue, Source, Span, Statement, Told

DAY = dt.date(2022, 11, 2)


@pytest.fixture(scope="module")
def scorer() -> PairScorer:
    return PairScorer()


@functools.cache
def encoder() -> SentenceEncoder:
    return SentenceEncoder(threads=1)


def nearness(one: Told, other: Told) -> float:
    vectors = encoder().vectors([one.statement.text, other.statement.text])
    return float(similarity(vectors[0], vectors[1]))


def said(
    text: str,
    language: str = "de",
    *,
    by: str | None = None,
    factuality: FactualityValue | None = None,
    cue: str = "",
    day: dt.date = DAY,
) -> Told:
    statement = Statement(
        id=text[:40],
        form="indirect",
        medium="speech",
        confidence=1.0,
        content=(Span(0, len(text), text),),
        speaker=Source(name=by) if by else None,
        cue=(Span(0, len(cue), cue),) if cue else (),
        factuality=Factuality(outlet=factuality, originator=factuality) if factuality else None,
    )
    name = f"{text} {by} {factuality} {day}"
    return Told(statement=statement, report=1, article=name, language=language, published=DateRange(day, day))


SAME = [
    (
        said("Russland werde in der Ukraine Atomwaffen einsetzen"),
        said("Moskau werde Atomwaffen in der Ukraine einsetzen"),
    ),
    (
        said("Die Generäle hätten über den Einsatz von Atomwaffen beraten"),
        said("Offenbar haben die Generäle über einen Einsatz von Atomwaffen beraten"),
    ),
    (
        said("Die Generäle hätten über den Einsatz von Atomwaffen beraten"),
        said("Generals had discussed the use of nuclear weapons", "en"),
    ),
    (
        said("An den Schulen fehlten 1.200 Lehrkräfte"),
        said("schools were short of 1,200 teachers", "en"),
    ),
    (
        said("Am 27. Oktober seien drei Brücken gesprengt worden"),
        said("three bridges were blown up on October 27", "en"),
    ),
]

DIFFERENT = [
    (said("Russland wird Atomwaffen einsetzen"), said("Russland wird keine Atomwaffen einsetzen")),
    (said("Russia will use nuclear weapons", "en"), said("Russia will not use nuclear weapons", "en")),
    (said("Russland wird Atomwaffen einsetzen"), said("Russia will not use nuclear weapons", "en")),
    (said("Das Treffen sei am 27. Oktober gewesen"), said("Das Treffen sei am 7. Oktober gewesen")),
    (said("Das Treffen sei am 27. Oktober gewesen"), said("The meeting took place on 7 October", "en")),
    (said("An den Schulen fehlten 1.200 Lehrkräfte"), said("An den Schulen fehlten 12.000 Lehrkräfte")),
    (
        said("An den Schulen fehlten 1.200 Lehrkräfte"),
        said("schools were short of 12,000 teachers", "en"),
    ),
    (
        said("Schoigu habe mit seinem amerikanischen Kollegen telefoniert"),
        said("Gerassimow habe mit seinem amerikanischen Kollegen telefoniert"),
    ),
    (
        said("Russland habe die Ukraine beschuldigt, den Damm gesprengt zu haben"),
        said("Die Ukraine habe Russland beschuldigt, den Damm gesprengt zu haben"),
    ),
    (
        said("Kiew habe Moskau eines Angriffs bezichtigt"),
        said("Moscow accused Kyiv of an attack", "en"),
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_content_is_one_claim(one: Told, other: Told, scorer: PairScorer) -> None:
    verdict = scorer.score(one, other, nearness(one, other))
    assert verdict.same >= scorer.threshold, (one.statement.text, other.statement.text, verdict)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_content_is_another_claim(one: Told, other: Told, scorer: PairScorer) -> None:
    verdict = scorer.score(one, other, nearness(one, other))
    assert verdict.same < scorer.threshold, (one.statement.text, other.statement.text, verdict)


def test_the_order_of_a_pair_means_nothing(scorer: PairScorer) -> None:
    for one, other in SAME + DIFFERENT:
        cosine = nearness(one, other)
        there, back = scorer.score(one, other, cosine), scorer.score(other, one, cosine)
        assert there.same == pytest.approx(back.same, abs=1e-5)
        assert there.opposite == pytest.approx(back.opposite, abs=1e-5)


def test_a_denial_is_opposite_and_not_merely_different(scorer: PairScorer) -> None:
    claimed = said("Russland bereitet einen Einsatz von Atomwaffen vor", factuality="CT+")
    denied = said("Russland bereitet keinen Einsatz von Atomwaffen vor", factuality="CT-")
    elsewhere = said("Der Einsatz der Feuerwehr habe drei Stunden gedauert", factuality="CT+")
    assert scorer.score(claimed, denied, nearness(claimed, denied)).opposite > 0.5
    assert scorer.score(claimed, elsewhere, nearness(claimed, elsewhere)).opposite < 0.2


def test_the_same_words_denied_by_their_speaker_are_no_longer_the_same(scorer: PairScorer) -> None:
    claimed = said("die Besatzung habe den Notruf abgesetzt", factuality="CT+")
    denied = said("die Besatzung habe den Notruf abgesetzt", factuality="CT-")
    assert scorer.score(claimed, claimed, 1.0).same >= scorer.threshold
    assert scorer.score(claimed, denied, 1.0).same < scorer.threshold


def test_statements_without_substance_are_never_the_same(scorer: PairScorer) -> None:
    for text in ("Ja.", "Das stimmt", "Das ist richtig so", "Nein, das stimmt nicht"):
        profile = scorer.profile(said(text))
        assert not profile.is_substantial
        assert scorer.same(profile, profile, 1.0) == 0.0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("die Waffen seien schon dort", "de"),
        ("sie plane keine Angriffe", "de"),
        ("Keine Verhandlungen mit Velmark", "de"),
        ("it had never received a warning", "en"),
        ("no talks", "en"),
    ],
)
def test_a_short_clause_says_enough(scorer: PairScorer, text: str, language: str) -> None:
    profile = scorer.profile(said(text, language=language))
    assert profile.is_brief
    assert profile.is_substantial
    assert scorer.same(profile, profile, 1.0, margin=0.1) >= scorer.threshold


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("einer „schmutzigen Bombe“", "de"),
        ("„Blutbad“", "de"),
        ("das „Blutbad“", "de"),
        ("a 'dirty bomb'", "en"),
    ],
)
def test_the_name_of_a_thing_says_too_little(scorer: PairScorer, text: str, language: str) -> None:
    assert not scorer.profile(said(text, language=language)).is_substantial


def test_brevity_speaks_against_one_claim(scorer: PairScorer) -> None:
    short, long = said("es werde nicht verhandelt"), said("mit Velmark werde überhaupt nicht verhandelt")
    values = features.compare(scorer.profile(short), scorer.profile(long), 0.9)
    brief = features.NAMES.index("brief")
    assert values[brief] == 1.0
    otherwise = values.copy()
    otherwise[brief] = 0.0
    assert scorer.chances(values)[0] < scorer.chances(otherwise)[0]


@pytest.mark.parametrize(
    ("left", "right", "opposed"),
    [
        ("das Bad werde geschlossen", "das Bad werde nicht geschlossen", True),
        ("das Bad werde geschlossen", "das Bad bleibe geöffnet", True),
        ("das Bad bleibe geöffnet", "das Bad werde nicht geschlossen", False),
        ("die Stadt sperrt das Bad zu", "das Bad bleibe offen", True),
        ("das Bad werde geschlossen", "das Bad werde zugemacht", False),
        ("Der Betrieb sei unterbrochen worden", "Der Betrieb sei nicht unterbrochen worden", True),
        ("Der Importstopp gelte ab März", "Im März gebe es keinen Importstopp", True),
    ],
)
def test_words_and_denials_together_make_opposites(left: str, right: str, opposed: bool) -> None:
    profile = Profiler().profile
    values = features.compare(profile(said(left)), profile(said(right)), 0.9)
    assert bool(values[features.NAMES.index("opposed")]) is opposed


def test_each_feature_has_a_name() -> None:
    profile = Profiler().profile(said("Der Haushalt sei beschlossen"))
    assert features.compare(profile, profile, 1.0).shape == (len(features.NAMES),)
    assert np.isfinite(features.compare(profile, Profiler().profile(said("…")), 0.0)).all()


def apart(one: Told, other: Told) -> float:
    profile = Profiler().profile
    return float(features.compare(profile(one), profile(other), 0.9)[features.NAMES.index("apart")])


def test_reports_of_a_week_apart_are_as_good_as_undated_ones() -> None:
    one = said("Die Werft in Elmwerder werde geschlossen")
    later = {
        days: said("die Werft in Elmwerder werde dichtgemacht", day=DAY + dt.timedelta(days))
        for days in (0, 3, 7, 30)
    }
    values = [apart(one, other) for other in later.values()]
    assert values == sorted(values)
    assert values[0] < 0 < values[3]
    assert values[2] == 0.0
    assert all(apart(one, other) == apart(other, one) for other in later.values())
    assert apart(one, msgspec.structs.replace(later[30], published=None)) == 0.0
    assert apart(one, msgspec.structs.replace(later[0], article=one.article)) == 0.0


def test_the_same_words_of_the_same_day_are_more_probably_one_claim_than_a_month_later(
    scorer: PairScorer,
) -> None:
    one = said("Die Werft in Elmwerder werde geschlossen")
    now, later = (
        said("die Werft in Elmwerder werde dichtgemacht", day=DAY + dt.timedelta(days)) for days in (1, 30)
    )
    near = nearness(one, now)
    assert scorer.score(one, now, near).same > scorer.score(one, later, near).same


def test_one_day_does_not_make_up_for_another_number() -> None:
    one, other = said("In Elmwerder fehlten 1.200 Wohnungen"), said("In Elmwerder fehlten 300 Wohnungen")
    assert apart(one, other) == 0.0
    far = msgspec.structs.replace(other, published=DateRange(DAY + dt.timedelta(30), DAY + dt.timedelta(30)))
    assert apart(one, far) > 0


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("Man werde die Waffen einsetzen", "de", False),
        ("Man werde die Waffen nicht einsetzen", "de", True),
        ("Man werde weder angreifen noch drohen", "de", True),
        ("Man dementiere nicht, die Waffen zu haben", "de", False),
        ("Man habe den Vertrag unterschrieben, ohne zu zögern", "de", True),
        ("Es gehe nicht um Drohung, sondern um Vorbereitung", "de", False),
        ("Er lehnte einen Einsatz ab", "de", True),
        ("Nicht nur die Armee sei bereit", "de", False),
        ("they would not rule out a strike", "en", False),
        ("they ruled out a strike", "en", True),
        ("Russia doesn't want war", "en", True),
        ("Man werde keine sieben Millionen zahlen, nicht einmal annähernd", "de", True),
        ("Die Frist sei nicht geplant und war es nie", "de", True),
        ("Es sei nicht wahr, dass man nicht geladen habe", "de", False),
        ("the mine will not close, not this year and not next", "en", True),
    ],
)
def test_denials_cancel_out(text: str, language: str, denied: bool) -> None:
    words = vocabulary(language)
    assert polarity_of(words.tokens(text), words, 0).denied is denied


def test_what_the_cue_denies_counts_unless_the_reader_has_judged() -> None:
    words = vocabulary("de")
    tokens = words.tokens("Vorbereitungen auf einen Einsatz")
    assert polarity_of(tokens, words, 0, "bestritt").denied
    assert not polarity_of(tokens, words, 1, "bestritt").denied
    assert polarity_of(tokens, words, -1, "").denied


def test_opposite_ends_are_opposed_in_any_language() -> None:
    german, english = vocabulary("de"), vocabulary("en")
    rising = polarity_of(german.tokens("Der Umsatz sei gestiegen"), german, 0)
    falling = polarity_of(english.tokens("sales fell"), english, 0)
    not_falling = polarity_of(english.tokens("sales had not fallen"), english, 0)
    assert rising.axes["amount"] == -falling.axes["amount"] == not_falling.axes["amount"]


def quantities(text: str, language: str = "de") -> list[tuple[float, str | None, str]]:
    words = vocabulary(language)
    return [(round(q.value, 2), q.kind, q.bound) for q in quantities_of(words.tokens(text), words)]


def test_numbers_are_read_in_digits_and_words_of_both_languages() -> None:
    assert quantities("1.200 Lehrkräfte") == [(1200.0, None, "")]
    assert quantities("1,200 teachers", "en") == [(1200.0, None, "")]
    assert quantities("2,4 Milliarden Euro") == [(2.4e9, "euro", "")]
    assert quantities("€2.4 billion", "en") == [(2.4e9, "euro", "")]
    assert quantities("mehr als dreihundertfünfzig Soldaten") == [(350.0, "soldiers", "more")]
    assert quantities("twenty-three people", "en") == [(23.0, "people", "")]
    assert quantities("dreiundzwanzig Menschen") == [(23.0, "people", "")]
    assert quantities("neun von zehn") == quantities("nine out of ten", "en") == [(90.0, "percent", "")]
    assert quantities("ein Viertel") == quantities("a quarter", "en") == [(25.0, "percent", "")]
    assert quantities("jede dritte Filiale") == [(33.33, "percent", "")]
    assert quantities("eine Rede") == []


def test_marks_group_thousands_or_begin_decimals_by_language() -> None:
    assert read_digits("12.000", ",") == 12000
    assert read_digits("12.000", ".") == 12
    assert read_digits("1’250", ",") == 1250
    assert read_digits("3,5", ",") == 3.5


def test_rough_numbers_and_bounds_agree_with_what_they_allow() -> None:
    assert same_quantity(Quantity(4500, bound="about"), Quantity(4470))
    assert not same_quantity(Quantity(4500), Quantity(4470))
    assert same_quantity(Quantity(115, bound="more"), Quantity(120))
    assert not same_quantity(Quantity(10000, bound="more"), Quantity(4500, bound="about"))
    assert same_quantity(Quantity(5, "euro"), Quantity(5, "percent")) is None


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        (Source(name="Uta Kern", kind="person"), Source(name="Uta Kern", kind="person"), "speaker-same"),
        (Source(name="Uta Kern", kind="person"), Source(name="Jan Bohl", kind="person"), "speaker-differs"),
        (Source(name="Uta Kern", kind="person"), Source(name="Hafenkurier", kind="media"), "relay-differs"),
        (
            Source(name="Uta Kern", kind="person"),
            Source(name="Beamte", kind="group", named=False),
            "relay-differs",
        ),
        (Source(name="Uta Kern", kind="person"), None, "speaker-unknown"),
    ],
)
def test_another_speaker_is_told_from_whoever_passes_on_and_from_nobody(
    one: Source, other: Source | None, feature: str
) -> None:
    text = "Die Brücke bleibe bis zum Sommer gesperrt"
    tellings = [
        msgspec.structs.replace(told, statement=msgspec.structs.replace(told.statement, speaker=speaker))
        for told, speaker in ((said(text), one), (said(text), other))
    ]
    a, b = (Profiler().profile(told) for told in tellings)
    values = dict(zip(features.NAMES, features.compare(a, b, 0.95), strict=True))
    names = ("speaker-same", "speaker-differs", "relay-differs", "speaker-unknown")
    assert {name for name in names if values[name]} == {feature}


def test_another_speaker_counts_more_than_a_medium_that_passes_on(scorer: PairScorer) -> None:
    text = "Die Brücke bleibe bis zum Sommer gesperrt"
    speakers = {
        "same": Source(name="Uta Kern", kind="person"),
        "medium": Source(name="Hafenkurier", kind="media"),
        "other": Source(name="Jan Bohl", kind="person"),
    }
    tellings = {
        name: msgspec.structs.replace(
            said(text), statement=msgspec.structs.replace(said(text).statement, speaker=speaker)
        )
        for name, speaker in speakers.items()
    }
    same = {name: scorer.score(tellings["same"], told, 0.9).same for name, told in tellings.items()}
    assert same["same"] > same["medium"] > same["other"]
