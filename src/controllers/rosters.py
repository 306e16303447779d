"""Who takes what: a student's courses, a course's roster and waitlist, one enrollment."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import aliased

from src.controllers import AnyRow
from src.controllers.courses import COURSE_COLUMNS, get_course
from src.controllers.history import list_roster_as_of
from src.controllers.paging import fetch_page
from src.controllers.students import STUDENT_COLUMNS, get_student
from src.errors import NotEnrolledError
from src.extensions import db
from src.models import Course, Student, StudentCourse, instant_text
from src.values import Page, Status

_others = aliased(StudentCourse)
_POSITION = case(
    (
        StudentCourse.status == Status.WAITLISTED,
        select(func.count())
        .where(_others.course_id == StudentCourse.course_id, _others.place <= StudentCourse.place)
        .scalar_subquery(),
    ),
)
_PASSED_OVER = (
    StudentCourse.passed_over,
    instant_text(StudentCourse.passed_over_at).label("passed_over_at"),
)


def list_student_courses(
    *, student_id: int, status: Collection[Status] = (Status.ENROLLED,)
) -> Sequence[AnyRow]:
    """All courses of a student in one of the statuses, by id. Raises StudentNotFoundError.

    One statement for a student with courses; the second, for one without, tells an
    idle student from an unknown one.
    """
    statement = (
        select(*COURSE_COLUMNS, *_enrollment_columns(status))
        .join_from(StudentCourse, Course)
        .where(StudentCourse.student_id == student_id, _is_one_of(status))
        .order_by(StudentCourse.course_id)
    )
    rows = db.session.execute(statement).all()
    if not rows:
        get_student(student_id=student_id)
    return rows


def list_course_students(
    *,
    course_id: int,
    limit: int,
    after: int | None,
    status: Collection[Status],
    as_of: datetime | None = None,
) -> Page:
    """One page of a course's students in one of the statuses, by student id.

    With `as_of`, of those who had it at that instant. Raises CourseNotFoundError and
    what `list_roster_as_of` raises.
    """
    if as_of:
        return list_roster_as_of(
            course_id=course_id, as_of=as_of, limit=limit, after=after, status=status
        )
    statement = (
        select(*STUDENT_COLUMNS, *_enrollment_columns(status))
        .join_from(StudentCourse, Student)
        .where(StudentCourse.course_id == course_id, _is_one_of(status))
    )
    page = fetch_page(statement, StudentCourse.student_id, limit=limit, after=after)
    if not page.rows:
        get_course(course_id=course_id)
    return page


def list_waitlist(*, course_id: int, limit: int, after: int | None) -> Page:
    """One page of a course's queue, who goes first coming first. Raises CourseNotFoundError."""
    ahead = select(func.count()).where(
        _others.course_id == course_id, _others.place <= (after or 0)
    )
    position = ahead.scalar_subquery() + func.row_number().over(order_by=StudentCourse.place)
    statement = (
        select(
            *STUDENT_COLUMNS,
            *_columns(position),
            *_PASSED_OVER,
            StudentCourse.place,
        )
        .join_from(StudentCourse, Student)
        .where(StudentCourse.course_id == course_id, StudentCourse.place.is_not(None))
    )
    page = fetch_page(statement, StudentCourse.place, limit=limit, after=after)
    if not page.rows:
        get_course(course_id=course_id)
    return page


def get_enrollment(*, student_id: int, course_id: int) -> AnyRow:
    """A course and the student's enrollment in it, in whatever status.

    Raises StudentNotFoundError, CourseNotFoundError, NotEnrolledError.
    """
    statement = (
        select(*COURSE_COLUMNS, *_columns(_POSITION), *_PASSED_OVER, StudentCourse.override)
        .join_from(StudentCourse, Course)
        .where(StudentCourse.student_id == student_id, StudentCourse.course_id == course_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        get_student(student_id=student_id)
        get_course(course_id=course_id)
        raise NotEnrolledError
    return row


def _enrollment_columns(status: Collection[Status]) -> tuple[Any, ...]:
    """The columns of enrollments in these statuses; only who waits has a position to count."""
    return _columns(_POSITION if Status.WAITLISTED in status else null())


def _columns(position: ColumnElement[Any]) -> tuple[Any, ...]:
    return (
        StudentCourse.status,
        position.label("position"),
        StudentCourse.passed,
        StudentCourse.grade,
        instant_text(StudentCourse.created_at).label("enrollment_created_at"),
        instant_text(StudentCourse.updated_at).label("enrollment_updated_at"),
    )


def _is_one_of(status: Collection[Status]) -> ColumnElement[bool]:
    return StudentCourse.status.in_(status)
