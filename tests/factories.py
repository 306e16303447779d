"""Records made over HTTP, with invented values for what a test does not care about."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient

_numbers = count(1)


def make_student(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """A new student."""
    number = next(_numbers)
    body = {"name": f"Student {number}", "email": f"student{number}@example.org"} | fields
    return _created(client, "/students", body)


def make_course(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    """A new course."""
    return _created(client, "/courses", {"title": f"Course {next(_numbers)}"} | fields)


def enroll(client: FlaskClient, student: dict[str, Any], *courses: dict[str, Any]) -> None:
    """Enroll a student in courses."""
    body = {"course_ids": [course["id"] for course in courses]}
    response = client.post(f"/students/{student['id']}/courses", json=body)
    assert response.status_code == 200, response.text


def _created(client: FlaskClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post(path, json=body)
    assert response.status_code == 201, response.text
    assert isinstance(response.json, dict)
    return response.json
