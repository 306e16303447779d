"""The credit limit of a term."""

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
)
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import message_of, reasons_of, results_of, status_of


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with a limit of 20 credits."""
    return make_term(client, max_credits=20)


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student."""
    return make_student(client)


def worth(client: FlaskClient, term: dict[str, Any] | None, credits: float | None) -> Any:
    """A course worth so many credits."""
    return make_course(client, term_id=term["id"] if term else None, credits=credits)


def test_the_limit_itself_may_be_reached(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    courses = [worth(client, term, each) for each in (7.5, 7.5, 5)]

    assert results_of(ask(client, student, *courses)) == ["enrolled"] * 3


def test_a_hundredth_over_the_limit_is_refused_and_counted(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    enroll(client, student, worth(client, term, 7.5), worth(client, term, 7.5))

    refused = ask(client, student, worth(client, term, 5.01))

    assert message_of(refused, "E024") == (
        "20.01 credits in Autumn 2026 are 0.01 over the limit of 20."
    )


def test_every_course_of_a_request_that_is_over_says_so(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    heavy, light, free = (worth(client, term, each) for each in (19, 2, 0))

    refused = ask(client, student, free, light, heavy)

    assert reasons_of(refused) == [(light["id"], "E024"), (heavy["id"], "E024")]


def test_completed_courses_count_and_dropped_ones_do_not(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    done, left = worth(client, term, 10), worth(client, term, 10)
    enroll(client, student, done, left)
    document_of(complete(client, student, done))
    drop(client, student, left)

    assert results_of(ask(client, student, worth(client, term, 10))) == ["enrolled"]
    message_of(ask(client, student, worth(client, term, 1)), "E024")


def test_other_terms_and_courses_without_a_term_do_not_count(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    other = make_term(client, max_credits=20)
    courses = [worth(client, each, 20) for each in (term, other, None)]

    assert results_of(ask(client, student, *courses)) == ["enrolled"] * 3


def test_no_credits_count_as_none(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    enroll(client, student, worth(client, term, 20))

    answer = ask(client, student, worth(client, term, None), worth(client, term, 0))

    assert results_of(answer) == ["enrolled"] * 2


def test_a_lowered_limit_evicts_nobody_and_refuses_the_next(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    course = worth(client, term, 15)
    enroll(client, student, course)

    document_of(client.patch(f"/terms/{term['id']}", json={"max_credits": 10}))

    assert status_of(client, student, course) == "enrolled"
    message = message_of(ask(client, student, worth(client, term, 0.5)), "E024")
    assert message == "15.5 credits in Autumn 2026 are 5.5 over the limit of 10."


def test_without_a_limit_anything_goes(client: FlaskClient, student: dict[str, Any]) -> None:
    term = make_term(client)

    assert results_of(ask(client, student, worth(client, term, 999.99))) == ["enrolled"]
