"""What a rush finds before it starts, and what it leaves in the service."""

from contextlib import closing
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, insert, text

from src.models import Student, email_key, utc_now
from tests.proof.connection import Connection as Client
from tests.servers import Server

_CHECK, _NO_CHECK = "CHECK (enrolled_count <= capacity)", "CHECK (true)"


def make_students(database_url: str, count: int) -> list[int]:
    """That many students, put into the database past the service; their ids."""
    now = utc_now()
    emails = [f"student{number}@example.org" for number in range(count)]
    rows = [
        {"name": f"Student {number}", "email": email, "email_key": email_key(email)}
        | {"created_at": now, "updated_at": now}
        for number, email in enumerate(emails)
    ]
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.begin() as connection:
        return list(connection.scalars(insert(Student).returning(Student.id), rows))


def drop_seats_check(database_url: str) -> None:
    """Take away the constraint that keeps a course from being oversold."""
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            _rewrite_schema(connection)
        else:
            drop = "ALTER TABLE courses DROP CONSTRAINT ck_courses_seats_not_oversold"
            connection.execute(text(drop))


def _rewrite_schema(connection: Connection) -> None:
    """Drop the CHECK as SQLite's manual says to where ALTER TABLE does not know how.

    Raising the schema's version makes other connections read it again.
    """
    version = connection.scalar(text("PRAGMA schema_version"))
    connection.execute(text("PRAGMA writable_schema = ON"))
    connection.execute(
        text("UPDATE sqlite_schema SET sql = replace(sql, :old, :new) WHERE name = 'courses'"),
        {"old": _CHECK, "new": _NO_CHECK},
    )
    connection.execute(text(f"PRAGMA schema_version = {version + 1}"))


def offer(server: Server, seats: int) -> int:
    """A course with that many seats; its id."""
    answer = server.post("/courses", {"title": "Wanted by all", "capacity": seats})
    assert answer.status == 201
    return int(answer.json["id"])


def course_of(server: Server, course_id: int) -> Any:
    """The course as the service tells it."""
    return server.get(f"/courses/{course_id}").json


def demand_of(server: Server, course_id: int) -> Any:
    """What was asked for in vain, as the service counted it."""
    return server.get(f"/courses/{course_id}/demand").json


def roster_of(server: Server, course_id: int) -> list[int]:
    """Everybody on the roster, to the end of its last page, in its order."""
    with closing(Client(server.port)) as client:
        return client.people(f"/courses/{course_id}/students")
