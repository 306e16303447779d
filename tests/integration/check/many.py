"""Many students with courses, written in a few statements."""

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import func, insert, select, update

from src.extensions import db
from src.models import Course, Event, Student, StudentCourse, Term
from src.values import Meeting
from src.work.engines import WRITE

COURSES, MEETING = 4, 2
AT = {
    "created_at": datetime(2026, 8, 1, tzinfo=UTC),
    "updated_at": datetime(2026, 8, 1, tzinfo=UTC),
}
_NINE = (Meeting(1, "09:00", "10:00"),)


def add_students(app: Flask, first: int, last: int) -> None:
    """Students with these ids, in all four courses, of which the first two meet and clash."""
    numbers = range(first, last + 1)
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(**WRITE)
        if not connection.scalar(select(func.count(Term.id))):
            connection.execute(insert(Term), _term())
            connection.execute(insert(Course), [_course(n) for n in range(1, COURSES + 1)])
        connection.execute(insert(Student), [_student(number) for number in numbers])
        rows = [_row(number, course) for number in numbers for course in range(1, COURSES + 1)]
        connection.execute(insert(StudentCourse), rows)
        connection.execute(insert(Event), [_event(row) for row in rows])
        connection.execute(update(Course).values(enrolled_count=last))
        connection.commit()


def _term() -> dict[str, object]:
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 18)}
    names = {"code": "T", "name": "Autumn", "time_zone": "Europe/Berlin"}
    return {"id": 1, "version": 1, **names, **days, **AT}


def _course(number: int) -> dict[str, object]:
    meetings = _NINE if number <= MEETING else ()
    return {"version": 1, "title": f"Course {number}", "term_id": 1, "meetings": meetings, **AT}


def _student(number: int) -> dict[str, object]:
    email = f"many{number}@example.org"
    return {"id": number, "version": 1, "name": "Student", "email": email, "email_key": email, **AT}


def _event(row: dict[str, object]) -> dict[str, object]:
    ids = {name: row[name] for name in ("student_id", "course_id")}
    what = {"type": "enrollment.enrolled", "status_after": "enrolled", "cause": "enroll"}
    return {**ids, **what, "at": AT["created_at"]}


def _row(student: int, course: int) -> dict[str, object]:
    return {"student_id": student, "course_id": course, "status": "enrolled", **AT}
