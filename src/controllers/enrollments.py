"""Enrollments: enroll, drop, and the two lists."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, literal, select

from src.controllers import AnyRow
from src.controllers.courses import COURSE_COLUMNS, get_course
from src.controllers.locks import lock_courses, lock_student
from src.controllers.paging import fetch_page
from src.controllers.students import STUDENT_COLUMNS, get_student
from src.errors import CourseNotFoundError, CourseRefusal, EnrollmentRefusedError, NotEnrolledError
from src.extensions import db
from src.models import Course, Instant, Student, StudentCourse, instant_text, utc_now
from src.values import CourseOutcome, Outcome, Page

ENROLLMENT_COLUMNS = (
    instant_text(StudentCourse.created_at).label("enrollment_created_at"),
    instant_text(StudentCourse.updated_at).label("enrollment_updated_at"),
)


def enroll(*, student_id: int, course_ids: Sequence[int]) -> list[CourseOutcome]:
    """Enroll a student in courses, all or none; the outcomes are in the order asked.

    Raises StudentNotFoundError, EnrollmentRefusedError. Costs a constant number of
    statements, whatever the number of courses.
    """
    known = lock_courses(course_ids)
    lock_student(student_id)
    _refuse_unknown(course_ids, known)
    held = _held_among(student_id, course_ids)
    if new := known - held:
        _insert(student_id, new, utc_now())
    return [
        CourseOutcome(course_id, Outcome.UNCHANGED if course_id in held else Outcome.ENROLLED)
        for course_id in course_ids
    ]


def drop(*, student_id: int, course_id: int) -> list[CourseOutcome]:
    """Raises StudentNotFoundError, CourseNotFoundError, NotEnrolledError."""
    known = lock_courses([course_id])
    lock_student(student_id)
    if not known:
        raise CourseNotFoundError
    statement = delete(StudentCourse).where(
        StudentCourse.student_id == student_id, StudentCourse.course_id == course_id
    )
    gone = db.session.execute(statement.returning(StudentCourse.course_id)).first()
    if gone is None:
        raise NotEnrolledError
    return [CourseOutcome(course_id, Outcome.DROPPED)]


def list_student_courses(*, student_id: int) -> Sequence[AnyRow]:
    """All courses of a student, by id. Raises StudentNotFoundError.

    One statement for a student with courses; the second, for one without, tells an
    idle student from an unknown one.
    """
    statement = (
        select(*COURSE_COLUMNS, *ENROLLMENT_COLUMNS)
        .join_from(StudentCourse, Course)
        .where(StudentCourse.student_id == student_id)
        .order_by(StudentCourse.course_id)
    )
    rows = db.session.execute(statement).all()
    if not rows:
        get_student(student_id=student_id)
    return rows


def list_course_students(*, course_id: int, limit: int, after: int | None) -> Page:
    """One page of a course's roster, by student id. Raises CourseNotFoundError."""
    statement = (
        select(*STUDENT_COLUMNS, *ENROLLMENT_COLUMNS)
        .join_from(StudentCourse, Student)
        .where(StudentCourse.course_id == course_id)
    )
    page = fetch_page(statement, StudentCourse.student_id, limit=limit, after=after)
    if not page.rows:
        get_course(course_id=course_id)
    return page


def _refuse_unknown(course_ids: Sequence[int], known: Collection[int]) -> None:
    unknown = CourseNotFoundError()
    refusals = [CourseRefusal(each, unknown) for each in course_ids if each not in known]
    if refusals:
        raise EnrollmentRefusedError(refusals)


def _held_among(student_id: int, course_ids: Collection[int]) -> set[int]:
    statement = select(StudentCourse.course_id).where(
        StudentCourse.student_id == student_id, StudentCourse.course_id.in_(course_ids)
    )
    return set(db.session.scalars(statement))


def _insert(student_id: int, course_ids: Collection[int], now: datetime) -> None:
    """One statement for any number of rows, always of the same text, so compiled once."""
    instant = literal(now, Instant)
    rows = select(literal(student_id), Course.id, instant, instant).where(Course.id.in_(course_ids))
    columns = ["student_id", "course_id", "created_at", "updated_at"]
    db.session.execute(insert(StudentCourse).from_select(columns, rows))
