"""The edit of a rule evicts nobody, and promotes whom it made eligible."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import (
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    needs,
    wait,
)
from tests.integration.http.expect import document_of
from tests.integration.registration.expect import passed_over_of, roster_of

NINE = [meeting(1, "09:00", "10:00")]
TEN = [meeting(1, "10:00", "11:00")]


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with a limit of 10 credits."""
    return make_term(client, max_credits=10)


def stuck(
    client: FlaskClient, wanted: dict[str, Any], *held: dict[str, Any], rule: dict[str, Any]
) -> dict[str, Any]:
    """A student who waits for a course with a free seat, since a rule was added meanwhile."""
    student = make_student(client)
    wait(client, student, wanted)
    if held:
        enroll(client, student, *held)
    path = f"/courses/{wanted['id']}"
    document_of(client.patch(path, json={"capacity": 1} | rule))
    assert student["id"] in passed_over_of(client, wanted)
    assert roster_of(client, wanted) == []
    return student


def edit(client: FlaskClient, path: str, **changes: Any) -> None:
    document_of(client.patch(path, json=changes))


def test_meetings_of_the_course_itself(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted = make_course(client, term_id=term["id"], capacity=0)
    held = make_course(client, term_id=term["id"], meetings=NINE)
    student = stuck(client, wanted, held, rule={"meetings": NINE})

    edit(client, f"/courses/{wanted['id']}", meetings=TEN)

    assert roster_of(client, wanted) == [student["id"]]


def test_meetings_of_another_course(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted = make_course(client, term_id=term["id"], capacity=0)
    held = make_course(client, term_id=term["id"], meetings=NINE)
    student = stuck(client, wanted, held, rule={"meetings": NINE})

    edit(client, f"/courses/{held['id']}", meetings=TEN)

    assert roster_of(client, wanted) == [student["id"]]


def test_credits_of_another_course(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted = make_course(client, term_id=term["id"], capacity=0)
    held = make_course(client, term_id=term["id"], credits=6)
    student = stuck(client, wanted, held, rule={"credits": 6})

    edit(client, f"/courses/{held['id']}", credits=4)

    assert roster_of(client, wanted) == [student["id"]]


def test_the_limit_of_the_term(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted = make_course(client, term_id=term["id"], capacity=0)
    held = make_course(client, term_id=term["id"], credits=6)
    student = stuck(client, wanted, held, rule={"credits": 6})

    edit(client, f"/terms/{term['id']}", max_credits=12)

    assert roster_of(client, wanted) == [student["id"]]


def test_the_window_of_the_term(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted, student = make_course(client, term_id=term["id"], capacity=0), make_student(client)
    wait(client, student, wanted)
    edit(client, f"/terms/{term['id']}", registration_closes_at="2020-01-01T00:00:00Z")
    edit(client, f"/courses/{wanted['id']}", capacity=1)
    assert roster_of(client, wanted) == []

    edit(client, f"/terms/{term['id']}", registration_closes_at=None)

    assert roster_of(client, wanted) == [student["id"]]


def test_the_days_of_another_term(client: FlaskClient) -> None:
    spring = make_term(client, starts_on="2027-02-01", ends_on="2027-06-30")
    autumn = make_term(client, ends_on="2027-02-01")
    wanted = make_course(client, term_id=spring["id"], capacity=0)
    held = make_course(client, term_id=autumn["id"], catalog_code="MATH-1")
    student = stuck(client, wanted, held, rule={"prerequisites": needs("MATH-1")})

    edit(client, f"/terms/{autumn['id']}", ends_on="2027-01-31")

    assert roster_of(client, wanted) == [student["id"]]


def test_the_prerequisites_of_the_course(client: FlaskClient) -> None:
    wanted = make_course(client, capacity=0)
    student = stuck(client, wanted, rule={"prerequisites": needs("MATH-1")})

    edit(client, f"/courses/{wanted['id']}", prerequisites=[])

    assert roster_of(client, wanted) == [student["id"]]


def test_the_catalog_code_of_another_course(client: FlaskClient) -> None:
    wanted, held = make_course(client, capacity=0), make_course(client)
    rule = {"prerequisites": needs("MATH-1", concurrent=True)}
    student = stuck(client, wanted, held, rule=rule)

    edit(client, f"/courses/{held['id']}", catalog_code="MATH-1")

    assert roster_of(client, wanted) == [student["id"]]


def test_the_term_of_another_course(client: FlaskClient, term: dict[str, Any]) -> None:
    wanted = make_course(client, term_id=term["id"], capacity=0)
    held = make_course(client, term_id=term["id"], credits=6)
    student = stuck(client, wanted, held, rule={"credits": 6})

    edit(client, f"/courses/{held['id']}", term_id=None)

    assert roster_of(client, wanted) == [student["id"]]


def test_a_raised_capacity_and_a_new_rule_at_once_are_both_looked_at(client: FlaskClient) -> None:
    course, student = make_course(client, capacity=0), make_student(client)
    wait(client, student, course)

    edit(client, f"/courses/{course['id']}", capacity=1, prerequisites=needs("MATH-1"))

    assert passed_over_of(client, course) == {student["id"]: ["E022"]}
    drop(client, student, course)


def test_an_edit_of_nothing_leaves_the_course_as_it_was(
    client: FlaskClient, term: dict[str, Any]
) -> None:
    fields = {
        "term_id": term["id"],
        "credits": 5,
        "catalog_code": "MATH-1",
        "meetings": NINE,
        "prerequisites": needs("PHYS-1"),
        "capacity": 3,
        "waitlist_capacity": 1,
    }
    course = make_course(client, **fields)

    assert document_of(client.patch(f"/courses/{course['id']}", json=fields)) == course
