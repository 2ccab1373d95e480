"""The layout module: blocks and woven marks are exact partitions of the text, whatever comes in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laut.records import Section, SectionKind
from laut.views.dossier.layout import Block, Close, Layer, Open, Text, cut_blocks, spread, weave

TEXTS = st.text(alphabet="ab „“\n", max_size=60)
OFFSETS = st.integers(min_value=-5, max_value=70)
KINDS: tuple[SectionKind, ...] = ("headline", "paragraph", "dateline", "agency", "caption")


def layers_of(pairs: list[tuple[int, int]]) -> list[Layer[int]]:
    return [Layer(start, end, 0, number) for number, (start, end) in enumerate(pairs)]


def write(pieces: list[Text | Open[str] | Close[str]]) -> str:
    """Return the pieces as text with brackets: ``a[xb]xc``."""
    words = []
    for piece in pieces:
        if isinstance(piece, Text):
            words.append(piece.text)
        else:
            words.append(f"<{piece.mark}>" if isinstance(piece, Open) else f"</{piece.mark}>")
    return "".join(words)


def woven(text: str, *layers: tuple[int, int, str]) -> str:
    return write(
        list(weave(text, 0, len(text), [Layer(a, b, rank, m) for rank, (a, b, m) in enumerate(layers)]))
    )


def test_marks_that_nest_stay_whole() -> None:
    assert woven("abcdef", (0, 6, "a"), (2, 4, "b")) == "<a>ab<b>cd</b>ef</a>"


def test_marks_that_cross_are_cut_once() -> None:
    assert woven("abcdef", (0, 4, "a"), (2, 6, "b")) == "<a>ab<b>cd</b></a><b>ef</b>"


def test_marks_with_the_same_ends_nest_by_rank() -> None:
    assert woven("abc", (0, 3, "a"), (0, 3, "b")) == "<a><b>abc</b></a>"


def test_marks_that_touch_do_not_nest() -> None:
    assert woven("abcd", (0, 2, "a"), (2, 4, "b")) == "<a>ab</a><b>cd</b>"


def test_marks_outside_the_text_or_without_length_leave_no_trace() -> None:
    assert woven("abc", (3, 9, "a"), (-4, 0, "b"), (1, 1, "c"), (2, 1, "d")) == "abc"


def test_marks_that_reach_outside_are_clipped() -> None:
    assert woven("abc", (-2, 2, "a"), (1, 99, "b")) == "<a>a<b>b</b></a><b>c</b>"


@given(TEXTS, st.lists(st.tuples(OFFSETS, OFFSETS), max_size=12), OFFSETS, OFFSETS)
def test_woven_text_is_the_text_and_marks_are_well_nested(
    text: str, pairs: list[tuple[int, int]], first: int, second: int
) -> None:
    start, end = sorted((min(max(first, 0), len(text)), min(max(second, 0), len(text))))
    stack: list[int] = []
    position = start
    covered: dict[int, set[int]] = {number: set() for number in range(len(pairs))}
    for piece in weave(text, start, end, layers_of(pairs)):
        if isinstance(piece, Text):
            assert piece.text
            assert text.startswith(piece.text, position)
            for mark in stack:
                covered[mark].update(range(position, position + len(piece.text)))
            position += len(piece.text)
        elif isinstance(piece, Open):
            assert piece.mark not in stack
            stack.append(piece.mark)
        else:
            assert stack.pop() == piece.mark
    assert position == end
    assert not stack
    for number, (left, right) in enumerate(pairs):
        assert covered[number] == set(range(max(left, start), min(right, end)))


@given(TEXTS, st.lists(st.tuples(st.sampled_from(KINDS), OFFSETS, OFFSETS), max_size=8))
def test_blocks_are_a_partition_of_the_text(text: str, parts: list[tuple[SectionKind, int, int]]) -> None:
    blocks = cut_blocks(text, [Section(*part) for part in parts])
    assert "".join(text[block.start : block.end] for block in blocks) == text
    assert [block.start for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    for block in blocks:
        assert block.start < block.end
        if block.kind is None:
            assert not text[block.start : block.end].strip()
        assert all(block.start <= run.start < run.end <= block.end for run in block.runs)


@given(TEXTS, st.lists(st.tuples(OFFSETS, OFFSETS), max_size=8))
def test_every_block_gets_the_layers_that_touch_it(text: str, pairs: list[tuple[int, int]]) -> None:
    blocks = cut_blocks(text, [])
    layers = layers_of(pairs)
    for block, found in zip(blocks, spread(blocks, layers), strict=True):
        assert found == [
            layer
            for layer in layers
            if layer.start < layer.end and max(layer.start, block.start) < min(layer.end, block.end)
        ]


def test_text_without_sections_is_set_as_one_paragraph_a_line() -> None:
    assert [(block.kind, block.start, block.end) for block in cut_blocks("Eins.\n\n Zwei.\n", [])] == [
        ("paragraph", 0, 5),
        (None, 5, 8),
        ("paragraph", 8, 13),
        (None, 13, 14),
    ]


def test_dateline_and_agency_code_run_in_with_their_paragraph() -> None:
    text = "Bern — Es regnet. (dna)\nEs schneit."
    sections = [
        Section("dateline", 0, 6),
        Section("paragraph", 7, 17),
        Section("agency", 18, 23),
        Section("paragraph", 24, 35),
    ]
    blocks = [block for block in cut_blocks(text, sections) if block.kind]
    assert [(block.kind, text[block.start : block.end]) for block in blocks] == [
        ("paragraph", "Bern — Es regnet. (dna)"),
        ("paragraph", "Es schneit."),
    ]
    assert [run.kind for run in blocks[0].runs] == ["dateline", "paragraph", "agency"]


def test_byline_on_a_line_of_its_own_stays_a_block() -> None:
    text = "Von Jule Harms\nEs regnet."
    blocks = cut_blocks(text, [Section("byline", 0, 14), Section("paragraph", 15, 25)])
    assert [block.kind for block in blocks] == ["byline", None, "paragraph"]


def test_sections_that_overlap_are_clipped() -> None:
    blocks = cut_blocks("abcdef", [Section("headline", 0, 4), Section("paragraph", 2, 6)])
    assert [Block(*block[:3]) for block in blocks] == [Block("headline", 0, 4), Block("paragraph", 4, 6)]
