"""`recount` records the rows that a release wrote which knew no events."""

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import enroll, make_term
from tests.integration.check.commands import found, run, write
from tests.integration.http.rows import fetch_all

_TERM = """
INSERT INTO terms (version, code, name, starts_on, ends_on, time_zone, created_at, updated_at)
SELECT 1, 'OLD', name, starts_on, ends_on, time_zone, created_at, updated_at FROM terms
"""
_STUDENT = """
INSERT INTO students (version, name, email, email_key, created_at, updated_at)
SELECT 1, 'Old', 'old@example.org', 'old@example.org', created_at, updated_at FROM terms
WHERE code = 'OLD'
"""
_COURSE = """
INSERT INTO courses (version, title, term_id, created_at, updated_at)
SELECT 1, 'Old', id, created_at, updated_at FROM terms WHERE code = 'OLD'
"""


def test_rows_that_the_release_before_made_are_recorded(app: Flask, client: FlaskClient) -> None:
    make_term(client)
    before = len(fetch_all(app, "SELECT id FROM events"))
    write(app, _TERM, _STUDENT, _COURSE)

    assert run(app, "recount").output == "courses changed: 0, events recorded: 3\n"
    assert run(app, "recount").output == "courses changed: 0, events recorded: 0\n"

    select = "SELECT type, student_id, course_id, term_id, cause FROM events ORDER BY id"
    assert fetch_all(app, select)[before:] == [
        ("term.created", None, None, 2, "recount"),
        ("student.created", 1, None, None, "recount"),
        ("course.created", None, 1, 2, "recount"),
    ]
    enroll(client, {"id": 1}, {"id": 1})
    assert found(app) == ["ok: 0 broken, 0 to settle"]
