"""`/students`, call by call."""

from flask.testing import FlaskClient

from tests.factories import make_student
from tests.integration.http.expect import INSTANT, REQUEST_ID, document_of, error_of

ADA = {
    "name": "Ada Byron",
    "given_name": "Ada",
    "family_name": "Byron",
    "email": "ada@example.org",
    "external_id": "S-1",
}


def test_creating_a_student_answers_201_with_the_whole_document(client: FlaskClient) -> None:
    response = client.post("/students", json=ADA)

    document = document_of(response, 201)
    assert list(document) == [
        *("id", "name", "given_name", "family_name", "email", "external_id"),
        *("created_at", "updated_at"),
    ]
    assert document == ADA | {
        "id": 1,
        "created_at": document["created_at"],
        "updated_at": document["created_at"],
    }
    assert INSTANT.fullmatch(document["created_at"])


def test_a_new_student_is_found_where_location_says(client: FlaskClient) -> None:
    created = client.post("/students", json=ADA)

    assert created.headers["Location"] == "/students/1"
    assert document_of(client.get(created.headers["Location"])) == created.json


def test_only_name_and_email_are_required(client: FlaskClient) -> None:
    document = document_of(
        client.post("/students", json={"name": "Bo", "email": "bo@example.org"}), 201
    )

    assert document["given_name"] is None
    assert document["family_name"] is None
    assert document["external_id"] is None


def test_optional_fields_may_be_given_as_null(client: FlaskClient) -> None:
    body = {"name": "Bo", "email": "bo@example.org", "given_name": None, "external_id": None}

    assert document_of(client.post("/students", json=body), 201)["external_id"] is None


def test_text_comes_back_as_it_was_sent(client: FlaskClient) -> None:
    name = "Zoë 学生 \U0001f393 D'Arcy-O'Neill"

    assert make_student(client, name=name)["name"] == name


def test_every_answer_carries_a_request_id(client: FlaskClient) -> None:
    for response in (client.get("/students"), client.get("/students/1"), client.get("/nowhere")):
        assert REQUEST_ID.fullmatch(response.headers["X-Request-Id"])


def test_deleting_a_student_answers_204_without_content(client: FlaskClient) -> None:
    make_student(client)

    response = client.delete("/students/1")

    assert response.status_code == 204
    assert response.data == b""
    assert "Content-Type" not in response.headers
    assert REQUEST_ID.fullmatch(response.headers["X-Request-Id"])
    error_of(client.get("/students/1"), 404, "E002")


def test_an_unknown_student_is_e002_in_every_call(client: FlaskClient) -> None:
    responses = [
        client.get("/students/7"),
        client.patch("/students/7", json={"name": "Bo"}),
        client.delete("/students/7"),
        client.get("/students/7/courses"),
        client.post("/students/7/courses", json={"course_ids": [1]}),
        client.delete("/students/7/courses/1"),
    ]

    for response in responses:
        error = error_of(response, 404, "E002")
        assert error["message"] == "Student does not exist."
        assert error["details"] == []


def test_an_id_is_never_used_again(client: FlaskClient) -> None:
    make_student(client)
    last = make_student(client)
    assert client.delete(f"/students/{last['id']}").status_code == 204

    assert make_student(client)["id"] == last["id"] + 1
