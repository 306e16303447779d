"""Every change leaves an event, in the transaction of the change."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
from tests.integration.history.expect import changes_of, history_of, moves, told
from tests.integration.http.expect import document_of
from tests.integration.http.rows import fetch_all

COUNT = "SELECT count(*) FROM events"


def test_enrolling_waiting_promoting_and_dropping_are_told_apart(client: FlaskClient) -> None:
    term = make_term(client)
    course = make_course(client, capacity=1, term_id=term["id"])
    one, two = make_student(client), make_student(client)
    enroll(client, one, course)
    wait(client, two, course)
    answer = drop(client, one, course)

    events = changes_of(client, course)

    assert moves(events) == [
        ("enrolled", one["id"], None, "enrolled"),
        ("waitlisted", two["id"], None, "waitlisted"),
        ("dropped", one["id"], "enrolled", "dropped"),
        ("promoted", two["id"], "waitlisted", "enrolled"),
    ]
    assert told(events, "cause") == ["create", "enroll", "enroll", "drop", "drop"]
    request_id = answer.headers["X-Request-Id"]
    assert told(events[-2:], "request_id", "actor") == [(request_id, None)] * 2
    assert set(told(events, "term_id", "course_id")) == {(term["id"], course["id"])}


def test_withdrawing_completing_and_coming_back_are_told(client: FlaskClient) -> None:
    term = make_term(client, ends_on="2028-01-01", drop_deadline_at="2020-01-01T00:00:00Z")
    late, other = make_course(client, term_id=term["id"]), make_course(client)
    student = make_student(client)
    enroll(client, student, late, other)
    drop(client, student, late)
    drop(client, student, other)
    enroll(client, student, other)
    complete(client, student, other, grade="B+")

    assert told(history_of(client, student), "course_id", "status_before", "status_after") == [
        (None, None, None),
        (late["id"], None, "enrolled"),
        (other["id"], None, "enrolled"),
        (late["id"], "enrolled", "withdrawn"),
        (other["id"], "enrolled", "dropped"),
        (other["id"], "dropped", "enrolled"),
        (other["id"], "enrolled", "completed"),
    ]


def test_a_new_schedule_tells_who_left_before_who_came(client: FlaskClient) -> None:
    old, new = (make_course(client, capacity=1) for _ in range(2))
    student, waiter = make_student(client), make_student(client)
    enroll(client, student, old)
    wait(client, waiter, old)
    assert schedule(client, student, None, new).status_code == 200

    (*_, left, came) = history_of(client, student)

    assert told([left, came], "type", "course_id", "cause") == [
        ("enrollment.dropped", old["id"], "schedule"),
        ("enrollment.enrolled", new["id"], "schedule"),
    ]
    promoted = changes_of(client, old)[-1]
    assert (promoted["type"], promoted["cause"]) == ("enrollment.promoted", "schedule")
    assert promoted["student_id"] == waiter["id"]
    assert promoted["id"] > left["id"]


def test_who_is_passed_over_is_told_once_with_the_reasons(client: FlaskClient) -> None:
    term = make_term(client, max_credits=5)
    course = make_course(client, capacity=1, credits=5, term_id=term["id"])
    heavy = make_course(client, credits=5, term_id=term["id"])
    holder, busy, free = (make_student(client) for _ in range(3))
    enroll(client, holder, course)
    wait(client, busy, course)
    enroll(client, busy, heavy)
    wait(client, free, course)
    drop(client, holder, course)
    drop(client, free, course)

    events = [each for each in changes_of(client, course) if each["reasons"]]

    assert told(events, "type", "student_id", "reasons") == [
        ("enrollment.passed_over", busy["id"], ["E024"])
    ]
    assert told(events, "status_before", "status_after") == [("waitlisted", "waitlisted")]


def test_an_override_and_its_note_are_in_the_event_and_so_is_the_seat(
    client: FlaskClient,
) -> None:
    course, student = make_course(client, capacity=0), make_student(client)
    document_of(ask(client, student, course, override=["E025"], note="A chair was found."))

    raised, enrolled = changes_of(client, course)[1:]

    assert (raised["type"], raised["changed"], raised["cause"]) == (
        "course.updated",
        ["capacity"],
        "enroll",
    )
    assert enrolled["override"] == {"codes": ["E025"], "note": "A chair was found."}
    drop(client, student, course)
    assert changes_of(client, course)[-1]["override"] is None


def test_rows_are_created_and_changed_with_the_names_of_their_fields(client: FlaskClient) -> None:
    term = make_term(client)
    student, course = make_student(client), make_course(client)
    changed = {"name": "Ada Example", "email": student["email"], "external_id": "S-1"}
    document_of(client.patch(f"/students/{student['id']}", json=changed))
    document_of(client.patch(f"/courses/{course['id']}", json={"credits": 2.5, "code": "A"}))
    document_of(client.patch(f"/terms/{term['id']}", json={"max_credits": 30}))
    document_of(client.patch(f"/courses/{course['id']}", json={"credits": 2.50}))

    assert told(history_of(client, student), "type", "changed", "cause") == [
        ("student.created", None, "create"),
        ("student.updated", ["external_id", "name"], "edit"),
    ]
    assert told(changes_of(client, course), "type", "changed") == [
        ("course.created", None),
        ("course.updated", ["code", "credits"]),
    ]


def test_terms_leave_events_too(app: Flask, client: FlaskClient) -> None:
    term = make_term(client)
    document_of(client.patch(f"/terms/{term['id']}", json={"name": "Fall"}))
    client.delete(f"/terms/{term['id']}")

    assert fetch_all(app, "SELECT type, term_id, changed FROM events ORDER BY id") == [
        ("term.created", term["id"], None),
        ("term.updated", term["id"], '["name"]'),
        ("term.deleted", term["id"], None),
    ]


def test_no_event_has_a_name_an_e_mail_or_a_grade(app: Flask, client: FlaskClient) -> None:
    student = make_student(client, name="Ada Okafor", email="ada@example.org")
    course = make_course(client, title="Secret")
    enroll(client, student, course)
    complete(client, student, course, grade="B+")
    document_of(client.patch(f"/students/{student['id']}", json={"given_name": "Ada"}))

    kept = str(fetch_all(app, "SELECT * FROM events"))

    assert "completed" in kept
    assert not [word for word in ("Ada", "Okafor", "@", "Secret", "B+") if word in kept]


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
def test_what_changes_nothing_leaves_no_event(app: Flask, client: FlaskClient, query: str) -> None:
    full, course, student = make_course(client, capacity=0), make_course(client), {"id": 1}
    make_student(client)
    enroll(client, student, course)
    before = fetch_all(app, COUNT)

    body: dict[str, Any] = {"course_ids": [course["id"]]}
    assert client.post(f"/students/1/courses{query}", json=body).status_code == 200
    body = {"course_ids": [course["id"], full["id"]]}
    assert client.post(f"/students/1/courses{query}", json=body).status_code == 409
    body = {"course_ids": [full["id"]], "term_id": None}
    assert client.put(f"/students/1/courses{query}", json=body).status_code == 409
    if query:
        assert drop(client, student, course, query).status_code == 200

    assert fetch_all(app, COUNT) == before


def test_an_event_whose_change_fails_is_not_there(app: Flask, client: FlaskClient) -> None:
    make_student(client, email="ada@example.org")
    other = make_student(client)
    before = fetch_all(app, COUNT)

    taken = client.patch(f"/students/{other['id']}", json={"email": "ada@example.org"})

    assert taken.status_code == 409
    assert fetch_all(app, COUNT) == before


def test_who_is_promoted_together_is_told_in_the_order_of_the_queue(client: FlaskClient) -> None:
    course = make_course(client, capacity=0)
    students = [make_student(client) for _ in range(12)]
    for student in reversed(students):
        wait(client, student, course)

    document_of(client.patch(f"/courses/{course['id']}", json={"capacity": 12}))

    promoted = [each for each in changes_of(client, course) if each["cause"] == "edit"][1:]
    assert told(promoted, "student_id") == [student["id"] for student in reversed(students)]


def test_a_deadline_that_was_set_aside_is_kept_with_the_drop(client: FlaskClient) -> None:
    term = make_term(client, drop_deadline_at="2020-01-01T00:00:00Z")
    left, kept = (make_course(client, term_id=term["id"]) for _ in range(2))
    student = make_student(client)
    enroll(client, student, left, kept)

    document_of(schedule(client, student, term, kept, override=["E028"], note="The dean agrees."))

    dropped = changes_of(client, left)[-1]
    assert dropped["status_after"] == "dropped"
    assert dropped["override"] == {"codes": ["E028"], "note": "The dean agrees."}


def test_who_is_passed_over_comes_after_who_made_the_seat_free(client: FlaskClient) -> None:
    term = make_term(client, max_credits=5)
    course = make_course(client, capacity=1, credits=5, term_id=term["id"])
    heavy = make_course(client, credits=5, term_id=term["id"])
    holder, busy = make_student(client), make_student(client)
    enroll(client, holder, course)
    wait(client, busy, course)
    enroll(client, busy, heavy)
    drop(client, holder, course)

    kinds = [kind for kind, *_ in moves(changes_of(client, course))]
    assert kinds == ["enrolled", "waitlisted", "dropped", "passed_over"]
