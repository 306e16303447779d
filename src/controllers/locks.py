"""Row locks, in the one order that every act keeps: courses ascending, then the student.

On PostgreSQL whoever changes a row, or what hangs on it, holds its lock; on SQLite the
transaction itself is the lock, and these are plain reads.
"""

from collections.abc import Collection

from sqlalchemy import select

from src.controllers import AnySelect
from src.errors import CourseNotFoundError, StudentNotFoundError
from src.extensions import db
from src.models import Course, Student


def lock_courses(course_ids: Collection[int]) -> set[int]:
    """Lock those of the courses that exist, and return their ids."""
    statement = select(Course.id).where(Course.id.in_(course_ids)).order_by(Course.id)
    return set(db.session.scalars(statement.with_for_update(key_share=True)))


def lock_course(course_id: int) -> Course:
    """The course, locked and read afresh. Raises CourseNotFoundError."""
    course: Course | None = db.session.scalar(_locked(select(Course).where(Course.id == course_id)))
    if course is None:
        raise CourseNotFoundError
    return course


def lock_student(student_id: int) -> Student:
    """The student, locked and read afresh. Raises StudentNotFoundError."""
    student: Student | None = db.session.scalar(
        _locked(select(Student).where(Student.id == student_id))
    )
    if student is None:
        raise StudentNotFoundError
    return student


def _locked(statement: AnySelect) -> AnySelect:
    locked = statement.with_for_update(key_share=True)
    return locked.execution_options(populate_existing=True)
