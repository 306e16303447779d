"""What an export writes, and when it writes nothing."""

from collections.abc import Callable
from inspect import unwrap
from pathlib import Path
from typing import TypeAlias

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from src import work
from src.cli import exporting
from src.controllers.transfer.export import stream_courses
from src.extensions import db
from src.work.engines import WRITE
from tests.factories import enroll, make_course, make_student
from tests.integration.transfer.conftest import Desk

Unit: TypeAlias = Callable[..., Callable[..., list[int]]]
FORMULAS = ["=1+1", "+49", "-1", "@sum", "＝1", "'=1", "''-1", "'plain", "'"]  # noqa: RUF001


def change(sql: str) -> None:
    """Change the application's database over a connection of its own."""
    with db.engine.connect() as connection:
        connection.execution_options(**WRITE)
        connection.execute(text(sql))
        connection.commit()


def fill(client: FlaskClient) -> None:
    """Make records with all that a cell can hold."""
    first = make_student(client, name='Ada "A", Lind', given_name="Ada", external_id="S2")
    second = make_student(client, name="Bo Ström", email="bo@example.org")
    course = make_course(client, code="C2", title="B, 2", credits=7.5, description="a\nb\rc\r\n,")
    other = make_course(client, code="C1", title="A", credits=0, catalog_code="CAT")
    enroll(client, second, course, other)
    enroll(client, first, other)
    for number, formula in enumerate(FORMULAS):
        make_student(client, name=formula, external_id=f"{formula}{number}")
        make_course(client, title=formula, description=f"\t{formula}", code=f"{formula}{number}")


def test_the_files_are_in_the_order_of_ids(desk: Desk, client: FlaskClient, tmp_path: Path) -> None:
    make_student(client, name="Bo", email="bo@example.org", external_id="S9")
    make_student(client, name="Ada", email="ada@example.org", given_name="Ada")
    make_course(client, code="Z", title="Zoology", credits=7.05)
    make_course(client, code="A", title="Algebra", credits=10)
    enroll(client, {"id": 2}, {"id": 2}, {"id": 1})
    enroll(client, {"id": 1}, {"id": 2})

    files = desk.exported(tmp_path / "new" / "folder")

    assert files == {
        "students.csv": b"external_id,email,name,given_name,family_name\r\n"
        b"S9,bo@example.org,Bo,,\r\n,ada@example.org,Ada,Ada,\r\n",
        "courses.csv": b"code,catalog_code,title,description,credits\r\n"
        b"Z,,Zoology,,7.05\r\nA,,Algebra,,10\r\n",
        "enrollments.csv": b"student_external_id,student_email,course_code\r\n"
        b"S9,,A\r\n,ada@example.org,Z\r\n,ada@example.org,A\r\n",
    }


def test_import_export_import_is_a_fixed_point(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    fill(client)
    before = desk.contents()
    first = desk.exported(tmp_path / "first")

    desk.folder = tmp_path / "first"
    counts = desk.imported()

    assert all(told.startswith("0 created, 0 changed") for told in counts.values())
    assert desk.contents() == before
    assert desk.exported(tmp_path / "second") == first


def test_an_export_fills_an_empty_database_alike(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    fill(client)
    first = desk.exported(tmp_path / "first")
    for table in ("student_courses", "students", "courses"):
        with desk.app.app_context():
            change(f"DELETE FROM {table}")

    desk.folder = tmp_path / "first"
    desk.imported()

    assert desk.exported(tmp_path / "second") == first


def test_cells_that_would_run_as_formulas_are_made_harmless(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    make_student(client, name="=1+1", email="+a@example.org", given_name="'quoted")
    make_course(client, code="-1", title="'@x", description="\tx")

    files = desk.exported(tmp_path / "out")

    assert files["students.csv"].splitlines()[1] == b",'+a@example.org,'=1+1,'quoted,"
    assert files["courses.csv"].splitlines()[1] == b"'-1,,''@x,'\tx,"


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
    assert forced.stdout == "students.csv: 1 rows\ncourses.csv: 0 rows\nenrollments.csv: 0 rows\n"
    assert len(list((tmp_path / "out").iterdir())) == 3


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
        change(
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
