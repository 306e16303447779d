"""Registration windows and drop deadlines, at and around their very instants."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import ask, drop, enroll, make_course, make_student, make_term, schedule
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import (
    message_of,
    reasons_of,
    results_of,
    seats_of,
    status_of,
)

WINDOW = {
    "registration_opens_at": "2026-08-01T08:00:00+02:00",
    "registration_closes_at": "2026-09-15T06:00:00Z",
}


@pytest.fixture
def course(client: FlaskClient) -> dict[str, Any]:
    """A course of a term with a window."""
    return make_course(client, term_id=make_term(client, **WINDOW)["id"])


@pytest.mark.parametrize(
    ("instant", "seats"),
    [
        ("2026-08-01T05:59:59.999Z", 0),
        ("2026-08-01T06:00:00Z", 1),
        ("2026-09-15T05:59:59.999Z", 1),
        ("2026-09-15T06:00:00Z", 0),
    ],
)
def test_registration_is_open_from_one_instant_up_to_the_other(
    client: FlaskClient, course: dict[str, Any], clock: StandingClock, instant: str, seats: int
) -> None:
    clock.set(instant)

    assert ask(client, make_student(client), course).status_code == (200 if seats else 409)
    assert seats_of(client, course) == (seats, 0)


def test_the_refusal_says_when_registration_opens(
    client: FlaskClient, course: dict[str, Any], clock: StandingClock
) -> None:
    clock.set("2026-07-01T00:00:00Z")

    assert message_of(ask(client, make_student(client), course), "E021") == (
        "Registration for Autumn 2026 opens at 2026-08-01T06:00:00.000Z"
        " (2026-08-01 08:00:00 Europe/Berlin)."
    )


def test_the_refusal_says_when_registration_closed(
    client: FlaskClient, course: dict[str, Any], clock: StandingClock
) -> None:
    clock.set("2026-12-01T00:00:00Z")

    assert message_of(ask(client, make_student(client), course), "E021") == (
        "Registration for Autumn 2026 closed at 2026-09-15T06:00:00.000Z"
        " (2026-09-15 08:00:00 Europe/Berlin)."
    )


@pytest.mark.parametrize(
    ("before", "opens_at", "local"),
    [
        ("2026-03-29T00:59:58.999Z", "2026-03-29T00:59:59Z", "2026-03-29 01:59:59"),
        ("2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-03-29 03:00:00"),
        ("2026-10-25T00:29:59.999Z", "2026-10-25T00:30:00Z", "2026-10-25 02:30:00"),
        ("2026-10-25T01:29:59.999Z", "2026-10-25T01:30:00Z", "2026-10-25 02:30:00"),
    ],
)
def test_a_window_that_opens_around_a_change_of_the_clock_is_an_instant(
    client: FlaskClient, clock: StandingClock, before: str, opens_at: str, local: str
) -> None:
    term = make_term(client, registration_opens_at=opens_at)
    course, student = make_course(client, term_id=term["id"]), make_student(client)

    clock.set(before)
    assert f"({local} Europe/Berlin)" in message_of(ask(client, student, course), "E021")
    clock.set(opens_at)
    assert results_of(ask(client, student, course)) == ["enrolled"]


def test_without_instants_a_term_is_open(client: FlaskClient, clock: StandingClock) -> None:
    clock.set("2199-01-01T00:00:00Z")
    term = make_term(client)

    assert results_of(
        ask(client, make_student(client), make_course(client, term_id=term["id"]))
    ) == ["enrolled"]


def test_a_course_without_a_term_is_always_open(client: FlaskClient) -> None:
    assert results_of(ask(client, make_student(client), make_course(client))) == ["enrolled"]


def test_who_is_enrolled_already_may_say_so_again_after_the_window(
    client: FlaskClient, course: dict[str, Any], clock: StandingClock
) -> None:
    student = make_student(client)
    clock.set("2026-08-10T00:00:00Z")
    enroll(client, student, course)
    clock.set("2026-12-01T00:00:00Z")

    assert results_of(ask(client, student, course)) == ["unchanged"]


def test_dropping_needs_no_open_window(
    client: FlaskClient, course: dict[str, Any], clock: StandingClock
) -> None:
    student = make_student(client)
    clock.set("2026-08-10T00:00:00Z")
    enroll(client, student, course)
    clock.set("2026-10-01T00:00:00Z")

    assert results_of(drop(client, student, course)) == ["dropped"]


@pytest.mark.parametrize(
    ("instant", "result"),
    [("2026-10-01T21:59:59.999Z", "dropped"), ("2026-10-01T22:00:00Z", "withdrawn")],
)
def test_from_the_drop_deadline_on_leaving_is_a_withdrawal(
    client: FlaskClient, clock: StandingClock, instant: str, result: str
) -> None:
    term = make_term(client, drop_deadline_at="2026-10-02T00:00:00+02:00")
    course, student = make_course(client, term_id=term["id"], capacity=1), make_student(client)
    enroll(client, student, course)
    clock.set(instant)

    assert results_of(drop(client, student, course)) == [result]
    assert status_of(client, student, course) == result
    assert seats_of(client, course) == (0, 0)


@pytest.mark.parametrize(
    ("zone", "last_instant", "end"),
    [
        ("Europe/Berlin", "2026-12-18T22:59:59.999Z", "2026-12-18T23:00:00Z"),
        ("America/New_York", "2026-12-19T04:59:59.999Z", "2026-12-19T05:00:00Z"),
        ("Pacific/Kiritimati", "2026-12-18T09:59:59.999Z", "2026-12-18T10:00:00Z"),
    ],
)
def test_after_the_last_day_of_the_term_by_its_own_clock_nobody_leaves(
    client: FlaskClient, clock: StandingClock, zone: str, last_instant: str, end: str
) -> None:
    course = make_course(client, term_id=make_term(client, time_zone=zone)["id"])
    early, late = make_student(client), make_student(client)
    enroll(client, early, course)
    enroll(client, late, course)

    clock.set(last_instant)
    assert results_of(drop(client, early, course)) == ["dropped"]
    clock.set(end)
    assert message_of(drop(client, late, course), "E020") == (
        "The enrollment is final: Autumn 2026 ended on 2026-12-18."
    )


def test_a_waiter_may_leave_at_any_time_and_is_never_withdrawn(
    client: FlaskClient, clock: StandingClock
) -> None:
    term = make_term(client, drop_deadline_at="2026-10-01T00:00:00Z")
    course, student = make_course(client, term_id=term["id"], capacity=0), make_student(client)
    clock.set("2026-09-01T00:00:00Z")
    assert results_of(ask(client, student, course, waitlist=True)) == ["waitlisted"]
    clock.set("2027-02-01T00:00:00Z")

    assert results_of(drop(client, student, course)) == ["dropped"]


def test_leaving_a_course_out_past_the_deadline_is_e028(
    client: FlaskClient, clock: StandingClock
) -> None:
    term = make_term(client, drop_deadline_at="2026-10-01T00:00:00Z")
    kept, left = (make_course(client, term_id=term["id"]) for _ in range(2))
    student = make_student(client)
    enroll(client, student, kept, left)
    clock.set("2026-10-01T00:00:00Z")

    refused = schedule(client, student, term, kept)

    assert message_of(refused, "E028") == (
        "The drop deadline was 2026-10-01T00:00:00.000Z (2026-10-01 02:00:00 Europe/Berlin);"
        " to withdraw, DELETE the enrollment."
    )
    assert len(document_of(client.get(f"/students/{student['id']}/courses"))) == 2


def test_after_the_term_an_omission_is_final_and_late(
    client: FlaskClient, clock: StandingClock
) -> None:
    term = make_term(client, drop_deadline_at="2026-10-01T00:00:00Z")
    kept, left = (make_course(client, term_id=term["id"]) for _ in range(2))
    student = make_student(client)
    enroll(client, student, kept, left)
    clock.set("2027-01-01T00:00:00Z")

    refused = schedule(client, student, term, kept)

    assert reasons_of(refused) == [(left["id"], "E020"), (left["id"], "E028")]
