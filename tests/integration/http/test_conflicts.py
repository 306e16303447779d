"""E009: e-mails, external ids and codes belong to one record each."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import make_course, make_student
from tests.integration.http.expect import error_of
from tests.integration.http.rows import fetch_all

TAKEN: list[tuple[str, str, str, str]] = [
    ("/students", "email", "ada@example.org", "Another student has this e-mail."),
    ("/students", "email", "ADA@Example.Org", "Another student has this e-mail."),
    ("/students", "email", "\uff41da@example.org", "Another student has this e-mail."),
    ("/students", "external_id", "S-1", "Another student has this external id."),
    ("/courses", "code", "MATH-1", "Another course has this code."),
]


@pytest.fixture(autouse=True)
def holders(client: FlaskClient) -> None:
    """The records that hold the values, and one of each kind that does not."""
    make_student(client, email="ada@example.org", external_id="S-1")
    make_student(client, email="bo@example.org")
    make_course(client, code="MATH-1")
    make_course(client)


def everything(app: Flask) -> list[Any]:
    """All rows of all tables."""
    return [fetch_all(app, f"SELECT * FROM {name} ORDER BY id") for name in ("students", "courses")]


@pytest.mark.parametrize("taken", TAKEN)
def test_creating_with_a_taken_value_is_refused_and_nothing_is_written(
    app: Flask, client: FlaskClient, taken: tuple[str, str, str, str]
) -> None:
    path, field, value, message = taken
    required = {"/students": {"name": "Cy", "email": "cy@example.org"}, "/courses": {"title": "C"}}
    before = everything(app)

    response = client.post(path, json=required[path] | {field: value})

    error = error_of(response, 409, "E009")
    assert error["message"] == message
    assert error["details"] == [{"field": field, "message": message}]
    assert everything(app) == before


@pytest.mark.parametrize("taken", TAKEN)
def test_changing_to_a_taken_value_is_refused_and_nothing_is_written(
    app: Flask, client: FlaskClient, taken: tuple[str, str, str, str]
) -> None:
    path, field, value, message = taken
    required = {"/students": {"name": "Cy"}, "/courses": {"title": "C"}}
    before = everything(app)

    response = client.patch(f"{path}/2", json=required[path] | {field: value})

    error = error_of(response, 409, "E009")
    assert error["message"] == message
    assert error["details"] == [{"field": field, "message": message}]
    assert everything(app) == before


def test_what_was_given_up_is_free_again(client: FlaskClient) -> None:
    assert client.patch("/courses/1", json={"code": None}).status_code == 200
    assert client.patch("/courses/2", json={"code": "MATH-1"}).status_code == 200
    assert client.delete("/students/1").status_code == 204
    assert client.patch("/students/2", json={"email": "ada@example.org"}).status_code == 200


def test_values_that_are_not_given_collide_with_nothing(client: FlaskClient) -> None:
    assert make_student(client)["external_id"] is None
    assert make_student(client)["external_id"] is None
    assert make_course(client)["code"] is None
