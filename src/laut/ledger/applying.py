"""What does a reading become with people's corrections? Pure: statements and corrections in, statements out.

Corrections are applied in the order in which they were made, each to what the ones before it left. One whose words, or
whose statement, cannot be found any more changes nothing and is handed back: it goes nowhere rather than astray.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import msgspec

from laut.errors import InvalidRecordError
from laut.ledger.anchoring import Anchor, Place, anchor, find, find_span
from laut.records import Hop, Record, Source, Span, Statement

Action = Literal["set", "remove", "add", "withdraw"]
"""What a person did: change fields, strike a statement, add one that the reader missed, take a correction back."""

SETTABLE: Final = (
    "form", "medium", "content", "speaker", "cue", "frame", "addressee", "chain", "factuality", "when",
)  # fmt: skip
"""Fields of a statement that people may set, whole or in part (``speaker.name``, ``chain.0.stance``)."""

SAME: Final = 0.8
"""Share of characters (Jaccard) that makes two stretches the same statement, whatever its form."""

SAME_FORM: Final = 0.5
"""The same for statements of one form: a direct quotation may fill most of the indirect one around it."""


class Change(Record, frozen=True):
    """What a correction does, as the ledger keeps it.

    Attributes:
        set: values by field, with dots into records and lists.
        was: the statement as the person saw it.
        statement: the statement that is added.
        withdraws: number of the correction that is taken back.
    """

    set: dict[str, Any] = msgspec.field(default_factory=dict)
    was: Statement | None = None
    statement: Statement | None = None
    withdraws: int | None = None


class Edit(NamedTuple):
    """A correction as far as applying it needs.

    Attributes:
        number: of the correction in the ledger.
        action: what it does; a withdrawal is none of these.
        anchor: where the content of its statement stands in the text that the person saw.
        change: what it changes.
        text: the text that the person saw; offsets in `change` refer to it.
    """

    number: int
    action: Action
    anchor: Anchor
    change: Change
    text: str


class Applied(NamedTuple):
    """A reading with corrections.

    Attributes:
        statements: in reading order.
        lost: numbers of the corrections that could not be applied, with the reason.
    """

    statements: tuple[Statement, ...]
    lost: dict[int, str]


class _LostError(Exception):
    """A correction has no place in this text; its message says why."""


def apply(statements: Sequence[Statement], text: str, article_id: str, edits: Sequence[Edit]) -> Applied:
    """Apply corrections to the statements that a model read in a text.

    Args:
        statements: as they were read, in reading order.
        text: the text whose offsets they have.
        article_id: of that text (`Article.id`); the ids of added statements are made of it.
        edits: in the order in which they were made, without those that were taken back.
    """
    result = list(statements)
    lost: dict[int, str] = {}
    for edit in edits:
        try:
            action = _ACTIONS.get(edit.action)
            if action is None:
                raise _LostError(f"this laut knows no corrections that {edit.action!r}")
            result = action(result, text, article_id, edit)
        except _LostError as reason:
            lost[edit.number] = str(reason)
    return Applied(tuple(result), lost)


def same(one: Sequence[int], other: Sequence[int], *, form: bool) -> float:
    """Return how much two stretches are the same, 0 to 1; 0 if that is too little to be one statement.

    Args:
        one, other: each a start and an end.
        form: whether the two have the same form.
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    share = max(shared, 0) / max(one[1] - one[0] + other[1] - other[0] - shared, 1)
    return share if share >= (SAME_FORM if form else SAME) else 0.0


def locate(statements: Sequence[Statement], place: Place, form: str | None) -> int | None:
    """Return which of the statements stands at a place, or None; one of the form if several do."""
    rated = [
        (
            same((one.start, one.end), (place.start, place.end), form=one.form == form),
            one.form == form,
            -number,
        )
        for number, one in enumerate(statements)
    ]
    share, _, number = max(rated, default=(0.0, False, 0))
    return -number if share else None


def anchor_of(text: str, statement: Statement) -> Anchor:
    """Return the anchor of a statement: of its content, from the first character to the last."""
    return anchor(text, statement.start, statement.end)


def with_values(statement: Statement, values: Mapping[str, Any]) -> Statement:
    """Return the statement with some fields set.

    The last hop of the chain is the speaker: whichever of the two is set, the other one follows.

    Args:
        statement: what is changed; its id stays.
        values: JSON-ready values by field, as in ``{"speaker.name": "…", "chain.0.stance": "neutral"}``.

    Raises:
        InvalidRecordError: there is no such field, or the value does not fit it.
    """
    data = statement.to_dict()
    for path, value in values.items():
        first = path.partition(".")[0]
        if first not in SETTABLE:
            raise InvalidRecordError("Statement", f"{first!r} is not one of {', '.join(SETTABLE)}")
        _assign(data, path, value)
    changed = Statement.from_dict(data)
    if not changed.content or any(span.start >= span.end for span in changed.content):
        raise InvalidRecordError("Statement", "its content is empty")
    roots = {path.partition(".")[0] for path in values}
    return (
        _speaker_follows(changed) if "chain" in roots and "speaker" not in roots else _chain_follows(changed)
    )


def statement_id(article_id: str, form: str, content: Sequence[Span]) -> str:
    """Return the id of a statement that a person added, of the same kind as those that are read."""
    places = [(span.start, span.end) for span in content]
    return "s-" + hashlib.blake2b(f"{article_id} {form} {places}".encode(), digest_size=8).hexdigest()


def spans_of(statement: Statement) -> Iterator[Span]:
    """Yield everything of a statement that has offsets."""
    yield from (*statement.content, *statement.cue, *statement.frame, *statement.addressee)
    for source in (statement.speaker, *statement.chain):
        yield from source.spans if source else ()
    for marker in statement.factuality.markers if statement.factuality else ():
        yield Span(marker.start, marker.end, marker.text)
    if statement.when is not None:
        yield Span(statement.when.start, statement.when.end, statement.when.text)


# The actions -----------------------------------------------------------------------------------------------------


def _set(statements: list[Statement], text: str, _article_id: str, edit: Edit) -> list[Statement]:
    number = _located(statements, text, edit)
    values = {path: _carried(value, edit.text, text) for path, value in edit.change.set.items()}
    try:
        changed = with_values(statements[number], values)
    except InvalidRecordError as error:
        raise _LostError(f"it does not fit the statement any more: {error.reason}") from error
    return _in_order([*statements[:number], changed, *statements[number + 1 :]])


def _remove(statements: list[Statement], text: str, _article_id: str, edit: Edit) -> list[Statement]:
    return _without(statements, _located(statements, text, edit))


def _add(statements: list[Statement], text: str, article_id: str, edit: Edit) -> list[Statement]:
    given = edit.change.statement
    if given is None:
        raise _LostError("it says no statement")
    new = _carried_statement(given, edit.text, text)
    place = Place(new.start, new.end)
    if (there := locate(statements, place, new.form)) is not None:  # by now the reader has found it too
        statements = _without(statements, there)
    new = msgspec.structs.replace(new, id=statement_id(article_id, new.form, new.content))
    others = {one.id for one in statements}
    if new.parent not in others:
        new = msgspec.structs.replace(new, parent=None)
    return _in_order([*(one for one in statements if one.id != new.id), new])


_ACTIONS: Final[dict[str, Callable[[list[Statement], str, str, Edit], list[Statement]]]] = {
    "set": _set,
    "remove": _remove,
    "add": _add,
}


def _located(statements: list[Statement], text: str, edit: Edit) -> int:
    place = find(edit.anchor, text)
    if place is None:
        raise _LostError("its words are not in the text any more")
    number = locate(statements, place, edit.change.was.form if edit.change.was else None)
    if number is None:
        raise _LostError("no statement was read at its words")
    return number


def _without(statements: list[Statement], number: int) -> list[Statement]:
    """Take a statement out; what was nested in it is nested in what it was nested in."""
    gone = statements[number]
    return [
        msgspec.structs.replace(one, parent=gone.parent) if one.parent == gone.id else one
        for one in statements
        if one is not gone
    ]


def _in_order(statements: list[Statement]) -> list[Statement]:
    """Sort by content, outer before nested; the reader's order is the same and sorting is stable."""
    return sorted(statements, key=lambda one: (one.start, -one.end))


# Values and offsets ----------------------------------------------------------------------------------------------


def _assign(data: Any, path: str, value: Any) -> None:
    *way, last = path.split(".")
    for key in way:
        step = _key(data, key, path)
        if data[step] is None:
            data[step] = {}
        data = data[step]
    data[_key(data, last, path)] = value


def _key(data: Any, key: str, path: str) -> Any:
    if isinstance(data, list):
        if key.isdecimal() and int(key) < len(data):
            return int(key)
        raise InvalidRecordError("Statement", f"{path!r}: the list has {len(data)} members, counted from 0")
    if not isinstance(data, dict):
        raise InvalidRecordError("Statement", f"{path!r}: there is nothing called {key!r}")
    data.setdefault(key, None)
    return key


def _speaker_follows(statement: Statement) -> Statement:
    if not statement.chain:
        return msgspec.structs.replace(statement, speaker=None)
    return msgspec.structs.replace(statement, speaker=statement.chain[-1].source())


def _chain_follows(statement: Statement) -> Statement:
    speaker, chain = statement.speaker, statement.chain
    if speaker is None and len(chain) < 2:
        return msgspec.structs.replace(statement, chain=())
    known = {name: getattr(speaker or Source(), name) for name in Source.__struct_fields__}
    last = msgspec.structs.replace(chain[-1], **known) if chain else Hop.of(speaker or Source())
    return msgspec.structs.replace(statement, chain=(*chain[:-1], last))


def _carried(value: Any, seen: str, text: str) -> Any:
    """Return a value with its offsets in another version of the text."""
    if seen == text:
        return value
    if isinstance(value, list):
        return [_carried(one, seen, text) for one in value]
    if not isinstance(value, dict):
        return value
    value = {name: _carried(one, seen, text) for name, one in value.items()}
    if {"start", "end", "text"} <= value.keys():
        span = find_span(seen, Span(value["start"], value["end"], value["text"]), text)
        if span is None:
            raise _LostError(f"its words {value['text'][:40]!r} are not in the text any more")
        value |= {"start": span.start, "end": span.end, "text": span.text}
    return value


def _carried_statement(given: Statement, seen: str, text: str) -> Statement:
    """Return an added statement in another version of the text; only its content must still be there."""
    if seen == text:
        return given
    data = given.to_dict()
    data["content"] = _carried(data["content"], seen, text)
    for path in ("cue", "frame", "addressee"):
        data[path] = _kept(data[path], seen, text)
    for source in (data["speaker"], *data["chain"]):
        if source is not None:
            source["spans"] = _kept(source["spans"], seen, text)
    if data["factuality"] is not None:
        data["factuality"]["markers"] = _kept(data["factuality"]["markers"], seen, text)
    data["when"] = next(iter(_kept([data["when"]], seen, text)), None) if data["when"] else None
    return Statement.from_dict(data)


def _kept(values: list[Any], seen: str, text: str) -> list[Any]:
    """Carry over what is still there."""
    result = []
    for value in values:
        try:
            result.append(_carried(value, seen, text))
        except _LostError:
            continue
    return result
