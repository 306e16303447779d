"""The records of students whom the edit of a rule may concern, one after the other."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Text, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, defer, joinedload, load_only

from src.controllers import AnySelect
from src.controllers.invariants.findings import BATCH_ROWS
from src.extensions import db
from src.models import LOOKED_AT, Course, Record, Student, StudentCourse
from src.values import Status


def last_student_id() -> int:
    """How far the ids of students go."""
    return db.session.scalar(select(func.max(Student.id))) or 0


def stream_records() -> Iterator[Record]:
    """The records of those who may be in a clash, lack a prerequisite or have a seat at once.

    By student, in one statement, of which a batch of rows is in memory at a time. Who is
    here for clashes alone comes with nothing but the courses that meet.
    """
    # A sum has no index, so SQLite goes by the primary key, and sorts nothing in memory.
    student_id = StudentCourse.student_id + 0
    clashes = _takes(Course.meetings) & student_id.in_(_who_meets_twice())
    is_judged = student_id.in_(_who_is_judged())
    statement = (
        select(StudentCourse)
        .join(StudentCourse.course)
        .where(or_(clashes, is_judged & StudentCourse.status.in_(LOOKED_AT)))
        .options(
            load_only(StudentCourse.status, StudentCourse.passed, StudentCourse.override),
            contains_eager(StudentCourse.course).options(
                defer(Course.description), joinedload(Course.term)
            ),
        )
        .order_by(StudentCourse.student_id, StudentCourse.course_id)
    )
    rows = db.session.scalars(statement.execution_options(yield_per=BATCH_ROWS))
    for number, their_rows in groupby(rows, lambda row: row.student_id):
        yield Record(number, their_rows)


def _who_meets_twice() -> AnySelect:
    """Whose courses may clash: most students take fewer than two that meet at all."""
    taking = _students().where(_takes(Course.meetings))
    return taking.group_by(StudentCourse.student_id).having(func.count() > 1)


def _who_is_judged() -> AnySelect:
    """Who is enrolled in what asks for more, or waits beside a free seat."""
    has_seat = or_(Course.capacity.is_(None), Course.enrolled_count < Course.capacity)
    waits = StudentCourse.status == Status.WAITLISTED
    return _students().where(or_(_takes(Course.prerequisites), waits & has_seat))


def _students() -> AnySelect:
    return select(StudentCourse.student_id).join(StudentCourse.course)


def _takes(values: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether an enrollment is in a course that has any of these."""
    is_enrolled = StudentCourse.status == Status.ENROLLED
    return is_enrolled & (type_coerce(values, Text) != "[]")
