"""What a registrar set aside is settled; nothing else that was said makes it so."""

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
    needs,
    wait,
)
from tests.integration.check.commands import found
from tests.integration.check.unsettling import (
    NINE,
    NOTHING,
    TEN,
    by_leave,
    edit,
    expect_unsettled,
)
from tests.integration.http.expect import document_of

NOTES = ["For once.", 'Not "E022", "E023", "E024"],"note":"E026"', "E024"]


@pytest.mark.parametrize("note", NOTES)
def test_what_a_registrar_set_aside_is_settled(
    app: Flask, client: FlaskClient, term: dict[str, Any], note: str
) -> None:
    one = make_course(client, term_id=term["id"], meetings=NINE, credits=6)
    other = make_course(
        client, term_id=term["id"], meetings=NINE, credits=6, prerequisites=needs("A-1")
    )
    queue = make_course(client, capacity=0, waitlist_capacity=0)
    student = make_student(client)
    codes = ["E022", "E023", "E024", "E026"]
    enroll(client, student, one)

    asked = ask(client, student, other, queue, waitlist=True, override=codes, note=note)

    assert document_of(asked)["courses"][1]["result"] == "waitlisted"
    assert found(app, "--strict") == NOTHING


@pytest.mark.parametrize("note", NOTES)
def test_what_was_set_aside_for_another_reason_is_not(
    app: Flask, client: FlaskClient, term: dict[str, Any], note: str
) -> None:
    """The control of the above: it is the codes that count, not what the note says."""
    one = make_course(client, term_id=term["id"], meetings=NINE, credits=6)
    other = make_course(client, term_id=term["id"], meetings=TEN, credits=4)
    queue = make_course(client, capacity=0)
    student = make_student(client)
    by_leave(client, student, one, other, queue, code="E021", note=note)

    edit(client, "courses", other, meetings=NINE, credits=6, prerequisites=needs("A-1"))
    edit(client, "courses", queue, waitlist_capacity=0)

    assert [line.split(": ")[0] for line in found(app)[:-1]] == [
        "to settle clash",
        "to settle credits",
        "to settle prerequisite",
        "to settle waitlist_capacity",
    ]


def test_a_waiter_beyond_the_limit_by_leave_makes_the_others_no_fewer(
    app: Flask, client: FlaskClient
) -> None:
    course = make_course(client, capacity=0, waitlist_capacity=1)
    wait(client, make_student(client), course)
    by_leave(client, make_student(client), course, code="E026", note="Was promised a place.")
    assert found(app) == NOTHING

    edit(client, "courses", course, waitlist_capacity=0)

    expect_unsettled(
        app, f"waitlist_capacity: course {course['id']} has a waitlist of 0, and 2 wait"
    )


def test_a_waiter_may_have_a_seat_by_what_was_set_aside(
    app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_opens_at="2026-08-15T06:00:00Z")
    course = make_course(client, term_id=term["id"], capacity=1, prerequisites=needs("A-1"))
    holder, waiter = make_student(client), make_student(client)
    for student in (holder, waiter):
        codes = ["E021", "E022"]
        document_of(ask(client, student, course, waitlist=True, override=codes, note="Knows it."))
    drop(client, holder, course)

    clock.set("2026-08-15T06:00:00Z")

    expect_unsettled(
        app, f"idle_seat: course {course['id']} has a free seat, and 1 who may have it wait"
    )
