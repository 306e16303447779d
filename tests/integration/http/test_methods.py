"""HEAD, OPTIONS, and methods that a resource does not have."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student, make_term
from tests.integration.http.expect import error_of

ALLOWED = {
    "/students": "GET, HEAD, OPTIONS, POST",
    "/students/1": "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/students/1/courses": "GET, HEAD, OPTIONS, POST, PUT",
    "/students/1/courses/1": "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/terms": "GET, HEAD, OPTIONS, POST",
    "/terms/1": "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/courses": "GET, HEAD, OPTIONS, POST",
    "/courses/1": "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/courses/1/students": "GET, HEAD, OPTIONS",
    "/courses/1/waitlist": "GET, HEAD, OPTIONS",
    "/courses/1/changes": "GET, HEAD, OPTIONS",
    "/courses/1/demand": "GET, HEAD, OPTIONS",
    "/students/1/history": "GET, HEAD, OPTIONS",
    "/healthz": "GET, HEAD, OPTIONS",
    "/readyz": "GET, HEAD, OPTIONS",
}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FROBNICATE"]
HEADED = [*(path for path, allowed in ALLOWED.items() if "HEAD" in allowed), "/nowhere"]
REFUSED = [
    (path, method)
    for path, allowed in ALLOWED.items()
    for method in METHODS
    if method not in allowed.split(", ")
]


@pytest.mark.parametrize(("path", "method"), REFUSED)
def test_a_method_that_a_resource_lacks_is_e006_and_names_those_it_has(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method)

    assert response.headers["Allow"] == ALLOWED[path]
    if method == "HEAD":
        assert (response.status_code, response.data) == (405, b"")
    else:
        error_of(response, 405, "E006")


@pytest.mark.parametrize("path", ALLOWED)
def test_options_names_the_methods_and_nothing_else(client: FlaskClient, path: str) -> None:
    response = client.options(path)

    assert response.status_code == 204
    assert response.headers["Allow"] == ALLOWED[path]
    assert response.data == b""
    assert "Content-Type" not in response.headers


def test_every_route_is_among_these(app: Flask) -> None:
    rules = {re.sub(r"<.+?>", "1", rule.rule) for rule in app.url_map.iter_rules()}

    assert rules == set(ALLOWED)


def test_options_of_what_is_no_resource_is_e005(client: FlaskClient) -> None:
    error_of(client.options("/nowhere"), 404, "E005")


@pytest.mark.parametrize("path", HEADED)
def test_head_answers_as_get_without_the_body(client: FlaskClient, path: str) -> None:
    enroll(client, make_student(client), make_course(client))
    make_term(client)
    get, head = client.get(path), client.head(path)

    assert head.data == b""
    assert head.status_code == get.status_code
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
