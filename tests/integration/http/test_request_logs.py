"""One line per request, and nobody's name in it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tests.factories import enroll, make_course, make_student
from tests.integration.http.conftest import Lines
from tests.integration.http.expect import REQUEST_ID

ADA = {
    "name": "Ada Byron",
    "given_name": "Augusta",
    "family_name": "Lovelace",
    "email": "ada@example.org",
    "external_id": "S-4711",
}
PERSONAL = [*ADA.values(), "ada%40example.org", "/students/", "@"]


def test_a_request_has_one_line(lines: Lines, client: FlaskClient) -> None:
    make_student(client)
    lines()

    response = client.get("/students/1", headers={"X-Request-Id": "r-1"})

    (line,) = lines()
    assert line.pop("duration_ms") >= 0
    assert line.pop("timestamp")
    assert line == {
        "level": "info",
        "event": "request",
        "request_id": "r-1",
        "method": "GET",
        "route": "/students/<id:student_id>",
        "status": 200,
    }
    assert response.headers["X-Request-Id"] == "r-1"


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/nowhere/ada@example.org", {"route": None, "status": 404, "code": "E005"}),
        ("PUT", "/students/1", {"route": None, "status": 405, "code": "E006"}),
        (
            "GET",
            "/students/1",
            {"route": "/students/<id:student_id>", "status": 404, "code": "E002"},
        ),
        (
            "GET",
            "/students?mail=ada@example.org",
            {"route": "/students", "status": 422, "code": "E004"},
        ),
        ("POST", "/students", {"route": "/students", "status": 415, "code": "E007"}),
    ],
)
def test_a_refusal_has_one_line_with_its_code(
    lines: Lines, client: FlaskClient, method: str, path: str, told: dict[str, Any]
) -> None:
    client.open(path, method=method)

    (line,) = lines()
    assert line == line | told | {"method": method}
    assert "ada" not in str(line)


@pytest.mark.parametrize("given", ["r-1", "a.b_C-9", "x" * 64])
def test_a_sane_request_id_is_kept(lines: Lines, client: FlaskClient, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": given})

    assert response.headers["X-Request-Id"] == given
    assert lines()[0]["request_id"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a/b", "{}", "é", "ada@example.org"])
def test_an_insane_request_id_is_replaced(lines: Lines, client: FlaskClient, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": given})

    assert REQUEST_ID.fullmatch(response.headers["X-Request-Id"])
    assert lines()[0]["request_id"] == response.headers["X-Request-Id"]


def test_requests_get_ids_of_their_own(client: FlaskClient) -> None:
    ids = {client.get("/healthz").headers["X-Request-Id"] for _ in range(5)}

    assert len(ids) == 5


def test_enrollments_say_who_was_linked_to_what(lines: Lines, client: FlaskClient) -> None:
    student = make_student(client)
    enroll(client, student, make_course(client))
    other = make_course(client)
    lines()

    enroll(client, student, other, {"id": 1})
    client.delete("/students/1/courses/1")

    enrolled, dropped = lines()
    assert enrolled["student_id"] == dropped["student_id"] == 1
    assert enrolled["courses"] == {"2": "enrolled", "1": "unchanged"}
    assert dropped["courses"] == {"1": "dropped"}


def test_no_line_names_a_person_or_a_path(lines: Lines, client: FlaskClient) -> None:
    make_student(client, **ADA)
    make_course(client)
    other = make_student(client)
    client.get("/students", query_string={"email": ADA["email"]})
    client.get("/students", query_string={"external_id": ADA["external_id"]})
    client.get("/students", query_string={"email": ADA["email"], "x": ADA["name"]})
    client.post("/students", json=ADA)
    client.patch(f"/students/{other['id']}", json={"external_id": ADA["external_id"]})
    client.patch(f"/students/{other['id']}", json={"email": ADA["email"]})
    client.post("/students", json={"name": 1, "email": "ada@@example.org"})
    client.post("/students/1/courses", json={"course_ids": [1]})
    client.delete("/students/1")

    found = lines()

    assert len(found) == 12
    assert [line["status"] for line in found[6:9]] == [409, 409, 409]
    for line in found:
        line.pop("route")
        assert not [each for each in PERSONAL if each in str(line)]


def test_a_commit_that_fails_links_nobody_in_the_log(
    lines: Lines, app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    student, course = make_student(client), make_course(client)
    lines()

    def refuse(_connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(Connection, "commit", refuse)
    response = client.post(
        f"/students/{student['id']}/courses", json={"course_ids": [course["id"]]}
    )

    assert response.status_code == 503
    (line,) = lines()
    assert "courses" not in line
    assert (line["code"], line["cause"]) == ("E090", "database or disk is full")
    assert line["student_id"] == student["id"]
