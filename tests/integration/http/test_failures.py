"""What nobody foresaw: one body, and nothing of the data in it or in the log."""

from typing import NoReturn

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from src.controllers import students
from src.extensions import db
from tests.integration.http.conftest import Lines
from tests.integration.http.expect import error_of

SECRET = "ada@example.org"


def explode(**_arguments: object) -> NoReturn:
    """Fail as a library might, quoting data."""
    raise RuntimeError(f"{SECRET} did not fit")


def break_a_check(**_arguments: object) -> NoReturn:
    """Have the database refuse a row; PostgreSQL quotes it whole."""
    values = f"1, 1, '', '{SECRET}', '{SECRET}', '2000-01-01T00:00:00.000Z'"
    columns = "id, version, name, email, email_key, created_at, updated_at"
    insert = f"INSERT INTO students ({columns}) VALUES ({values}, '2000-01-01T00:00:00.000Z')"
    db.session.execute(text(insert))
    raise AssertionError("The row was taken.")


def test_an_unexpected_failure_is_e099_and_tells_nothing(
    lines: Lines, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(students, "get_student", explode)

    response = client.get("/students/1")

    error = error_of(response, 500, "E099")
    assert error["message"] == "Something went wrong on our side."
    assert error["details"] == []
    assert SECRET not in response.text
    fault, request = lines()
    assert SECRET not in str([fault, request])
    assert (fault["level"], fault["event"]) == ("error", "fault")
    assert fault["exception"] == "RuntimeError"
    assert fault["where"][-1].endswith(" explode")
    assert fault["request_id"] == request["request_id"] == error["request_id"]
    assert (request["status"], request["code"]) == (500, "E099")


def test_a_row_that_the_database_refuses_is_quoted_nowhere(
    lines: Lines, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setattr(students, "create_student", break_a_check)

    response = client.post("/students", json={"name": "Ada", "email": SECRET})

    error_of(response, 500, "E099")
    assert SECRET not in response.text
    fault, request = lines()
    assert SECRET not in str([fault, request])
    assert fault["exception"] == "IntegrityError"
    assert fault["sqlstate"] == {"sqlite": None, "postgresql": "23514"}[backend]
    assert any(" break_a_check" in each for each in fault["where"])


def test_after_a_failure_the_next_request_is_served(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(students, "create_student", break_a_check)
        error_of(client.post("/students", json={"name": "A", "email": SECRET}), 500, "E099")

    assert client.post("/students", json={"name": "A", "email": SECRET}).status_code == 201


def test_what_the_router_refuses_has_the_same_body(client: FlaskClient) -> None:
    error = error_of(client.get("/nowhere"), 404, "E005")

    assert error["message"] == "There is no such resource."
    assert error["details"] == []
