"""What the edit of a rule leaves behind is listed, and fails nothing unless asked to."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import (
    complete,
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


def test_a_desk_in_order_is_ok(app: Flask, client: FlaskClient, term: dict[str, Any]) -> None:
    basics = make_course(client, term_id=term["id"], credits=4, meetings=NINE, catalog_code="A-1")
    lab = make_course(
        client, term_id=term["id"], capacity=1, meetings=TEN, prerequisites=needs("A-1")
    )
    seminar = make_course(
        client,
        term_id=term["id"],
        capacity=1,
        meetings=TEN,
        prerequisites=needs("A-1", concurrent=True),
    )
    one, two, three = (make_student(client) for _ in range(3))
    enroll(client, one, basics, seminar)
    enroll(client, two, basics)
    wait(client, two, seminar)
    enroll(client, three, basics)
    complete(client, three, basics)
    enroll(client, three, lab)
    by_leave(client, three, seminar, code="E023", note="Has seen it.")
    drop(client, two, seminar)

    assert found(app) == NOTHING
    assert found(app, "--strict") == NOTHING


def test_a_lowered_limit_leaves_credits_over_it(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    courses = [make_course(client, term_id=term["id"], credits=each) for each in (2.5, 4)]
    elsewhere = make_course(client, credits=9)
    student, other, waiter = (make_student(client) for _ in range(3))
    enroll(client, student, *courses, elsewhere)
    complete(client, student, courses[0])
    enroll(client, other, courses[1], elsewhere)
    drop(client, other, courses[1])
    enroll(client, waiter, courses[0])
    full = make_course(client, term_id=term["id"], credits=4, capacity=0)
    wait(client, waiter, full)

    edit(client, "terms", term, max_credits=6)

    expect_unsettled(
        app, f"credits: student {student['id']}: 6.5 credits in term {term['id']}, and 6 allowed"
    )


def test_raised_credits_leave_some_over_the_limit(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    course, student = make_course(client, term_id=term["id"], credits=3), make_student(client)
    enroll(client, student, course)
    edit(client, "courses", course, credits=10)
    assert found(app) == NOTHING

    edit(client, "courses", course, credits=10.01)

    expect_unsettled(
        app, f"credits: student {student['id']}: 10.01 credits in term {term['id']}, and 10 allowed"
    )


def test_a_new_prerequisite_is_missing_for_who_is_enrolled(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    basics = make_course(client, term_id=term["id"], catalog_code="A-1")
    course = make_course(client, term_id=term["id"])
    knows, learns, lacks, left, graded = (make_student(client) for _ in range(5))
    for student in (knows, learns):
        enroll(client, student, basics)
    for student in (knows, learns, lacks, left, graded):
        enroll(client, student, course)
    complete(client, knows, basics)
    drop(client, left, course)
    complete(client, graded, course)

    edit(client, "courses", course, prerequisites=needs("A-1", concurrent=True))
    expect_unsettled(app, f"prerequisite: student {lacks['id']}: course {course['id']} needs A-1")

    edit(client, "courses", course, prerequisites=needs("A-1", "B-2"))
    expect_unsettled(
        app,
        f"prerequisite: student {knows['id']}: course {course['id']} needs B-2",
        f"prerequisite: student {learns['id']}: course {course['id']} needs A-1, B-2",
        f"prerequisite: student {lacks['id']}: course {course['id']} needs A-1, B-2",
    )


def test_what_is_completed_or_waited_for_lacks_nothing(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    basics = make_course(client, term_id=term["id"], catalog_code="A-1")
    lab = make_course(client, term_id=term["id"], prerequisites=needs("A-1", concurrent=True))
    done, full = make_course(client), make_course(client, capacity=0)
    student = make_student(client)
    enroll(client, student, basics, lab, done)
    complete(client, student, done)
    wait(client, student, full)

    for course in (done, full):
        edit(client, "courses", course, prerequisites=needs("B-2"))

    assert found(app) == NOTHING
    edit(client, "courses", lab, prerequisites=needs("B-2"))
    expect_unsettled(app, f"prerequisite: student {student['id']}: course {lab['id']} needs B-2")


def test_a_prerequisite_that_was_failed_later_is_missing(app: Flask, client: FlaskClient) -> None:
    spring = make_term(client, starts_on="2026-03-01", ends_on="2026-07-31")
    autumn = make_term(client)
    basics = make_course(client, term_id=spring["id"], catalog_code="A-1")
    course = make_course(client, term_id=autumn["id"], prerequisites=needs("A-1"))
    student = make_student(client)
    enroll(client, student, basics)
    enroll(client, student, course)
    assert found(app) == NOTHING

    complete(client, student, basics, passed=False)

    expect_unsettled(app, f"prerequisite: student {student['id']}: course {course['id']} needs A-1")


def test_a_waitlist_made_shorter_has_too_many(app: Flask, client: FlaskClient) -> None:
    course = make_course(client, capacity=0, waitlist_capacity=3)
    for _ in range(3):
        wait(client, make_student(client), course)
    assert found(app) == NOTHING

    edit(client, "courses", course, waitlist_capacity=2)

    expect_unsettled(
        app, f"waitlist_capacity: course {course['id']} has a waitlist of 2, and 3 wait"
    )


def test_a_seat_stands_idle_once_registration_opens(
    app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    """Time alone promotes nobody, and no registrar could have before."""
    clock.set("2026-08-01T12:00:00Z")
    term = make_term(client, registration_opens_at="2026-08-15T06:00:00Z", max_credits=10)
    course = make_course(client, term_id=term["id"], capacity=1, credits=5)
    other = make_course(client, term_id=term["id"], credits=6)
    holder, first, busy = (make_student(client) for _ in range(3))
    for student, wanted in ((holder, course), (first, course), (busy, course), (busy, other)):
        by_leave(client, student, wanted, code="E021", note="Told to come early.")
    drop(client, holder, course)
    assert found(app) == NOTHING

    clock.set("2026-08-15T06:00:00Z")

    expect_unsettled(
        app, f"idle_seat: course {course['id']} has a free seat, and 1 who may have it wait"
    )


def test_a_seat_that_no_waiter_may_have_is_not_idle(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    course = make_course(client, term_id=term["id"], capacity=1, credits=6)
    holder, busy = make_student(client), make_student(client)
    enroll(client, holder, course)
    wait(client, busy, course)
    enroll(client, busy, make_course(client, term_id=term["id"], credits=6))

    drop(client, holder, course)

    assert found(app) == NOTHING
