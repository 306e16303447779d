"""The states of enrollments, found and written many at once."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Insert, Integer, Text, Update, case, insert, select, update

from src.controllers.transfer.pairs import KNOWN
from src.controllers.transfer.tables import ENROLLMENTS, NOW, as_list, recorded
from src.extensions import db
from src.values import Status

Stored: TypeAlias = tuple[str, int | None, str | None]
"""Status, passed and grade."""
Written: TypeAlias = tuple[int, int, str, int | None, str | None, int | None]
"""Student and course; status, passed, grade and place."""

_ACTIVE = (Status.ENROLLED, Status.WAITLISTED)
FIND = KNOWN.add_columns(ENROLLMENTS.c.status, ENROLLMENTS.c.passed, ENROLLMENTS.c.grade)
_states = recorded(
    "states",
    student_id=Integer(),
    course_id=Integer(),
    status=Text(),
    passed=Integer(),
    grade=Text(),
    place=Integer(),
)
INSERT = insert(ENROLLMENTS).from_select(
    [*_states.c.keys(), "created_at", "updated_at"], select(*_states.c, NOW, NOW)
)
# Who comes back begins anew; what was set aside for an enrollment that goes on still is.
_comes_back = _states.c.status.in_(_ACTIVE) & ENROLLMENTS.c.status.not_in(_ACTIVE)
UPDATE = (
    update(ENROLLMENTS)
    .where(
        ENROLLMENTS.c.student_id == _states.c.student_id,
        ENROLLMENTS.c.course_id == _states.c.course_id,
    )
    .values(
        **{name: _states.c[name] for name in ("status", "passed", "grade", "place")},
        passed_over=None,
        passed_over_at=None,
        override=case((_comes_back, None), else_=ENROLLMENTS.c.override),
        updated_at=NOW,
    )
)


def find_states(pairs: Collection[int]) -> dict[int, Stored]:
    """What the enrollments are that are there, by their pairs."""
    if not pairs:
        return {}
    rows = db.session.execute(FIND, {"pairs": as_list(sorted(pairs))})
    return {pair: (status, passed, grade) for pair, status, passed, grade in rows}


def create_states(states: Collection[Written], now: datetime) -> None:
    """Make new enrollments."""
    _write(INSERT, states, now)


def change_states(states: Collection[Written], now: datetime) -> None:
    """Change enrollments."""
    _write(UPDATE, states, now)


def _write(statement: Insert | Update, states: Collection[Written], now: datetime) -> None:
    if states:
        db.session.execute(statement, {"states": as_list(states), "now": now})
