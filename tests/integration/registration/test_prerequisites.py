"""Prerequisites: catalog codes that a student has passed, is about to, or takes beside."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import (
    ask,
    complete,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    needs,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import message_of, reasons_of, results_of, status_of


@pytest.fixture
def autumn(client: FlaskClient) -> dict[str, Any]:
    """A term."""
    return make_term(client)


@pytest.fixture
def spring(client: FlaskClient) -> dict[str, Any]:
    """The term after it."""
    return make_term(client, starts_on="2027-02-01", ends_on="2027-06-30")


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student."""
    return make_student(client)


def basics(client: FlaskClient, term: dict[str, Any] | None = None) -> dict[str, Any]:
    """A course of the catalog code MATH-1."""
    return make_course(client, catalog_code="MATH-1", term_id=term["id"] if term else None)


def advanced(
    client: FlaskClient, term: dict[str, Any] | None = None, *, concurrent: bool = False
) -> dict[str, Any]:
    """A course that needs MATH-1."""
    term_id = term["id"] if term else None
    prerequisites = needs("MATH-1", concurrent=concurrent)
    return make_course(client, term_id=term_id, prerequisites=prerequisites)


def test_a_missing_prerequisite_is_named(
    client: FlaskClient, student: dict[str, Any], spring: dict[str, Any]
) -> None:
    refused = ask(client, student, advanced(client, spring))

    assert message_of(refused, "E022") == "It needs MATH-1, which is not passed."


def test_every_missing_prerequisite_is_named(client: FlaskClient, student: dict[str, Any]) -> None:
    course = make_course(client, prerequisites=needs("MATH-1", "PHYS-1"))

    refused = ask(client, student, course)

    assert reasons_of(refused) == [(course["id"], "E022")] * 2


def test_a_passed_course_meets_it_in_whatever_term(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    course = basics(client, spring)
    enroll(client, student, course)
    document_of(complete(client, student, course))

    assert results_of(ask(client, student, advanced(client, autumn))) == ["enrolled"]


def test_a_failed_course_does_not_meet_it(
    client: FlaskClient, student: dict[str, Any], spring: dict[str, Any]
) -> None:
    course = basics(client)
    enroll(client, student, course)
    document_of(complete(client, student, course, passed=False))

    message_of(ask(client, student, advanced(client, spring)), "E022")


def test_any_offering_of_the_catalog_code_meets_it(
    client: FlaskClient, student: dict[str, Any], spring: dict[str, Any]
) -> None:
    failed, passed = basics(client), basics(client)
    enroll(client, student, failed, passed)
    document_of(complete(client, student, failed, passed=False))
    document_of(complete(client, student, passed))

    assert results_of(ask(client, student, advanced(client, spring))) == ["enrolled"]


def test_being_enrolled_in_a_term_that_ends_before_meets_it(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    enroll(client, student, basics(client, autumn))

    assert results_of(ask(client, student, advanced(client, spring))) == ["enrolled"]


def test_both_of_one_request_in_terms_that_follow_one_another_do(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    answer = ask(client, student, advanced(client, spring), basics(client, autumn))

    assert results_of(answer) == ["enrolled", "enrolled"]


@pytest.mark.parametrize(
    ("ends_on", "status"), [("2027-01-31", 200), ("2027-02-01", 409), ("2027-03-01", 409)]
)
def test_the_term_before_ends_before_the_first_day(
    client: FlaskClient, student: dict[str, Any], spring: dict[str, Any], ends_on: str, status: int
) -> None:
    before = make_term(client, starts_on="2026-09-01", ends_on=ends_on)
    enroll(client, student, basics(client, before))

    assert ask(client, student, advanced(client, spring)).status_code == status


def test_being_enrolled_in_the_same_term_or_in_none_does_not_meet_it(
    client: FlaskClient, student: dict[str, Any], spring: dict[str, Any]
) -> None:
    enroll(client, student, basics(client, spring))
    enroll(client, student, basics(client))

    message_of(ask(client, student, advanced(client, spring)), "E022")


def test_waiting_for_it_does_not_meet_it(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    full = make_course(client, catalog_code="MATH-1", term_id=autumn["id"], capacity=0)
    assert results_of(ask(client, student, full, waitlist=True)) == ["waitlisted"]

    message_of(ask(client, student, advanced(client, spring)), "E022")


def test_what_was_dropped_does_not_meet_it(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    course = basics(client, autumn)
    enroll(client, student, course)
    drop(client, student, course)

    message_of(ask(client, student, advanced(client, spring)), "E022")


def test_a_concurrent_one_is_met_in_the_same_term(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any]
) -> None:
    enroll(client, student, basics(client, autumn))

    assert results_of(ask(client, student, advanced(client, autumn, concurrent=True))) == [
        "enrolled"
    ]


def test_a_concurrent_one_is_met_in_the_same_request(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any]
) -> None:
    both = advanced(client, autumn, concurrent=True), basics(client, autumn)

    assert results_of(ask(client, student, *both)) == ["enrolled", "enrolled"]


def test_a_concurrent_one_is_met_without_terms_too(
    client: FlaskClient, student: dict[str, Any]
) -> None:
    enroll(client, student, basics(client))

    assert results_of(ask(client, student, advanced(client, concurrent=True))) == ["enrolled"]


def test_a_concurrent_one_in_a_later_term_does_not_count(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    enroll(client, student, basics(client, spring))

    refused = ask(client, student, advanced(client, autumn, concurrent=True))

    assert message_of(refused, "E022") == (
        "It needs MATH-1, which is not passed, and is not taken at the same time."
    )


def test_one_that_the_same_request_only_waits_for_does_not_count(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any]
) -> None:
    full = make_course(client, catalog_code="MATH-1", term_id=autumn["id"], capacity=0)
    course = advanced(client, autumn, concurrent=True)

    refused = ask(client, student, full, course, waitlist=True)

    assert reasons_of(refused) == [(course["id"], "E022")]


def test_losing_one_later_drops_nothing(
    client: FlaskClient, student: dict[str, Any], autumn: dict[str, Any], spring: dict[str, Any]
) -> None:
    first, second = basics(client, autumn), advanced(client, spring)
    enroll(client, student, first, second)

    drop(client, student, first)

    assert status_of(client, student, second) == "enrolled"


def test_a_catalog_code_stands_once(client: FlaskClient) -> None:
    body = {"title": "Algebra", "prerequisites": needs("MATH-1", "MATH-1")}

    (detail,) = error_of(client.post("/courses", json=body), 422, "E004")["details"]

    assert detail == {"in": "body", "field": "prerequisites", "message": "Listed twice: MATH-1."}
