"""Acts that wait for SQLite's gate together are committed together, and fail by themselves."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from src.config import Settings
from src.controllers import connections, enrollments
from src.controllers.registration import writing
from src.extensions import db
from src.work.deadline import Deadline
from src.work.gate import gate_for
from src.work.groups import MEMBERS_MAX
from tests.factories import make_course, make_student
from tests.integration.registration.expect import roster_of
from tests.waiting import until

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
Ask = Callable[[FlaskClient], TestResponse]


def together(app: Flask, asks: Sequence[Ask]) -> list[TestResponse]:
    """The answers to requests that have come to the gate, in this order, before it opens."""
    settings: Settings = app.config["SETTINGS"]
    assert settings.sqlite_path
    gate = gate_for(settings.sqlite_path)
    answers: list[Future[TestResponse]] = []
    with ThreadPoolExecutor(len(asks)) as pool:
        with gate.held(Deadline.NEVER):
            for number, ask in enumerate(asks, start=1):
                answers.append(pool.submit(ask, app.test_client()))
                until(lambda n=number: len(gate._line._waiting) == n, "a request to wait")  # type: ignore[misc]
        return [answer.result() for answer in answers]


def enrolling(student: int, course: int) -> Ask:
    return lambda client: client.post(f"/students/{student}/courses", json={"course_ids": [course]})


def engine_of(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def commits(app: Flask) -> list[Connection]:
    """The commits, as they come."""
    found: list[Connection] = []
    event.listen(engine_of(app), "commit", found.append)
    return found


def test_those_who_wait_share_a_commit(
    app: Flask, client: FlaskClient, commits: list[Connection]
) -> None:
    course = make_course(client)
    students = [make_student(client)["id"] for _ in range(3)]
    commits.clear()

    answers = together(app, [enrolling(each, course["id"]) for each in students])

    assert [answer.status_code for answer in answers] == [200] * 3
    assert roster_of(client, course) == students
    assert len(commits) == 1


def test_a_commit_is_for_a_few_only(
    app: Flask, client: FlaskClient, commits: list[Connection]
) -> None:
    course = make_course(client)
    students = [make_student(client)["id"] for _ in range(MEMBERS_MAX + 1)]
    commits.clear()

    together(app, [enrolling(each, course["id"]) for each in students])

    assert roster_of(client, course) == students
    assert len(commits) == 2


def test_who_is_refused_takes_nothing_of_the_others_along(app: Flask, client: FlaskClient) -> None:
    course = make_course(client, capacity=2)
    students = [make_student(client)["id"] for _ in range(3)]

    answers = together(
        app,
        [
            enrolling(students[0], course["id"]),
            enrolling(99, course["id"]),
            *(enrolling(each, course["id"]) for each in students[1:]),
        ],
    )

    assert [answer.status_code for answer in answers] == [200, 404, 200, 409]
    assert roster_of(client, course) == students[:2]


def test_a_first_one_that_is_refused_is_followed_by_the_others(
    app: Flask, client: FlaskClient
) -> None:
    course, student = make_course(client), make_student(client)["id"]

    answers = together(app, [enrolling(99, course["id"]), enrolling(student, course["id"])])

    assert [answer.status_code for answer in answers] == [404, 200]
    assert roster_of(client, course) == [student]


def test_an_act_that_fails_half_done_is_undone_alone(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_course(client)
    students = [make_student(client)["id"] for _ in range(3)]
    write = writing.write_changes
    calls = iter(range(3))

    def write_and_fail(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        if next(calls) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr(enrollments, "write_changes", write_and_fail)
    answers = together(app, [enrolling(each, course["id"]) for each in students])

    assert [answer.status_code for answer in answers] == [200, 500, 200]
    assert roster_of(client, course) == [students[0], students[2]]


def test_nobody_is_told_of_work_whose_commit_failed(app: Flask, client: FlaskClient) -> None:
    course = make_course(client)
    students = [make_student(client)["id"] for _ in range(3)]

    def fail(connection: Any) -> None:
        raise connection.dbapi_connection.OperationalError("database or disk is full")

    with patch.object(engine_of(app).dialect, "do_commit", fail):
        answers = together(app, [enrolling(each, course["id"]) for each in students])

    assert [answer.status_code for answer in answers] == [503] * 3
    assert roster_of(client, course) == []
    assert enrolling(students[0], course["id"])(client).status_code == 200


def roll_back() -> None:
    acting().connection.dbapi_connection.rollback()  # type: ignore[union-attr]


def lose_connection() -> None:
    acting().invalidate()


def acting() -> Connection:
    """The connection of the act that is being done."""
    connection = connections.acting()
    assert connection
    return connection


@pytest.mark.parametrize("lose", [roll_back, lose_connection])
def test_nobody_is_told_of_work_that_was_lost_by_who_came_after(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lose: Callable[[], None]
) -> None:
    """SQLite rolls a whole transaction back where it cannot write."""
    course = make_course(client)
    students = [make_student(client)["id"] for _ in range(2)]
    write, second = writing.write_changes, threading.Event()

    def write_and_lose(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        if second.is_set():
            lose()
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        second.set()

    monkeypatch.setattr(enrollments, "write_changes", write_and_lose)
    answers = together(app, [enrolling(each, course["id"]) for each in students])

    assert [answer.status_code for answer in answers] == [503, 503]
    assert roster_of(client, course) == []
