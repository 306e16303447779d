"""Grading: an enrollment is completed, once, and keeps its seat."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import (
    ask,
    complete,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    schedule,
    wait,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import message_of, results_of, roster_of


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student."""
    return make_student(client)


@pytest.fixture
def done(client: FlaskClient, student: dict[str, Any]) -> dict[str, Any]:
    """A course that the student has completed."""
    course = make_course(client)
    enroll(client, student, course)
    document_of(complete(client, student, course, grade="B+"))
    return course


def test_completing_answers_the_enrollment(
    client: FlaskClient, student: dict[str, Any], clock: StandingClock
) -> None:
    course = make_course(client)
    enroll(client, student, course)
    clock.set("2199-01-01T00:00:00Z")

    document = document_of(complete(client, student, course, grade="B+"))

    assert document["id"] == course["id"]
    enrollment = document["enrollment"]
    assert (enrollment["status"], enrollment["passed"], enrollment["grade"]) == (
        "completed",
        True,
        "B+",
    )
    assert enrollment["updated_at"] == "2199-01-01T00:00:00.000Z" > enrollment["created_at"]
    assert document_of(client.get("/students/1/courses/1")) == document


def test_a_grade_is_not_needed(client: FlaskClient, student: dict[str, Any]) -> None:
    course = make_course(client)
    enroll(client, student, course)

    enrollment = document_of(complete(client, student, course, passed=False))["enrollment"]

    assert (enrollment["passed"], enrollment["grade"]) == (False, None)


def test_a_completed_course_is_in_its_own_list_and_on_the_roster(
    client: FlaskClient, student: dict[str, Any], done: dict[str, Any]
) -> None:
    assert document_of(client.get("/students/1/courses")) == []
    (listed,) = document_of(client.get("/students/1/courses?status=completed"))
    assert listed["enrollment"]["grade"] == "B+"
    assert roster_of(client, done) == [student["id"]]


def test_saying_the_same_again_changes_nothing(
    client: FlaskClient, student: dict[str, Any], done: dict[str, Any]
) -> None:
    before = document_of(client.get("/students/1/courses/1"))

    assert document_of(complete(client, student, done, grade="B+")) == before


@pytest.mark.parametrize("other", [{"grade": "A"}, {"grade": None}, {"passed": False}])
def test_another_grade_is_refused(
    client: FlaskClient, student: dict[str, Any], done: dict[str, Any], other: dict[str, Any]
) -> None:
    refused = complete(client, student, done, **({"grade": "B+"} | other))

    assert message_of(refused, "E020") == "The enrollment is final: it is completed."


def test_what_is_completed_is_final(
    client: FlaskClient, student: dict[str, Any], done: dict[str, Any]
) -> None:
    message_of(drop(client, student, done), "E020")
    message_of(ask(client, student, done), "E020")


def test_a_schedule_may_name_what_is_completed(
    client: FlaskClient, student: dict[str, Any], done: dict[str, Any]
) -> None:
    other = make_course(client)

    assert results_of(schedule(client, student, None, done, other)) == ["unchanged", "enrolled"]
    assert results_of(schedule(client, student, None, other)) == ["unchanged"]


def test_only_who_is_enrolled_can_complete(client: FlaskClient, student: dict[str, Any]) -> None:
    waited, dropped, never = (
        make_course(client, capacity=0),
        make_course(client),
        make_course(client),
    )
    wait(client, student, waited)
    enroll(client, student, dropped)
    drop(client, student, dropped)

    for course in (waited, dropped, never):
        error_of(complete(client, student, course), 404, "E011")
    error_of(complete(client, student, {"id": 99}), 404, "E001")
    error_of(complete(client, {"id": 99}, never), 404, "E002")


def test_a_withdrawn_course_cannot_be_completed_or_entered_again(
    client: FlaskClient, student: dict[str, Any]
) -> None:
    term = make_term(client, drop_deadline_at="2020-01-01T00:00:00Z", ends_on="2028-01-01")
    course = make_course(client, term_id=term["id"])
    enroll(client, student, course)
    assert results_of(drop(client, student, course)) == ["withdrawn"]

    assert results_of(drop(client, student, course)) == ["unchanged"]
    assert message_of(complete(client, student, course), "E020") == (
        "The enrollment is final: it is withdrawn."
    )
    message_of(ask(client, student, course), "E020")
    message_of(schedule(client, student, term, course), "E020")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "completed"}, "passed"),
        ({"status": "completed", "passed": 1}, "passed"),
        ({"status": "enrolled", "passed": True}, "status"),
        ({"passed": True}, "status"),
        ({"status": "completed", "passed": True, "grade": ""}, "grade"),
        ({"status": "completed", "passed": True, "grade": "x" * 21}, "grade"),
    ],
)
def test_a_body_that_is_no_grading_is_refused_by_field(
    client: FlaskClient, student: dict[str, Any], body: dict[str, Any], field: str
) -> None:
    enroll(client, student, make_course(client))

    error = error_of(client.patch("/students/1/courses/1", json=body), 422, "E004")

    assert [each["field"] for each in error["details"]] == [field]
