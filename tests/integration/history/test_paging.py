"""Pages of the log, windows of time, and what is left of who was deleted."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import drop, enroll, make_course, make_student
from tests.integration.history.expect import changes_of, history_of, told
from tests.integration.http.expect import document_of, error_of
from tests.integration.http.rows import fetch_all


@pytest.fixture
def course(client: FlaskClient, clock: StandingClock) -> dict[str, Any]:
    """A course whose one student came on the 2nd and left on the 3rd, three times over."""
    clock.set("2026-09-01T00:00:00Z")
    course, student = make_course(client), make_student(client)
    for day in range(2, 8, 2):
        clock.set(f"2026-09-0{day}T00:00:00Z")
        enroll(client, student, course)
        clock.set(f"2026-09-0{day + 1}T00:00:00Z")
        drop(client, student, course)
    clock.set("2026-10-01T00:00:00Z")
    return course


def pages_of(client: FlaskClient, target: str) -> list[list[int]]:
    """The ids of every page, to the last."""
    pages = []
    following: str | None = target
    while following:
        answer = client.get(following)
        pages.append(told(document_of(answer), "id"))
        link = answer.headers.get("Link")
        following = link and link[1 : link.index(">")]
    return pages


@pytest.mark.parametrize("path", ["/courses/1/changes", "/students/1/history"])
def test_pages_follow_each_other_without_a_gap(
    client: FlaskClient, course: dict[str, Any], path: str
) -> None:
    pages = pages_of(client, f"{path}?limit=3")

    (whole,) = pages_of(client, f"{path}?limit=200")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [number for page in pages for number in page] == whole == sorted(whole)


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("&from=2026-09-03T00:00:00Z", [3, 4, 5, 6, 7]),
        ("&from=2026-09-03T00:00:00.001Z", [4, 5, 6, 7]),
        ("&to=2026-09-03T00:00:00Z", [1, 2, 3]),
        ("&to=2026-09-02T23:59:59.999Z", [1, 2]),
        ("&from=2026-09-03T00:00:00Z&to=2026-09-05T00:00:00Z", [3, 4, 5]),
        ("&from=2026-09-03T00:00:00Z&to=2026-09-03T00:00:00Z", [3]),
        ("&from=2026-09-08T00:00:00Z", []),
    ],
)
def test_a_window_has_both_its_ends(
    client: FlaskClient, course: dict[str, Any], query: str, days: list[int]
) -> None:
    events = changes_of(client, course, query)

    assert [int(at[8:10]) for at in told(events, "at")] == days


def test_a_window_is_paged_too(client: FlaskClient, course: dict[str, Any]) -> None:
    window = "from=2026-09-03T00:00:00Z&to=2026-09-06T00:00:00Z"

    pages = pages_of(client, f"/courses/1/changes?limit=3&{window}")

    (whole,) = pages_of(client, f"/courses/1/changes?limit=200&{window}")
    assert [len(page) for page in pages] == [3, 1]
    assert [number for page in pages for number in page] == whole


def test_after_an_event_of_before_the_window_it_begins_with_the_window(
    client: FlaskClient, course: dict[str, Any]
) -> None:
    first = changes_of(client, course)[0]["id"]

    events = changes_of(client, course, f"&after={first}&from=2026-09-05T00:00:00Z")

    assert [int(at[8:10]) for at in told(events, "at")] == [5, 6, 7]


def test_a_window_that_ends_before_it_begins_is_refused(
    client: FlaskClient, course: dict[str, Any]
) -> None:
    window = "from=2026-09-03T00:00:00.001Z&to=2026-09-03T00:00:00Z"

    error = error_of(client.get(f"/courses/1/changes?{window}"), 422, "E004")

    message = "It is later than `to`."
    assert error["details"] == [{"in": "query", "field": "from", "message": message}]


def test_who_is_deleted_leaves_a_tombstone(app: Flask, client: FlaskClient) -> None:
    course, student = make_course(client), make_student(client)
    assert client.delete(f"/courses/{course['id']}").status_code == 204
    assert client.delete(f"/students/{student['id']}").status_code == 204

    assert told(changes_of(client, course), "type", "cause") == [
        ("course.created", "create"),
        ("course.deleted", "delete"),
    ]
    assert told(history_of(client, student), "type") == ["student.created", "student.deleted"]
    assert make_course(client)["id"] > course["id"]
    assert make_student(client)["id"] > student["id"]
    assert fetch_all(app, "SELECT count(*) FROM events") == [(6,)]


@pytest.mark.parametrize(
    ("path", "code"), [("courses/9/changes", "E001"), ("students/9/history", "E002")]
)
def test_what_never_was_has_no_history(client: FlaskClient, path: str, code: str) -> None:
    error_of(client.get(f"/{path}"), 404, code)


def test_a_cursor_of_another_course_hides_nothing(
    client: FlaskClient, clock: StandingClock
) -> None:
    clock.set("2026-09-02T00:00:00Z")
    later = changes_of(client, make_course(client))[-1]["id"]
    clock.set("2026-09-01T00:00:00Z")
    course = make_course(client)
    clock.set("2026-09-03T00:00:00Z")

    assert told(changes_of(client, course, f"&after={later}"), "type") == ["course.created"]
