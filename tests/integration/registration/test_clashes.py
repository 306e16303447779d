"""Clashes of the timetable, as a client meets them; tests/unit/models has the arithmetic."""

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
    meeting,
)
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import message_of, reasons_of, results_of, status_of


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term."""
    return make_term(client)


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student."""
    return make_student(client)


def course_at(client: FlaskClient, term: dict[str, Any], *meetings: Any, **fields: Any) -> Any:
    """A course with these meetings."""
    return make_course(client, term_id=term["id"], meetings=list(meetings), **fields)


def test_a_clash_names_the_other_course_and_when(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    enroll(client, student, course_at(client, term, meeting(1, "09:00", "10:30"), code="MATH-1"))

    refused = ask(client, student, course_at(client, term, meeting(1, "10:00", "11:00")))

    assert message_of(refused, "E023") == (
        "It clashes with MATH-1 (course 1) on Monday 2026-09-07, 10:00 to 10:30 Europe/Berlin."
    )


def test_every_course_that_clashes_is_named(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    enroll(client, student, course_at(client, term, meeting(1, "09:00", "10:00")))
    enroll(client, student, course_at(client, term, meeting(3, "09:00", "10:00")))
    both = course_at(client, term, meeting(3, "09:30", "10:30"), meeting(1, "09:30", "10:30"))

    refused = ask(client, student, both)

    assert reasons_of(refused) == [(both["id"], "E023")] * 2


def test_courses_of_one_request_that_clash_both_say_so(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    one = course_at(client, term, meeting(5, "09:00", "10:00"))
    other = course_at(client, term, meeting(5, "09:30", "10:30"))

    assert reasons_of(ask(client, student, other, one)) == [
        (other["id"], "E023"),
        (one["id"], "E023"),
    ]


def test_one_after_the_other_is_no_clash(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    one = course_at(client, term, meeting(1, "09:00", "10:00"))
    other = course_at(client, term, meeting(1, "10:00", "11:00"))

    assert results_of(ask(client, student, one, other)) == ["enrolled"] * 2


def test_meetings_without_a_shared_date_are_no_clash(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    one = course_at(client, term, meeting(1, "09:00", "10:00", ends_on="2026-10-25"))
    other = course_at(client, term, meeting(1, "09:00", "10:00", starts_on="2026-10-26"))

    assert results_of(ask(client, student, one, other)) == ["enrolled"] * 2


def test_terms_of_two_zones_clash_at_the_same_instant(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    abroad = make_term(client, time_zone="America/New_York")
    enroll(client, student, course_at(client, term, meeting(2, "15:00", "16:00"), code="HERE"))

    there = course_at(client, abroad, meeting(2, "09:30", "10:30"))

    assert message_of(ask(client, student, there), "E023") == (
        "It clashes with HERE (course 1) on Tuesday 2026-09-01, 09:30 to 10:00 America/New_York."
    )


def test_two_zones_may_clash_in_the_one_week_in_which_only_one_changed_its_clock(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    abroad = make_term(client, time_zone="America/New_York")
    enroll(client, student, course_at(client, term, meeting(2, "15:00", "16:00")))

    there = course_at(client, abroad, meeting(2, "10:00", "11:00"))

    assert "on Tuesday 2026-10-27, 10:00 to 11:00 America/New_York" in message_of(
        ask(client, student, there), "E023"
    )


def test_the_same_wall_clock_in_two_zones_is_no_clash(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    abroad = make_term(client, time_zone="America/New_York")
    here = course_at(client, term, meeting(2, "09:00", "10:00"))
    there = course_at(client, abroad, meeting(2, "09:00", "10:00"))

    assert results_of(ask(client, student, here, there)) == ["enrolled"] * 2


def test_what_was_dropped_or_completed_is_not_in_the_way(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    nine = meeting(1, "09:00", "10:00")
    dropped, done = course_at(client, term, nine), course_at(client, term, nine)
    enroll(client, student, dropped)
    drop(client, student, dropped)
    enroll(client, student, done)
    complete(client, student, done)

    assert results_of(ask(client, student, course_at(client, term, nine))) == ["enrolled"]


def test_a_room_that_changes_evicts_nobody(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    one = course_at(client, term, meeting(1, "09:00", "10:00"))
    other = course_at(client, term, meeting(1, "10:00", "11:00"))
    enroll(client, student, one, other)

    changed = client.patch(
        f"/courses/{other['id']}", json={"meetings": [meeting(1, "09:00", "10:00")]}
    )

    assert document_of(changed)["meetings"][0]["starts_at"] == "09:00"
    assert status_of(client, student, one) == status_of(client, student, other) == "enrolled"


def test_meetings_are_answered_whole_and_replaced_whole(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    said = meeting(1, "09:00", "10:30", location="Hall A", ends_on="2026-10-01")
    course = course_at(client, term, said, meeting(4, "08:00", "09:00"))

    assert course["meetings"][0] == said | {"starts_on": None}
    replaced = client.patch("/courses/1", json={"meetings": [meeting(2, "12:00", "13:00")]})
    assert [each["weekday"] for each in document_of(replaced)["meetings"]] == [2]
    assert document_of(client.patch("/courses/1", json={"meetings": []}))["meetings"] == []


def test_any_number_of_meetings_will_do(client: FlaskClient, term: dict[str, Any]) -> None:
    many = [
        meeting(day, f"{hour:02}:00", f"{hour:02}:45") for day in range(1, 8) for hour in range(24)
    ]

    assert len(course_at(client, term, *many)["meetings"]) == 168


def test_meetings_need_a_term(client: FlaskClient, term: dict[str, Any]) -> None:
    body = {"title": "Algebra", "meetings": [meeting(1, "09:00", "10:00")]}

    (detail,) = error_of(client.post("/courses", json=body), 422, "E004")["details"]

    assert detail == {
        "in": "body",
        "field": "meetings",
        "message": "Meetings need a term: its days and its time zone.",
    }
    course_at(client, term, meeting(1, "09:00", "10:00"))
    error_of(client.patch("/courses/1", json={"term_id": None}), 422, "E004")
    document_of(client.patch("/courses/1", json={"term_id": None, "meetings": []}))
