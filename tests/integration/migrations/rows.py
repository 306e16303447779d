"""A few rows for a database at any revision, and what has become of them."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnClause, Connection, column, insert, inspect, table, text
from sqlalchemy.types import TypeEngine

from src.models.days import Day
from src.models.instants import Instant
from src.values import HOLDS_SEAT
from tests.integration.migrations.schemas import tables_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]

STUDENTS, COURSES = 30, 5
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
STAMPS: Row = {"version": 1, "created_at": NOW, "updated_at": NOW}

TERM: Row = {
    "code": "T-1",
    "name": "Autumn",
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2026, 12, 18),
    "time_zone": "Europe/Berlin",
    "drop_deadline_at": NOW,
}
RULES: Row = {
    "term_id": 1,
    "capacity": 6,
    "waitlist_capacity": 5,
    "last_place": 3,
    "meetings": '[{"weekday":1,"starts_at":"09:00","ends_at":"10:30"}]',
    "prerequisites": '[{"catalog_code":"ALG","concurrent":false}]',
}
# What the enrollments of each course are, where they have a status.
STANDINGS: list[Row] = [
    {"status": "enrolled"},
    {"status": "completed", "passed": 1, "grade": "B+"},
    {"status": "waitlisted", "place": 1, "passed_over": "[]", "passed_over_at": NOW},
    {"status": "waitlisted", "place": 3},
    {"status": "dropped"},
    {"status": "withdrawn", "override": '{"codes":["E021"],"note":"Late."}'},
]


def add_rows(connection: Connection) -> None:
    """Rows for every table that is there, in the columns that it has."""
    columns = {
        name: {each["name"] for each in inspect(connection).get_columns(name)}
        for name in tables_of(connection)
    }
    has_statuses = "status" in columns.get("student_courses", ())
    standings = STANDINGS if has_statuses else [{} for _ in STANDINGS]
    for name, rows in _made(standings).items():
        for row in rows if name in columns else ():
            there = {key: value for key, value in row.items() if key in columns[name]}
            connection.execute(insert(table(name, *map(_column, there))), there)


def _made(standings: list[Row]) -> Rows:
    """The rows of every table in every column, parents first."""
    rules = RULES | counts_of(standings)
    made: Rows = {
        "terms": [TERM],
        "students": [_student(number) for number in range(1, STUDENTS + 1)],
        "courses": [{"title": f"Course {number}"} | rules for number in range(1, COURSES + 1)],
        "student_courses": [
            {"student_id": number + 1, "course_id": number % COURSES + 1}
            | standings[number // COURSES]
            for number in range(STUDENTS)
        ],
    }
    return {name: [STAMPS | row for row in rows] for name, rows in made.items()}


def _student(number: int) -> Row:
    email = f"Student{number}@example.org"
    return {"name": "Ada Example", "email": email, "email_key": email.lower()}


def _column(name: str) -> ColumnClause[Any]:
    kinds: dict[str, TypeEngine[Any]] = {"_at": Instant(), "_on": Day()}
    return column(name, kinds.get(name[-3:]))


def rows_of(connection: Connection) -> Rows:
    """All rows of the tables that are there, by their keys, Alembic's own left out."""
    keys = {
        "student_courses": "student_id, course_id",
        "refusals": "course_id, code, hour, student_id",
    }
    selects = {
        name: f"SELECT * FROM {name} ORDER BY {keys.get(name, 'id')}"
        for name in tables_of(connection) - {"alembic_version"}
    }
    return {
        name: [dict(row) for row in connection.execute(text(select)).mappings()]
        for name, select in selects.items()
    }


def narrowed(rows: Rows, like: Rows) -> Rows:
    """The tables and columns that others have too."""
    names = {name: set().union(*like[name]) for name in rows.keys() & like.keys()}
    return {
        name: [{key: value for key, value in row.items() if key in shared} for row in rows[name]]
        for name, shared in names.items()
    }


def holders(rows: Rows) -> Rows:
    """What is left without statuses: the enrollments that hold a seat, and nobody who waits."""
    held = [row for row in rows["student_courses"] if _status(row) in HOLDS_SEAT]
    nobody = {"waitlist_count": 0}
    courses = [row | nobody if "waitlist_count" in row else row for row in rows["courses"]]
    return rows | {"courses": courses, "student_courses": held}


def counts_of(enrollments: list[Row]) -> Row:
    """What a course counts of its enrollments."""
    statuses = [_status(row) for row in enrollments]
    return {
        "enrolled_count": sum(status in HOLDS_SEAT for status in statuses),
        "waitlist_count": statuses.count("waitlisted"),
    }


def miscounted(rows: Rows) -> list[Row]:
    """The courses, where they count, that do not count what is there."""
    return [
        course
        for course in rows.get("courses", [])
        if "enrolled_count" in course
        and not counts_of(
            [row for row in rows["student_courses"] if row["course_id"] == course["id"]]
        ).items()
        <= course.items()
    ]


def unrecorded(rows: Rows, start: Rows) -> list[tuple[str, int]]:
    """The tables whose rows, as many as are told, have no event, where the upgrade made the log."""
    if "events" not in rows or "events" in start:
        return []
    nouns = {"terms": "term", "students": "student", "courses": "course"}
    told = Counter(row["type"].partition(".")[0] for row in rows["events"])
    lacking = {
        name: len(rows[name]) - told[nouns.get(name, "enrollment")]
        for name in rows.keys() & {*nouns, "student_courses"}
    }
    return [(name, count) for name, count in sorted(lacking.items()) if count]


def _status(row: Row) -> str:
    return str(row.get("status", "enrolled"))
