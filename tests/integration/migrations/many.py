"""As many students, courses and enrollments as a university has, loaded in seconds."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text

STUDENTS, COURSES = 200_000, 2_000
INSTANT = "2026-09-01T08:{:02}:{:02}.{:03}Z"

STUDENT_COLUMNS = (
    "version, name, given_name, family_name, email, email_key, external_id, created_at, updated_at"
)
COURSE_COLUMNS = (
    "version, code, catalog_code, title, description, credits_hundredths, created_at, updated_at"
)
ENROLLMENT_COLUMNS = "student_id, course_id, created_at, updated_at"

# What `load` deletes, the highest ids among it.
DELETED_STUDENTS = (17, STUDENTS - 1, STUDENTS)
DELETED_COURSES = (17, COURSES - 1, COURSES)


def students() -> Iterator[tuple[Any, ...]]:
    """Students that differ in every column, with and without what may be missing."""
    for number in range(STUDENTS):
        at = INSTANT.format(number % 60, number // 60 % 60, number % 1000)
        yield (
            number % 7 + 1,
            f"Zoë Example {number}",
            None if number % 3 else f"Zoë {number}",
            None if number % 5 else "Example",
            f"Zoë{number}@example.org",
            f"zoë{number}@example.org",
            None if number % 2 else f"S-{number:07}",
            at,
            at,
        )


def courses() -> Iterator[tuple[Any, ...]]:
    """Courses, as varied."""
    for number in range(COURSES):
        at = INSTANT.format(number % 60, number // 60 % 60, number % 1000)
        yield (
            number % 7 + 1,
            None if number % 10 == 0 else f"C-{number}",
            f"CAT {number % 500}",
            f"Title {number}",
            None if number % 4 else f"Line {number}\nand \\another\twith a tab",
            number % 1000 or None,
            at,
            at,
        )


def enrollments() -> Iterator[tuple[Any, ...]]:
    """As many enrollments as there were students: hundreds in some courses, none in others.

    Those of the deleted students are second ones of the first three.
    """
    for number in range(1, STUDENTS + 1):
        minutes, milliseconds = number % 60, number % 1000
        student, course = number, number % 1000 * (number % 997) // 500 + 1
        if number in DELETED_STUDENTS:
            student, course = DELETED_STUDENTS.index(number) + 1, COURSES - 2
        yield (
            student,
            course + 1 if course in DELETED_COURSES else course,
            INSTANT.format(minutes, number // 60 % 60, milliseconds),
            INSTANT.format(minutes, number // 60 % 60, (milliseconds + number % 3) % 1000),
        )


def load(connection: Connection) -> None:
    """Add students and courses; their ids come from the database, and some are deleted."""
    _copy(connection, "students", STUDENT_COLUMNS, students())
    _copy(connection, "courses", COURSE_COLUMNS, courses())
    for table, ids in (("students", DELETED_STUDENTS), ("courses", DELETED_COURSES)):
        connection.execute(text(f"DELETE FROM {table} WHERE id IN {ids}"))


def load_enrollments(connection: Connection) -> None:
    """Enroll the students that were loaded."""
    _copy(connection, "student_courses", ENROLLMENT_COLUMNS, enrollments())


def _copy(
    connection: Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    cursor: Any = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns.split(", ")))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    else:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    cursor.close()
