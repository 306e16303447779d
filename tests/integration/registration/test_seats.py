"""Seats: a capacity is never exceeded, and says so."""

import pytest
from flask.testing import FlaskClient

from tests.factories import ask, complete, drop, enroll, make_course, make_student
from tests.integration.http.expect import document_of, error_of
from tests.integration.registration.expect import message_of, results_of, roster_of, seats_of


def test_the_last_seat_is_given_and_the_next_is_refused(client: FlaskClient) -> None:
    course = make_course(client, capacity=2)
    enroll(client, make_student(client), course)
    enroll(client, make_student(client), course)

    refused = ask(client, make_student(client), course)

    assert message_of(refused, "E025") == "The course is full: 2 of 2 seats are taken."
    assert seats_of(client, course) == (2, 0)
    assert roster_of(client, course) == [1, 2]


def test_without_a_capacity_there_is_always_a_seat(client: FlaskClient) -> None:
    course = make_course(client)
    for _ in range(5):
        enroll(client, make_student(client), course)

    document = document_of(client.get("/courses/1"))

    assert (document["capacity"], document["open_seats"]) == (None, None)
    assert document["enrolled_count"] == 5


def test_a_course_tells_its_open_seats(client: FlaskClient) -> None:
    course = make_course(client, capacity=3)
    enroll(client, make_student(client), course)

    assert document_of(client.get("/courses/1"))["open_seats"] == 2


def test_a_dropped_seat_is_free_again(client: FlaskClient) -> None:
    course, student = make_course(client, capacity=1), make_student(client)
    enroll(client, student, course)

    assert results_of(drop(client, student, course)) == ["dropped"]
    assert seats_of(client, course) == (0, 0)
    enroll(client, make_student(client), course)


def test_a_graded_seat_stays_taken(client: FlaskClient) -> None:
    course, student = make_course(client, capacity=1), make_student(client)
    enroll(client, student, course)
    document_of(complete(client, student, course))

    message_of(ask(client, make_student(client), course), "E025")
    assert roster_of(client, course) == [student["id"]]


def test_a_course_without_seats_takes_nobody(client: FlaskClient) -> None:
    message = message_of(ask(client, make_student(client), make_course(client, capacity=0)), "E025")

    assert message == "The course is full: 0 of 0 seats are taken."


def test_a_full_course_keeps_the_whole_request_out(client: FlaskClient) -> None:
    full, free, student = make_course(client, capacity=0), make_course(client), make_student(client)

    refused = ask(client, student, free, full)

    assert [each["course_id"] for each in error_of(refused, 409, "E025")["details"]] == [full["id"]]
    assert roster_of(client, free) == []


def test_asking_again_for_a_seat_in_a_full_course_that_one_has_is_unchanged(
    client: FlaskClient,
) -> None:
    course, student = make_course(client, capacity=1), make_student(client)
    enroll(client, student, course)

    assert results_of(ask(client, student, course)) == ["unchanged"]


def test_a_capacity_below_the_taken_seats_is_e027(client: FlaskClient) -> None:
    course = make_course(client, capacity=3)
    for _ in range(2):
        enroll(client, make_student(client), course)

    error = error_of(client.patch("/courses/1", json={"capacity": 1}), 409, "E027")

    assert error["message"] == "A capacity of 1 is below the 2 seats that are taken."
    assert error["details"] == [{"field": "capacity", "message": error["message"]}]
    assert document_of(client.get("/courses/1"))["capacity"] == 3


@pytest.mark.parametrize("capacity", [2, None])
def test_a_capacity_may_be_what_is_taken_or_none(client: FlaskClient, capacity: int | None) -> None:
    course = make_course(client, capacity=3)
    for _ in range(2):
        enroll(client, make_student(client), course)

    document = document_of(client.patch("/courses/1", json={"capacity": capacity}))

    assert document["capacity"] == capacity


def test_seats_that_come_and_go_are_no_edits_of_the_course(client: FlaskClient) -> None:
    course, student = make_course(client, capacity=1), make_student(client)
    enroll(client, student, course)
    drop(client, student, course)

    assert document_of(client.get("/courses/1"))["updated_at"] == course["updated_at"]
