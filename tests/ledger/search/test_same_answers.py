"""SQLite and PostgreSQL give the same answers, and those that a look at every single statement gives."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from tests.ledger.search.said import ConceptEncoder, Said, find, put

from laut.ledger import Ledger
from laut.ledger.search import Days
from laut.records import DateRange, Told

WORDS = """
    Deich Deiche Damm Atomwaffeneinsatz Einsatz Waffen Mueller Müller Straße Strassen Fähren Faehre Wasser Flut Pegel
    Schule Schulen Steuern der die nicht sich Sicherheit US-Präsident Präsident 27.10. 7 Café ferry water school tax
""".split()  # noqa: SIM905
NAMES = (None, "Jörg Müller", "Ada Deichgräf", "Wladimir Putin", "Joerg Mueller-Lüdenscheid")
DAYS = [dt.date(2019, 12, 30) + dt.timedelta(days=9 * number) for number in range(140)]


def statements(chance: random.Random, count: int) -> list[Said]:
    return [_said(chance) for _ in range(count)]


def _said(chance: random.Random) -> Said:
    when = (
        {"uttered": _days(chance), "content": None} if chance.random() < 0.5 else {"content": _days(chance)}
    )
    return Said(
        text=" ".join(chance.choices(WORDS, k=chance.randint(2, 9))),
        frame=" ".join(chance.choices(WORDS, k=chance.randint(0, 2))),
        speaker=chance.choice(NAMES),
        actor=chance.choice([None, "Q1", "Q2"]),
        outlet=chance.choice(["Hafenblatt", "Küstenpost"]),
        published=_days(chance),
        language=chance.choice(["de", "de", "en"]),
        form=chance.choice(["direct", "indirect"]),
        stance=chance.choice(["neutral", "distancing", None]),
        firm=chance.choice(["CT+", "CT-", "Uu"]),
        named=chance.choice([True, False, None]),
        confidence=chance.choice([0.3, 0.5, 0.72, 0.9, 0.99]),
        **when,
    )


def _days(chance: random.Random) -> Any:
    if chance.random() < 0.2:
        return None
    first = chance.choice(DAYS)
    last = first + dt.timedelta(days=chance.choice([0, 0, 0, 6, 29, 400, 9_000]))
    return (first.isoformat(), last.isoformat())


def _query(chance: random.Random) -> str | None:
    kinds: list[Callable[[], str | None]] = [
        lambda: None,
        lambda: chance.choice(WORDS),
        lambda: " ".join(chance.choices(WORDS, k=2)),
        lambda: f'"{" ".join(chance.choices(WORDS, k=2))}"',
        lambda: f"{chance.choice(WORDS)} -{chance.choice(WORDS)}",
        lambda: f"{chance.choice([word for word in WORDS if len(word) > 4])[:4]}*",
        lambda: f"{chance.choice(['Müllers', 'Putin', 'joerg'])} {chance.choice(WORDS)}",
    ]
    return chance.choice(kinds)()


def _filters(chance: random.Random) -> dict[str, Any]:
    several: dict[str, Any] = {
        "speaker": chance.choice(["mueller", "ada", "lued"]),
        "actor": "Q1",
        "outlet": "kuestenpost",
        "forms": ("direct",),
        "stances": ("distancing",),
        "outlet_factuality": ("CT-", "Uu"),
        "named": chance.choice([True, False]),
        "language": "en",
        "min_confidence": chance.choice([0.4, 0.72, 0.95]),
        "published": _span(chance),
        "uttered": _span(chance),
        "content": _span(chance),
    }
    return {name: several[name] for name in chance.sample(sorted(several), k=chance.choice([0, 1, 1, 2]))}


def _span(chance: random.Random) -> Days:
    first = chance.choice(DAYS)
    last = first + dt.timedelta(days=chance.choice([0, 3, 40, 500]))
    return Days(*chance.choice([(first, last), (first, None), (None, last)]))


@pytest.fixture(scope="module")
def both(
    sqlite_template: Path,
    postgresql_server: str,
    postgresql_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Ledger, Ledger]]:
    """The same 250 statements in a ledger of each kind."""
    path = tmp_path_factory.mktemp("same") / "laut.db"
    shutil.copy(sqlite_template, path)
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE laut_same TEMPLATE {postgresql_template}"))
    url = postgresql_server.replace("/postgres", "/laut_same")
    said = statements(random.Random(5), 250)
    with contextlib.ExitStack() as stack:
        ledgers = [
            stack.enter_context(Ledger(one, side_of=lambda _: None)) for one in (f"sqlite:///{path}", url)
        ]
        for ledger in ledgers:
            with ledger.atomic():
                put(ledger, said, ConceptEncoder())
        yield ledgers[0], ledgers[1]
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE laut_same WITH (FORCE)"))
    engine.dispose()


@pytest.mark.parametrize("seed", range(30))
def test_both_databases_find_the_same_in_the_same_order_page_by_page(
    both: tuple[Ledger, Ledger], seed: int
) -> None:
    chance = random.Random(seed)
    query, filters = _query(chance), _filters(chance)
    encoder = ConceptEncoder() if chance.random() < 0.4 else None
    pages = [_all_pages(ledger, query, encoder, filters) for ledger in both]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("few", [0, 1000])
def test_filters_alone_list_exactly_what_passes_them(
    both: tuple[Ledger, Ledger], seed: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laut.ledger.search.listing.FEW", few)
    filters = _filters(random.Random(1000 + seed))
    everything = find(both[0], None, limit=1000).hits
    expected = [hit.told for hit in everything if _passes(hit.told, filters)]
    assert len(everything) == 250
    assert [hit.told for hit in find(both[0], None, limit=1000, **filters).hits] == expected
    assert expected == sorted(expected, key=lambda told: (_newest(told), -told.report))


def _all_pages(
    ledger: Ledger, query: str | None, encoder: ConceptEncoder | None, filters: dict[str, Any]
) -> list[Any]:
    found, after = [], None
    while True:
        page = find(ledger, query, encoder=encoder, limit=17, after=after, **filters)
        found += [(hit.told.report, hit.score, hit.matched, hit.content, hit.speaker) for hit in page.hits]
        after = page.next
        if after is None:
            return found


def _newest(told: Told) -> int:
    return -told.published.earliest.toordinal() if told.published else 0


def _passes(told: Told, filters: dict[str, Any]) -> bool:
    one, speaker = told.statement, told.statement.speaker
    name = (speaker.name or "").casefold() if speaker else ""
    for umlaut, plain in (("ü", "ue"), ("ö", "oe"), ("ä", "ae")):
        name = name.replace(umlaut, plain)
    when = one.when
    known = {
        "actor": speaker.actor if speaker else None,
        "named": speaker.named if speaker else None,
        "language": told.language,
    }
    assert one.factuality is not None
    spans = {
        "published": told.published,
        "uttered": DateRange(when.earliest, when.latest) if when and when.of == "utterance" else None,
        "content": DateRange(when.earliest, when.latest) if when and when.of == "content" else None,
    }
    checks: dict[str, Callable[[Any], bool]] = {
        "speaker": lambda value: any(word.startswith(value) for word in name.replace("-", " ").split()),
        "outlet": lambda _: told.outlet == "Küstenpost",
        "forms": lambda value: one.form in value,
        "stances": lambda value: bool(one.chain) and one.chain[0].stance in value,
        "outlet_factuality": lambda value: one.factuality is not None and one.factuality.outlet in value,
        "min_confidence": lambda value: one.confidence >= value,
    }
    return all(
        checks[key](value)
        if key in checks
        else _touch(spans[key], value)
        if key in spans
        else known[key] == value
        for key, value in filters.items()
    )


def _touch(days: DateRange | None, asked: Days) -> bool:
    if days is None:
        return False
    return (asked.since is None or days.latest >= asked.since) and (
        asked.until is None or days.earliest <= asked.until
    )
