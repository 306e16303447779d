"""The tables, and rows that they take."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table

from src.models import Course, Event, Refusal, Student, StudentCourse, Term

Row = dict[str, Any]

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
STAMPS: Row = {"created_at": AT, "updated_at": AT}
STUDENTS, TERMS, COURSES, ENROLLMENTS, EVENTS, REFUSALS = (
    model.metadata.tables[model.__tablename__]
    for model in (Student, Term, Course, StudentCourse, Event, Refusal)
)

WAITING: Row = {"status": "waitlisted", "place": 1}
COMPLETED: Row = {"status": "completed", "passed": 1}

# A row of each table that is accepted, and what is there before it (with the ids 1 and 2).
GOOD: dict[str, Row] = {
    "students": {
        "version": 1,
        "name": "Ada Example",
        "email": "ada@example.org",
        "email_key": "ada@example.org",
        **STAMPS,
    },
    "terms": {
        "version": 1,
        "code": "T-1",
        "name": "Autumn",
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2026, 12, 18),
        "time_zone": "Europe/Berlin",
        **STAMPS,
    },
    "courses": {"version": 1, "title": "Algebra", **STAMPS},
    "student_courses": {"student_id": 1, "course_id": 1, **STAMPS},
    "refusals": {"course_id": 1, "code": "E025", "hour": AT, "student_id": 1, "attempts": 1},
    "events": {"type": "student.created", "at": AT, "student_id": 1, "cause": "create"},
}
THERE: list[tuple[Table, Row]] = [
    (STUDENTS, GOOD["students"] | {"email_key": "there@example.org", "external_id": "S-1"}),
    (STUDENTS, GOOD["students"] | {"email_key": "two@example.org"}),
    (TERMS, GOOD["terms"] | {"code": "THERE-1"}),
    (TERMS, GOOD["terms"] | {"code": "THERE-2"}),
    (COURSES, GOOD["courses"] | {"code": "ALG-1"}),
    (COURSES, GOOD["courses"] | {"term_id": 2}),
    (EVENTS, GOOD["events"]),
    (EVENTS, GOOD["events"]),
    (REFUSALS, GOOD["refusals"] | {"student_id": 2}),
    (ENROLLMENTS, GOOD["student_courses"] | {"student_id": 2, "course_id": 2} | WAITING),
]
