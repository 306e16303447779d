"""Two requests about the same rows, at the worst moment: what may vanish, and who waits.

On PostgreSQL each race is also run with the lock taken away.
"""

import threading
from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient

from src.controllers import courses
from src.controllers.registration import desk, reading
from src.extensions import db
from src.models import Course, Student
from tests.factories import make_course, make_student
from tests.integration.work.races import (
    Race,
    count_retries,
    deleting,
    enrolling,
    only_postgresql,
    take_away_locks,
)
from tests.threads import at_once


def test_a_course_is_not_deleted_while_somebody_enrolls(client: FlaskClient, race: Race) -> None:
    student, course = make_student(client)["id"], make_course(client)["id"]

    enrolled, deleted = race.run(enrolling(student, course), deleting(f"/courses/{course}"))

    assert (enrolled.status_code, deleted.status_code) == (200, 409)
    assert deleted.json["error"]["code"] == "E010"  # type: ignore[index]
    assert len(client.get(f"/students/{student}/courses").json or []) == 1


@only_postgresql
def test_without_its_lock_enrolling_fails_on_a_deleted_course(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away_locks(monkeypatch, "courses")
    student, course = make_student(client)["id"], make_course(client)["id"]

    enrolled, deleted = race.run(enrolling(student, course), deleting(f"/courses/{course}"))

    assert (enrolled.status_code, deleted.status_code) == (500, 204)
    assert client.get(f"/students/{student}/courses").json == []


def test_a_student_is_not_deleted_while_enrolling(client: FlaskClient, race: Race) -> None:
    student, course = make_student(client)["id"], make_course(client)["id"]

    enrolled, deleted = race.run(enrolling(student, course), deleting(f"/students/{student}"))

    assert (enrolled.status_code, deleted.status_code) == (200, 409)
    assert deleted.json["error"]["code"] == "E010"  # type: ignore[index]


@only_postgresql
def test_without_the_students_lock_enrolling_fails_on_a_deleted_student(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away_locks(monkeypatch, "students")
    student, course = make_student(client)["id"], make_course(client)["id"]

    enrolled, deleted = race.run(enrolling(student, course), deleting(f"/students/{student}"))

    assert (enrolled.status_code, deleted.status_code) == (500, 204)


def test_two_requests_for_the_same_course_enroll_once(client: FlaskClient, race: Race) -> None:
    student, course = make_student(client)["id"], make_course(client)["id"]

    answers = race.run(enrolling(student, course), enrolling(student, course))

    results = [answer.json["courses"][0]["result"] for answer in answers]  # type: ignore[index]
    assert results == ["enrolled", "unchanged"]


def test_changes_at_the_same_time_all_count(app: Flask, client: FlaskClient) -> None:
    course = make_course(client)["id"]
    student = make_student(client)["id"]

    def patch(number: int) -> set[int]:
        own = app.test_client()
        return {
            own.patch(path, json={field: f"{number}-{round_}"}).status_code
            for round_ in range(5)
            for path, field in (
                (f"/courses/{course}", "title"),
                (f"/students/{student}", "name"),
            )
        }

    assert at_once(patch, 4) == [{200}] * 4
    with app.app_context():
        assert db.session.get_one(Course, course).version == 21
        assert db.session.get_one(Student, student).version == 21


@only_postgresql
def test_without_the_rows_lock_a_change_is_lost(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone_has_read = threading.Barrier(2)

    def read_and_wait(course_id: int) -> Course:
        course = db.session.get_one(Course, course_id)
        everyone_has_read.wait()
        return course

    monkeypatch.setattr(courses, "lock_course", read_and_wait)
    path = f"/courses/{make_course(client)['id']}"

    answers = at_once(
        lambda number: app.test_client().patch(path, json={"title": f"{number}"}).status_code, 2
    )

    assert answers == [200, 200]
    with app.app_context():
        assert db.session.get_one(Course, 1).version == 2


def enroll_in_opposite_orders(app: Flask, client: FlaskClient) -> list[int]:
    ids = [make_course(client)["id"] for _ in range(2)]
    people = [make_student(client)["id"] for _ in range(2)]

    def enroll(number: int) -> int:
        order = ids if number else ids[::-1]
        return enrolling(people[number], *order)(app.test_client()).status_code

    return at_once(enroll, 2)


def test_enrolling_in_opposite_orders_never_deadlocks(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    retries = count_retries(monkeypatch)

    for _ in range(10):
        assert enroll_in_opposite_orders(app, client) == [200, 200]

    assert retries == []


@only_postgresql
def test_locking_courses_as_they_are_asked_for_deadlocks(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control, and the proof that a deadlock is retried and never shown."""
    retries = count_retries(monkeypatch)
    both_have_one = threading.Barrier(2)

    def one_by_one(ids: Sequence[int], **_: object) -> dict[int, Course]:
        first = reading.lock_courses([ids[0]])
        if not retries:
            both_have_one.wait()
        return first | reading.lock_courses([ids[1]])

    monkeypatch.setattr(desk, "lock_courses", one_by_one)

    assert enroll_in_opposite_orders(app, client) == [200, 200]
    assert len(retries) == 1


def test_locks_are_taken_before_anything_is_judged(
    client: FlaskClient, backend: str, statements: list[str]
) -> None:
    student, course = make_student(client)["id"], make_course(client)["id"]
    statements.clear()

    enrolling(student, course)(client)

    # The first is a look, on which nothing but a refusal rests.
    _look, *taken, record = [" ".join(each.split()) for each in statements[:-3]]
    assert taken[0].split("FROM ")[1].startswith("courses ")
    assert "FROM students LEFT OUTER JOIN student_courses" in record
    if backend == "sqlite":
        assert len(taken) == 1
        assert taken[0].endswith(" ORDER BY courses.id")
    else:
        assert taken[0].endswith(" ORDER BY courses.id FOR NO KEY UPDATE OF courses")
        assert taken[1].endswith(" ORDER BY students.id FOR NO KEY UPDATE OF students")
