"""`/terms`, call by call."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import make_course, make_term
from tests.integration.http.expect import INSTANT, document_of, error_of, ids_of

AUTUMN = {
    "code": "2026F",
    "name": "Autumn 2026",
    "starts_on": "2026-09-01",
    "ends_on": "2026-12-18",
    "time_zone": "America/Argentina/Buenos_Aires",
    "registration_opens_at": "2026-06-01T06:00:00.250Z",
    "registration_closes_at": "2026-09-15T06:00:00.000Z",
    "drop_deadline_at": "2026-10-01T06:00:00.000Z",
    "max_credits": 37.5,
}


def test_creating_a_term_answers_201_with_the_whole_document(client: FlaskClient) -> None:
    response = client.post("/terms", json=AUTUMN)

    document = document_of(response, 201)
    assert list(document) == ["id", *AUTUMN, "created_at", "updated_at"]
    assert document == document | AUTUMN | {"id": 1}
    assert INSTANT.fullmatch(document["created_at"])
    assert response.headers["Location"] == "/terms/1"
    assert document_of(client.get("/terms/1")) == document


def test_a_term_needs_no_more_than_its_days_and_clock(client: FlaskClient) -> None:
    document = make_term(client)

    optional = ("registration_opens_at", "registration_closes_at", "drop_deadline_at")
    assert [document[name] for name in (*optional, "max_credits")] == [None] * 4


@pytest.mark.parametrize("missing", ["code", "name", "starts_on", "ends_on", "time_zone"])
def test_what_is_required_is_named(client: FlaskClient, missing: str) -> None:
    body = {name: value for name, value in AUTUMN.items() if name != missing}

    (detail,) = error_of(client.post("/terms", json=body), 422, "E004")["details"]

    assert detail == {"in": "body", "field": missing, "message": "This field is required."}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-06-01T08:00:00+02:00", "2026-06-01T06:00:00.000Z"),
        ("2026-06-01T08:00:00.5-03:30", "2026-06-01T11:30:00.500Z"),
        ("2026-06-01T08:00:00.123Z", "2026-06-01T08:00:00.123Z"),
    ],
)
def test_instants_are_told_in_utc(client: FlaskClient, sent: str, kept: str) -> None:
    assert make_term(client, drop_deadline_at=sent)["drop_deadline_at"] == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_on", "2026-02-30"),
        ("starts_on", "2026-9-1"),
        ("starts_on", "01.09.2026"),
        ("starts_on", 20260901),
        ("starts_on", "2026-09-01T00:00:00Z"),
        ("starts_on", "1899-12-31"),
        ("ends_on", "2200-01-01"),
        ("time_zone", "Berlin"),
        ("time_zone", "europe/berlin"),
        ("time_zone", "+02:00"),
        ("time_zone", ""),
        ("time_zone", "../etc/passwd"),
        ("registration_opens_at", "2026-06-01"),
        ("registration_opens_at", "2026-06-01T06:00:00"),
        ("registration_opens_at", "2026-06-01 06:00:00Z"),
        ("registration_opens_at", "2026-06-01T06:00:00.1234Z"),
        ("registration_opens_at", "2026-06-01T24:00:00Z"),
        ("registration_opens_at", "2026-06-01T06:00:60Z"),
        ("registration_opens_at", "2026-06-01T06:00:00+25:00"),
        ("registration_opens_at", "0001-01-01T00:00:00+14:00"),
        ("registration_opens_at", 1780000000),
        ("max_credits", -1),
        ("max_credits", "30"),
        ("code", ""),
        ("name", None),
        ("ends_on", None),
    ],
)
def test_a_bad_value_is_refused_by_field(client: FlaskClient, field: str, value: object) -> None:
    make_term(client)

    for answer in (
        client.post("/terms", json=AUTUMN | {field: value}),
        client.patch("/terms/1", json={field: value}),
    ):
        assert [each["field"] for each in error_of(answer, 422, "E004")["details"]] == [field]
    assert len(ids_of(client.get("/terms"))) == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ends_on": "2026-08-31"}, "ends_on", "The term ends before it starts."),
        ({"ends_on": "2029-09-06"}, "ends_on", "The term lasts more than 1100 days."),
        (
            {"registration_opens_at": "2026-09-15T06:00:00Z"},
            "registration_closes_at",
            "Registration should close after it opens.",
        ),
    ],
)
def test_days_and_instants_are_in_order(
    client: FlaskClient, changes: dict[str, Any], field: str, message: str
) -> None:
    document_of(client.post("/terms", json=AUTUMN), 201)

    for answer in (
        client.post("/terms", json=AUTUMN | {"code": "other"} | changes),
        client.patch("/terms/1", json=changes),
    ):
        (detail,) = error_of(answer, 422, "E004")["details"]
        assert detail == {"in": "body", "field": field, "message": message}


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": "2026-09-01"},
        {"ends_on": "2029-09-05"},
        {"registration_opens_at": "2026-09-15T05:59:59.999Z"},
    ],
)
def test_their_neighbors_are_taken(client: FlaskClient, changes: dict[str, Any]) -> None:
    document_of(client.post("/terms", json=AUTUMN), 201)

    assert document_of(client.patch("/terms/1", json=changes))["code"] == "2026F"


def test_a_patch_changes_what_it_names_and_null_clears(client: FlaskClient) -> None:
    before = document_of(client.post("/terms", json=AUTUMN), 201)
    changes = {"name": "Autumn", "max_credits": None, "registration_closes_at": None}

    after = document_of(client.patch("/terms/1", json=changes))

    assert after == before | changes | {"updated_at": after["updated_at"]}


def test_a_code_is_taken_once(client: FlaskClient) -> None:
    make_term(client, code="2026F")
    other = make_term(client)

    for answer in (
        client.post("/terms", json=AUTUMN),
        client.patch(f"/terms/{other['id']}", json={"code": "2026F"}),
    ):
        error = error_of(answer, 409, "E009")
        assert error["details"] == [{"field": "code", "message": "Another term has this code."}]


def test_terms_are_listed_by_id_and_found_by_code(client: FlaskClient) -> None:
    for code in ("B", "A", "C"):
        make_term(client, code=code)

    assert ids_of(client.get("/terms?limit=2")) == [1, 2]
    assert client.get("/terms?limit=2").headers["Link"] == '</terms?limit=2&after=2>; rel="next"'
    assert ids_of(client.get("/terms?code=C")) == [3]


def test_a_term_that_courses_name_stays(client: FlaskClient) -> None:
    term = make_term(client)
    make_course(client, term_id=term["id"])

    error = error_of(client.delete("/terms/1"), 409, "E010")

    assert error["message"] == "Courses name this term; it stays."
    client.delete("/courses/1")
    assert client.delete("/terms/1").status_code == 204
    error_of(client.get("/terms/1"), 404, "E012")


def test_an_unknown_term_is_e012_in_every_call(client: FlaskClient) -> None:
    make_course(client)
    for answer in (
        client.get("/terms/9"),
        client.patch("/terms/9", json={"name": "Autumn"}),
        client.delete("/terms/9"),
        client.post("/courses", json={"title": "Algebra", "term_id": 9}),
        client.patch("/courses/1", json={"term_id": 9}),
        client.get("/courses?term=9"),
    ):
        assert error_of(answer, 404, "E012")["message"] == "Term does not exist."


def test_an_id_is_never_used_again(client: FlaskClient) -> None:
    make_term(client)
    client.delete("/terms/1")

    assert make_term(client)["id"] == 2
