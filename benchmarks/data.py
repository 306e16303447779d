"""The data sets that programs are measured on, filled by SQL that both databases read.

Student s is enrolled in six of the courses 1 to 100. Courses 101 to 400 have no limit and
nobody yet, 401 to 430 have a hundred seats each for the rush, and 431 is the one whose
roster is paged to its end. Every row has the event that the service would have written.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, insert, text

from src.models import Course, Term
from src.values import Meeting

AT = "2026-09-01T08:00:00.000Z"
"""When everything in a data set was recorded."""
PER_STUDENT = 6
FREE_COURSES, RUSH_COURSES, PAGED_COURSE = 400, range(401, 431), 431
RUSH_SEATS = 100
_FILL = Path(__file__).with_name("fill.sql")


@dataclass(frozen=True, slots=True)
class DataSet:
    """So many students with six courses each, and the first ones in the paged course."""

    name: str
    students: int
    paged: int = 0

    @property
    def enrollments(self) -> int:
        """How many rows of enrollments it has."""
        return self.students * PER_STUDENT + self.paged


DESK = DataSet("desk", students=10_000)
SMALL = DataSet("small", students=1_667)
BIG = DataSet("big", students=1_670_000, paged=500_050)


def fill(database_url: str, data: DataSet) -> None:
    """Fill a migrated database without rows."""
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # What is cut off is built again, so nothing here need survive a crash.
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        indexes = _take_indexes(connection)
        _insert(connection, data)
        for statement in indexes:
            connection.execute(text(statement))
        connection.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _finish(connection)


def _take_indexes(connection: Connection) -> list[str]:
    """Drop the indexes of the two large tables; returns the statements that make them.

    An index is made several times faster from rows that are there than along with them.
    """
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        query += " AND tbl_name IN ('student_courses', 'events')"
    else:
        query = "SELECT indexname, indexdef FROM pg_indexes WHERE indexname !~ '^pk_'"
        query += " AND tablename IN ('student_courses', 'events')"
    found = connection.execute(text(query)).all()
    for name, _ in found:
        connection.execute(text(f'DROP INDEX "{name}"'))
    return [statement for _, statement in found]


def _insert(connection: Connection, data: DataSet) -> None:
    connection.execute(insert(Term), [_term()])
    connection.execute(insert(Course), [_course(number) for number in range(1, PAGED_COURSE + 1)])
    sizes = {"students": data.students, "paged": data.paged}
    for statement in _FILL.read_text().split(";")[:-1]:
        wanted = {name: size for name, size in sizes.items() if f":{name}" in statement}
        connection.execute(text(statement), wanted)


def _term() -> dict[str, Any]:
    """A term long before its start, in which registration is always open."""
    days = {"starts_on": date(2090, 9, 4), "ends_on": date(2090, 12, 22)}
    return {"version": 1, "code": "2090F", "name": "Autumn 2090", "time_zone": "UTC"} | days | _at()


def _course(number: int) -> dict[str, Any]:
    """A course with a quarter of an hour in the week that no other course meets in."""
    starts, ends = (_clock(quarter) for quarter in (number // 7, number // 7 + 1))
    return {
        "version": 1,
        "code": f"C-{number}",
        "catalog_code": f"CAT-{number}",
        "title": f"Course {number}",
        "credits_hundredths": 500,
        "term_id": 1,
        "capacity": RUSH_SEATS if number in RUSH_COURSES else None,
        "meetings": (Meeting(weekday=number % 7 + 1, starts_at=starts, ends_at=ends),),
        "last_event_at": _at()["created_at"],
        **_at(),
    }


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def _at() -> dict[str, datetime]:
    instant = datetime.fromisoformat(AT).astimezone(UTC)
    return {"created_at": instant, "updated_at": instant}


def _finish(connection: Connection) -> None:
    """What a database that has been in use for a while has done by itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in ("students", "courses", "terms"):
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 (our own names)
        )
    connection.execute(text("VACUUM ANALYZE"))
    connection.execute(text("CHECKPOINT"))
