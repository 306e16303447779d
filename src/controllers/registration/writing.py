"""Writing what an act has changed, once, at its end.

A statement for seats, one for the old rows and one for the new: every row is written
with the same columns, so that one statement serves them all.
"""

from typing import Any

from sqlalchemy import bindparam, inspect, update
from sqlalchemy.orm.attributes import flag_modified

from src.extensions import db
from src.models import Course, StudentCourse

_ROW = (
    *("status", "place", "passed", "grade", "override"),
    *("passed_over", "passed_over_at", "updated_at"),
)
_SEATS = ("enrolled_count", "waitlist_count", "last_place", "capacity", "version", "updated_at")
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
    )
)


def write_changes() -> None:
    """Write the courses and the enrollments that were changed in this transaction."""
    changed = [row for row in db.session.dirty if db.session.is_modified(row)]
    if courses := [row for row in changed if isinstance(row, Course)]:
        db.session.execute(_UPDATE_SEATS, [_seats(course) for course in courses])
        for course in courses:
            db.session.expire(course, _SEATS)
    for row in changed:
        if isinstance(row, StudentCourse):
            for name in _ROW:
                flag_modified(row, name)
    db.session.flush()


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
    }
