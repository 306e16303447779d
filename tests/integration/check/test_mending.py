"""`recount` counts anew what was counted wrong, and `promote` fills what stands idle."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, text

from src.cli import checking
from tests.clock import StandingClock
from tests.factories import ask, complete, drop, enroll, make_course, make_student, make_term, wait
from tests.integration.check.commands import found, run, write
from tests.integration.http.expect import document_of
from tests.integration.http.rows import fetch_all
from tests.integration.registration.expect import queue_of, roster_of, seats_of
from tests.waiting import until

COUNTS = "SELECT id, enrolled_count, waitlist_count, last_place FROM courses ORDER BY id"
EVERYTHING = "SELECT * FROM courses ORDER BY id"
MISCOUNT = "UPDATE courses SET enrolled_count = 0, waitlist_count = 7, last_place = 1"
# What a process of the release before writes: it knows no seats.
OLD_INSERT = (
    "INSERT INTO student_courses (student_id, course_id, created_at, updated_at)"
    " SELECT id, 1, created_at, updated_at FROM students WHERE id = {student}"
)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
only_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
def inhabited(app: Flask, client: FlaskClient) -> Flask:
    """Courses 1, full, with a queue of two; 2 with one who completed it; 3 with nobody."""
    full, free, _ = make_course(client, capacity=1), make_course(client), make_course(client)
    one, two, three, four = (make_student(client) for _ in range(4))
    enroll(client, one, full, free)
    for student in (two, three, four):
        wait(client, student, full)
    complete(client, one, free)
    drop(client, two, full)
    return app


def test_a_recount_counts_every_course_from_its_rows(inhabited: Flask) -> None:
    right = fetch_all(inhabited, EVERYTHING)
    assert fetch_all(inhabited, COUNTS) == [(1, 1, 2, 3), (2, 1, 0, 0), (3, 0, 0, 0)]
    write(inhabited, MISCOUNT)
    assert found(inhabited, exit_code=1)[-1] == "7 broken, 0 to settle"

    result = run(inhabited, "recount")

    assert (result.exit_code, result.output) == (0, "courses changed: 3, events recorded: 0\n")
    assert found(inhabited) == ["ok: 0 broken, 0 to settle"]
    # A place that was given is not given again, whoever else had it; versions stay.
    assert fetch_all(inhabited, COUNTS) == [(1, 1, 2, 3), (2, 1, 0, 1), (3, 0, 0, 1)]
    write(inhabited, "UPDATE courses SET last_place = 0 WHERE id > 1")
    assert fetch_all(inhabited, EVERYTHING) == right


def test_a_recount_of_what_is_right_changes_nothing(inhabited: Flask) -> None:
    before = fetch_all(inhabited, EVERYTHING)

    assert run(inhabited, "recount").output == "courses changed: 0, events recorded: 0\n"

    assert fetch_all(inhabited, EVERYTHING) == before


@pytest.mark.parametrize("count", ["enrolled_count", "waitlist_count", "last_place"])
def test_a_recount_changes_the_wrong_course_alone(inhabited: Flask, count: str) -> None:
    before = fetch_all(inhabited, EVERYTHING)
    write(inhabited, f"UPDATE courses SET {count} = 0 WHERE id = 1")

    assert run(inhabited, "recount").output == "courses changed: 1, events recorded: 0\n"

    assert fetch_all(inhabited, EVERYTHING) == before


def test_seats_that_the_release_before_gave_are_counted(app: Flask, client: FlaskClient) -> None:
    course, student = make_course(client, capacity=2), make_student(client)
    write(app, OLD_INSERT.format(student=student["id"]))
    assert seats_of(client, course) == (0, 0)

    assert run(app, "recount").output == "courses changed: 1, events recorded: 1\n"

    assert seats_of(client, course) == (1, 0)
    assert found(app) == ["ok: 0 broken, 0 to settle"]


def test_a_recount_refuses_where_more_hold_a_seat_than_there_are(
    app: Flask, client: FlaskClient
) -> None:
    make_course(client, capacity=1)
    other = make_course(client)
    for _ in range(2):
        student = make_student(client)
        write(app, OLD_INSERT.format(student=student["id"]))
    write(app, f"UPDATE courses SET enrolled_count = 4 WHERE id = {other['id']}")
    before = fetch_all(app, EVERYTHING)

    result = run(app, "recount")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "broken capacity: course 1 has a capacity of 1, and 2 hold a seat",
        "Error: More hold a seat than there are. Nothing was changed.",
    ]
    assert fetch_all(app, EVERYTHING) == before

    document_of(client.patch("/courses/1", json={"capacity": 2}))
    assert run(app, "recount").output == "courses changed: 2, events recorded: 2\n"


@pytest.fixture
def other(database_url: str) -> Iterator[Connection]:
    """A connection of a process of the release before."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@only_postgresql
def test_a_recount_waits_for_who_writes(app: Flask, client: FlaskClient, other: Connection) -> None:
    course, student = make_course(client), make_student(client)
    other.execute(text(OLD_INSERT.format(student=student["id"])))

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: run(app, "recount").output)
        try:
            until(lambda: fetch_all(app, WAITING)[0][0], "the recount to wait for a lock")
        finally:
            other.commit()

    assert future.result() == "courses changed: 1, events recorded: 1\n"
    assert seats_of(client, course) == (1, 0)


@only_postgresql
def test_a_recount_that_is_not_alone_misses_what_is_being_written(
    app: Flask, client: FlaskClient, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the above."""
    monkeypatch.setattr(checking, "be_alone", lambda: None)
    make_course(client)
    student = make_student(client)
    other.execute(text(OLD_INSERT.format(student=student["id"])))

    assert run(app, "recount").output == "courses changed: 0, events recorded: 0\n"

    other.commit()
    assert found(app, exit_code=1)[-1] == "2 broken, 0 to settle"


@pytest.fixture
def before_opening(client: FlaskClient, clock: StandingClock) -> dict[str, Any]:
    """A course of two seats, both idle before registration opens, and three who wait."""
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_opens_at="2026-08-15T06:00:00Z")
    course = make_course(client, term_id=term["id"], capacity=2)
    early: dict[str, Any] = {"override": ["E021"], "note": "Told to come early."}
    holders = [make_student(client) for _ in range(2)]
    for student in [*holders, *(make_student(client) for _ in range(3))]:
        document_of(ask(client, student, course, waitlist=True, **early))
    for student in holders:
        drop(client, student, course)
    assert seats_of(client, course) == (0, 3)
    return course


def test_a_promotion_fills_idle_seats_once_registration_is_open(
    app: Flask, client: FlaskClient, clock: StandingClock, before_opening: dict[str, Any]
) -> None:
    queue = queue_of(client, before_opening)
    early = run(app, "promote")
    assert (early.exit_code, early.output) == (0, "promoted: 0\n")
    assert queue_of(client, before_opening) == queue
    clock.set("2026-08-15T06:00:00Z")

    result = run(app, "promote")

    assert (result.exit_code, result.output) == (0, "promoted: 2\n")
    assert roster_of(client, before_opening) == queue[:2]
    assert queue_of(client, before_opening) == queue[2:]
    assert found(app) == ["ok: 0 broken, 0 to settle"]
    assert run(app, "promote").output == "promoted: 0\n"


def test_where_nobody_waits_nobody_is_promoted(app: Flask) -> None:
    assert run(app, "promote").output == "promoted: 0\n"


RAISE = "UPDATE courses SET capacity = 1 WHERE id = {id}"


@pytest.fixture
def wanted(client: FlaskClient) -> dict[str, Any]:
    """A course without a seat, for which one waits."""
    course = make_course(client, capacity=0)
    wait(client, make_student(client), course)
    return course


@only_postgresql
def test_a_promotion_waits_for_who_writes(
    app: Flask, client: FlaskClient, other: Connection, wanted: dict[str, Any]
) -> None:
    other.execute(text(RAISE.format(**wanted)))

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: run(app, "promote").output)
        try:
            until(lambda: fetch_all(app, WAITING)[0][0], "the promotion to wait for a lock")
        finally:
            other.commit()

    assert future.result() == "promoted: 1\n"
    assert seats_of(client, wanted) == (1, 0)


@only_postgresql
def test_a_promotion_that_is_not_alone_misses_what_is_being_written(
    app: Flask, other: Connection, wanted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the above."""
    monkeypatch.setattr(checking, "be_alone", lambda: None)
    other.execute(text(RAISE.format(**wanted)))

    assert run(app, "promote").output == "promoted: 0\n"
