"""Writing what an act has changed, once, at its end, with the events that tell of it.

A statement for seats, one for the old rows, one for the new and one for the events:
every row is written with the same columns, so that one statement serves them all. The
events are read off what changed, so that nothing can change without one.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, insert, update

from src.controllers.recording import event_of_row, record
from src.controllers.registration.desk import Desk
from src.controllers.statements import Statement, given
from src.models import (
    PASSED_OVER,
    Course,
    Instant,
    StudentCourse,
    dump_json,
    kind_of_change,
    value_before,
    was_assigned,
)
from src.values import Cause

_COURSES, _ROWS = (Course.metadata.tables[name] for name in ("courses", "student_courses"))
_STATE = (
    *("status", "place", "passed", "grade", "override"),
    *("passed_over", "passed_over_at", "updated_at"),
)
# Seats are added to what the database counts, so that its CHECK holds whatever was read.
_UPDATE_SEATS = Statement(
    update(_COURSES)
    .where(_COURSES.c.id == given("course_id"))
    .values(
        enrolled_count=_COURSES.c.enrolled_count + given("seats"),
        waitlist_count=_COURSES.c.waitlist_count + given("places"),
        last_place=given("last_place"),
        capacity=given("capacity"),
        version=given("version"),
        updated_at=func.coalesce(given("updated_at", Instant()), _COURSES.c.updated_at),
        last_event_at=given("last_event_at", Instant()),
    )
)
_UPDATE_ROW = Statement(
    update(_ROWS)
    .where(_ROWS.c.student_id == given("student_id"), _ROWS.c.course_id == given("course_id"))
    .values(
        {name: given(name, _ROWS.c[name].type) for name in _STATE}
        | {"updated_at": func.coalesce(given("updated_at", Instant()), _ROWS.c.updated_at)}
    )
)
_INSERT_ROW = Statement(
    insert(_ROWS)
    .inline()
    .values({name: given(name, column.type) for name, column in _ROWS.c.items()})
)


def write_changes(desk: Desk, cause: Cause) -> None:
    """Write the courses and the enrollments that an act changed."""
    old = desk.changed_rows()
    events = list(_events(desk, [*old, *desk.added], cause))
    if courses := desk.changed_courses():
        _UPDATE_SEATS.run([_seats(course) for course in courses])
    if old:
        _UPDATE_ROW.run([_state(row) for row in old])
    if desk.added:
        _INSERT_ROW.run([{**_state(row), "created_at": desk.now} for row in desk.added])
    record(events)


def _events(desk: Desk, rows: Iterable[StudentCourse], cause: Cause) -> Iterator[dict[str, Any]]:
    """An event for each course that got a seat and each enrollment that changed.

    Its course keeps the instant.
    """
    for _, course in sorted(desk.courses.items()):
        if course.capacity != value_before(course, "capacity"):
            yield event_of_row(course, "updated", desk.now, cause, ["capacity"])
    added = {id(row) for row in desk.added}
    for row in sorted(rows, key=_turn):
        event = _event(row, is_new=id(row) in added)
        yield {**event, "at": row.course.next_instant(desk.now), "cause": cause}


def _turn(row: StudentCourse) -> tuple[int, int, int]:
    """Who leaves, then who waits, then who takes a seat; in a course in the order of its queue."""
    stage = 2 if row.holds_seat else int(row.is_waiting)
    return stage, row.course_id, row.place or value_before(row, "place") or sys.maxsize


def _event(row: StudentCourse, *, is_new: bool) -> dict[str, Any]:
    """What happened to an enrollment, by column."""
    before = None if is_new else value_before(row, "status")
    is_passed_over = row.status == before and row.passed_over is not None
    return {
        "type": PASSED_OVER if is_passed_over else kind_of_change(before, row.status),
        "student_id": row.student_id,
        "course_id": row.course_id,
        "term_id": row.course.term_id,
        "status_before": before,
        "status_after": row.status,
        "place": row.place,
        # The same override may be given again.
        "override": row.override if was_assigned(row, "override") else None,
        "reasons": dump_json(row.passed_over_for) if is_passed_over else None,
    }


def _state(row: StudentCourse) -> dict[str, Any]:
    """What is written of an enrollment, by column."""
    values = row.__dict__
    # Not read, so `updated_at` is there where an act has assigned it.
    return {name: values.get(name) for name in ("student_id", "course_id", *_STATE)}


def _seats(course: Course) -> dict[str, Any]:
    """What an act changed about a course's seats."""
    return {
        "course_id": course.id,
        "seats": course.enrolled_count - value_before(course, "enrolled_count"),
        "places": course.waitlist_count - value_before(course, "waitlist_count"),
        "last_place": course.last_place,
        "capacity": course.capacity,
        "version": course.version,
        # Not read, so it is there where an act has assigned it.
        "updated_at": course.__dict__.get("updated_at"),
        "last_event_at": course.last_event_at,
    }
