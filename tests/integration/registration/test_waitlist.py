"""The waitlist: a full course becomes a place in a queue, for who asks for it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import ask, drop, enroll, make_course, make_student, make_term, wait
from tests.integration.http.expect import document_of, error_of, ids_of
from tests.integration.registration.expect import (
    message_of,
    queue_of,
    reasons_of,
    results_of,
    roster_of,
    seats_of,
    status_of,
)


@pytest.fixture
def full(client: FlaskClient) -> dict[str, Any]:
    """A course whose one seat student 1 has."""
    course = make_course(client, capacity=1)
    enroll(client, make_student(client), course)
    return course


def test_who_asks_for_it_gets_a_place(client: FlaskClient, full: dict[str, Any]) -> None:
    answers = [ask(client, make_student(client), full, waitlist=True) for _ in range(3)]

    assert [results_of(answer) for answer in answers] == [["waitlisted"]] * 3
    assert document_of(answers[0])["message"] == "1 waitlisted."
    assert queue_of(client, full) == [2, 3, 4]
    assert seats_of(client, full) == (1, 3)


def test_who_does_not_ask_for_it_is_refused(client: FlaskClient, full: dict[str, Any]) -> None:
    message_of(ask(client, make_student(client), full), "E025")
    message_of(ask(client, make_student(client), full, waitlist=False), "E025")

    assert queue_of(client, full) == []


def test_a_free_seat_is_taken_whether_or_not_one_would_wait(client: FlaskClient) -> None:
    course = make_course(client, capacity=1)

    assert results_of(ask(client, make_student(client), course, waitlist=True)) == ["enrolled"]


def test_a_mixed_request_enrolls_and_waits(client: FlaskClient, full: dict[str, Any]) -> None:
    free = make_course(client)

    answer = ask(client, make_student(client), full, free, waitlist=True)

    assert results_of(answer) == ["waitlisted", "enrolled"]
    assert document_of(answer)["message"] == "1 waitlisted, 1 enrolled."


def test_a_waiter_who_asks_again_with_the_flag_keeps_the_place(
    client: FlaskClient, full: dict[str, Any]
) -> None:
    first, second = make_student(client), make_student(client)
    wait(client, first, full)
    wait(client, second, full)

    assert results_of(ask(client, first, full, waitlist=True)) == ["unchanged"]
    assert queue_of(client, full) == [first["id"], second["id"]]


def test_a_waiter_who_asks_again_without_the_flag_is_refused_and_keeps_the_place(
    client: FlaskClient, full: dict[str, Any]
) -> None:
    first, second = make_student(client), make_student(client)
    wait(client, first, full)
    wait(client, second, full)

    refused = ask(client, first, full)

    assert message_of(refused, "E025") == "The course is full; the place on its waitlist is kept."
    assert queue_of(client, full) == [first["id"], second["id"]]


def test_a_waitlist_has_as_many_places_as_it_says(client: FlaskClient) -> None:
    course = make_course(client, capacity=0, waitlist_capacity=2)
    for _ in range(2):
        wait(client, make_student(client), course)

    refused = ask(client, make_student(client), course, waitlist=True)

    assert message_of(refused, "E026") == (
        "The course is full, and all 2 places of its waitlist are taken."
    )
    assert seats_of(client, course) == (0, 2)


def test_a_course_may_have_no_waitlist(client: FlaskClient) -> None:
    course = make_course(client, capacity=0, waitlist_capacity=0)

    refused = ask(client, make_student(client), course, waitlist=True)

    assert message_of(refused, "E026") == "The course is full, and has no waitlist."


def test_a_waitlist_that_was_made_smaller_evicts_nobody(client: FlaskClient) -> None:
    course = make_course(client, capacity=0)
    for _ in range(3):
        wait(client, make_student(client), course)

    document_of(client.patch("/courses/1", json={"waitlist_capacity": 1}))

    assert queue_of(client, course) == [1, 2, 3]
    message_of(ask(client, make_student(client), course, waitlist=True), "E026")


def test_leaving_the_queue_is_a_drop_and_joining_again_is_at_its_end(
    client: FlaskClient, full: dict[str, Any]
) -> None:
    first, second = make_student(client), make_student(client)
    wait(client, first, full)
    wait(client, second, full)

    assert results_of(drop(client, first, full)) == ["dropped"]
    assert queue_of(client, full) == [second["id"]]
    wait(client, first, full)

    assert queue_of(client, full) == [second["id"], first["id"]]


def test_waiting_counts_toward_nothing(client: FlaskClient) -> None:
    term = make_term(client, max_credits=10)
    hour = [{"weekday": 1, "starts_at": "09:00", "ends_at": "10:00"}]
    waited = make_course(client, term_id=term["id"], capacity=0, credits=10, meetings=hour)
    other = make_course(client, term_id=term["id"], credits=10, meetings=hour)
    student = make_student(client)
    wait(client, student, waited)

    assert results_of(ask(client, student, other)) == ["enrolled"]
    assert roster_of(client, waited) == []


def test_two_waited_for_courses_of_one_request_do_not_stand_in_each_others_way(
    client: FlaskClient,
) -> None:
    term = make_term(client, max_credits=10)
    hour = [{"weekday": 1, "starts_at": "09:00", "ends_at": "10:00"}]
    common = {"term_id": term["id"], "capacity": 0, "credits": 10, "meetings": hour}
    one, other = make_course(client, **common), make_course(client, **common)

    assert results_of(ask(client, make_student(client), one, other, waitlist=True)) == [
        "waitlisted",
        "waitlisted",
    ]


def test_joining_meets_every_rule_but_seats(client: FlaskClient) -> None:
    term = make_term(client, max_credits=10, registration_closes_at="2020-01-01T00:00:00Z")
    course = make_course(
        client,
        term_id=term["id"],
        capacity=0,
        credits=11,
        prerequisites=[{"catalog_code": "MATH-1"}],
    )

    refused = ask(client, make_student(client), course, waitlist=True)

    assert reasons_of(refused) == [(course["id"], code) for code in ("E021", "E022", "E024")]
    assert queue_of(client, course) == []


def test_a_waiter_sees_the_position_in_the_own_list(
    client: FlaskClient, full: dict[str, Any]
) -> None:
    students = [make_student(client) for _ in range(3)]
    for student in students:
        wait(client, student, full)

    (document,) = document_of(client.get("/students/4/courses?status=waitlisted"))

    assert document["enrollment"]["status"] == "waitlisted"
    assert document["enrollment"]["position"] == 3
    assert document_of(client.get("/students/4/courses")) == []


def test_positions_close_up_when_somebody_leaves(client: FlaskClient, full: dict[str, Any]) -> None:
    students = [make_student(client) for _ in range(3)]
    for student in students:
        wait(client, student, full)

    drop(client, students[0], full)

    assert (
        document_of(client.get(f"/students/4/courses/{full['id']}"))["enrollment"]["position"] == 2
    )


def test_a_long_waitlist_is_paged_in_its_order(client: FlaskClient) -> None:
    course = make_course(client, capacity=0)
    students = [make_student(client) for _ in range(5)]
    for student in students[::-1]:
        wait(client, student, course)
    drop(client, students[4], course)

    first = client.get("/courses/1/waitlist?limit=2")
    second = client.get(first.headers["Link"].split(">")[0][1:])

    assert ids_of(first) + ids_of(second) == [4, 3, 2, 1]
    assert [each["enrollment"]["position"] for each in document_of(second)] == [3, 4]
    assert "Link" not in second.headers


def test_an_unknown_course_has_no_waitlist(client: FlaskClient) -> None:
    error_of(client.get("/courses/9/waitlist"), 404, "E001")


def test_nobody_is_on_both_lists(client: FlaskClient, full: dict[str, Any]) -> None:
    student = make_student(client)
    wait(client, student, full)

    assert status_of(client, student, full) == "waitlisted"
    assert student["id"] not in roster_of(client, full)
