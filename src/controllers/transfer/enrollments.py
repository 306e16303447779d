"""Import enrollments: many rows, so little is done for each of them in Python."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from typing import cast as cast_type

from sqlalchemy import (
    BigInteger,
    CursorResult,
    Integer,
    Select,
    bindparam,
    cast,
    insert,
    literal_column,
    select,
    true,
)

from src.controllers.transfer.results import EnrollmentRow, Fault, Tally
from src.controllers.transfer.tables import COURSES, ENROLLMENTS, STUDENTS, as_list, listed
from src.extensions import db
from src.models import Instant, email_key, utc_now
from src.values import ID_MAX

# Two ids fit into one integer, which travels and sorts in less time than a pair.
ID_BITS = ID_MAX.bit_length()

_names = listed("names")
BY_EXTERNAL_ID = select(STUDENTS.c.external_id, STUDENTS.c.id).join_from(
    _names, STUDENTS, STUDENTS.c.external_id == _names.c.value
)
BY_EMAIL = select(STUDENTS.c.email_key, STUDENTS.c.id).join_from(
    _names, STUDENTS, STUDENTS.c.email_key == _names.c.value
)
_packed = cast(listed("pairs").c.value, BigInteger)
_pairs = select(
    cast(_packed.bitwise_rshift(literal_column(f"{ID_BITS}")), Integer).label("student_id"),
    cast(_packed.bitwise_and(literal_column(f"{ID_MAX}")), Integer).label("course_id"),
).subquery("pairs")
_now = bindparam("now", type_=Instant())
# SQLite takes ON for a join's, unless a WHERE stands before it.
INSERT = (
    insert(ENROLLMENTS)
    .from_select(
        ["student_id", "course_id", "created_at", "updated_at"],
        select(_pairs.c.student_id, _pairs.c.course_id, _now, _now)
        .where(true())
        .suffix_with("ON CONFLICT DO NOTHING"),
    )
    .execution_options(preserve_rowcount=True)
)


def course_ids_by_code() -> dict[str, int]:
    """Every course that an enrollment can name."""
    statement = select(COURSES.c.code, COURSES.c.id).where(COURSES.c.code.is_not(None))
    return {row.code: row.id for row in db.session.execute(statement)}


def import_enrollments(*, rows: Sequence[EnrollmentRow], courses: Mapping[str, int]) -> Tally:
    """Enroll those who are not enrolled yet; `courses` is what `course_ids_by_code` gave."""
    students = _Students(rows)
    tally = Tally()
    pairs: set[int] = set()
    good = 0
    for row in rows:
        student_id = students.find(row)
        course_id = courses.get(row.code)
        if student_id and course_id:
            pairs.add(student_id << ID_BITS | course_id)
            good += 1
        else:
            tally.faults.extend(students.faults(row))
            if not course_id:
                tally.faults.append(Fault(row.line, "course_code", "No course has this code."))
    if pairs:
        tally.created = _insert(pairs)
    tally.unchanged = good - tally.created
    return tally


def _insert(pairs: Collection[int]) -> int:
    """Enroll; returns how many were not yet."""
    values = {"pairs": as_list(sorted(pairs)), "now": utc_now()}
    result = cast_type("CursorResult[Any]", db.session.execute(INSERT, values))
    return result.rowcount


class _Students:
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
