"""What is full refuses after a look, which waits for no writer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from src import work
from src.config import Settings
from src.controllers.locks import be_alone, is_alone
from src.work.deadline import Deadline
from src.work.gate import gate_for
from tests.factories import enroll, make_course, make_student, make_term, meeting
from tests.integration.http.expect import document_of, error_of
from tests.statements import Statements


@contextmanager
def writing(app: Flask, database_url: str) -> Iterator[None]:
    """Somebody else writes, and goes on: at SQLite's gate, or with the lock of every course."""
    settings: Settings = app.config["SETTINGS"]
    if settings.sqlite_path:
        with gate_for(settings.sqlite_path).held(Deadline.NEVER):
            yield
        return
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("SELECT id FROM courses FOR UPDATE"))
        yield
    engine.dispose()


@pytest.fixture
def full(client: FlaskClient) -> dict[str, Any]:
    """A course whose only seat is taken, on Mondays at nine."""
    term = make_term(client)["id"]
    nine = [meeting(1, "09:00", "10:00")]
    course = make_course(client, term_id=term, capacity=1, meetings=nine)
    enroll(client, make_student(client), course)
    return course


def test_a_full_course_is_refused_while_somebody_writes(
    app: Flask, client: FlaskClient, database_url: str, full: dict[str, Any]
) -> None:
    student = make_student(client)["id"]

    with writing(app, database_url):
        answer = client.post(f"/students/{student}/courses", json={"course_ids": [full["id"]]})

    assert error_of(answer, 409, "E025")["details"][0]["course_id"] == full["id"]


def test_a_look_names_every_course_and_reason(
    app: Flask, client: FlaskClient, database_url: str, full: dict[str, Any]
) -> None:
    student = make_student(client)
    nine = [meeting(1, "09:00", "10:00")]
    taken = make_course(client, term_id=full["term_id"], meetings=nine)
    enroll(client, student, taken)

    with writing(app, database_url):
        path = f"/students/{student['id']}/courses"
        answer = client.post(path, json={"course_ids": [99, full["id"]]})

    details = error_of(answer, 404, "E001")["details"]
    assert [(each["course_id"], each["code"]) for each in details] == [
        (99, "E001"),
        (full["id"], "E023"),
        (full["id"], "E025"),
    ]


def test_who_holds_the_last_seat_is_told_that_nothing_changed(client: FlaskClient) -> None:
    course, student = make_course(client, capacity=1), make_student(client)
    enroll(client, student, course)

    again = client.post(f"/students/{student['id']}/courses", json={"course_ids": [course["id"]]})

    assert document_of(again)["courses"] == [{"course_id": course["id"], "result": "unchanged"}]


def beside_a_queue(
    client: FlaskClient, full: dict[str, Any], at: dict[str, Any], *, stay: Sequence[Any] = ()
) -> dict[str, Any]:
    """A course with a free seat, for which somebody waits whose timetable is in the way."""
    seats = 1 + len(stay)
    left = make_course(client, term_id=full["term_id"], capacity=seats, meetings=[at])
    leaves, waits = make_student(client), make_student(client)
    for student in (leaves, *stay):
        enroll(client, student, left)
    path = f"/students/{waits['id']}/courses"
    client.post(path, json={"course_ids": [left["id"]], "waitlist": True})
    enroll(client, waits, make_course(client, term_id=full["term_id"], meetings=[at]))
    client.delete(f"/students/{leaves['id']}/courses/{left['id']}")
    return left


def test_a_look_does_not_do_where_a_queue_would_move_first(
    client: FlaskClient, full: dict[str, Any]
) -> None:
    left = beside_a_queue(client, full, meeting(1, "09:00", "10:00"))

    path = f"/students/{make_student(client)['id']}/courses"
    answer = client.post(path, json={"course_ids": [full["id"], left["id"]]})

    reasons = [(x["course_id"], x["code"]) for x in error_of(answer, 409, "E023")["details"]]
    assert reasons == [(full["id"], "E023"), (full["id"], "E025"), (left["id"], "E023")]


def test_a_look_does_although_a_queue_of_another_course_would_move(
    app: Flask, client: FlaskClient, database_url: str, full: dict[str, Any]
) -> None:
    asks = make_student(client)
    beside_a_queue(client, full, meeting(1, "10:00", "11:00"), stay=[asks])

    with writing(app, database_url):
        path = f"/students/{asks['id']}/courses"
        answer = client.post(path, json={"course_ids": [full["id"]]})

    assert error_of(answer, 409, "E025")["details"][0]["course_id"] == full["id"]


def test_what_is_refused_after_a_look_counts_as_demand(
    app: Flask, client: FlaskClient, full: dict[str, Any]
) -> None:
    student = make_student(client)["id"]
    client.post(f"/students/{student}/courses", json={"course_ids": [full["id"]]})
    client.post(f"/students/{student}/courses?dry_run=true", json={"course_ids": [full["id"]]})
    app.extensions["tally"].flush()

    demand = document_of(client.get(f"/courses/{full['id']}/demand"))
    assert demand["reasons"] == [{"code": "E025", "attempts": 1, "students": 1}]


def test_a_look_costs_one_statement_and_no_lock(
    client: FlaskClient, full: dict[str, Any], statements: Statements
) -> None:
    student = make_student(client)["id"]
    statements.clear()

    client.post(f"/students/{student}/courses", json={"course_ids": [full["id"]]})

    assert len(statements) == 1
    assert not [each for each in statements if "FOR NO KEY UPDATE" in each]


def test_a_look_is_not_alone_because_an_act_before_it_was(app: Flask) -> None:
    with app.app_context():
        work.write(be_alone)()
        assert not is_alone()
