"""The bare loop writes what the service writes, so that their times may be compared."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text

from benchmarks.peers.loop import run
from tests.factories import enroll, make_course, make_student, make_term

_ITS_OWN = {"student_id", "id", "at", "created_at", "updated_at", "request_id"}


def test_the_bare_loop_leaves_what_the_service_leaves(
    client: FlaskClient, database_url: str
) -> None:
    term = make_term(client)
    courses = [make_course(client, term_id=term["id"]), make_course(client, capacity=2)]
    served, looped = make_student(client), make_student(client)
    enroll(client, served, *courses)

    run(database_url, [(looped["id"], [course["id"] for course in courses])])

    engine = create_engine(database_url)
    for table in ("student_courses", "events"):
        theirs, ours = (_rows(engine, table, each["id"]) for each in (looped, served))
        assert theirs == ours
    assert _counts(engine) == [2, 2]
    engine.dispose()


def _rows(engine: Engine, table: str, student_id: int) -> list[dict[str, Any]]:
    """A student's rows with courses, without what is each row's own."""
    statement = text(
        f"SELECT * FROM {table} WHERE student_id = :id AND course_id IS NOT NULL ORDER BY course_id"
    )
    with engine.connect() as connection:
        rows = connection.execute(statement, {"id": student_id}).mappings().all()
    return [{key: row[key] for key in row if key not in _ITS_OWN} for row in rows]


def _counts(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        statement = text("SELECT enrolled_count FROM courses ORDER BY id")
        return list(connection.scalars(statement))
