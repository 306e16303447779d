"""What was asked for in vain, by reason and hour, and who still wants a seat."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import (
    ask,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    schedule,
    wait,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.http.rows import fetch_all
from tests.integration.registration.expect import reasons_of
from tests.servers import running
from tests.waiting import until

EIGHT, NINE = "2026-09-01T08:00:00.000Z", "2026-09-01T09:00:00.000Z"
NOTHING: dict[str, Any] = {"unmet": 0, "reasons": [], "hours": []}


def demand_of(app: Flask, client: FlaskClient, course: dict[str, Any]) -> Any:
    """What was asked for in vain so far."""
    app.extensions["tally"].flush()
    demand = document_of(client.get(f"/courses/{course['id']}/demand"))
    assert demand.pop("course_id") == course["id"]
    return demand


def counted(code: str, attempts: int, students: int, **hour: str) -> dict[str, Any]:
    return {**hour, "code": code, "attempts": attempts, "students": students}


def test_refused_attempts_are_counted_by_reason_and_hour(
    app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-09-01T08:00:00Z")
    course = make_course(client, capacity=0)
    one, two = make_student(client), make_student(client)
    ask(client, one, course)
    clock.set("2026-09-01T08:59:59.999Z")
    ask(client, one, course)
    ask(client, two, course)
    clock.set("2026-09-01T09:00:00Z")
    ask(client, one, course)

    assert demand_of(app, client, course) == {
        "unmet": 2,
        "reasons": [counted("E025", 4, 2)],
        "hours": [counted("E025", 3, 2, hour=EIGHT), counted("E025", 1, 1, hour=NINE)],
    }
    ask(client, two, course)
    assert demand_of(app, client, course)["reasons"] == [counted("E025", 5, 2)]


def test_each_reason_of_each_course_counts_once(app: Flask, client: FlaskClient) -> None:
    term = make_term(client, max_credits=5, registration_closes_at="2020-01-01T00:00:00Z")
    course = make_course(client, term_id=term["id"], credits=9, capacity=0)
    free, student = make_course(client), make_student(client)
    unknown = {"id": 77}

    refused = ask(client, student, free, course, unknown)

    assert [code for _, code in reasons_of(refused)] == ["E021", "E024", "E025", "E001"]
    reasons = demand_of(app, client, course)["reasons"]
    assert reasons == [counted(code, 1, 1) for code in ("E021", "E024", "E025")]
    assert demand_of(app, client, free) == NOTHING
    assert fetch_all(app, "SELECT count(*) FROM refusals WHERE course_id = 77") == [(0,)]


def test_a_schedule_asks_too_and_a_drop_asks_for_nothing(app: Flask, client: FlaskClient) -> None:
    term = make_term(client, drop_deadline_at="2020-01-01T00:00:00Z")
    held, full = make_course(client, term_id=term["id"]), make_course(client, capacity=0)
    full = make_course(client, capacity=0, term_id=term["id"])
    student = make_student(client)
    enroll(client, student, held)

    refused = schedule(client, student, term, full)

    assert [code for _, code in reasons_of(refused)] == ["E025", "E028"]
    assert demand_of(app, client, full)["reasons"] == [counted("E025", 1, 1)]
    assert demand_of(app, client, held) == NOTHING


def test_what_was_granted_or_tried_does_not_count(app: Flask, client: FlaskClient) -> None:
    course, student = make_course(client, capacity=0), make_student(client)
    body = {"course_ids": [course["id"]]}

    tried = client.post(f"/students/{student['id']}/courses?dry_run=true", json=body)

    assert reasons_of(tried) == [(course["id"], "E025")]
    assert demand_of(app, client, course) == NOTHING
    ask(client, student, course)
    assert demand_of(app, client, course)["reasons"] == [counted("E025", 1, 1)]


def test_unmet_are_those_without_a_seat_in_any_offering(app: Flask, client: FlaskClient) -> None:
    full = make_course(client, capacity=0, catalog_code="ALG")
    other, foreign = make_course(client, catalog_code="ALG"), make_course(client)
    refused, settled, waiting, both, elsewhere = (make_student(client) for _ in range(5))
    for student in (refused, settled, both, elsewhere):
        ask(client, student, full)
    for student in (waiting, both):
        wait(client, student, full)
    enroll(client, settled, other)
    enroll(client, elsewhere, foreign)

    assert demand_of(app, client, full)["unmet"] == 4
    drop(client, settled, other)
    assert demand_of(app, client, full)["unmet"] == 5
    document_of(client.patch(f"/courses/{full['id']}", json={"capacity": 1}))
    assert demand_of(app, client, full)["unmet"] == 4
    assert client.delete(f"/students/{refused['id']}").status_code == 204
    assert demand_of(app, client, full)["unmet"] == 3


def test_without_a_catalog_code_a_course_is_its_only_offering(
    app: Flask, client: FlaskClient
) -> None:
    full, other, student = make_course(client, capacity=0), make_course(client), {"id": 1}
    make_student(client)
    ask(client, student, full)
    enroll(client, student, other)

    assert demand_of(app, client, full)["unmet"] == 1


def test_refused_for_another_reason_is_not_unmet(app: Flask, client: FlaskClient) -> None:
    term = make_term(client, registration_closes_at="2020-01-01T00:00:00Z")
    course = make_course(client, term_id=term["id"])
    ask(client, make_student(client), course)

    assert demand_of(app, client, course)["unmet"] == 0


def test_an_unknown_course_has_no_demand(client: FlaskClient) -> None:
    error_of(client.get("/courses/7/demand"), 404, "E001")


@pytest.mark.parametrize("ends", ["in its own time", "at once"])
def test_a_server_writes_within_a_second_and_at_its_end(database_url: str, ends: str) -> None:
    with running(database_url) as server:
        assert server.post("/courses", {"title": "Full", "capacity": 0}).status == 201
        student = {"name": "Ada Example", "email": "ada@example.org"}
        assert server.post("/students", student).status == 201
        assert server.post("/students/1/courses", {"course_ids": [1]}).status == 409
        if ends != "at once":
            target = "/courses/1/demand"
            until(lambda: server.get(target).json["unmet"] == 1, "the refusal to be counted")
    with running(database_url) as server:
        assert server.get("/courses/1/demand").json["unmet"] == 1
