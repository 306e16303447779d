"""`/courses`, call by call."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import make_course
from tests.integration.http.expect import INSTANT, REQUEST_ID, document_of, error_of

ALGEBRA = {
    "code": "MATH-1-2027",
    "catalog_code": "MATH-1",
    "title": "Algebra",
    "description": "Groups,\n\trings\r\nand fields.",
    "credits": 7.5,
}

NO_RULES: dict[str, Any] = {
    **dict.fromkeys(("term_id", "capacity", "waitlist_capacity", "open_seats")),
    **dict.fromkeys(("enrolled_count", "waitlist_count"), 0),
    "meetings": [],
    "prerequisites": [],
}


def test_creating_a_course_answers_201_with_the_whole_document(client: FlaskClient) -> None:
    response = client.post("/courses", json=ALGEBRA)

    document = document_of(response, 201)
    assert list(document) == [
        *("id", "code", "catalog_code", "title", "description", "credits"),
        *("term_id", "capacity", "waitlist_capacity"),
        *("enrolled_count", "open_seats", "waitlist_count", "meetings", "prerequisites"),
        *("created_at", "updated_at"),
    ]
    assert document == ALGEBRA | NO_RULES | {
        "id": 1,
        "created_at": document["created_at"],
        "updated_at": document["created_at"],
    }
    assert INSTANT.fullmatch(document["created_at"])


def test_a_new_course_is_found_where_location_says(client: FlaskClient) -> None:
    created = client.post("/courses", json=ALGEBRA)

    assert created.headers["Location"] == "/courses/1"
    assert document_of(client.get(created.headers["Location"])) == created.json


def test_a_title_alone_makes_a_course(client: FlaskClient) -> None:
    document = document_of(client.post("/courses", json={"title": "Botany"}), 201)

    nothing = {"code": None, "catalog_code": None, "description": None, "credits": None}
    assert document == document | nothing


def test_offerings_share_a_catalog_code(client: FlaskClient) -> None:
    first = make_course(client, catalog_code="MATH-1")
    second = make_course(client, catalog_code="MATH-1")

    assert first["catalog_code"] == second["catalog_code"]


def test_deleting_a_course_answers_204_without_content(client: FlaskClient) -> None:
    make_course(client)

    response = client.delete("/courses/1")

    assert response.status_code == 204
    assert response.data == b""
    assert "Content-Type" not in response.headers
    assert REQUEST_ID.fullmatch(response.headers["X-Request-Id"])
    error_of(client.get("/courses/1"), 404, "E001")


def test_an_unknown_course_is_e001_in_every_call(client: FlaskClient) -> None:
    responses = [
        client.get("/courses/7"),
        client.patch("/courses/7", json={"title": "Botany"}),
        client.delete("/courses/7"),
        client.get("/courses/7/students"),
    ]

    for response in responses:
        error = error_of(response, 404, "E001")
        assert error["message"] == "Course does not exist."
        assert error["details"] == []


def test_an_id_is_never_used_again(client: FlaskClient) -> None:
    make_course(client)
    last = make_course(client)
    assert client.delete(f"/courses/{last['id']}").status_code == 204

    assert make_course(client)["id"] == last["id"] + 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("7.5", b"7.5"),
        ("3", b"3"),
        ("3.0", b"3"),
        ("3.000000000000000000000000000000000000000000", b"3"),
        ("7.50", b"7.5"),
        ("7.55", b"7.55"),
        ("0.01", b"0.01"),
        ("0", b"0"),
        ("-0", b"0"),
        ("-0.0", b"0"),
        ("1e2", b"100"),
        ("1.25E+1", b"12.5"),
        ("999.99", b"999.99"),
        ("null", b"null"),
    ],
)
def test_credits_keep_two_decimals_and_no_more_zeros(
    client: FlaskClient, sent: str, kept: bytes
) -> None:
    body = f'{{"title": "Algebra", "credits": {sent}}}'

    created = client.post("/courses", data=body, content_type="application/json")

    assert created.status_code == 201, created.text
    assert b'"credits":' + kept + b"," in created.data
    assert b'"credits":' + kept + b"," in client.get("/courses/1").data


@pytest.mark.parametrize(
    "sent", ["7.555", "0.001", "999.991", "1000", "-0.01", "1e3", "1e999", "1e-999"]
)
def test_credits_of_three_decimals_or_out_of_range_are_refused(
    client: FlaskClient, sent: str
) -> None:
    body = f'{{"title": "Algebra", "credits": {sent}}}'

    response = client.post("/courses", data=body, content_type="application/json")

    assert error_of(response, 422, "E004")["details"][0]["field"] == "credits"
    assert client.get("/courses").json == []
