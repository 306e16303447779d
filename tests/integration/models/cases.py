"""What the database refuses, one case for each constraint, each beside a row that it takes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table

from src.models import Course, Student, StudentCourse
from src.values import (
    CODE_MAX,
    CREDITS_HUNDREDTHS_MAX,
    DESCRIPTION_MAX,
    EMAIL_MAX,
    EXTERNAL_ID_MAX,
    NAME_MAX,
    TITLE_MAX,
)

Row = dict[str, Any]

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
STAMPS: Row = {"created_at": AT, "updated_at": AT}
STUDENTS, COURSES, ENROLLMENTS = (
    model.metadata.tables[model.__tablename__] for model in (Student, Course, StudentCourse)
)

# A row of each table that is accepted, and what is there before it (with the ids 1 and 2).
GOOD: dict[str, Row] = {
    "students": {
        "version": 1,
        "name": "Ada Example",
        "email": "ada@example.org",
        "email_key": "ada@example.org",
        **STAMPS,
    },
    "courses": {"version": 1, "title": "Algebra", **STAMPS},
    "student_courses": {"student_id": 1, "course_id": 1, **STAMPS},
}
THERE: list[tuple[Table, Row]] = [
    (STUDENTS, GOOD["students"] | {"email_key": "there@example.org", "external_id": "S-1"}),
    (STUDENTS, GOOD["students"] | {"email_key": "two@example.org"}),
    (COURSES, GOOD["courses"] | {"code": "ALG-1"}),
    (COURSES, GOOD["courses"]),
    (ENROLLMENTS, GOOD["student_courses"] | {"student_id": 2, "course_id": 2}),
]


@dataclass(frozen=True)
class Case:
    """A constraint, what breaks it, and the nearest that does not.

    `columns` are those that SQLite names where it does not name the constraint.
    """

    name: str
    table: Table
    bad: Row
    good: Row = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def row(self, changes: Row) -> Row:
        """A row to insert."""
        return GOOD[self.table.name] | changes


def lengths(table: Table, column: str, low: int, high: int) -> list[Case]:
    """Both ends of a CHECK of a text's length; the accepted neighbors are one character off."""
    name = f"ck_{table.name}_{column}_length"
    ends = [Case(name, table, {column: "x" * (high + 1)}, {column: "x" * high})]
    if low:
        ends.append(Case(name, table, {column: "x" * (low - 1)}, {column: "x" * low}))
    return ends


CHECKS = [
    *lengths(STUDENTS, "name", 1, NAME_MAX),
    *lengths(STUDENTS, "given_name", 1, NAME_MAX),
    *lengths(STUDENTS, "family_name", 1, NAME_MAX),
    *lengths(STUDENTS, "email", 3, EMAIL_MAX),
    *lengths(STUDENTS, "external_id", 1, EXTERNAL_ID_MAX),
    *lengths(COURSES, "code", 1, CODE_MAX),
    *lengths(COURSES, "catalog_code", 1, CODE_MAX),
    *lengths(COURSES, "title", 1, TITLE_MAX),
    *lengths(COURSES, "description", 0, DESCRIPTION_MAX),
    Case(
        "ck_courses_credits_range",
        COURSES,
        {"credits_hundredths": -1},
        {"credits_hundredths": 0},
    ),
    Case(
        "ck_courses_credits_range",
        COURSES,
        {"credits_hundredths": CREDITS_HUNDREDTHS_MAX + 1},
        {"credits_hundredths": CREDITS_HUNDREDTHS_MAX},
    ),
]

UNIQUES = [
    Case(
        "uq_students_email_key",
        STUDENTS,
        {"email_key": "there@example.org"},
        {"email_key": "There@example.org"},
        ("students.email_key",),
    ),
    Case(
        "uq_students_external_id",
        STUDENTS,
        {"external_id": "S-1"},
        {"external_id": None},
        ("students.external_id",),
    ),
    Case("uq_courses_code", COURSES, {"code": "ALG-1"}, {"code": None}, ("courses.code",)),
    Case("pk_students", STUDENTS, {"id": 1}, {"id": 3}, ("students.id",)),
    Case("pk_courses", COURSES, {"id": 1}, {"id": 3}, ("courses.id",)),
    Case(
        "pk_student_courses",
        ENROLLMENTS,
        {"student_id": 2, "course_id": 2},
        {"student_id": 2, "course_id": 1},
        ("student_courses.student_id", "student_courses.course_id"),
    ),
]

# SQLite names nothing here.
FOREIGN_KEYS = [
    Case("fk_student_courses_student_id_students", ENROLLMENTS, {"student_id": 3}),
    Case("fk_student_courses_course_id_courses", ENROLLMENTS, {"course_id": 3}),
]

# By table: the columns that are never null. Ids are absent: without one, the next is given.
NEVER_NULL = {
    STUDENTS: ("version", "name", "email", "email_key", "created_at", "updated_at"),
    COURSES: ("version", "title", "created_at", "updated_at"),
    ENROLLMENTS: ("student_id", "course_id", "created_at", "updated_at"),
}

# On SQLite: a value of another type, and the type's name in the refusal.
STRICT_TYPES = [
    (STUDENTS, "version", "one", "cannot store TEXT value in INTEGER column students.version"),
    (STUDENTS, "name", b"Ada", "cannot store BLOB value in TEXT column students.name"),
    (
        COURSES,
        "credits_hundredths",
        7.5,
        "cannot store REAL value in INTEGER column courses.credits_hundredths",
    ),
    (
        ENROLLMENTS,
        "course_id",
        "one",
        "cannot store TEXT value in INTEGER column student_courses.course_id",
    ),
]
