"""The small invented catalogue that the repository carries."""

import csv
from itertools import groupby
from typing import Any

import pytest
from flask.testing import FlaskClient

from src.config import ROOT
from tests.clock import StandingClock
from tests.factories import ask
from tests.integration.transfer.conftest import Desk

DEMO = ROOT / "src" / "cli" / "demo"


def test_the_demo_shows_something_and_can_be_loaded_twice(desk: Desk, client: FlaskClient) -> None:
    desk.folder = DEMO
    counts = desk.imported()
    before = desk.contents()

    again = desk.imported()

    assert counts == {
        "terms": "2 created, 0 changed, 0 unchanged",
        "students": "20 created, 0 changed, 0 unchanged",
        "courses": "12 created, 0 changed, 0 unchanged",
        "enrollments": "53 created, 0 changed, 0 unchanged",
    }
    assert {name: told.rsplit(", ", 1)[0] for name, told in again.items()} == dict.fromkeys(
        counts, "0 created, 0 changed"
    )
    assert desk.contents() == before
    assert len(client.get("/courses").json or []) == 12
    assert client.get("/students/1/courses").json


def test_every_student_of_the_demo_is_invented_and_enrolled(
    desk: Desk, client: FlaskClient
) -> None:
    desk.folder = DEMO
    desk.imported()

    students = client.get("/students").json or []

    assert all(student["email"].endswith("@example.org") for student in students)
    assert all(client.get(f"/students/{student['id']}/courses").json for student in students)


def test_the_demo_has_a_full_course_with_a_queue(desk: Desk, client: FlaskClient) -> None:
    desk.folder = DEMO
    desk.imported()

    courses = client.get("/courses").json or []

    (full,) = [course for course in courses if course["open_seats"] == 0]
    assert (full["code"], full["waitlist_count"]) == ("HIST-205-F26", 2)
    assert sum(bool(course["meetings"]) for course in courses) == 11
    needed = [each["concurrent"] for course in courses for each in course["prerequisites"]]
    assert sorted(needed) == [False, True]


@pytest.mark.parametrize("instant", ["2026-06-02T08:00:00Z", "2027-06-29T08:00:00Z"])
def test_the_students_of_the_demo_could_have_enrolled_themselves(
    desk: Desk, client: FlaskClient, clock: StandingClock, instant: str
) -> None:
    """For a year registration is open, nothing clashes, and nobody is over the limit."""
    desk.folder = DEMO
    desk.imported()
    desk.change("DELETE FROM student_courses")
    desk.change("UPDATE courses SET enrolled_count = 0, waitlist_count = 0")
    clock.set(instant)
    rows = list(csv.DictReader((DEMO / "enrollments.csv").read_text().splitlines()))
    seated = [row for row in rows if row["status"] in ("enrolled", "completed")]
    waiting = [row for row in rows if row["status"] == "waitlisted"]

    assert results(client, seated) == {"enrolled"}
    assert results(client, waiting) == {"waitlisted"}


def results(client: FlaskClient, rows: list[dict[str, str]]) -> set[str]:
    """What comes of it when every student asks for their courses."""
    courses = {each["code"]: each for each in client.get("/courses").json or []}
    students = {each["external_id"]: each for each in client.get("/students").json or []}
    found: set[str] = set()
    for name, mine in groupby(rows, lambda row: row["student_external_id"]):
        asked: list[dict[str, Any]] = [courses[row["course_code"]] for row in mine]
        answer = ask(client, students[name], *asked, waitlist=True).json or {}
        found.update(each["result"] for each in answer["courses"])
    return found


def test_the_last_line_names_a_call_that_works(desk: Desk, client: FlaskClient) -> None:
    result = desk.run("import", DEMO)

    url = result.stdout.split()[-1]

    assert url == "http://127.0.0.1:8000/courses"
    assert client.get(url.removeprefix("http://127.0.0.1:8000")).status_code == 200
