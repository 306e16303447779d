"""Checksums of large tables: every row, in the columns that every revision has."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from tests.integration.migrations.connections import reading
from tests.integration.migrations.many import (
    COURSE_COLUMNS,
    ENROLLMENT_COLUMNS,
    STUDENT_COLUMNS,
)

Checksum = tuple[int, str]
Checksums = dict[str, Checksum]

COLUMNS = {
    "students": f"id, {STUDENT_COLUMNS}",
    "courses": f"id, {COURSE_COLUMNS}",
    "student_courses": ENROLLMENT_COLUMNS,
}


def checksums(url: str, *tables: str) -> Checksums:
    """The checksums of tables."""
    with reading(url) as connection:
        return {table: checksum(connection, table) for table in tables}


def checksum(connection: Connection, table: str, where: str = "1 = 1") -> Checksum:
    """How many rows a table has, and a digest of every column that was loaded."""
    cursor: Any = connection.connection.cursor()
    select = f"SELECT {COLUMNS[table]} FROM {table} WHERE {where} ORDER BY 1, 2"
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
