"""The events of an import, a statement for each batch."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Insert,
    Integer,
    Text,
    bindparam,
    case,
    insert,
    literal_column,
    select,
)

from src.controllers.recording import EVENTS, origin_columns
from src.controllers.transfer.pairs import PAIRS
from src.controllers.transfer.tables import COURSES, NOW, as_list, listed, recorded
from src.extensions import db
from src.models import dump_json, kind_of_change
from src.values import ID_MAX, Cause, Status

LAST_EVENT = case((COURSES.c.last_event_at > NOW, COURSES.c.last_event_at), else_=NOW)
"""The instant of a course's last event, if one is recorded now; none precedes an earlier one."""


class Change(NamedTuple):
    """What became of an enrollment; `changed` are names of fields, as JSON."""

    type: str
    student_id: int
    course_id: int
    before: str | None
    after: str
    place: int | None
    changed: str | None = None

    @classmethod
    def of(
        cls, pair: tuple[int, int], before: str | None, after: str, place: int | None
    ) -> "Change":
        """The change of a student's enrollment in a course to a status."""
        return cls(kind_of_change(before, after), *pair, before, after, place)


def _insert(source: Any, **columns: Any) -> Insert:
    """Events with these columns, those of an import among them."""
    common = {
        "cause": literal_column(f"'{Cause.IMPORT}'"),
        "actor": bindparam("actor", type_=Text()),
        "request_id": bindparam("request_id", type_=Text()),
    }
    chosen = {name: _as_value(value) for name, value in (columns | common).items()}
    return insert(EVENTS).from_select([*chosen], select(*chosen.values()).select_from(source))


def _as_value(value: str | ColumnElement[Any]) -> ColumnElement[Any]:
    return literal_column(f"'{value}'") if isinstance(value, str) else value


_changes = recorded(
    "changes",
    type=Text(),
    student_id=Integer(),
    course_id=Integer(),
    before=Text(),
    after=Text(),
    place=Integer(),
    changed=Text(),
)
ENROLLED = _insert(
    PAIRS.join(COURSES, COURSES.c.id == PAIRS.c.course_id),
    type="enrollment.enrolled",
    at=LAST_EVENT,
    student_id=PAIRS.c.student_id,
    course_id=PAIRS.c.course_id,
    term_id=COURSES.c.term_id,
    status_after=Status.ENROLLED.value,
)
CHANGED = _insert(
    _changes.join(COURSES, COURSES.c.id == _changes.c.course_id),
    type=_changes.c.type,
    at=LAST_EVENT,
    student_id=_changes.c.student_id,
    course_id=_changes.c.course_id,
    term_id=COURSES.c.term_id,
    status_before=_changes.c.before,
    status_after=_changes.c.after,
    place=_changes.c.place,
    changed=_changes.c.changed,
)


class RowEvents:
    """The events of rows of one table; `key` is unique, and `columns` are theirs in an event."""

    def __init__(self, noun: str, key: Column[Any], **columns: ColumnElement[Any]) -> None:
        keys = listed("keys")
        self._created = _insert(
            keys.join(key.table, key == keys.c.value), type=f"{noun}.created", **columns
        )
        updates = recorded("updates", id=Integer(), changed=Text())
        self._updated = _insert(
            updates.join(key.table, key.table.c.id == updates.c.id),
            type=f"{noun}.updated",
            changed=updates.c.changed,
            **columns,
        )

    def record_created(self, keys: Collection[str], now: datetime) -> None:
        """Record the new rows that have these keys."""
        _execute(self._created, {"keys": as_list(keys), "now": now})

    def record_updated(self, changes: Iterable[tuple[int, Iterable[str]]], now: datetime) -> None:
        """Record the rows that changed: their ids, and the columns."""
        updates = [(row_id, dump_json(_fields(columns))) for row_id, columns in changes]
        _execute(self._updated, {"updates": as_list(updates), "now": now})


def _fields(columns: Iterable[str]) -> list[str]:
    """The fields on the wire whose columns these are."""
    return sorted(column.removesuffix("_hundredths") for column in columns)


def record_enrolled(pairs: Sequence[int], now: datetime) -> None:
    """Record new enrollments, which come in the order of their students.

    By course they meet fewer pages: two of the three indexes of events begin with it.
    """
    by_course = sorted(pairs, key=lambda pair: pair & ID_MAX)
    _execute(ENROLLED, {"pairs": as_list(by_course), "now": now})


def record_changes(changes: Sequence[Change], now: datetime) -> None:
    """Record what became of enrollments, in this order."""
    if changes:
        _execute(CHANGED, {"changes": as_list(changes), "now": now})


def _execute(statement: Insert, parameters: Mapping[str, Any]) -> None:
    db.session.execute(statement, {**parameters, **origin_columns()})
