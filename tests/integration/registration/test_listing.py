"""Lists by term, free seats and status, and one enrollment by itself."""

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
    wait,
)
from tests.integration.http.expect import document_of, error_of, ids_of


@pytest.fixture
def student(client: FlaskClient) -> dict[str, Any]:
    """A student with courses 1 enrolled, 2 completed, 3 waited for, 4 dropped, 5 withdrawn."""
    student = make_student(client)
    term = make_term(client, ends_on="2028-01-01", drop_deadline_at="2020-01-01T00:00:00Z")
    courses = [
        *(make_course(client) for _ in range(2)),
        make_course(client, capacity=0),
        make_course(client),
        make_course(client, term_id=term["id"]),
    ]
    ask(client, student, *courses, waitlist=True)
    complete(client, student, courses[1])
    drop(client, student, courses[3])
    drop(client, student, courses[4])
    return student


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [1]),
        ("?status=enrolled", [1]),
        ("?status=completed", [2]),
        ("?status=waitlisted", [3]),
        ("?status=dropped", [4]),
        ("?status=withdrawn", [5]),
        ("?status=withdrawn,enrolled,enrolled", [1, 5]),
        ("?status=enrolled,waitlisted,dropped,withdrawn,completed", [1, 2, 3, 4, 5]),
    ],
)
def test_a_students_courses_by_status(
    client: FlaskClient, student: dict[str, Any], query: str, ids: list[int]
) -> None:
    assert ids_of(client.get(f"/students/{student['id']}/courses{query}")) == ids


@pytest.mark.parametrize("status", ["", "active", "enrolled,", "ENROLLED", "enrolled completed"])
def test_an_unknown_status_is_refused(
    client: FlaskClient, student: dict[str, Any], status: str
) -> None:
    for path in (f"/students/{student['id']}/courses", "/courses/1/students"):
        error = error_of(client.get(f"{path}?status={status}"), 422, "E004")
        assert [each["field"] for each in error["details"]] == ["status"]


def test_only_completed_enrollments_have_a_grade(
    client: FlaskClient, student: dict[str, Any]
) -> None:
    path = f"/students/{student['id']}/courses?status=enrolled,completed"

    enrolled, completed = (each["enrollment"] for each in document_of(client.get(path)))

    assert list(enrolled) == ["status", "position", "created_at", "updated_at"]
    assert list(completed) == [*enrolled, "passed", "grade"]


def test_a_roster_has_those_who_hold_a_seat(client: FlaskClient, student: dict[str, Any]) -> None:
    other = make_student(client)
    enroll(client, other, {"id": 2}, {"id": 4})

    assert ids_of(client.get("/courses/2/students")) == [student["id"], other["id"]]
    assert ids_of(client.get("/courses/2/students?status=enrolled")) == [other["id"]]
    assert ids_of(client.get("/courses/4/students")) == [other["id"]]
    assert ids_of(client.get("/courses/4/students?status=dropped")) == [student["id"]]
    assert ids_of(client.get("/courses/3/students")) == []
    (waiting,) = document_of(client.get("/courses/3/students?status=waitlisted"))
    assert waiting["enrollment"]["position"] == 1


def test_one_enrollment_tells_all_that_is_kept(
    client: FlaskClient, student: dict[str, Any]
) -> None:
    document = document_of(client.get(f"/students/{student['id']}/courses/3"))

    assert document["id"] == 3
    enrollment = document["enrollment"]
    assert (enrollment["status"], enrollment["position"]) == ("waitlisted", 1)
    assert (enrollment["passed_over"], enrollment["override"]) == (None, None)


def test_one_enrollment_that_is_none_says_what_is_missing(
    client: FlaskClient, student: dict[str, Any]
) -> None:
    never = make_course(client)

    error_of(client.get(f"/students/{student['id']}/courses/{never['id']}"), 404, "E011")
    error_of(client.get(f"/students/{student['id']}/courses/99"), 404, "E001")
    error_of(client.get("/students/99/courses/1"), 404, "E002")


def test_courses_by_term_and_by_free_seats(client: FlaskClient) -> None:
    one, other = make_term(client), make_term(client)
    full = make_course(client, term_id=one["id"], capacity=1)
    free = make_course(client, term_id=one["id"], capacity=1)
    unlimited = make_course(client, term_id=one["id"])
    elsewhere = make_course(client, term_id=other["id"])
    without = make_course(client)
    enroll(client, make_student(client), full)
    wait(client, make_student(client), full)

    def ids(query: str) -> list[int]:
        return ids_of(client.get(f"/courses?{query}"))

    assert ids(f"term={one['id']}") == [full["id"], free["id"], unlimited["id"]]
    assert ids(f"term={one['id']}&has_open_seats=true") == [free["id"], unlimited["id"]]
    assert ids("has_open_seats=false") == [full["id"]]
    assert ids("has_open_seats=true") == [
        each["id"] for each in (free, unlimited, elsewhere, without)
    ]
    assert ids(f"term={make_term(client)['id']}") == []


def test_courses_by_catalog_code_are_its_offerings(client: FlaskClient) -> None:
    offerings = [make_course(client, catalog_code="MATH-1")["id"] for _ in range(2)]
    make_course(client, catalog_code="MATH-10")

    assert ids_of(client.get("/courses?catalog_code=MATH-1")) == offerings


def test_filters_go_on_from_page_to_page(client: FlaskClient) -> None:
    term = make_term(client)
    for _ in range(3):
        make_course(client, term_id=term["id"])
        make_course(client)

    link = client.get("/courses?term=1&has_open_seats=true&limit=2").headers["Link"]

    assert link == '</courses?term=1&has_open_seats=true&limit=2&after=3>; rel="next"'


@pytest.mark.parametrize("query", ["term=0", "term=x", "term=", "has_open_seats=yes"])
def test_a_filter_that_is_none_is_refused(client: FlaskClient, query: str) -> None:
    error_of(client.get(f"/courses?{query}"), 422, "E004")
