"""Everything that an export writes, by id, read as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select

from src.controllers import AnyRow, AnySelect
from src.extensions import db
from src.models import Course, Student, StudentCourse

BATCH_ROWS = 1000


@dataclass(frozen=True, slots=True)
class CodelessCourses:
    """The ids of courses that a file cannot name, since they have no code."""

    enrolled: list[int]
    idle: list[int]


def list_codeless_courses() -> CodelessCourses:
    """Those with enrollments and those without, by id."""
    enrolled = exists().where(StudentCourse.course_id == Course.id).label("enrolled")
    statement = select(Course.id, enrolled).where(Course.code.is_(None)).order_by(Course.id)
    rows = db.session.execute(statement).all()
    return CodelessCourses(
        enrolled=[row.id for row in rows if row.enrolled],
        idle=[row.id for row in rows if not row.enrolled],
    )


def stream_students() -> Iterator[AnyRow]:
    """External id, e-mail, name, given and family name of every student."""
    columns = (Student.external_id, Student.email, Student.name)
    return _stream(select(*columns, Student.given_name, Student.family_name).order_by(Student.id))


def stream_courses() -> Iterator[AnyRow]:
    """Code, catalog code, title, description and hundredths of credits of every course
    that has a code.
    """
    columns = (Course.code, Course.catalog_code, Course.title, Course.description)
    statement = select(*columns, Course.credits_hundredths).where(Course.code.is_not(None))
    return _stream(statement.order_by(Course.id))


def stream_enrollments() -> Iterator[AnyRow]:
    """External id and e-mail of the student, and code of the course, of every enrollment."""
    statement = (
        select(Student.external_id, Student.email, Course.code)
        .join_from(StudentCourse, Student)
        .join(Course, StudentCourse.course_id == Course.id)
        .order_by(StudentCourse.student_id, StudentCourse.course_id)
    )
    return _stream(statement)


def _stream(statement: AnySelect) -> Iterator[AnyRow]:
    streamed = statement.execution_options(yield_per=BATCH_ROWS)
    with db.session.execute(streamed) as rows:
        yield from rows
