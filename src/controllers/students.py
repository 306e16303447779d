"""Students: create, find, change, delete."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select

from src.controllers import AnyRow
from src.controllers.changes import add_row, apply_changes, delete_row
from src.controllers.locks import lock_student
from src.controllers.paging import fetch_page
from src.errors import StillEnrolledError, StudentNotFoundError
from src.extensions import db
from src.models import Student, StudentCourse, email_key, instant_text
from src.values import Page

STUDENT_COLUMNS = (
    Student.id,
    Student.name,
    Student.given_name,
    Student.family_name,
    Student.email,
    Student.external_id,
    instant_text(Student.created_at).label("created_at"),
    instant_text(Student.updated_at).label("updated_at"),
)


def create_student(
    *,
    name: str,
    email: str,
    given_name: str | None = None,
    family_name: str | None = None,
    external_id: str | None = None,
) -> AnyRow:
    """Raises EmailTakenError, ExternalIdTakenError."""
    student = Student(
        name=name,
        email=email,
        given_name=given_name,
        family_name=family_name,
        external_id=external_id,
    )
    add_row(student)
    return get_student(student_id=student.id)


def get_student(*, student_id: int) -> AnyRow:
    """Raises StudentNotFoundError."""
    row = db.session.execute(select(*STUDENT_COLUMNS).where(Student.id == student_id)).first()
    if row is None:
        raise StudentNotFoundError
    return row


def list_students(
    *, limit: int, after: int | None, email: str | None = None, external_id: str | None = None
) -> Page:
    """One page of the students, by id; with an e-mail or external id, those that have it."""
    statement = select(*STUDENT_COLUMNS)
    if email is not None:
        statement = statement.where(Student.email_key == email_key(email))
    if external_id is not None:
        statement = statement.where(Student.external_id == external_id)
    return fetch_page(statement, Student.id, limit=limit, after=after)


def update_student(*, student_id: int, changes: Mapping[str, Any]) -> AnyRow:
    """Change the fields given. Raises StudentNotFoundError and what `create_student` raises."""
    apply_changes(lock_student(student_id), changes)
    return get_student(student_id=student_id)


def delete_student(*, student_id: int) -> None:
    """Raises StudentNotFoundError, StillEnrolledError."""
    student = lock_student(student_id)
    if db.session.scalar(select(exists().where(StudentCourse.student_id == student_id))):
        raise StillEnrolledError
    delete_row(student)
