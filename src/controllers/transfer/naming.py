"""Whom the rows of `enrollments.csv` name: students by external id, by e-mail, or by both."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, select

from src.controllers.transfer.results import EnrollmentRow, Fault
from src.controllers.transfer.tables import STUDENTS, as_list, listed
from src.extensions import db
from src.models import email_key

_names = listed("names")
BY_EXTERNAL_ID = select(STUDENTS.c.external_id, STUDENTS.c.id).join_from(
    _names, STUDENTS, STUDENTS.c.external_id == _names.c.value
)
BY_EMAIL = select(STUDENTS.c.email_key, STUDENTS.c.id).join_from(
    _names, STUDENTS, STUDENTS.c.email_key == _names.c.value
)


class NamedStudents:
    """Those whom the rows of a batch name."""

    def __init__(self, rows: Sequence[EnrollmentRow]) -> None:
        external_ids = {row.external_id for row in rows}
        keys = {email: email_key(email) for email in {row.email for row in rows}}
        by_key = _find(BY_EMAIL, set(keys.values()))
        self._by_external_id = _find(BY_EXTERNAL_ID, external_ids)
        self._by_email = {email: by_key[key] for email, key in keys.items() if key in by_key}

    def find(self, row: EnrollmentRow) -> int | None:
        """The student of a row; None where the row has a fault."""
        if not row.email:
            return self._by_external_id.get(row.external_id)
        mailed = self._by_email.get(row.email)
        if row.external_id and self._by_external_id.get(row.external_id) != mailed:
            return None
        return mailed

    def faults(self, row: EnrollmentRow) -> Iterator[Fault]:
        """Why a row names no student."""
        named = self._by_external_id.get(row.external_id)
        mailed = self._by_email.get(row.email)
        if not (row.external_id or row.email):
            yield Fault(row.line, "", "The row names no student.")
        if row.external_id and not named:
            yield Fault(row.line, "student_external_id", "No student has this external id.")
        if row.email and not mailed:
            yield Fault(row.line, "student_email", "No student has this e-mail.")
        if named and mailed and named != mailed:
            reason = "The e-mail is that of another student than the external id."
            yield Fault(row.line, "student_email", reason)


def _find(statement: Select[str, int], names: set[str]) -> dict[str, int]:
    # PostgreSQL keeps no NUL, so nobody's name has one, and it takes none in a parameter.
    wanted = sorted(name for name in names if name and "\0" not in name)
    if not wanted:
        return {}
    rows = db.session.execute(statement, {"names": as_list(wanted)})
    return dict(rows.all())
