"""`?email=`, `?external_id=` and `?code=` find one."""

import pytest
from flask.testing import FlaskClient

from tests.factories import make_course, make_student
from tests.integration.http.expect import error_of, ids_of

FULLWIDTH = "\uff41\uff44\uff41@example.org"


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("ada@example.org", "ada@example.org"),
        ("Ada@Example.ORG", "ada@example.org"),
        ("ada@example.org", "ADA@EXAMPLE.ORG"),
        ("straße@example.org", "STRASSE@example.org"),
        ("STRASSE@example.org", "straße@example.org"),
        ("ZOË@example.org", "zoe\u0308@example.org"),
        ("ada@example.org", FULLWIDTH),
    ],
)
def test_an_email_is_found_however_it_is_spelled(
    client: FlaskClient, kept: str, asked: str
) -> None:
    make_student(client)
    student = make_student(client, email=kept)

    response = client.get("/students", query_string={"email": asked})

    assert ids_of(response) == [student["id"]]
    assert response.json
    assert response.json[0]["email"] == kept


def test_a_student_is_found_by_external_id_to_the_letter(client: FlaskClient) -> None:
    make_student(client, external_id="s-1")
    student = make_student(client, external_id="S-1")

    assert ids_of(client.get("/students?external_id=S-1")) == [student["id"]]
    assert ids_of(client.get("/students?external_id=S-")) == []


def test_a_course_is_found_by_code_to_the_letter(client: FlaskClient) -> None:
    make_course(client, code="math-1")
    course = make_course(client, code="MATH-1")

    assert ids_of(client.get("/courses?code=MATH-1")) == [course["id"]]
    assert ids_of(client.get("/courses?code=MATH_1")) == []


def test_a_plus_sign_is_found_when_it_is_encoded(client: FlaskClient) -> None:
    student = make_student(client, email="ada+desk@example.org")

    assert ids_of(client.get("/students?email=ada%2Bdesk@example.org")) == [student["id"]]


def test_email_and_external_id_together_must_name_the_same_student(client: FlaskClient) -> None:
    make_student(client, email="ada@example.org", external_id="S-1")
    make_student(client, email="bo@example.org", external_id="S-2")

    assert ids_of(client.get("/students?email=bo@example.org&external_id=S-2")) == [2]
    assert ids_of(client.get("/students?email=bo@example.org&external_id=S-1")) == []


@pytest.mark.parametrize("path", ["/students?email=", "/students?external_id=", "/courses?code="])
def test_a_search_for_nothing_is_refused(client: FlaskClient, path: str) -> None:
    make_student(client)
    make_course(client)

    error_of(client.get(path), 422, "E004")


@pytest.mark.parametrize(
    "path",
    ["/students?code=1", "/courses?email=a", "/students/1?email=a", "/students/1/courses?limit=5"],
)
def test_a_parameter_that_a_call_does_not_know_is_refused(client: FlaskClient, path: str) -> None:
    make_student(client)

    error = error_of(client.get(path), 422, "E004")

    assert error["details"][0]["message"] == "This field is not known here."


@pytest.mark.parametrize("bytes_", ["%ff", "%c3", "%ed%a0%80"])
def test_a_search_that_is_not_utf_8_is_refused(client: FlaskClient, bytes_: str) -> None:
    error_of(client.get(f"/students?email={bytes_}"), 422, "E004")


def test_a_search_for_more_than_any_value_holds_is_refused(client: FlaskClient) -> None:
    """Normalizing text takes longer than its length says."""
    found = client.get("/students", query_string={"email": "a" * 254})
    assert ids_of(found) == []

    error_of(client.get("/students", query_string={"email": "a" * 255}), 422, "E004")
