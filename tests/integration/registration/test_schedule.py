"""The desired schedule: what a term's courses are to be, done whole or not at all."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import (
    ask,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    schedule,
    wait,
)
from tests.integration.http.expect import document_of, error_of, ids_of
from tests.integration.registration.expect import (
    message_of,
    queue_of,
    reasons_of,
    results_of,
    roster_of,
    status_of,
)


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with a limit of 10 credits."""
    return make_term(client, max_credits=10)


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student."""
    return make_student(client)


def offered(client: FlaskClient, term: dict[str, Any], count: int, **fields: Any) -> list[Any]:
    """Courses of a term."""
    return [make_course(client, term_id=term["id"], **fields) for _ in range(count)]


def test_a_schedule_is_set_in_the_order_asked_and_then_what_left(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    one, two, three, four = offered(client, term, 4)
    enroll(client, student, two, one, three)

    answer = schedule(client, student, term, four, three)

    assert document_of(answer) == {
        "message": "1 enrolled, 1 unchanged, 2 dropped.",
        "courses": [
            {"course_id": four["id"], "result": "enrolled"},
            {"course_id": three["id"], "result": "unchanged"},
            {"course_id": one["id"], "result": "dropped"},
            {"course_id": two["id"], "result": "dropped"},
        ],
    }
    assert ids_of(client.get("/students/1/courses")) == [three["id"], four["id"]]


def test_setting_it_again_changes_nothing(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    courses = offered(client, term, 2)
    document_of(schedule(client, student, term, *courses))

    assert results_of(schedule(client, student, term, *courses)) == ["unchanged"] * 2


def test_only_the_rows_of_that_term_are_touched(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (mine,) = offered(client, term, 1)
    (other,) = offered(client, make_term(client), 1)
    without = make_course(client)
    enroll(client, student, mine, other, without)

    assert results_of(schedule(client, student, term, *offered(client, term, 1))) == [
        "enrolled",
        "dropped",
    ]
    assert status_of(client, student, other) == status_of(client, student, without) == "enrolled"


def test_no_term_is_a_schedule_of_its_own(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (of_term,) = offered(client, term, 1)
    one, other = make_course(client), make_course(client)
    enroll(client, student, of_term, one)

    assert results_of(schedule(client, student, None, other)) == ["enrolled", "dropped"]
    assert status_of(client, student, of_term) == "enrolled"


def test_a_swap_within_the_limit_needs_no_order(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    nine = [meeting(1, "09:00", "10:00")]
    old, new = offered(client, term, 2, credits=8, meetings=nine)
    enroll(client, student, old)
    assert reasons_of(ask(client, student, new)) == [(new["id"], "E023"), (new["id"], "E024")]

    assert results_of(schedule(client, student, term, new)) == ["enrolled", "dropped"]


def test_if_anything_is_refused_the_old_schedule_stands(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (old, new) = offered(client, term, 2)
    (full,) = offered(client, term, 1, capacity=0)
    enroll(client, student, old)

    refused = schedule(client, student, term, new, full)

    message_of(refused, "E025")
    assert ids_of(client.get("/students/1/courses")) == [old["id"]]


def test_kept_places_stay_and_omitted_ones_leave(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    kept, left = offered(client, term, 2, capacity=0)
    before = make_student(client)
    wait(client, before, kept)
    wait(client, student, kept, left)

    assert results_of(schedule(client, student, term, kept)) == ["unchanged", "dropped"]
    assert queue_of(client, kept) == [before["id"], student["id"]]
    assert queue_of(client, left) == []


def test_a_schedule_may_ask_for_places_too(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (full,) = offered(client, term, 1, capacity=0)

    assert results_of(schedule(client, student, term, full, waitlist=True)) == ["waitlisted"]


def test_a_place_becomes_a_seat_when_the_own_drop_makes_room(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (heavy,) = offered(client, term, 1, credits=8)
    (wanted,) = offered(client, term, 1, credits=8, capacity=1)
    holder = make_student(client)
    enroll(client, holder, wanted)
    wait(client, student, wanted)
    enroll(client, student, heavy)
    drop(client, holder, wanted)
    assert roster_of(client, wanted) == []

    assert results_of(schedule(client, student, term, wanted)) == ["enrolled", "dropped"]


def test_courses_of_another_term_are_named(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (mine,) = offered(client, term, 1)
    others = [*offered(client, make_term(client), 1), make_course(client)]

    error = error_of(schedule(client, student, term, mine, *others), 422, "E004")

    ids = ", ".join(str(each["id"]) for each in others)
    assert error["details"] == [
        {"in": "body", "field": "course_ids", "message": f"Not of this term: {ids}."}
    ]


def test_unknown_terms_courses_and_students_are_named(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    (course,) = offered(client, term, 1)

    error = error_of(schedule(client, student, {"id": 99}, course), 404, "E012")
    assert error["message"] == "Term does not exist."
    refused = schedule(client, student, term, {"id": 98}, course, {"id": 99})
    assert reasons_of(refused) == [(98, "E001"), (99, "E001")]
    error_of(schedule(client, {"id": 99}, term, course), 404, "E002")


def test_an_empty_schedule_is_refused_as_an_empty_request_is(
    client: FlaskClient, term: dict[str, Any], student: dict[str, Any]
) -> None:
    error = error_of(schedule(client, student, term), 422, "E004")

    assert [each["field"] for each in error["details"]] == ["course_ids"]


def test_a_schedule_says_of_which_term(client: FlaskClient, student: dict[str, Any]) -> None:
    course = make_course(client)
    body = {"course_ids": [course["id"]]}

    error = error_of(client.put(f"/students/{student['id']}/courses", json=body), 422, "E004")

    assert [each["field"] for each in error["details"]] == ["term_id"]
