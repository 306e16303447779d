"""The floor: the statements of an enrollment in a bare loop over the database's driver.

For each request what the service does, on a connection like its own: a transaction that
begins as a writer; the courses with their terms, then the student with the enrollments,
locked and read; seats, enrollments and events written; a commit. No rule is looked at, and
there is no HTTP. The database ends the same but for instants and the ids of requests.
"""

import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import create_engine

from benchmarks.peers.statements import COURSE_COLUMNS, Statements
from src.config import Settings
from src.models import in_milliseconds
from src.values import format_instant
from src.work.engines import engine_options, prepare_engine

Request = tuple[int, Sequence[int]]
"""A student and the courses asked for: there, with a seat free, and not yet taken."""


def run(database_url: str, requests: Iterable[Request]) -> float:
    """Enroll, one request after the other; returns the seconds that it took."""
    settings = Settings.from_environment({"DATABASE_URL": database_url})
    engine = create_engine(settings.database_url, **engine_options(settings))
    prepare_engine(engine, settings)
    raw = engine.raw_connection()
    try:
        loop = _Loop(raw.driver_connection, engine.dialect.name)
        return loop.run(list(requests))
    finally:
        raw.close()
        engine.dispose()


class _Loop:
    """A connection of the driver's own, and the statements for it."""

    def __init__(self, connection: Any, database: str) -> None:
        self.connection = connection
        self.cursor = connection.cursor()
        self.say = Statements(database)
        self.is_sqlite = database == "sqlite"
        if not self.is_sqlite:
            connection.read_only = False  # Who writes says so at BEGIN.

    def run(self, requests: Sequence[Request]) -> float:
        begun = time.perf_counter()
        for student_id, course_ids in requests:
            if self.say.begin:
                self.cursor.execute(self.say.begin)
            self.write(student_id, self.read(student_id, tuple(course_ids)))
            self.connection.commit()
        return time.perf_counter() - begun

    def read(self, student_id: int, asked: tuple[int, ...]) -> list[dict[str, Any]]:
        """What the rules look at; returns the courses."""
        rows = self.ask(self.say.courses(len(asked)), (*asked, student_id, "waitlisted"))
        if self.say.student:
            self.ask(self.say.student, (student_id,))
        looked_at = ("enrolled", "completed", "waitlisted", *asked, student_id)
        self.ask(self.say.enrollments(len(asked)), looked_at)
        return [dict(zip(COURSE_COLUMNS, row, strict=False)) for row in rows]

    def ask(self, statement: str, parameters: tuple[Any, ...]) -> list[Any]:
        rows: list[Any] = self.cursor.execute(statement, parameters).fetchall()
        return rows

    def write(self, student_id: int, courses: Sequence[dict[str, Any]]) -> None:
        """A seat, an enrollment and an event for each course."""
        now, request_id = self.now(), uuid.uuid4().hex
        ats = [max(now, course["last_event_at"] or now) for course in courses]
        pairs = list(zip(courses, ats, strict=True))
        self.cursor.executemany(self.say.update, [_seat(course, at) for course, at in pairs])
        rows = [_enrollment(student_id, course["id"], now) for course in courses]
        self.cursor.executemany(self.say.enroll, rows)
        events = [_event(student_id, course, at, request_id) for course, at in pairs]
        self.cursor.executemany(self.say.record, events)

    def now(self) -> Any:
        """The present instant as the database keeps it."""
        now = datetime.now(UTC)
        return format_instant(now) if self.is_sqlite else in_milliseconds(now)


def _seat(course: dict[str, Any], at: Any) -> tuple[Any, ...]:
    """One seat more, and all else as it was."""
    return (course["capacity"], 1, 0, course["last_place"], at, course["version"], course["id"])


def _enrollment(student_id: int, course_id: int, now: Any) -> tuple[Any, ...]:
    return (student_id, course_id, "enrolled", *(None,) * 6, now, now)


def _event(student_id: int, course: dict[str, Any], at: Any, request_id: str) -> tuple[Any, ...]:
    about = ("enrollment.enrolled", at, student_id, course["id"], course["term_id"])
    return (*about, None, "enrolled", None, "enroll", None, request_id, None, None, None)
