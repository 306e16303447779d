"""Rosters as they stood, with both ends of an instant, and what is not recorded."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import complete, drop, enroll, make_course, make_student, make_term, wait
from tests.integration.check.commands import write
from tests.integration.history.expect import changes_of, told
from tests.integration.http.expect import document_of, error_of

BEGAN = "2026-09-01T08:00:00.000Z"


@pytest.fixture
def course(client: FlaskClient, clock: StandingClock) -> dict[str, Any]:
    """One seat: on the 2nd student 1 has it and 2 and 3 wait; on the 3rd it becomes 2's.

    On the 4th 2 completes the course. It is the 10th now.
    """
    clock.set(BEGAN)
    course = make_course(client, capacity=1)
    students = [make_student(client) for _ in range(3)]
    clock.set("2026-09-02T08:00:00Z")
    enroll(client, students[0], course)
    for student in students[1:]:
        wait(client, student, course)
    clock.set("2026-09-03T08:00:00Z")
    drop(client, students[0], course)
    clock.set("2026-09-04T08:00:00Z")
    complete(client, students[1], course, grade="A")
    clock.set("2026-09-10T08:00:00Z")
    return course


def as_of(client: FlaskClient, course: dict[str, Any], instant: str, query: str = "") -> Any:
    """The roster of an instant."""
    return client.get(f"/courses/{course['id']}/students?as_of={instant}{query}")


def states(client: FlaskClient, course: dict[str, Any], instant: str, query: str = "") -> Any:
    """Students, statuses and positions."""
    rows = document_of(as_of(client, course, instant, query))
    return [(row["id"], row["enrollment"]["status"], row["enrollment"]["position"]) for row in rows]


@pytest.mark.parametrize(
    ("instant", "roster"),
    [
        (BEGAN, []),
        ("2026-09-02T07:59:59.999Z", []),
        ("2026-09-02T08:00:00Z", [(1, "enrolled", None)]),
        ("2026-09-03T09:59:59.999%2B02:00", [(1, "enrolled", None)]),
        ("2026-09-03T10:00:00%2B02:00", [(2, "enrolled", None)]),
        ("2026-09-04T08:00:00Z", [(2, "completed", None)]),
        ("2026-09-10T08:00:00Z", [(2, "completed", None)]),
    ],
)
def test_a_roster_is_as_it_stood_the_instant_included(
    client: FlaskClient, course: dict[str, Any], instant: str, roster: list[Any]
) -> None:
    assert states(client, course, instant) == roster


def test_a_waitlist_is_as_it_stood_with_its_positions(
    client: FlaskClient, course: dict[str, Any]
) -> None:
    everybody = "&status=waitlisted,enrolled"

    assert states(client, course, "2026-09-02T12:00:00Z", everybody) == [
        (1, "enrolled", None),
        (2, "waitlisted", 1),
        (3, "waitlisted", 2),
    ]
    assert states(client, course, "2026-09-03T12:00:00Z", everybody) == [
        (2, "enrolled", None),
        (3, "waitlisted", 1),
    ]
    assert states(client, course, "2026-09-03T12:00:00Z", "&status=dropped") == [
        (1, "dropped", None)
    ]


def test_the_instants_of_an_enrollment_are_those_of_then(
    client: FlaskClient, course: dict[str, Any]
) -> None:
    (row,) = document_of(as_of(client, course, "2026-09-03T12:00:00Z"))

    assert row["enrollment"]["created_at"] == "2026-09-02T08:00:00.000Z"
    assert row["enrollment"]["updated_at"] == "2026-09-03T08:00:00.000Z"
    (row,) = document_of(as_of(client, course, "2026-09-05T12:00:00Z"))
    # The log has no grades.
    assert row["enrollment"].keys() == {"status", "position", "created_at", "updated_at"}


def test_now_is_what_the_roster_says(client: FlaskClient, course: dict[str, Any]) -> None:
    now = document_of(client.get(f"/courses/{course['id']}/students?status=waitlisted,dropped"))

    then = document_of(as_of(client, course, "2026-09-10T08:00:00Z", "&status=waitlisted,dropped"))

    assert now == then
    assert len(now) == 2


def test_pages_of_the_past_go_by_student(client: FlaskClient, clock: StandingClock) -> None:
    course = make_course(client)
    for _ in range(5):
        enroll(client, make_student(client), course)

    clock.set("2199-01-01T00:00:00Z")
    seen: list[int] = []
    path = f"/courses/{course['id']}/students"
    target: str | None = f"{path}?limit=2&as_of=2198-01-01T00:00:00Z"
    while target:
        answer = client.get(target)
        seen += [row["id"] for row in document_of(answer)]
        link = answer.headers.get("Link")
        target = link and link[1 : link.index(">")]

    assert seen == [1, 2, 3, 4, 5]


def test_a_future_instant_is_refused(client: FlaskClient, course: dict[str, Any]) -> None:
    error = error_of(as_of(client, course, "2026-09-10T08:00:00.001Z"), 422, "E004")

    message = "This instant is in the future."
    assert error["details"] == [{"in": "query", "field": "as_of", "message": message}]
    for field in ("from", "to"):
        answer = client.get(f"/courses/1/changes?{field}=2026-09-10T08:00:00.001Z")
        assert error_of(answer, 422, "E004")["details"][0]["field"] == field


def test_what_was_before_the_first_event_is_not_recorded(
    client: FlaskClient, course: dict[str, Any]
) -> None:
    error = error_of(as_of(client, course, "2026-09-01T07:59:59.999Z"), 409, "E013")

    message = f"The record of this course begins at {BEGAN}."
    assert error["details"] == [{"field": "as_of", "message": message}]


def test_of_a_course_that_no_event_tells_of_nothing_is_recorded(
    app: Flask, client: FlaskClient, course: dict[str, Any]
) -> None:
    write(app, "DELETE FROM events")

    error = error_of(as_of(client, course, "2026-09-09T00:00:00Z"), 409, "E013")

    assert error["details"][0]["message"] == "The record of this course has not begun."
    assert changes_of(client, course) == []


def test_a_course_has_a_past_until_it_was_deleted(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set(BEGAN)
    course = make_course(client)
    clock.set("2026-09-02T08:00:00Z")
    assert client.delete(f"/courses/{course['id']}").status_code == 204
    clock.set("2026-09-03T08:00:00Z")

    assert states(client, course, "2026-09-02T07:59:59.999Z") == []
    error_of(as_of(client, course, "2026-09-02T08:00:00Z"), 404, "E001")
    error_of(client.get("/courses/77/students?as_of=2026-09-02T08:00:00Z"), 404, "E001")


def test_a_clock_that_goes_back_does_not_turn_the_log_around(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-09-02T08:00:00Z")
    term = make_term(client, registration_closes_at="2026-09-02T00:00:00Z")
    course, free = make_course(client, term_id=term["id"]), make_course(client)
    student = make_student(client)
    clock.set("2026-09-01T08:00:00Z")

    enroll(client, student, course, free)

    # The rules go by the clock, and the log by its last entry.
    assert told(changes_of(client, free, "&to=2026-09-01T08:00:00Z"), "type") == []
    clock.set("2026-09-02T08:00:00Z")
    assert told(changes_of(client, free), "at") == ["2026-09-02T08:00:00.000Z"] * 2
    assert states(client, free, "2026-09-02T08:00:00Z") == [(student["id"], "enrolled", None)]
