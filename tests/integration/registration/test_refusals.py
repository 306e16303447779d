"""A refusal names every course and every reason, in one order."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import (
    ask,
    complete,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    needs,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import reasons_of


@pytest.fixture
def asked(client: FlaskClient) -> dict[str, Any]:
    """Courses, each with reasons of its own to be refused, and one that is fine, by a word."""
    closed = make_term(client, max_credits=5, registration_opens_at="2199-01-01T00:00:00Z")
    term = make_term(client, max_credits=5)
    nine = [meeting(1, "09:00", "10:00")]
    held = make_course(client, term_id=term["id"], credits=5, meetings=nine)
    done = make_course(client)
    student = make_student(client)
    enroll(client, student, held, done)
    document_of(complete(client, student, done))
    return {
        "student": student,
        "held": held,
        "done": done,
        "fine": make_course(client),
        "full": make_course(client, capacity=0),
        "closed": make_course(
            client, term_id=closed["id"], credits=6, capacity=0, prerequisites=needs("X-1")
        ),
        "clashing": make_course(client, term_id=term["id"], credits=1, meetings=nine),
        "unknown": {"id": 999},
    }


def test_courses_come_in_the_order_asked_and_reasons_in_that_of_the_codes(
    client: FlaskClient, asked: dict[str, Any]
) -> None:
    names = ("fine", "clashing", "held", "closed", "unknown", "done", "full")

    reasons = reasons_of(ask(client, asked["student"], *(asked[name] for name in names)))

    assert reasons == [
        (asked["clashing"]["id"], "E023"),
        (asked["clashing"]["id"], "E024"),
        (asked["closed"]["id"], "E021"),
        (asked["closed"]["id"], "E022"),
        (asked["closed"]["id"], "E024"),
        (asked["closed"]["id"], "E025"),
        (999, "E001"),
        (asked["done"]["id"], "E020"),
        (asked["full"]["id"], "E025"),
    ]


@pytest.mark.parametrize(
    ("names", "status", "code"),
    [
        (("unknown", "full"), 404, "E001"),
        (("full", "unknown"), 409, "E025"),
        (("fine", "done", "unknown"), 409, "E020"),
    ],
)
def test_code_and_status_are_those_of_the_first_reason(
    client: FlaskClient, asked: dict[str, Any], names: tuple[str, ...], status: int, code: str
) -> None:
    answer = ask(client, asked["student"], *(asked[name] for name in names))

    error = error_of(answer, status, code)
    assert error["message"] == error["details"][0]["message"]


def test_a_refusal_changes_nothing(client: FlaskClient, asked: dict[str, Any]) -> None:
    student = asked["student"]
    path = f"/students/{student['id']}/courses?status=enrolled,completed,waitlisted,dropped"
    before = document_of(client.get(path))

    assert ask(client, student, asked["fine"], asked["full"], waitlist=False).status_code == 409

    assert document_of(client.get(path)) == before
