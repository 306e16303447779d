"""Writing what an act has changed, once, at its end, with the events that tell of it.

A statement for seats, one for the old rows, one for the new and one for the events:
every row is written with the same columns, so that one statement serves them all. The
events are read off what changed, so that nothing can change without one.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, inspect, update
from sqlalchemy.orm.attributes import flag_modified

from src.controllers.recording import event_of_row, record
from src.controllers.registration.desk import Desk
from src.extensions import db
from src.models import PASSED_OVER, Course, StudentCourse, dump_json, kind_of_change
from src.values import Cause

_ROW = (
    *("status", "place", "passed", "grade", "override"),
    *("passed_over", "passed_over_at", "updated_at"),
)
_SEATS = (
    *("enrolled_count", "waitlist_count", "last_place", "capacity"),
    *("version", "updated_at", "last_event_at"),
)
_COURSES = Course.metadata.tables["courses"]
# Seats are added to what the database counts, so that its CHECK holds whatever was read.
_UPDATE_SEATS = (
    update(_COURSES)
    .where(_COURSES.c.id == bindparam("course_id"))
    .values(
        enrolled_count=_COURSES.c.enrolled_count + bindparam("seats"),
        waitlist_count=_COURSES.c.waitlist_count + bindparam("places"),
        last_place=bindparam("last"),
        capacity=bindparam("capacity"),
        version=bindparam("version"),
        updated_at=bindparam("updated_at"),
        last_event_at=bindparam("last_event_at"),
    )
)


def write_changes(desk: Desk, cause: Cause) -> None:
    """Write the courses and the enrollments that an act changed."""
    changed = [row for row in db.session.dirty if db.session.is_modified(row)]
    old = [row for row in changed if isinstance(row, StudentCourse)]
    rows = [*old, *(row for row in db.session.new if isinstance(row, StudentCourse))]
    courses = {row.course for row in rows}.union(row for row in changed if isinstance(row, Course))
    events = list(_events(courses, rows, desk.now, cause))
    if courses:
        db.session.execute(_UPDATE_SEATS, [_seats(course) for course in courses])
        for course in courses:
            db.session.expire(course, _SEATS)
    for row in old:
        for name in _ROW:
            flag_modified(row, name)
    db.session.flush()
    record(events)


def _events(
    courses: Iterable[Course], rows: Iterable[StudentCourse], now: datetime, cause: Cause
) -> Iterator[dict[str, Any]]:
    """An event for each course that got a seat and each enrollment that changed.

    Its course keeps the instant.
    """
    for course in courses:
        if "capacity" in inspect(course).committed_state:
            yield event_of_row(course, "updated", now, cause, ["capacity"])
    for row in sorted(rows, key=_turn):
        yield {**_event(row), "at": row.course.next_instant(now), "cause": cause}


def _turn(row: StudentCourse) -> tuple[int, int, int]:
    """Who leaves, then who waits, then who takes a seat; in a course in the order of its queue."""
    state = inspect(row)
    before: int | None = None if state.pending else state.committed_state.get("place")
    stage = 2 if row.holds_seat else int(row.is_waiting)
    return stage, row.course_id, row.place or before or sys.maxsize


def _event(row: StudentCourse) -> dict[str, Any]:
    """What happened to an enrollment, by column."""
    state = inspect(row)
    before = None if state.pending else state.committed_state.get("status", row.status)
    is_passed_over = row.status == before and row.passed_over is not None
    is_overridden = row.override and (state.pending or "override" in state.committed_state)
    return {
        "type": PASSED_OVER if is_passed_over else kind_of_change(before, row.status),
        "student_id": row.student_id,
        "course_id": row.course_id,
        "term_id": row.course.term_id,
        "status_before": before,
        "status_after": row.status,
        "place": row.place,
        "override": row.override if is_overridden else None,
        "reasons": dump_json(row.passed_over_for) if is_passed_over else None,
    }


def _seats(course: Course) -> dict[str, Any]:
    """What an act changed about a course's seats."""
    before = inspect(course).committed_state
    return {
        "course_id": course.id,
        "seats": course.enrolled_count - before.get("enrolled_count", course.enrolled_count),
        "places": course.waitlist_count - before.get("waitlist_count", course.waitlist_count),
        "last": course.last_place,
        "capacity": course.capacity,
        "version": course.version,
        "updated_at": course.updated_at,
        "last_event_at": course.last_event_at,
    }
