"""What the calls cost, in SQL statements."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student
from tests.statements import Statements


def courses(client: FlaskClient, count: int) -> list[dict[str, Any]]:
    return [make_course(client) for _ in range(count)]


@pytest.mark.parametrize("count", [1, 20, 100])
@pytest.mark.parametrize("held", [0, 0.5, 1])
def test_enrolling_costs_the_same_for_any_number_of_courses(
    client: FlaskClient, statements: Statements, locking: int, count: int, held: float
) -> None:
    student, wanted = make_student(client), courses(client, count)
    if already := wanted[: round(count * held)]:
        enroll(client, student, *already)
    statements.clear()

    enroll(client, student, *wanted)

    # A look at the courses; courses, record; where anything is new, that, the seats and the
    # events.
    assert len(statements) == (3 if len(already) == count else 6) + locking


def test_a_students_courses_cost_one_statement(client: FlaskClient, statements: Statements) -> None:
    enroll(client, make_student(client), *courses(client, 30))
    statements.clear()

    assert client.get("/students/1/courses").status_code == 200

    assert len(statements) == 1


def test_dropping_costs_five_statements(
    client: FlaskClient, statements: Statements, locking: int
) -> None:
    enroll(client, make_student(client), *courses(client, 30))
    statements.clear()

    assert client.delete("/students/1/courses/7").status_code == 200

    # Courses, record; the row, the seats, the event.
    assert len(statements) == 5 + locking


@pytest.mark.parametrize("path", ["/courses/1/students", "/students", "/courses?limit=2"])
@pytest.mark.parametrize("count", [1, 30])
def test_a_page_costs_one_statement_however_long(
    client: FlaskClient, statements: Statements, path: str, count: int
) -> None:
    course = make_course(client)
    for _ in range(count):
        enroll(client, make_student(client), course)
    statements.clear()

    assert client.get(path).status_code == 200

    assert len(statements) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        *("/students", "/courses", "/terms", "/courses/1/students", "/courses/1/waitlist"),
        *("/courses/1/changes", "/students/1/history", "/courses/1/students?as_of=%s"),
    ],
)
def test_no_value_stands_alone_behind_limit(
    client: FlaskClient, statements: Statements, path: str
) -> None:
    """SQLite would plan the statement anew for each execution."""
    student, course = make_student(client), make_course(client)
    enroll(client, student, course)
    (taken,) = client.get(f"/students/{student['id']}/courses").get_json()
    statements.clear()

    answer = client.get(path.replace("%s", taken["enrollment"]["created_at"]))

    assert answer.status_code == 200

    assert any("LIMIT" in each for each in statements)
    assert not any(re.search(r"LIMIT \?(?! \+)", each) for each in statements)
