"""Promotion: a free seat goes to who waits, in order, in the act that made it possible."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from src.controllers.registration import desk
from tests.clock import StandingClock
from tests.factories import (
    ask,
    complete,
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
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import (
    message_of,
    passed_over_of,
    queue_of,
    results_of,
    roster_of,
    seats_of,
    status_of,
)

NINE = [meeting(1, "09:00", "10:00")]


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with a limit of 10 credits."""
    return make_term(client, max_credits=10)


def waiting(client: FlaskClient, course: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Students in the queue of a course, in their order."""
    students = [make_student(client) for _ in range(count)]
    for student in students:
        wait(client, student, course)
    return students


def full_course(client: FlaskClient, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A course of one seat, and who has it."""
    course, holder = make_course(client, capacity=1, **fields), make_student(client)
    enroll(client, holder, course)
    return course, holder


def test_a_dropped_seat_goes_to_the_first_in_the_queue(client: FlaskClient) -> None:
    course, holder = full_course(client)
    first, second = waiting(client, course, 2)

    drop(client, holder, course)

    assert roster_of(client, course) == [first["id"]]
    assert queue_of(client, course) == [second["id"]]
    assert seats_of(client, course) == (1, 1)
    own = document_of(client.get(f"/students/{first['id']}/courses"))
    assert own[0]["enrollment"]["status"] == "enrolled"
    assert own[0]["enrollment"]["position"] is None


def test_a_raised_capacity_promotes_as_many_as_there_are_seats(client: FlaskClient) -> None:
    course, holder = full_course(client)
    students = waiting(client, course, 4)

    document = document_of(client.patch(f"/courses/{course['id']}", json={"capacity": 3}))

    assert (document["enrolled_count"], document["waitlist_count"]) == (3, 2)
    assert roster_of(client, course) == [holder["id"], students[0]["id"], students[1]["id"]]


def test_a_capacity_taken_away_promotes_everybody(client: FlaskClient) -> None:
    course, _ = full_course(client)
    waiting(client, course, 3)

    client.patch(f"/courses/{course['id']}", json={"capacity": None})

    assert seats_of(client, course) == (4, 0)


def test_who_may_not_is_passed_over_and_keeps_place_and_reason(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    course, holder = full_course(client, term_id=term["id"], credits=6)
    busy, free, last = waiting(client, course, 3)
    enroll(client, busy, make_course(client, term_id=term["id"], credits=6))

    drop(client, holder, course)

    assert roster_of(client, course) == [free["id"]]
    assert queue_of(client, course) == [busy["id"], last["id"]]
    over = document_of(client.get(f"/courses/{course['id']}/waitlist"))[0]["enrollment"][
        "passed_over"
    ]
    assert over["reasons"] == [
        {"code": "E024", "message": "12 credits in Autumn 2026 are 2 over the limit of 10."}
    ]
    assert passed_over_of(client, course) == {busy["id"]: ["E024"]}


def test_every_reason_of_who_is_passed_over_is_kept(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    course, holder = full_course(client, term_id=term["id"], credits=6, meetings=NINE)
    (busy,) = waiting(client, course, 1)
    enroll(client, busy, make_course(client, term_id=term["id"], credits=6, meetings=NINE))

    drop(client, holder, course)

    assert passed_over_of(client, course) == {busy["id"]: ["E023", "E024"]}
    assert seats_of(client, course) == (0, 1)


def test_who_was_passed_over_gets_the_idle_seat_once_the_way_is_free(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    course, holder = full_course(client, term_id=term["id"], credits=6)
    other = make_course(client, term_id=term["id"], credits=6)
    (busy,) = waiting(client, course, 1)
    enroll(client, busy, other)
    drop(client, holder, course)

    drop(client, busy, other)

    assert roster_of(client, course) == [busy["id"]]
    assert passed_over_of(client, course) == {}


def test_no_newcomer_takes_a_seat_that_a_waiter_could_have(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_closes_at="2026-09-01T00:00:00Z")
    course, holder = full_course(client, term_id=term["id"])
    first, second = waiting(client, course, 2)
    clock.set("2026-09-02T12:00:00Z")
    drop(client, holder, course)
    assert seats_of(client, course) == (0, 2)
    clock.set("2026-08-20T12:00:00Z")

    message_of(ask(client, make_student(client), course), "E025")
    assert roster_of(client, course) == []
    results = results_of(ask(client, make_student(client), course, waitlist=True))

    assert results == ["waitlisted"]
    assert roster_of(client, course) == [first["id"]]
    assert queue_of(client, course)[0] == second["id"]


def test_a_newcomer_gets_the_seat_that_no_waiter_may_have(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    course, holder = full_course(client, term_id=term["id"], credits=6)
    (busy,) = waiting(client, course, 1)
    enroll(client, busy, make_course(client, term_id=term["id"], credits=6))
    drop(client, holder, course)

    newcomer = make_student(client)

    assert results_of(ask(client, newcomer, course)) == ["enrolled"]
    assert roster_of(client, course) == [newcomer["id"]]
    assert queue_of(client, course) == [busy["id"]]


def test_a_waiter_who_asks_again_is_promoted_in_the_own_turn(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_closes_at="2026-09-01T00:00:00Z")
    course, holder = full_course(client, term_id=term["id"])
    first, second = waiting(client, course, 2)
    clock.set("2026-09-02T12:00:00Z")
    drop(client, holder, course)
    clock.set("2026-08-20T12:00:00Z")

    assert results_of(ask(client, second, course, waitlist=True)) == ["unchanged"]
    assert results_of(ask(client, first, course)) == ["unchanged"]
    assert roster_of(client, course) == [first["id"]]


def test_nobody_is_promoted_while_registration_is_closed(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_closes_at="2026-09-01T00:00:00Z")
    course, holder = full_course(client, term_id=term["id"])
    (waiter,) = waiting(client, course, 1)
    clock.set("2026-09-01T00:00:00Z")

    drop(client, holder, course)

    assert queue_of(client, course) == [waiter["id"]]
    assert passed_over_of(client, course) == {}


def test_one_promotion_leads_to_another(client: FlaskClient, term: dict[str, Any]) -> None:
    """The waiter for the lab needs the lecture, for which the waiter stands in line, too."""
    lecture, holder = full_course(client, term_id=term["id"], catalog_code="PHYS-1")
    lab, lab_holder = full_course(client, term_id=term["id"])
    student = make_student(client)
    wait(client, student, lecture, lab)
    client.patch(f"/courses/{lab['id']}", json={"prerequisites": needs("PHYS-1", concurrent=True)})
    drop(client, lab_holder, lab)
    assert passed_over_of(client, lab) == {student["id"]: ["E022"]}

    drop(client, holder, lecture)

    assert roster_of(client, lecture) == [student["id"]]
    assert roster_of(client, lab) == [student["id"]]


def test_a_grade_can_be_what_a_waiter_waited_for(client: FlaskClient) -> None:
    spring = make_term(client, starts_on="2027-02-01", ends_on="2027-06-30")
    basics = make_course(client, catalog_code="MATH-1")
    course, holder = full_course(client, term_id=spring["id"])
    student = make_student(client)
    enroll(client, student, basics)
    wait(client, student, course)
    client.patch(f"/courses/{course['id']}", json={"prerequisites": needs("MATH-1")})
    drop(client, holder, course)
    assert passed_over_of(client, course) == {student["id"]: ["E022"]}

    document_of(complete(client, student, basics))

    assert status_of(client, student, course) == "enrolled"


def test_a_swap_promotes_into_the_seat_that_was_left(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    left, holder = full_course(client, term_id=term["id"])
    (waiter,) = waiting(client, left, 1)

    document_of(schedule(client, holder, term, make_course(client, term_id=term["id"])))

    assert roster_of(client, left) == [waiter["id"]]


def test_one_seat_of_two_queues_counts_against_the_other(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    one, holder = full_course(client, term_id=term["id"], credits=6)
    other = make_course(client, term_id=term["id"], credits=1, capacity=1)
    enroll(client, holder, other)
    student = make_student(client)
    wait(client, student, one, other)
    client.patch(f"/courses/{other['id']}", json={"credits": 6})
    assert len(roster_of(client, one)) == 1

    document_of(schedule(client, holder, term, make_course(client, term_id=term["id"])))

    assert roster_of(client, one) == [student["id"]]
    assert passed_over_of(client, other) == {student["id"]: ["E024"]}


def test_a_queue_longer_than_is_read_at_once_is_read_to_its_end(
    client: FlaskClient, term: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "QUEUE_STEP", 5)
    course, holder = full_course(client, term_id=term["id"], credits=5)
    heavy = make_course(client, term_id=term["id"], credits=6)
    students = waiting(client, course, 12)
    for student in students[:-1]:
        enroll(client, student, heavy)

    drop(client, holder, course)

    assert roster_of(client, course) == [students[-1]["id"]]
    assert len(passed_over_of(client, course)) == 11
    assert seats_of(client, course) == (1, 11)


@pytest.mark.parametrize("length", [4, 5, 10])
def test_a_queue_in_which_nobody_may_is_read_to_its_end(
    client: FlaskClient, term: dict[str, Any], monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(desk, "QUEUE_STEP", 5)
    course, holder = full_course(client, term_id=term["id"], credits=5)
    heavy = make_course(client, term_id=term["id"], credits=6)
    for student in waiting(client, course, length):
        enroll(client, student, heavy)

    drop(client, holder, course)

    assert seats_of(client, course) == (0, length)
    assert len(passed_over_of(client, course)) == length
