"""What texts did a report have, and what changed from one to the next?"""

from __future__ import annotations

import datetime as dt
import re
from difflib import SequenceMatcher
from typing import Final, Literal

from sqlalchemy import Connection, select

from laut.errors import LedgerError
from laut.ledger.tables import reading, report, revision
from laut.records import DateRange, Record

_WORD: Final = re.compile(r"\w+|[^\w\s]|\s+")


class Revision(Record, frozen=True):
    """A text that a report had.

    Attributes:
        number: 1 for the first that was received.
        article: id of the article.
        text: the whole text.
        title: the headline.
        url: address that it was received under.
        path: file that it was received in.
        published: when it was published.
        received: when it was received first, in UTC.
        stands: whether it is the text whose statements count.
        model: which model read it; "" if its statements came with it, None if it is not read.
    """

    number: int
    article: str
    text: str
    title: str | None
    url: str | None
    path: str | None
    published: DateRange | None
    received: dt.datetime
    stands: bool
    model: str | None


class Change(Record, frozen=True):
    """A stretch of two texts: the same in both, or what stands in the one for what stands in the other.

    Attributes:
        kind: whether it stayed, was taken out, put in or replaced.
        before: the words of the earlier text.
        after: the words of the later one.
    """

    kind: Literal["same", "removed", "added", "replaced"]
    before: str
    after: str


def revisions(connection: Connection, report_id: int) -> list[Revision]:
    """Return the texts of a report, in the order in which they were received.

    Raises:
        LedgerError: there is no such report.
    """
    query = (
        select(revision, report.c.current, reading.c.model)
        .join(report, report.c.id == revision.c.report_id)
        .outerjoin(reading, reading.c.revision_id == revision.c.id)
        .where(revision.c.report_id == report_id)
        .order_by(revision.c.number)
    )
    rows = connection.execute(query).all()
    if not rows:
        raise LedgerError(
            f"there is no report {report_id}", "laut search prints the numbers of what it finds"
        )
    return [
        Revision(
            number=row.number,
            article=row.article_id,
            text=row.text,
            title=row.title,
            url=row.url,
            path=row.path,
            published=DateRange(row.published_earliest, row.published_latest)
            if row.published_earliest
            else None,
            received=row.received,
            stands=row.number == row.current,
            model=row.model,
        )
        for row in rows
    ]


def differences(before: str, after: str) -> list[Change]:
    """Return what changed from one text to another, word by word; joined again they are the two texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    kinds: dict[str, Literal["same", "removed", "added", "replaced"]] = {
        "equal": "same",
        "delete": "removed",
        "insert": "added",
        "replace": "replaced",
    }
    return [
        Change(kind=kinds[tag], before="".join(old[a:b]), after="".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]


def marked(changes: list[Change], around: int = 40) -> str:
    """Return changes for people, as wdiff writes them: ``der Damm [-hält-]{+brach+} am Abend``.

    Args:
        changes: of `differences`.
        around: characters of unchanged text that are shown on each side of a change.
    """
    parts: list[str] = []
    for number, change in enumerate(changes):
        if change.kind == "same":
            parts.append(_cut(change.after, around, first=number == 0, last=number == len(changes) - 1))
            continue
        parts.append(f"[-{change.before}-]" if change.before else "")
        parts.append(f"{{+{change.after}+}}" if change.after else "")
    return "".join(parts)


def _cut(text: str, around: int, *, first: bool, last: bool) -> str:
    head, tail = ("" if first else text[:around]), ("" if last else text[-around:])
    return text if len(text) <= len(head) + len(tail) else f"{head} … {tail}"
