"""Records made over HTTP, with invented values for what a test does not care about."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_numbers = count(1)


def make_student(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """A new student."""
    number = next(_numbers)
    body = {"name": f"Student {number}", "email": f"student{number}@example.org"} | fields
    return _created(client, "/students", body)


def make_course(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """A new course."""
    return _created(client, "/courses", {"title": f"Course {next(_numbers)}"} | fields)


def make_term(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """A new term, the autumn of 2026 in Berlin; registration has no limits."""
    body = {
        "code": f"T-{next(_numbers)}",
        "name": "Autumn 2026",
        "starts_on": "2026-09-01",
        "ends_on": "2026-12-18",
        "time_zone": "Europe/Berlin",
    }
    return _created(client, "/terms", body | fields)


def meeting(weekday: int, starts_at: str, ends_at: str, **fields: str) -> dict[str, Any]:
    """A meeting, as the body of a course has it."""
    return {"weekday": weekday, "starts_at": starts_at, "ends_at": ends_at, **fields}


def needs(*catalog_codes: str, concurrent: bool = False) -> list[dict[str, Any]]:
    """Prerequisites, as the body of a course has them."""
    return [{"catalog_code": code, "concurrent": concurrent} for code in catalog_codes]


def ask(
    client: FlaskClient, student: dict[str, Any], *courses: dict[str, Any], **fields: Any
) -> TestResponse:
    """The answer to a student who asks for courses."""
    body = {"course_ids": [course["id"] for course in courses], **fields}
    return client.post(f"/students/{student['id']}/courses", json=body)


def enroll(client: FlaskClient, student: dict[str, Any], *courses: dict[str, Any]) -> None:
    """Enroll a student in courses."""
    response = ask(client, student, *courses)
    assert response.status_code == 200, response.text


def wait(client: FlaskClient, student: dict[str, Any], *courses: dict[str, Any]) -> None:
    """Put a student in the queues of courses."""
    response = ask(client, student, *courses, waitlist=True)
    assert response.status_code == 200, response.text
    assert {each["result"] for each in (response.json or {})["courses"]} == {"waitlisted"}


def drop(
    client: FlaskClient, student: dict[str, Any], course: dict[str, Any], query: str = ""
) -> TestResponse:
    """The answer to a student who leaves a course."""
    return client.delete(f"/students/{student['id']}/courses/{course['id']}{query}")


def complete(
    client: FlaskClient, student: dict[str, Any], course: dict[str, Any], **fields: Any
) -> TestResponse:
    """The answer to the grading of an enrollment, passed unless said otherwise."""
    body = {"status": "completed", "passed": True} | fields
    return client.patch(f"/students/{student['id']}/courses/{course['id']}", json=body)


def schedule(
    client: FlaskClient,
    student: dict[str, Any],
    term: dict[str, Any] | None,
    *courses: Any,
    **fields: Any,
) -> TestResponse:
    """The answer to a student who sets the whole schedule of a term."""
    term_id = term["id"] if term else None
    body = {"term_id": term_id, "course_ids": [course["id"] for course in courses], **fields}
    return client.put(f"/students/{student['id']}/courses", json=body)


def _created(client: FlaskClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post(path, json=body)
    assert response.status_code == 201, response.text
    assert isinstance(response.json, dict)
    return response.json
