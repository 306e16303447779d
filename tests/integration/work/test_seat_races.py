"""Races for seats and rules: the last seat, one student twice, a seat that comes free.

On PostgreSQL each is also run with the lock taken away, and then goes wrong.
"""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from src.controllers import courses, locks
from tests.factories import enroll, make_course, make_student, make_term, meeting, needs, wait
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import (
    passed_over_of,
    queue_of,
    roster_of,
    seats_of,
    status_of,
)
from tests.integration.work.races import (
    Race,
    Request,
    count_retries,
    deleting,
    enrolling,
    only_postgresql,
    take_away_locks,
)

NINE = [meeting(1, "09:00", "10:00")]


def statuses(answers: tuple[TestResponse, ...]) -> list[int]:
    return [answer.status_code for answer in answers]


def patching(path: str, **changes: Any) -> Request:
    return lambda client: client.patch(path, json=changes)


def for_the_last_seat(client: FlaskClient, race: Race) -> tuple[TestResponse, ...]:
    course = make_course(client, capacity=1)["id"]
    one, other = (make_student(client)["id"] for _ in range(2))
    return race.run(enrolling(one, course), enrolling(other, course))


def test_the_last_seat_is_given_once(client: FlaskClient, race: Race) -> None:
    assert statuses(for_the_last_seat(client, race)) == [200, 409]
    assert seats_of(client, {"id": 1}) == (1, 0)


@only_postgresql
def test_without_the_courses_lock_the_check_is_the_last_guard(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away_locks(monkeypatch, "courses")

    answers = for_the_last_seat(client, race)

    assert sorted(statuses(answers)) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert (refused.json or {})["error"]["code"] == "E025"
    assert len(roster_of(client, {"id": 1})) == 1


@only_postgresql
def test_without_lock_and_check_a_seat_is_sold_twice(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    take_away_locks(monkeypatch, "courses")
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    check = "CONSTRAINT ck_courses_seats_not_oversold"
    with engine.connect() as connection:
        connection.execute(text(f"ALTER TABLE courses DROP {check}"))
        try:
            assert statuses(for_the_last_seat(client, race)) == [200, 200]
            assert seats_of(client, {"id": 1}) == (2, 0)
        finally:
            connection.execute(text("UPDATE courses SET capacity = NULL"))
            connection.execute(
                text(f"ALTER TABLE courses ADD {check} CHECK (enrolled_count <= capacity)")
            )
    engine.dispose()


def for_two_courses_at_the_same_hour(client: FlaskClient, race: Race) -> tuple[TestResponse, ...]:
    term = make_term(client)["id"]
    one, other = (make_course(client, term_id=term, meetings=NINE)["id"] for _ in range(2))
    student = make_student(client)["id"]
    return race.run(enrolling(student, one), enrolling(student, other))


def test_two_requests_of_one_student_cannot_clash(client: FlaskClient, race: Race) -> None:
    first, second = for_two_courses_at_the_same_hour(client, race)

    assert statuses((first, second)) == [200, 409]
    assert (second.json or {})["error"]["code"] == "E023"


@only_postgresql
def test_without_the_students_lock_they_do(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away_locks(monkeypatch, "students")

    assert statuses(for_two_courses_at_the_same_hour(client, race)) == [200, 200]


def test_a_seat_that_is_dropped_while_somebody_joins_is_not_left_idle(
    client: FlaskClient, race: Race
) -> None:
    course, holder, newcomer = (
        make_course(client, capacity=1),
        make_student(client),
        make_student(client),
    )
    enroll(client, holder, course)

    joined, dropped = race.run(
        enrolling(newcomer["id"], course["id"], waitlist=True),
        deleting(f"/students/{holder['id']}/courses/{course['id']}"),
    )

    assert statuses((joined, dropped)) == [200, 200]
    assert roster_of(client, course) == [newcomer["id"]]
    assert queue_of(client, course) == []


def test_a_waiter_who_enrolls_elsewhere_is_not_promoted_over_the_limit(
    client: FlaskClient, race: Race
) -> None:
    term = make_term(client, max_credits=10)["id"]
    wanted = make_course(client, term_id=term, credits=6, capacity=1)
    other = make_course(client, term_id=term, credits=6)
    holder, waiter = make_student(client), make_student(client)
    enroll(client, holder, wanted)
    wait(client, waiter, wanted)

    answers = race.run(
        enrolling(waiter["id"], other["id"]),
        deleting(f"/students/{holder['id']}/courses/{wanted['id']}"),
    )

    assert statuses(answers) == [200, 200]
    assert status_of(client, waiter, wanted) == "waitlisted"
    assert passed_over_of(client, wanted) == {waiter["id"]: ["E024"]}


@only_postgresql
def test_without_the_students_lock_the_waiter_is_promoted_over_the_limit(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = make_term(client, max_credits=10)["id"]
    wanted = make_course(client, term_id=term, credits=6, capacity=1)
    other = make_course(client, term_id=term, credits=6)
    holder, waiter = make_student(client), make_student(client)
    enroll(client, holder, wanted)
    wait(client, waiter, wanted)
    # The waiter's own request goes without the lock on the course that it waits for, too.
    take_away_locks(monkeypatch, "students")
    take_away_locks(monkeypatch, "courses")

    race.run(
        enrolling(waiter["id"], other["id"]),
        deleting(f"/students/{holder['id']}/courses/{wanted['id']}"),
    )

    own = document_of(client.get(f"/students/{waiter['id']}/courses"))
    assert sum(course["credits"] for course in own) == 12


def test_a_rule_that_is_eased_while_a_seat_comes_free_leaves_no_eligible_waiter_behind(
    client: FlaskClient, race: Race
) -> None:
    course, holder, waiter = (
        make_course(client, capacity=1),
        make_student(client),
        make_student(client),
    )
    enroll(client, holder, course)
    wait(client, waiter, course)
    path = f"/courses/{course['id']}"
    document_of(client.patch(path, json={"prerequisites": needs("MATH-1")}))

    answers = race.run(
        deleting(f"/students/{holder['id']}/courses/{course['id']}"),
        patching(path, prerequisites=[]),
    )

    assert statuses(answers) == [200, 200]
    assert roster_of(client, course) == [waiter["id"]]


@only_postgresql
def test_the_edit_of_a_rule_waits_for_an_act_that_waits_for_nothing_of_it(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadlock would be retried, and nobody told; but it takes a second to be seen."""
    retries = count_retries(monkeypatch)
    course = make_course(client, term_id=make_term(client)["id"], capacity=0)
    wait(client, make_student(client), course)
    path = f"/courses/{course['id']}"

    # The course is written twice: the second time PostgreSQL looks for its term, too.
    answers = race.run(patching(path, capacity=1), patching(path, credits=3))

    assert statuses(answers) == [200, 200]
    assert retries == []


def for_a_rule_of_another_course(
    client: FlaskClient, race: Race
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A seat comes free while the course is moved that keeps the waiter from it."""
    term = make_term(client)["id"]
    wanted = make_course(client, term_id=term, capacity=1, meetings=NINE)
    other = make_course(client, term_id=term)
    holder, waiter = make_student(client), make_student(client)
    enroll(client, holder, wanted)
    wait(client, waiter, wanted)
    enroll(client, waiter, other)
    path = f"/courses/{other['id']}"
    document_of(client.patch(path, json={"meetings": NINE}))

    answers = race.run(
        deleting(f"/students/{holder['id']}/courses/{wanted['id']}"), patching(path, meetings=[])
    )

    assert statuses(answers) == [200, 200]
    return wanted, waiter


def test_a_course_that_moves_while_a_seat_comes_free_leaves_no_eligible_waiter_behind(
    client: FlaskClient, race: Race
) -> None:
    wanted, waiter = for_a_rule_of_another_course(client, race)

    assert roster_of(client, wanted) == [waiter["id"]]


@only_postgresql
def test_unless_the_edit_is_alone_the_seat_stands_idle(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "be_alone", lambda: None)

    wanted, waiter = for_a_rule_of_another_course(client, race)

    assert (roster_of(client, wanted), queue_of(client, wanted)) == ([], [waiter["id"]])


def test_a_promotion_that_needs_a_lock_backwards_begins_afresh(
    client: FlaskClient, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lab, whose id is lower, waits for the lecture: its lock comes before the others."""
    term = make_term(client)["id"]
    lab = make_course(client, term_id=term, capacity=1)
    lecture = make_course(client, term_id=term, capacity=1, catalog_code="PHYS-1")
    lab_holder, holder, waiter = (make_student(client) for _ in range(3))
    enroll(client, lab_holder, lab)
    enroll(client, holder, lecture)
    wait(client, waiter, lab, lecture)
    document_of(
        client.patch(
            f"/courses/{lab['id']}", json={"prerequisites": needs("PHYS-1", concurrent=True)}
        )
    )
    client.delete(f"/students/{lab_holder['id']}/courses/{lab['id']}")
    assert passed_over_of(client, lab) == {waiter["id"]: ["E022"]}
    other = make_student(client)
    afresh: list[None] = []
    be_alone = locks.be_alone
    monkeypatch.setattr(locks, "be_alone", lambda: afresh.append(be_alone()))

    answers = race.run(
        deleting(f"/students/{holder['id']}/courses/{lecture['id']}"),
        enrolling(other["id"], lab["id"], override=["E022"], note="Agreed."),
    )

    assert statuses(answers) == [200, 409]
    assert afresh == [None]
    assert roster_of(client, lab) == roster_of(client, lecture) == [waiter["id"]]
