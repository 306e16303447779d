"""Everything that an export writes, by id, read as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Text, exists, func, select, type_coerce

from src.controllers import AnyRow, AnySelect
from src.extensions import db
from src.models import Course, Student, StudentCourse, Term, instant_text

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


def stream_terms() -> Iterator[AnyRow]:
    """Every term: its fields in the order of the file, instants as on the wire, and the
    hundredths of its credits.
    """
    instants = (Term.registration_opens_at, Term.registration_closes_at, Term.drop_deadline_at)
    columns = (Term.code, Term.name, Term.starts_on, Term.ends_on, Term.time_zone)
    statement = select(*columns, *map(instant_text, instants), Term.max_credits_hundredths)
    return _stream(statement.order_by(Term.id))


def stream_students() -> Iterator[AnyRow]:
    """External id, e-mail, name, given and family name of every student."""
    columns = (Student.external_id, Student.email, Student.name)
    return _stream(select(*columns, Student.given_name, Student.family_name).order_by(Student.id))


def stream_courses() -> Iterator[AnyRow]:
    """Every course that has a code: its fields in the order of the file, the hundredths of
    its credits, and the JSON of its meetings and prerequisites.
    """
    statement = (
        select(
            *(Course.code, Course.catalog_code, Course.title, Course.description),
            Course.credits_hundredths,
            Term.code.label("term_code"),
            *(Course.capacity, Course.waitlist_capacity),
            *(type_coerce(each, Text) for each in (Course.meetings, Course.prerequisites)),
        )
        .outerjoin_from(Course, Term)
        .where(Course.code.is_not(None))
    )
    return _stream(statement.order_by(Course.id))


def stream_enrollments() -> Iterator[AnyRow]:
    """Every enrollment in whatever status: external id and e-mail of the student, code of
    the course, status, whether it was passed, grade, and position in the queue.
    """
    rank = func.row_number().over(
        partition_by=StudentCourse.course_id, order_by=StudentCourse.place
    )
    # The queues are counted once, and few wait; a count for each row would be quadratic.
    waiting = (
        select(StudentCourse.student_id, StudentCourse.course_id, rank.label("position"))
        .where(StudentCourse.place.is_not(None))
        .subquery("waiting")
    )
    key = (StudentCourse.student_id, StudentCourse.course_id)
    statement = (
        select(
            *(Student.external_id, Student.email, Course.code),
            *(StudentCourse.status, StudentCourse.passed, StudentCourse.grade),
            waiting.c.position,
        )
        .join_from(StudentCourse, Student)
        .join(Course, StudentCourse.course_id == Course.id)
        .outerjoin(waiting, (waiting.c.student_id == key[0]) & (waiting.c.course_id == key[1]))
        .order_by(*key)
    )
    return _stream(statement)


def _stream(statement: AnySelect) -> Iterator[AnyRow]:
    streamed = statement.execution_options(yield_per=BATCH_ROWS)
    with db.session.execute(streamed) as rows:
        yield from rows
