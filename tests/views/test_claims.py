"""Claims in words, as a tree, and as a drawing whose names and lines stay clear of each other."""

from __future__ import annotations

import io
import itertools
import random
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.views.claim_samples import dam, file_of, told

from laut.records import Actor, ActorFile, ClaimFile, Drift, Opposition, Origin, Origins, Source
from laut.views.claims.actor import describe_actor
from laut.views.claims.graph import MOST_REPORTS, WIDTH, Drawing, Node, draw, width_of
from laut.views.claims.terminal import describe_claim, list_claims, summary_line
from laut.views.claims.tree import branches
from laut.views.claims.wording import node_names, origins_in_short

EVIL = "\x1b[31mrot\x07\u202e<b>\nneue Zeile\ttab\ud800"


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origins", "short"),
    [
        (None, "?"),
        (
            Origins(at_least=1, at_most=1, roots=(Origin(name="The New York Times"),)),
            "1 (The New York Times)",
        ),
        (Origins(at_least=2, at_most=3, roots=tuple(Origin(name=n) for n in "ABC")), "2–3"),
        (Origins(at_least=1, at_most=2, roots=(Origin(name="A"), Origin(name="B"))), "1–2 (A, B)"),
        (Origins(at_least=0, at_most=0), "0"),
    ],
)
def test_origins_are_a_number_or_a_range_with_few_names(origins: Origins | None, short: str) -> None:
    assert origins_in_short(origins) == short


def test_nodes_are_called_by_their_names_and_reports_by_their_outlets() -> None:
    names = node_names(dam())
    assert names["source:unnamed 1"] == "Beamte der Wasserbehörde"
    assert names["report:1"] == "Nordersieler Hafenblatt"
    bare = file_of(
        [told(1, "x", None, title="Risse im Damm"), told(2, "x", None)], [("source:q", "report:2", "cites")]
    )
    assert node_names(bare) == {"report:1": "Risse im Damm", "report:2": "report 2", "source:q": "q"}


def test_a_list_in_a_pipe_has_a_claim_a_line() -> None:
    claim = dam().claim
    (line,) = list_claims([claim]).splitlines()
    assert line.split("\t") == [
        "c1", "2 (Beamte der Wasserbehörde, Ines Kolberg)", "4", "4", "2 May 2023 – 8 May 2023", "der Damm habe Risse",
    ]  # fmt: skip
    assert list_claims([]) == ""
    assert summary_line([claim], 1) == "1 claim"
    assert summary_line([claim], 7) == "1 of 7 claims"


@pytest.mark.parametrize("width", [40, 79, 80, 132, 300])
def test_a_list_on_a_console_fits_it_and_breaks_no_word(width: int) -> None:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    assert list_claims([dam().claim, dam().claim], console) == ""
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, shown.splitlines())) <= width
    for word in ("der Damm habe Risse", "Hafenblatt", "Rundschau", "c1"):
        assert shown.count(word) >= 2


# --- the tree -------------------------------------------------------------------------------------------------


def tree(file: ClaimFile) -> list[str]:
    """Return the lines of the tree of `describe_claim`."""
    return describe_claim(file).split("\n\n")[1].splitlines()


def test_the_tree_leads_from_the_origins_to_the_reports() -> None:
    assert tree(dam()) == [
        "Beamte der Wasserbehörde",
        "└─ Thornmere Courier",
        "   ├─ Nordersieler Hafenblatt, 2 May 2023: “der Damm habe Risse”",
        "   └─ Gotthard-Rundschau, 2 May 2023: “im Damm gebe es 12 Risse”",
        "      └─ Extrablitz, 3 May 2023: “Der Damm hat 120 Risse”",
        "Ines Kolberg",
        "└─ Hansische Rundschau, 8 May 2023: “der Damm sei rissig” [outlet: left open, originator: certain]",
    ]


def test_a_claim_tells_its_origins_reasons_credibility_and_changes() -> None:
    text = describe_claim(dam())
    assert "claim c1: 4 statements in 4 outlets\n" in text
    assert "independent origins: 2 (Beamte der Wasserbehörde, Ines Kolberg)\n   2 of 4 reports cite" in text
    assert "suggested information credibility: 2 of 6 (1 is best; the analyst decides)" in text
    assert (
        "   Extrablitz: another number (12 → 120)\n      Gotthard-Rundschau: “im Damm gebe es 12 Risse”\n"
        in text
    )
    assert "   Extrablitz: no longer attributed\n" in text


def test_who_has_it_from_two_stands_below_both_and_is_told_once() -> None:
    reports = [told(1, "Anfang", "Erste"), told(2, "Ende", "Zweite", 1)]
    file = file_of(
        reports,
        [
            ("source:a", "report:1", "cites"),
            ("source:b", "report:1", "cites"),
            ("report:1", "report:2", "copies"),
        ],
    )
    assert tree(file) == [
        "a",
        "└─ Erste, 2 May 2023: “Anfang”",
        "   └─ Zweite, 3 May 2023: “Ende”",
        "b",
        "└─ Erste (see above)",
    ]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_reports_that_all_cite_each_other_begin_with_the_first(size: int) -> None:
    reports = [told(n, f"Satz {n}", f"Blatt {n}", n) for n in range(size)]
    ring = [(f"report:{(n + 1) % size}", f"report:{n}", "cites") for n in range(size)]
    shown = branches(file_of(reports, ring))
    assert shown[0].node == "report:0"
    assert {one.node for one in shown} == {f"report:{n}" for n in range(size)}
    assert sum(not one.again for one in shown) == size


def test_a_report_without_source_or_date_stands_alone() -> None:
    assert tree(file_of([told(1, "Satz", "Blatt", None)], [])) == ["Blatt, undated: “Satz”"]


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    file = file_of(
        [told(1, EVIL, EVIL, title=EVIL), told(2, EVIL, EVIL)],
        [("source:x", "report:1", "cites"), ("source:x", "report:2", "cites")],
        names={"source:x": EVIL},
        origins=Origins(at_least=1, at_most=1, roots=(Origin(name=EVIL),), reasons=(EVIL,)),
        drifts=(Drift(kind="name", before="s1", after="s2", was=EVIL, became=EVIL),),
    )
    opposed = Opposition(kind="reversal", earlier="s1", later="s2", reason=EVIL)
    actor = ActorFile(
        actor=Actor(id="Q1", name=EVIL, kind="person"), name=EVIL, names=(EVIL, "anders"), total=2,
        tellings=file.tellings, oppositions=(opposed,),
    )  # fmt: skip
    for text in (list_claims([file.claim]), describe_claim(file), describe_actor(actor)):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text.replace("\n", "")
        )
        assert "neue Zeile tab" in text


# --- what an actor said ---------------------------------------------------------------------------------------


def reversed_actor() -> ActorFile:
    """Return somebody who says one thing and later the opposite, and a colleague who disagrees."""
    own = Source(name="Ines Kolberg", actor="Q1", kind="person", named=True)
    other = Source(name="Otto Brahm", kind="person", named=True)
    said = (
        told(1, "der Damm werde nicht geräumt", "Hafenblatt", 0, speaker=own),
        told(2, "der Damm müsse geräumt werden", "Rundschau", 9, speaker=own),
    )
    return ActorFile(
        actor=Actor(id="Q1", name="Ines Kolberg", kind="person"),
        name="Ines Kolberg",
        names=("Ines Kolberg", "Kolberg"),
        tellings=said,
        total=5,
        oppositions=(
            Opposition(
                kind="denial", earlier="s2", later="s3", who="Otto Brahm", reason="Otto Brahm contradicts her"
            ),
            Opposition(
                kind="reversal", earlier="s1", later="s2", who="Q1", reason="9 days later the opposite"
            ),
        ),
        others=(told(3, "der Damm halte", "Extrablitz", 10, speaker=other),),
    )


def test_an_actor_is_told_by_date_with_reversals_before_denials() -> None:
    lines = describe_actor(reversed_actor(), 100).splitlines()
    assert lines[:3] == [
        "Ines Kolberg, person, Q1", "5 statements; the last 2 of them in 2 outlets", "named as Kolberg",
    ]  # fmt: skip
    assert lines[4] == "2 May 2023, Hafenblatt: “der Damm werde nicht geräumt” (c1)"
    assert lines.index("1 reversal:") < lines.index("1 denial:")


def test_opposed_sentences_stand_side_by_side_where_there_is_room() -> None:
    wide = describe_actor(reversed_actor(), 100).splitlines()
    (row,) = [line for line in wide if line.startswith("      “der Damm werde nicht")]
    assert re.split(" {2,}", row.strip()) == [
        "“der Damm werde nicht geräumt”",
        "“der Damm müsse geräumt werden”",
    ]
    narrow = describe_actor(reversed_actor(), 60).splitlines()
    at = narrow.index("      “der Damm werde nicht geräumt”")
    assert narrow[at + 1 : at + 3] == [
        "      Ines Kolberg, 11 May 2023 (Rundschau)", "      “der Damm müsse geräumt werden”",
    ]  # fmt: skip


def test_long_sentences_are_wrapped_within_their_column() -> None:
    file = reversed_actor()
    long = told(2, "der Damm " + "müsse unbedingt und sofort " * 20 + "geräumt werden", "Rundschau", 9)
    text = describe_actor(msgspec.structs.replace(file, tellings=(file.tellings[0], long)), 100)
    pairs = text.split("1 reversal:")[1]
    assert max(map(len, pairs.splitlines())) <= 100


# --- the drawing ----------------------------------------------------------------------------------------------


def by_label(drawing: Drawing) -> dict[str, Node]:
    return {node.label: node for node in drawing.nodes}


def test_origins_stand_left_takers_below_and_time_runs_to_the_right() -> None:
    nodes = by_label(draw(dam()))
    first, second = nodes["Nordersieler Hafenblatt"], nodes["Gotthard-Rundschau"]
    assert "".join(node.kind[0] for node in nodes.values()) == "ssrrrsr"
    assert [label for label, node in nodes.items() if node.origin] == [
        "Beamte der Wasserbehörde",
        "Ines Kolberg",
    ]
    assert nodes["Beamte der Wasserbehörde"].x < nodes["Thornmere Courier"].x < first.x < second.x
    assert second.x < nodes["Extrablitz"].x < nodes["Hansische Rundschau"].x
    assert [node.y for node in nodes.values()] == sorted({node.y for node in nodes.values()})
    assert nodes["Extrablitz"].drift == "another number, no longer attributed"


def test_a_copy_has_a_line_of_its_own_kind() -> None:
    drawing = draw(dam())
    assert sorted(edge.how for edge in drawing.edges) == ["cites", "cites", "cites", "cites", "copies"]
    assert all(re.fullmatch(r"[MHVQ][-\d. MHVQ]+", edge.path) for edge in drawing.edges)


def test_a_medium_that_says_it_itself_is_an_origin() -> None:
    origins = Origins(at_least=1, at_most=1, roots=(Origin(name="Pegel24", kind="media", named=True),))
    reports = [
        told(1, "der Damm hält", "Pegel24"),
        told(2, "der Damm halte", "Windrose", 1),
        told(3, "x", "Still", 1),
    ]
    nodes = by_label(draw(file_of(reports, [("report:1", "report:2", "cites")], origins=origins)))
    assert {label: node.origin for label, node in nodes.items()} == {
        "Pegel24": True,
        "Windrose": False,
        "Still": False,
    }


def test_days_are_marked_with_the_year_where_it_changes() -> None:
    file = file_of([told(1, "x", "A", 0), told(2, "x", "B", 300)], [])
    labels = [tick.label for tick in draw(file).ticks]
    assert labels[0] == "2 May 2023"
    assert sum("2024" in label for label in labels) == 1
    assert draw(file_of([told(1, "x", "A", None)], [])).ticks == ()


def test_later_reports_are_counted_and_not_drawn() -> None:
    reports = [told(n, "x", f"Blatt {n}", n) for n in range(1, MOST_REPORTS + 8)]
    passings = [("source:late", f"report:{len(reports)}", "cites"), ("source:a", "report:1", "cites")]
    drawing = draw(file_of(reports, passings, names={"source:late": "spät", "source:a": "früh"}))
    assert drawing.left_out == 7
    assert "spät" not in by_label(drawing)
    assert len(drawing.nodes) == MOST_REPORTS + 1


OUTLETS = (
    "Dorfblatt",
    "Allgemeine Zeitung für Wirtschaft, Politik und Kultur im Norden",
    "WWW",
    "iii",
    "新聞社",
)


@st.composite
def worlds(data: st.DrawFn, undated: float = 0.1) -> ClaimFile:
    """Some reports in their order, each with up to two givers before it, and some sources."""
    chance = random.Random(data(st.integers(0, 10**9)))
    days = sorted(chance.choice((0, 0, 0, 1, 2, 9, 200)) for _ in range(chance.randint(1, 30)))
    reports = [
        told(n, "x", f"{chance.choice(OUTLETS)} {n}", day if chance.random() >= undated else None)
        for n, day in enumerate(days)
    ]
    passings = []
    for n in range(len(reports)):
        possible = ["source:a", "source:b", *(f"report:{other}" for other in range(n))]
        for giver in chance.sample(possible, chance.choice((0, 1, 1, 2))):
            passings.append((giver, f"report:{n}", chance.choice(("cites", "copies"))))
    if chance.random() < 0.5:
        passings.append(("source:a", "source:b", "cites"))
    drifts = [
        Drift(kind=kind, before="s0", after=f"s{n}")
        for n in range(1, len(reports))
        for kind in ("number", "hedge-lost", "attribution-dropped")
        if chance.random() < 0.2
    ]
    return file_of(
        reports, passings, names={"source:a": "ein sehr langer Name " * 4, "source:b": "B"}, drifts=drifts
    )


@settings(max_examples=60)
@given(worlds())
def test_nothing_overlaps_and_nothing_leaves_the_drawing(file: ClaimFile) -> None:
    drawing = draw(file)
    assert len({node.y for node in drawing.nodes}) == len(drawing.nodes), "each has a row of its own"
    for node in drawing.nodes:
        assert node.x >= 4
        assert 10 <= node.y <= drawing.height - 5
        assert node.end <= WIDTH, node.label
    assert all(0 <= tick.x <= WIDTH - 20 for tick in drawing.ticks)
    for one, other in itertools.pairwise(drawing.ticks):
        assert one.x + 4 + width_of(one.label) / 2 < other.x + 40
    assert draw(file) == drawing


def uprights(path: str) -> list[tuple[float, float, float]]:
    """Return the upright parts of a line: where, and from which height to which."""
    found, x, y = [], 0.0, 0.0
    for command, values in re.findall(r"([MVHQ])([-\d. ]+)", path):
        numbers = [float(value) for value in values.split()]
        if command == "V":
            found.append((x, min(y, numbers[0]), max(y, numbers[0])))
            y = numbers[0]
        elif command == "H":
            x = numbers[0]
        else:
            x, y = numbers[-2:]
    return found


@settings(max_examples=100)
@given(worlds(undated=0.0))
def test_lines_cross_no_name(file: ClaimFile) -> None:
    drawing = draw(file)
    for x, top, bottom in (part for edge in drawing.edges for part in uprights(edge.path)):
        for node in drawing.nodes:
            assert not (top < node.y < bottom and node.x + 11 < x < node.end), (node.label, x)


def test_a_line_to_a_second_giver_keeps_clear_of_the_lines_of_others() -> None:
    reports = [told(n, "x", f"Blatt {n}", n) for n in range(4)]
    passings = [("source:a", f"report:{n}", "cites") for n in range(4)] + [("source:b", "report:1", "cites")]
    drawing = draw(file_of(reports, passings))
    *others, second = [{x for x, _, _ in uprights(edge.path)} for edge in drawing.edges]
    assert second
    assert all(second.isdisjoint(other) for other in others)
