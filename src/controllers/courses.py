"""Courses: create, find, change, delete."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, select

from src.controllers import AnyRow
from src.controllers.changes import apply_changes
from src.controllers.locks import lock_course
from src.controllers.paging import fetch_page
from src.errors import CourseNotFoundError, StillEnrolledError
from src.extensions import db
from src.models import Course, StudentCourse, instant_text, utc_now
from src.values import Page

COURSE_COLUMNS = (
    Course.id,
    Course.code,
    Course.catalog_code,
    Course.title,
    Course.description,
    Course.credits_hundredths,
    instant_text(Course.created_at).label("created_at"),
    instant_text(Course.updated_at).label("updated_at"),
)


def create_course(
    *,
    title: str,
    code: str | None = None,
    catalog_code: str | None = None,
    description: str | None = None,
    credits: Decimal | None = None,
) -> AnyRow:
    """`credits` has at most two decimals. Raises CodeTakenError."""
    now = utc_now()
    course = Course(
        title=title,
        code=code,
        catalog_code=catalog_code,
        description=description,
        credits=credits,
        created_at=now,
        updated_at=now,
    )
    db.session.add(course)
    db.session.flush()
    return get_course(course_id=course.id)


def get_course(*, course_id: int) -> AnyRow:
    """Raises CourseNotFoundError."""
    row = db.session.execute(select(*COURSE_COLUMNS).where(Course.id == course_id)).first()
    if row is None:
        raise CourseNotFoundError
    return row


def list_courses(*, limit: int, after: int | None, code: str | None = None) -> Page:
    """One page of the courses, by id; with a code, the one that has it."""
    statement = select(*COURSE_COLUMNS)
    if code is not None:
        statement = statement.where(Course.code == code)
    return fetch_page(statement, Course.id, limit=limit, after=after)


def update_course(*, course_id: int, changes: Mapping[str, Any]) -> AnyRow:
    """Change the fields given. Raises CourseNotFoundError, CodeTakenError."""
    apply_changes(lock_course(course_id), changes)
    return get_course(course_id=course_id)


def delete_course(*, course_id: int) -> None:
    """Raises CourseNotFoundError, StillEnrolledError."""
    course = lock_course(course_id)
    if db.session.scalar(select(exists().where(StudentCourse.course_id == course_id))):
        raise StillEnrolledError
    db.session.delete(course)
    db.session.flush()
