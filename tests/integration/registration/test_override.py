"""Overrides: a registrar sets refusals aside, and says why."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import (
    ask,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    needs,
    schedule,
    wait,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import (
    passed_over_of,
    queue_of,
    reasons_of,
    results_of,
    roster_of,
    seats_of,
    status_of,
)

NOTE = "Agreed with the dean."


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student with a course on Monday at nine that is worth six credits, in a closed term."""
    term = make_term(client, max_credits=10)
    student = make_student(client)
    nine = [meeting(1, "09:00", "10:00")]
    enroll(client, student, make_course(client, term_id=term["id"], credits=6, meetings=nine))
    client.patch("/terms/1", json={"registration_closes_at": "2020-01-01T00:00:00Z"})
    return student


@pytest.fixture
def forbidden(client: FlaskClient, student: dict[str, Any]) -> dict[str, Any]:
    """A course that every rule forbids."""
    assert student
    return make_course(
        client,
        term_id=1,
        credits=6,
        capacity=0,
        meetings=[meeting(1, "09:30", "10:30")],
        prerequisites=needs("MATH-1"),
    )


ALL = ["E021", "E022", "E023", "E024", "E025"]


def test_every_rule_is_in_the_way_in_the_order_of_the_codes(
    client: FlaskClient, student: dict[str, Any], forbidden: dict[str, Any]
) -> None:
    assert reasons_of(ask(client, student, forbidden)) == [(forbidden["id"], code) for code in ALL]


@pytest.mark.parametrize("code", ALL)
def test_one_that_is_set_aside_leaves_the_others(
    client: FlaskClient, student: dict[str, Any], forbidden: dict[str, Any], code: str
) -> None:
    refused = ask(client, student, forbidden, override=[code], note=NOTE)

    assert [each for _, each in reasons_of(refused)] == [each for each in ALL if each != code]


def test_all_of_them_set_aside_enroll_and_are_kept(
    client: FlaskClient, student: dict[str, Any], forbidden: dict[str, Any]
) -> None:
    assert results_of(ask(client, student, forbidden, override=ALL, note=NOTE)) == ["enrolled"]

    path = f"/students/{student['id']}/courses/{forbidden['id']}"
    assert document_of(client.get(path))["enrollment"]["override"] == {"codes": ALL, "note": NOTE}


def test_a_seat_beyond_the_capacity_raises_it_by_one(client: FlaskClient) -> None:
    course = make_course(client, capacity=1)
    enroll(client, make_student(client), course)
    waiter, favored = make_student(client), make_student(client)
    wait(client, waiter, course)

    assert results_of(ask(client, favored, course, override=["E025"], note=NOTE)) == ["enrolled"]

    assert document_of(client.get("/courses/1"))["capacity"] == 2
    assert roster_of(client, course) == [1, favored["id"]]
    assert queue_of(client, course) == [waiter["id"]]


def test_a_free_seat_is_taken_before_the_capacity_is_raised(client: FlaskClient) -> None:
    course = make_course(client, capacity=2)
    enroll(client, make_student(client), course)

    enrolled = ask(client, make_student(client), course, override=["E025"], note=NOTE)

    assert results_of(enrolled) == ["enrolled"]
    assert document_of(client.get("/courses/1"))["capacity"] == 2


def test_a_waiter_can_be_given_a_seat(client: FlaskClient) -> None:
    course = make_course(client, capacity=0)
    first, second = make_student(client), make_student(client)
    wait(client, first, course)
    wait(client, second, course)

    assert results_of(ask(client, second, course, override=["E025"], note=NOTE)) == ["enrolled"]

    assert roster_of(client, course) == [second["id"]]
    assert queue_of(client, course) == [first["id"]]


def test_a_full_waitlist_can_be_set_aside(client: FlaskClient) -> None:
    course = make_course(client, capacity=0, waitlist_capacity=0)

    joined = ask(client, make_student(client), course, waitlist=True, override=["E026"], note=NOTE)

    assert results_of(joined) == ["waitlisted"]
    assert seats_of(client, course) == (0, 1)


def test_what_was_set_aside_for_a_place_holds_when_the_seat_comes(client: FlaskClient) -> None:
    course = make_course(client, capacity=0, prerequisites=needs("MATH-1"))
    student = make_student(client)
    answer = ask(client, student, course, waitlist=True, override=["E022"], note=NOTE)
    assert results_of(answer) == ["waitlisted"]

    client.patch(f"/courses/{course['id']}", json={"capacity": 1})

    assert roster_of(client, course) == [student["id"]]
    assert passed_over_of(client, course) == {}


def test_who_waits_with_one_is_told_only_that_the_course_is_full(client: FlaskClient) -> None:
    course = make_course(client, capacity=0, prerequisites=needs("MATH-1"))
    student = make_student(client)
    ask(client, student, course, waitlist=True, override=["E022"], note=NOTE)

    assert reasons_of(ask(client, student, course)) == [(course["id"], "E025")]


def test_without_it_the_same_waiter_is_passed_over(client: FlaskClient) -> None:
    course = make_course(client, capacity=0)
    student = make_student(client)
    wait(client, student, course)

    client.patch(f"/courses/{course['id']}", json={"prerequisites": needs("MATH-1")})
    client.patch(f"/courses/{course['id']}", json={"capacity": 1})

    assert passed_over_of(client, course) == {student["id"]: ["E022"]}


def test_what_was_set_aside_once_is_not_for_the_next_time(client: FlaskClient) -> None:
    course = make_course(client, prerequisites=needs("MATH-1"))
    student = make_student(client)
    ask(client, student, course, override=["E022"], note=NOTE)
    drop(client, student, course)

    assert reasons_of(ask(client, student, course)) == [(course["id"], "E022")]


def test_what_was_set_aside_for_an_earlier_place_is_not_for_the_next_one(
    client: FlaskClient,
) -> None:
    course = make_course(client, capacity=0, prerequisites=needs("MATH-1"))
    student, path = make_student(client), f"/courses/{course['id']}"
    ask(client, student, course, waitlist=True, override=["E022"], note=NOTE)
    drop(client, student, course)
    client.patch(path, json={"prerequisites": []})
    wait(client, student, course)

    client.patch(path, json={"capacity": 1, "prerequisites": needs("MATH-1")})

    assert passed_over_of(client, course) == {student["id"]: ["E022"]}


def test_a_late_omission_can_be_set_aside_and_is_a_drop(
    client: FlaskClient, clock: StandingClock
) -> None:
    term = make_term(client, drop_deadline_at="2026-10-01T00:00:00Z")
    kept, left = (make_course(client, term_id=term["id"]) for _ in range(2))
    student = make_student(client)
    enroll(client, student, kept, left)
    clock.set("2026-10-02T00:00:00Z")

    answer = schedule(client, student, term, kept, override=["E028"], note=NOTE)

    assert results_of(answer) == ["unchanged", "dropped"]
    assert status_of(client, student, left) == "dropped"


@pytest.mark.parametrize("code", ["E020", "E001", "E027", "E010", "x"])
def test_what_is_no_rule_cannot_be_set_aside(client: FlaskClient, code: str) -> None:
    answer = ask(client, make_student(client), make_course(client), override=[code], note=NOTE)

    assert error_of(answer, 422, "E004")["details"][0]["field"] == "override.0"


@pytest.mark.parametrize(
    "fields",
    [{"override": ["E021"]}, {"note": NOTE}, {"override": [], "note": NOTE}],
    ids=["no note", "no override", "an empty override"],
)
def test_an_override_and_its_note_go_together(client: FlaskClient, fields: dict[str, Any]) -> None:
    answer = ask(client, make_student(client), make_course(client), **fields)

    (detail,) = error_of(answer, 422, "E004")["details"]
    assert detail["message"] == "An override and its note go together."
