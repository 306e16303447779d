"""The small invented catalogue that the repository carries."""

from flask.testing import FlaskClient

from src.config import ROOT
from tests.integration.transfer.conftest import Desk

DEMO = ROOT / "src" / "cli" / "demo"


def test_the_demo_shows_something_and_can_be_loaded_twice(desk: Desk, client: FlaskClient) -> None:
    desk.folder = DEMO
    counts = desk.imported()
    before = desk.contents()

    again = desk.imported()

    assert counts == {
        "students": "20 created, 0 changed, 0 unchanged",
        "courses": "12 created, 0 changed, 0 unchanged",
        "enrollments": "45 created, 0 changed, 0 unchanged",
    }
    assert {name: told.split(", ", 1)[0] for name, told in again.items()} == dict.fromkeys(
        counts, "0 created"
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


def test_the_last_line_names_a_call_that_works(desk: Desk, client: FlaskClient) -> None:
    result = desk.run("import", DEMO)

    url = result.stdout.split()[-1]

    assert url == "http://127.0.0.1:8000/courses"
    assert client.get(url.removeprefix("http://127.0.0.1:8000")).status_code == 200
