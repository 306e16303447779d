"""Who takes what: a student's courses, a course's roster and waitlist, one enrollment."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import aliased

from src.controllers import AnyRow
from src.controllers.courses import get_course
from src.controllers.documents import (
    COURSE_FIELDS,
    OVERRIDE_FIELD,
    PASSED_OVER_FIELD,
    STUDENT_FIELDS,
    enrolled,
    joined,
)
from src.controllers.history import list_roster_as_of
from src.controllers.paging import PagedDocuments
from src.controllers.statements import ROWS, Statement, given
from src.controllers.students import get_student
from src.errors import NotEnrolledError
from src.models import Course, Student, StudentCourse
from src.values import Page, Status

_others = aliased(StudentCourse)
_POSITION = case(
    (
        StudentCourse.status == Status.WAITLISTED,
        select(func.count())
        .where(_others.course_id == StudentCourse.course_id, _others.place <= StudentCourse.place)
        .correlate(StudentCourse)
        .scalar_subquery(),
    ),
)


def _position(status: Collection[Status]) -> ColumnElement[Any]:
    """Only who waits has a position to count."""
    return _POSITION if Status.WAITLISTED in status else null()


def _found(document: ColumnElement[Any], where: ColumnElement[bool]) -> ColumnElement[Any]:
    """A document looked up for each enrollment by its id.

    Of a join PostgreSQL may make one that reads hundreds of courses for the six of a student.
    """
    found = select(document).where(where).correlate(StudentCourse)
    return found.scalar_subquery().label("document")


@lru_cache
def _student_courses(status: tuple[Status, ...]) -> Statement:
    of_course = enrolled(COURSE_FIELDS, _position(status))
    each = (
        select(StudentCourse.course_id, _found(of_course, Course.id == StudentCourse.course_id))
        .where(StudentCourse.student_id == given("student_id"), StudentCourse.status.in_(status))
        .order_by(StudentCourse.course_id)
        .subquery()
    )
    # One row is fetched in one step: the driver lets go of the interpreter for each.
    return Statement(
        select(joined(each.c.document, each.c.course_id).label("documents")).select_from(each)
    )


@lru_cache
def _roster(status: tuple[Status, ...]) -> PagedDocuments:
    of_student = enrolled(STUDENT_FIELDS, _position(status))
    statement = select(
        StudentCourse.student_id, _found(of_student, Student.id == StudentCourse.student_id)
    ).where(StudentCourse.course_id == given("course_id"), StudentCourse.status.in_(status))
    return PagedDocuments(statement, StudentCourse.student_id)


def _waitlist() -> PagedDocuments:
    """A page of a queue; places are numbered before the documents are made, row by row."""
    is_behind = StudentCourse.place > given("after")
    of_course = StudentCourse.course_id == given("course_id")
    ahead = select(func.count()).where(
        _others.course_id == given("course_id"), _others.place <= given("after")
    )
    position = ahead.scalar_subquery() + func.row_number().over(order_by=StudentCourse.place)
    queued = (
        select(StudentCourse.student_id, position.label("position"))
        .where(of_course, is_behind)
        .order_by(StudentCourse.place)
        .limit(ROWS)
        .subquery()
    )
    document = enrolled(STUDENT_FIELDS, queued.c.position, **PASSED_OVER_FIELD)
    statement = (
        select(StudentCourse.place, document)
        .join_from(queued, StudentCourse, StudentCourse.student_id == queued.c.student_id)
        .join(Student)
        .where(of_course)
    )
    return PagedDocuments(statement, StudentCourse.place)


_WAITLIST = _waitlist()
_ENROLLMENT = Statement(
    select(enrolled(COURSE_FIELDS, _POSITION, **PASSED_OVER_FIELD, **OVERRIDE_FIELD))
    .join_from(StudentCourse, Course)
    .where(
        StudentCourse.student_id == given("student_id"),
        StudentCourse.course_id == given("course_id"),
    )
)


def list_student_courses(
    *, student_id: int, status: Collection[Status] = (Status.ENROLLED,)
) -> str:
    """The documents of all courses of a student in one of the statuses, by id, with commas
    between. Raises StudentNotFoundError.

    One statement for a student with courses; the second, for one without, tells an
    idle student from an unknown one.
    """
    documents: str | None = _student_courses(tuple(status)).scalar(student_id=student_id)
    if documents is None:
        get_student(student_id=student_id)
    return documents or ""


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
    page = _roster(tuple(status)).page(limit=limit, after=after, course_id=course_id)
    if not page.rows:
        get_course(course_id=course_id)
    return page


def list_waitlist(*, course_id: int, limit: int, after: int | None) -> Page:
    """One page of a course's queue, who goes first coming first. Raises CourseNotFoundError."""
    page = _WAITLIST.page(limit=limit, after=after, course_id=course_id)
    if not page.rows:
        get_course(course_id=course_id)
    return page


def get_enrollment(*, student_id: int, course_id: int) -> AnyRow:
    """A course and the student's enrollment in it, in whatever status.

    Raises StudentNotFoundError, CourseNotFoundError, NotEnrolledError.
    """
    row: AnyRow | None = _ENROLLMENT.first(student_id=student_id, course_id=course_id)
    if row is None:
        get_student(student_id=student_id)
        get_course(course_id=course_id)
        raise NotEnrolledError
    return row
