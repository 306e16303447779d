"""What tests of registration look at, over HTTP alone."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.http.expect import document_of, error_of


def results_of(response: TestResponse) -> list[str]:
    """What became of each course, in the order of the answer."""
    return [each["result"] for each in document_of(response)["courses"]]


def reasons_of(response: TestResponse) -> list[tuple[int, str]]:
    """The course and the code of every reason of a refusal, in their order."""
    assert response.status_code >= 400, response.text
    first = (response.json or {})["error"]["details"][0]
    error = error_of(response, response.status_code, first["code"])
    assert error["message"] == first["message"]
    return [(each["course_id"], each["code"]) for each in error["details"]]


def message_of(response: TestResponse, code: str) -> str:
    """The message of the one reason of a refusal."""
    (detail,) = (response.json or {})["error"]["details"]
    assert detail["code"] == code
    assert response.status_code == 409
    return str(detail["message"])


def seats_of(client: FlaskClient, course: dict[str, Any]) -> tuple[int, int]:
    """How many are enrolled and how many wait, as the course says."""
    document = document_of(client.get(f"/courses/{course['id']}"))
    return document["enrolled_count"], document["waitlist_count"]


def roster_of(client: FlaskClient, course: dict[str, Any]) -> list[int]:
    """The ids of those who hold a seat."""
    return [each["id"] for each in document_of(client.get(f"/courses/{course['id']}/students"))]


def queue_of(client: FlaskClient, course: dict[str, Any]) -> list[int]:
    """The ids of those who wait, in their order."""
    waiting = document_of(client.get(f"/courses/{course['id']}/waitlist"))
    assert [each["enrollment"]["position"] for each in waiting] == [*range(1, len(waiting) + 1)]
    return [each["id"] for each in waiting]


def passed_over_of(client: FlaskClient, course: dict[str, Any]) -> dict[int, list[str]]:
    """The codes for which waiters were passed over, by student."""
    waiting = document_of(client.get(f"/courses/{course['id']}/waitlist"))
    return {
        each["id"]: [reason["code"] for reason in over["reasons"]]
        for each in waiting
        if (over := each["enrollment"]["passed_over"])
    }


def status_of(client: FlaskClient, student: dict[str, Any], course: dict[str, Any]) -> str:
    """The status of one enrollment."""
    path = f"/students/{student['id']}/courses/{course['id']}"
    return str(document_of(client.get(path))["enrollment"]["status"])
