"""What acts cost in SQL statements: the same for few and for many.

On PostgreSQL it is one more, which locks the students.
"""

from typing import Any

import pytest
from flask.testing import FlaskClient

from src.controllers.registration import desk
from tests.factories import (
    ask,
    complete,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    schedule,
    wait,
)
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import results_of, seats_of
from tests.statements import Statements


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queues are read in smaller steps."""
    monkeypatch.setattr(desk, "QUEUE_STEP", 20)


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with rules."""
    return make_term(client, max_credits=900, drop_deadline_at="2199-01-01T00:00:00Z")


def offered(client: FlaskClient, term: dict[str, Any], count: int, first: int = 0) -> list[Any]:
    """Courses with credits and a meeting each, none of which clash."""
    return [
        make_course(
            client,
            term_id=term["id"],
            credits=1,
            capacity=9,
            meetings=[meeting(number % 7 + 1, f"{number // 7:02}:00", f"{number // 7:02}:50")],
        )
        for number in range(first, first + count)
    ]


@pytest.mark.parametrize("count", [1, 20, 60])
def test_enrolling_costs_six_for_any_number_of_courses(
    client: FlaskClient, statements: Statements, locking: int, term: dict[str, Any], count: int
) -> None:
    student, courses = make_student(client), offered(client, term, count)
    statements.clear()

    assert results_of(ask(client, student, *courses)) == ["enrolled"] * count

    # A look at the courses; courses, record; and what is new, the seats, the events.
    assert len(statements) == 6 + locking


@pytest.mark.parametrize("length", [0, 1, 40])
def test_enrolling_costs_six_for_any_length_of_the_schedule(
    client: FlaskClient, statements: Statements, locking: int, term: dict[str, Any], length: int
) -> None:
    student, held = make_student(client), offered(client, term, length)
    if held:
        enroll(client, student, *held)
    (wanted,) = offered(client, term, 1, first=length)
    statements.clear()

    assert results_of(ask(client, student, wanted)) == ["enrolled"]

    assert len(statements) == 6 + locking


@pytest.mark.parametrize("length", [0, 1, 30])
def test_joining_a_queue_costs_five_for_any_length_of_it(
    client: FlaskClient, statements: Statements, locking: int, term: dict[str, Any], length: int
) -> None:
    course = make_course(client, term_id=term["id"], capacity=0)
    for _ in range(length):
        wait(client, make_student(client), course)
    student = make_student(client)
    statements.clear()

    wait(client, student, course)

    assert len(statements) == 5 + locking


@pytest.mark.usefixtures("short_steps")
@pytest.mark.parametrize("length", [1, 2, 20, 30])
def test_a_drop_that_promotes_costs_six_for_any_length_of_the_queue(
    client: FlaskClient,
    statements: Statements,
    locking: int,
    term: dict[str, Any],
    length: int,
) -> None:
    course = make_course(client, term_id=term["id"], capacity=1)
    holder = make_student(client)
    enroll(client, holder, course)
    for _ in range(length):
        wait(client, make_student(client), course)
    statements.clear()

    drop(client, holder, course)

    # Courses, queue, records; and the rows, the seats, the events.
    assert len(statements) == 6 + locking
    assert seats_of(client, course) == (1, length - 1)


@pytest.mark.parametrize("passed_over", [1, 20])
def test_passing_over_costs_nothing_more(
    client: FlaskClient,
    statements: Statements,
    locking: int,
    term: dict[str, Any],
    passed_over: int,
) -> None:
    course = make_course(client, term_id=term["id"], capacity=1, credits=500)
    heavy = make_course(client, term_id=term["id"], credits=500)
    holder = make_student(client)
    enroll(client, holder, course)
    for _ in range(passed_over):
        busy = make_student(client)
        wait(client, busy, course)
        enroll(client, busy, heavy)
    wait(client, make_student(client), course)
    statements.clear()

    drop(client, holder, course)

    assert len(statements) == 6 + locking
    assert seats_of(client, course) == (1, passed_over)


@pytest.mark.parametrize("count", [1, 15])
def test_a_whole_new_schedule_costs_the_same_for_any_number(
    client: FlaskClient, statements: Statements, locking: int, term: dict[str, Any], count: int
) -> None:
    student, other = make_student(client), make_student(client)
    old, new = offered(client, term, count), offered(client, term, count, first=count)
    again = offered(client, term, count, first=2 * count)
    enroll(client, student, *again, *old)
    for course in again:
        drop(client, student, course)
    enroll(client, other, *old)
    statements.clear()

    answer = schedule(client, student, term, *new, *again)

    assert results_of(answer) == ["enrolled"] * 2 * count + ["dropped"] * count
    # As enrolling without a look, and one for the rows that were there.
    assert len(statements) == 6 + locking


def test_completing_costs_what_it_reads_and_one_row(
    client: FlaskClient, statements: Statements, locking: int, term: dict[str, Any]
) -> None:
    student, courses = make_student(client), offered(client, term, 10)
    enroll(client, student, *courses)
    statements.clear()

    document_of(complete(client, student, courses[0]))

    # Courses, record, the row, its course, the event; and the answer.
    assert len(statements) == 6 + locking


@pytest.mark.parametrize("length", [1, 20])
@pytest.mark.parametrize("path", ["/courses/1/waitlist?limit=200", "/courses?term=1"])
def test_a_page_costs_one_statement(
    client: FlaskClient, statements: Statements, term: dict[str, Any], length: int, path: str
) -> None:
    course = make_course(client, term_id=term["id"], capacity=0)
    for _ in range(length):
        wait(client, make_student(client), course)
        make_course(client, term_id=term["id"])
    statements.clear()

    assert client.get(path).status_code == 200

    assert len(statements) == 1
