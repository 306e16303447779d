"""A database with as many students and courses as a university has, loaded in seconds."""

import hashlib
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


def load(connection: Connection) -> None:
    """Add them all; their ids come from the database, and the last ones are deleted."""
    _copy(connection, "students", STUDENT_COLUMNS, students())
    _copy(connection, "courses", COURSE_COLUMNS, courses())
    for table, count in (("students", STUDENTS), ("courses", COURSES)):
        connection.execute(text(f"DELETE FROM {table} WHERE id IN (17, {count - 1}, {count})"))


def checksum(connection: Connection, table: str) -> tuple[int, str]:
    """How many rows a table has, and a digest of every column of them."""
    cursor: Any = connection.connection.cursor()
    select = f"SELECT * FROM {table} ORDER BY id"
    digest = hashlib.sha256()
    count = 0
    for block in _blocks(cursor, select, connection.dialect.name):
        digest.update(block)
        count += block.count(b"\n")
    cursor.close()
    return count, digest.hexdigest()


def _blocks(cursor: Any, select: str, dialect: str) -> Iterator[bytes]:
    """The rows as bytes, every one ended by the only newline in it."""
    if dialect == "sqlite":
        yield from (f"{row!r}\n".encode() for row in cursor.execute(select))
    else:
        with cursor.copy(f"COPY ({select}) TO STDOUT") as copy:
            yield from (bytes(block) for block in copy)


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
