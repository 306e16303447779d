"""Students: create, find, change, delete."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, exists, select

from src.controllers import AnyRow
from src.controllers.changes import add_row, apply_changes, delete_row
from src.controllers.documents import STUDENT_FIELDS, document
from src.controllers.locks import lock_student
from src.controllers.paging import PagedDocuments
from src.controllers.statements import Statement, given
from src.errors import StillEnrolledError, StudentNotFoundError
from src.extensions import db
from src.models import Student, StudentCourse, email_key
from src.values import Page

_COLUMNS = (Student.id, document(**STUDENT_FIELDS).label("document"))
_STUDENT = Statement(select(*_COLUMNS).where(Student.id == given("student_id")))


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
    row: AnyRow | None = _STUDENT.first(student_id=student_id)
    if row is None:
        raise StudentNotFoundError
    return row


def list_students(
    *, limit: int, after: int | None, email: str | None = None, external_id: str | None = None
) -> Page:
    """One page of the students, by id; with an e-mail or external id, those that have it."""
    values = {
        "email_key": None if email is None else email_key(email),
        "external_id": external_id,
    }
    asked = {name: value for name, value in values.items() if value is not None}
    return _students(*asked).page(limit=limit, after=after, **asked)


@lru_cache
def _students(*filters: str) -> PagedDocuments:
    """Those that have what is given for each of the columns."""
    wanted = (getattr(Student, name) == given(name, Text) for name in filters)
    return PagedDocuments(select(*_COLUMNS).where(*wanted), Student.id)


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
