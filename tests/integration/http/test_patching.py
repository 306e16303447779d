"""PATCH merges the fields given."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import make_course, make_student
from tests.integration.http.expect import document_of, error_of
from tests.integration.http.rows import LONG_AGO, age, versions

STUDENT = {
    "name": "Ada Byron",
    "given_name": "Ada",
    "family_name": "Byron",
    "email": "ada@example.org",
    "external_id": "S-1",
}
COURSE = {
    "title": "Algebra",
    "code": "MATH-1-2027",
    "catalog_code": "MATH-1",
    "description": "Groups.",
    "credits": 7.5,
}
FULL: dict[str, dict[str, Any]] = {"/students/1": STUDENT, "/courses/1": COURSE}
NEW_VALUES = [
    *(("/students/1", field, f"new-{field}") for field in STUDENT if field != "email"),
    ("/students/1", "email", "new@example.org"),
    *(("/courses/1", field, f"new-{field}") for field in COURSE if field != "credits"),
    ("/courses/1", "credits", 5),
]
OPTIONAL = [
    (path, field) for path, field, _ in NEW_VALUES if field not in {"name", "email", "title"}
]


@pytest.fixture(autouse=True)
def records(app: Flask, client: FlaskClient) -> None:
    """A student and a course with every field filled, made long ago."""
    make_student(client, **STUDENT)
    make_course(client, **COURSE)
    age(app, "students")
    age(app, "courses")


@pytest.mark.parametrize(("path", "field", "value"), NEW_VALUES)
def test_a_field_given_changes_and_the_absent_ones_stay(
    app: Flask, client: FlaskClient, path: str, field: str, value: Any
) -> None:
    before = client.get(path).json
    assert before

    after = document_of(client.patch(path, json={field: value}))

    assert after["updated_at"] > LONG_AGO
    assert after == before | {field: value, "updated_at": after["updated_at"]}
    assert client.get(path).json == after
    assert versions(app, path.split("/")[1]) == [2]


@pytest.mark.parametrize(("path", "field"), OPTIONAL)
def test_null_clears_an_optional_field(client: FlaskClient, path: str, field: str) -> None:
    after = document_of(client.patch(path, json={field: None}))

    assert after[field] is None
    assert after == after | {key: value for key, value in FULL[path].items() if key != field}


@pytest.mark.parametrize(
    ("path", "field"), [("/students/1", "name"), ("/students/1", "email"), ("/courses/1", "title")]
)
def test_null_is_refused_for_a_required_field(client: FlaskClient, path: str, field: str) -> None:
    before = client.get(path).json

    error = error_of(client.patch(path, json={field: None}), 422, "E004")

    assert error["details"][0]["field"] == field
    assert client.get(path).json == before


@pytest.mark.parametrize("path", FULL)
@pytest.mark.parametrize("how", ["nothing", "the same"])
def test_a_patch_that_changes_nothing_leaves_instants_and_version(
    app: Flask, client: FlaskClient, path: str, how: str
) -> None:
    before = client.get(path).json

    after = document_of(client.patch(path, json={} if how == "nothing" else FULL[path]))

    assert after == before
    assert after["updated_at"] == LONG_AGO
    assert versions(app, path.split("/")[1]) == [1]


def test_one_bad_field_keeps_the_good_ones_out(client: FlaskClient) -> None:
    before = client.get("/students/1").json

    error_of(client.patch("/students/1", json={"name": "Bo", "email": "bo"}), 422, "E004")

    assert client.get("/students/1").json == before


def test_every_bad_field_is_named(client: FlaskClient) -> None:
    body = {"name": 1, "email": "bo", "id": 7}

    error = error_of(client.patch("/students/1", json=body), 422, "E004")

    assert {each["field"] for each in error["details"]} == {"name", "email", "id"}
    assert {each["in"] for each in error["details"]} == {"body"}


def test_an_email_may_change_its_case_alone(client: FlaskClient) -> None:
    after = document_of(client.patch("/students/1", json={"email": "Ada@Example.org"}))

    assert after["email"] == "Ada@Example.org"
    assert after["updated_at"] > LONG_AGO


def test_the_media_type_of_a_merge_patch_is_taken(client: FlaskClient) -> None:
    response = client.patch(
        "/students/1", data=b'{"name": "Bo"}', content_type="application/merge-patch+json"
    )

    assert document_of(response)["name"] == "Bo"
