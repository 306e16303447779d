"""Keyset paging of `/students`, `/courses` and rosters."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import enroll, make_course, make_student
from tests.integration.http.expect import error_of, ids_of

LINK = re.compile(r'<(/[^>]*)>; rel="next"')


def next_of(response: TestResponse) -> str | None:
    """Where the next page is, by the `Link` header."""
    if "Link" not in response.headers:
        return None
    found = LINK.fullmatch(response.headers["Link"])
    assert found
    return found[1]


def follow(client: FlaskClient, path: str) -> list[list[int]]:
    """The ids on every page, from a path to the end."""
    pages = []
    following: str | None = path
    while following:
        response = client.get(following)
        pages.append(ids_of(response))
        following = next_of(response)
    return pages


@pytest.fixture
def roster(client: FlaskClient) -> list[dict[str, Any]]:
    """Seven students, all enrolled in course 1."""
    course = make_course(client)
    students = [make_student(client) for _ in range(7)]
    for student in students:
        enroll(client, student, course)
    return students


@pytest.mark.parametrize("path", ["/students", "/courses/1/students"])
def test_pages_follow_each_other_to_the_end(
    client: FlaskClient, roster: list[dict[str, Any]], path: str
) -> None:
    assert follow(client, f"{path}?limit=3") == [[1, 2, 3], [4, 5, 6], [7]]


def test_pages_of_courses_do_too(client: FlaskClient) -> None:
    for _ in range(5):
        make_course(client)

    assert follow(client, "/courses?limit=2") == [[1, 2], [3, 4], [5]]


def test_a_last_page_that_is_full_names_no_next_one(
    client: FlaskClient, roster: list[dict[str, Any]]
) -> None:
    assert follow(client, "/students?limit=7") == [[1, 2, 3, 4, 5, 6, 7]]


def test_a_link_is_relative_and_keeps_the_limit(
    client: FlaskClient, roster: list[dict[str, Any]]
) -> None:
    response = client.get("/courses/1/students?limit=2")

    assert response.headers["Link"] == '</courses/1/students?limit=2&after=2>; rel="next"'


def test_a_page_has_50_rows_unless_asked_and_200_at_most(client: FlaskClient) -> None:
    for _ in range(201):
        make_course(client)

    assert [len(page) for page in follow(client, "/courses")] == [50, 50, 50, 50, 1]
    assert [len(page) for page in follow(client, "/courses?limit=200")] == [200, 1]


@pytest.mark.parametrize("path", ["/students", "/courses", "/courses/1/students"])
@pytest.mark.parametrize(
    "query", ["limit=201", "limit=0", "limit=-1", "limit=", "limit=1.0", "after=0", "after=x"]
)
def test_a_limit_beyond_200_or_a_strange_one_is_refused_and_never_clamped(
    client: FlaskClient, path: str, query: str
) -> None:
    make_course(client)

    error = error_of(client.get(f"{path}?{query}"), 422, "E004")

    (detail,) = error["details"]
    assert (detail["in"], detail["field"]) == ("query", query.split("=", maxsplit=1)[0])


def test_after_an_id_that_is_gone_the_list_goes_on(
    client: FlaskClient, roster: list[dict[str, Any]]
) -> None:
    client.delete("/students/4/courses/1")
    client.delete("/students/4")

    assert ids_of(client.get("/students?after=4")) == [5, 6, 7]
    assert ids_of(client.get("/courses/1/students?after=4")) == [5, 6, 7]


def test_after_the_end_a_page_is_empty(client: FlaskClient, roster: list[dict[str, Any]]) -> None:
    assert ids_of(client.get("/courses/1/students?after=2147483647")) == []


def test_pages_of_a_list_being_written_to_neither_skip_nor_repeat_a_row(
    client: FlaskClient,
) -> None:
    there = {make_student(client)["id"] for _ in range(12)}
    seen: list[int] = []
    following: str | None = "/students?limit=3"
    while following:
        response = client.get(following)
        page = ids_of(response)
        seen += page
        following = next_of(response)
        if len(seen) <= 9:
            # One that was shown goes, one that was not yet shown goes, and one comes.
            for gone in (page[0], page[-1] + 2):
                assert client.delete(f"/students/{gone}").status_code == 204
                there.discard(gone)
            make_student(client)

    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)
    assert there
    assert there <= set(seen)


def test_pages_of_a_roster_being_written_to_neither_skip_nor_repeat_a_row(
    client: FlaskClient,
) -> None:
    course = make_course(client)
    students = [make_student(client) for _ in range(12)]
    for student in students[1::2]:
        enroll(client, student, course)

    first = client.get("/courses/1/students?limit=2")
    client.delete("/students/2/courses/1")
    enroll(client, students[0], course)
    enroll(client, students[4], course)
    client.delete("/students/10/courses/1")
    rest = follow(client, str(next_of(first)))

    # 2 and 4 were shown; 1 came too late to be seen, 5 in time; 10 went before its page.
    assert ids_of(first) == [2, 4]
    assert rest == [[5, 6], [8, 12]]
