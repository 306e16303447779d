"""Databases at a given revision with a few rows, made anew as often as a test needs one."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, make_url, select, text

from src.models import Base, Course, Student, StudentCourse, email_key, utc_now
from tests.databases import Databases, migrate
from tests.integration.migrations.connections import writing
from tests.integration.migrations.schemas import tables_of
from tests.waiting import until

Rows = dict[str, list[tuple[Any, ...]]]
MakeStage = Callable[[str | None], "Stage"]

STUDENTS, COURSES = 30, 5


@dataclass(frozen=True)
class Stage:
    """`another` makes a database and returns its URL, `settle` waits for the dead to leave it."""

    another: Callable[[], str]
    settle: Callable[[str], None]


def add_rows(connection: Connection) -> None:
    """A few rows for every table that is there."""
    now = utc_now()
    stamps = {"created_at": now, "updated_at": now}
    emails = [f"Student{number}@example.org" for number in range(STUDENTS)]
    made: dict[type[Base], list[dict[str, Any]]] = {
        Student: [
            {"version": 1, "name": "Ada Example", "email": email, "email_key": email_key(email)}
            for email in emails
        ],
        Course: [{"version": 1, "title": f"Course {number}"} for number in range(COURSES)],
        StudentCourse: [
            {"student_id": number, "course_id": number % COURSES + 1}
            for number in range(1, STUDENTS + 1)
        ],
    }
    there = tables_of(connection)
    for model, rows in made.items():
        if model.__tablename__ in there:
            connection.execute(insert(model), [row | stamps for row in rows])


def rows_of(connection: Connection) -> Rows:
    """All rows of the tables that are there, Alembic's own left out."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.c))]
        for table in Base.metadata.sorted_tables
        if table.name in tables_of(connection)
    }


def stage_sqlite(folder: Path, revision: str | None) -> Stage:
    """Files at a revision."""
    made = folder / "stage.db"
    _prepare(f"sqlite:///{made}", revision)
    numbers = count(1)

    def another() -> str:
        copy = folder / f"stage{next(numbers)}.db"
        if made.exists():
            shutil.copy(made, copy)
        return f"sqlite:///{copy}"

    return Stage(another, lambda _url: None)


def stage_postgresql(databases: Databases, worker: str, revision: str | None) -> Stage:
    """One database at a revision, in place of the one before."""
    template = f"stage_{worker}"
    _prepare(databases.create(template), revision)
    return Stage(
        lambda: databases.create(f"staged_{worker}", template),
        lambda url: _wait_until_alone(databases, url),
    )


def _prepare(url: str, revision: str | None) -> None:
    if revision:
        migrate(url, revision)
        with writing(url) as connection:
            add_rows(connection)


def _wait_until_alone(databases: Databases, url: str) -> None:
    """Return when PostgreSQL has noticed that whoever used a database is gone."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND datname = :name"
    )
    with databases.admin().connect() as connection:
        name = {"name": make_url(url).database}
        until(lambda: connection.scalar(query, name) == 0, "the end of a killed child's session")
