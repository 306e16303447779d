"""What an export writes, and when it writes nothing."""

from collections.abc import Callable
from inspect import unwrap
from pathlib import Path
from typing import TypeAlias

import pytest
from flask.testing import FlaskClient

from src import work
from src.cli import exporting
from src.controllers.transfer.export import stream_courses
from src.extensions import db
from tests.factories import (
    complete,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    needs,
    wait,
)
from tests.integration.transfer.conftest import Desk
from tests.statements import Statements

Unit: TypeAlias = Callable[..., Callable[..., list[int]]]


def test_the_files_are_in_the_order_of_ids(desk: Desk, client: FlaskClient, tmp_path: Path) -> None:
    make_student(client, name="Bo", email="bo@example.org", external_id="S9")
    make_student(client, name="Ada", email="ada@example.org", given_name="Ada")
    make_course(client, code="Z", title="Zoology", credits=7.05)
    make_course(client, code="A", title="Algebra", credits=10)
    enroll(client, {"id": 2}, {"id": 2}, {"id": 1})
    enroll(client, {"id": 1}, {"id": 2})

    files = desk.exported(tmp_path / "new" / "folder")

    assert files == {
        "terms.csv": b"code,name,starts_on,ends_on,time_zone,registration_opens_at,"
        b"registration_closes_at,drop_deadline_at,max_credits\r\n",
        "students.csv": b"external_id,email,name,given_name,family_name\r\n"
        b"S9,bo@example.org,Bo,,\r\n,ada@example.org,Ada,Ada,\r\n",
        "courses.csv": b"code,catalog_code,title,description,credits,term_code,capacity,"
        b"waitlist_capacity,meetings,prerequisites\r\n"
        b"Z,,Zoology,,7.05,,,,,\r\nA,,Algebra,,10,,,,,\r\n",
        "enrollments.csv": b"student_external_id,student_email,course_code,status,passed,grade,"
        b"position\r\n"
        b"S9,,A,enrolled,,,\r\n"
        b",ada@example.org,Z,enrolled,,,\r\n,ada@example.org,A,enrolled,,,\r\n",
    }


def test_every_column_of_a_term_and_a_course_is_written(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    make_term(
        client,
        code="F26",
        name="Autumn",
        registration_opens_at="2026-06-01T10:00:00.5+02:00",
        drop_deadline_at="2026-10-01T00:00:00Z",
        max_credits=30,
    )
    make_course(
        client,
        code="A",
        title="Algebra",
        term_id=1,
        capacity=0,
        waitlist_capacity=5,
        meetings=[meeting(1, "09:00", "10:30", location="Hall A")],
        prerequisites=needs("ALG", concurrent=True),
    )

    files = desk.exported(tmp_path / "out")

    assert files["terms.csv"].splitlines()[1] == (
        b"F26,Autumn,2026-09-01,2026-12-18,Europe/Berlin,2026-06-01T08:00:00.500Z,,"
        b"2026-10-01T00:00:00.000Z,30"
    )
    assert files["courses.csv"].splitlines()[1] == (
        b'A,,Algebra,,,F26,0,5,"[{""weekday"":1,""starts_at"":""09:00"",""ends_at"":""10:30"",'
        b'""location"":""Hall A"",""starts_on"":null,""ends_on"":null}]",'
        b'"[{""catalog_code"":""ALG"",""concurrent"":true}]"'
    )


def test_every_status_is_written_with_what_belongs_to_it(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    """A position is counted, whatever the places in the database are."""
    course = make_course(client, code="A", capacity=2)
    students = [make_student(client, external_id=f"S{n}") for n in range(1, 7)]
    enroll(client, students[0], course)
    enroll(client, students[4], course)
    for student in (students[3], students[1], students[2], students[5]):
        wait(client, student, course)
    complete(client, students[0], course, passed=False, grade="D")
    complete(client, students[4], course)
    drop(client, students[1], course)

    files = desk.exported(tmp_path / "out")

    assert files["enrollments.csv"].decode().splitlines()[1:] == [
        "S1,,A,completed,false,D,",
        "S2,,A,dropped,,,",
        "S3,,A,waitlisted,,,2",
        "S4,,A,waitlisted,,,1",
        "S5,,A,completed,true,,",
        "S6,,A,waitlisted,,,3",
    ]


def test_an_export_costs_a_constant_number_of_statements(
    desk: Desk, client: FlaskClient, tmp_path: Path, statements: Statements
) -> None:
    course = make_course(client, code="A", capacity=0)
    costs = []
    for count in (1, 5):
        for _ in range(count):
            wait(client, make_student(client), course)
        statements.clear()
        desk.exported(tmp_path / str(count))
        costs.append(list(statements))

    assert costs[0] == costs[1]


def test_cells_that_would_run_as_formulas_are_made_harmless(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    make_student(client, name="=1+1", email="+a@example.org", given_name="'quoted")
    make_course(client, code="-1", title="'@x", description="\tx")

    files = desk.exported(tmp_path / "out")

    assert files["students.csv"].splitlines()[1] == b",'+a@example.org,'=1+1,'quoted,"
    assert files["courses.csv"].splitlines()[1] == b"'-1,,''@x,'\tx,,,,,,"


def test_an_enrolled_course_without_a_code_stops_the_export(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    student = make_student(client)
    for _ in range(2):
        enroll(client, student, make_course(client))

    result = desk.run("export", tmp_path / "out")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Courses with enrollments but without a code: 1, 2.")
    assert not (tmp_path / "out").exists()


def test_an_idle_course_without_a_code_is_left_out_and_named(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    make_course(client)
    make_course(client, code="A", title="Algebra")

    result = desk.run("export", tmp_path / "out")

    assert (result.exit_code, result.stderr) == (
        0,
        "Left out, since they have neither code nor enrollments: 1\n",
    )
    assert len((tmp_path / "out" / "courses.csv").read_text().splitlines()) == 2


def test_an_export_overwrites_only_if_told_to(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    make_student(client)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "courses.csv").write_text("mine")

    refused = desk.run("export", tmp_path / "out")
    kept = {path.name: path.read_text() for path in (tmp_path / "out").iterdir()}
    forced = desk.run("export", tmp_path / "out", "--force")

    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: courses.csv would be overwritten in ")
    assert kept == {"courses.csv": "mine"}
    assert forced.exit_code == 0
    assert forced.stdout == "".join(
        f"{name}.csv: {count} rows\n"
        for name, count in (("terms", 0), ("students", 1), ("courses", 0), ("enrollments", 0))
    )
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_an_export_that_fails_leaves_what_was_there(
    desk: Desk, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_student(client)
    before = desk.exported(tmp_path / "out")
    make_student(client)
    monkeypatch.setattr(exporting, "stream_courses", _break)

    result = desk.run("export", tmp_path / "out", "--force")

    assert result.exit_code == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def _break() -> None:
    raise OSError(28, "No space left on device", "courses.csv")


@pytest.mark.parametrize("unit", [work.snapshot, work.read])
def test_an_export_is_of_one_moment(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, unit: Unit
) -> None:
    """The control: what PostgreSQL reads by default is of several moments."""
    make_student(client, external_id="S1")

    def courses_after_a_change() -> object:
        desk.change(
            "INSERT INTO courses (version, code, title, created_at, updated_at)"
            " SELECT 1, 'NEW', 'New', created_at, updated_at FROM students"
        )
        return stream_courses()

    monkeypatch.setattr(exporting, "stream_courses", courses_after_a_change)
    monkeypatch.setattr(exporting, "_write", unit(unwrap(exporting._write)))

    files = desk.exported(desk.folder / "out")

    with desk.app.app_context():
        sees_change = db.engine.dialect.name == "postgresql" and unit is work.read
    assert (b"NEW" in files["courses.csv"]) == sees_change
