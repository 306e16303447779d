"""`make oulad`, on the real registrations and on a small folder of their form."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from benchmarks import oulad
from benchmarks.registrations import read_registrations, write_import_files
from src.config import ROOT
from tests.conftest import REAL_DATA_MISSING

REAL = ROOT.parent / "shared" / "data" / "oulad"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three registrations of two students, and a course without any."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "courses.csv").write_text(
        '"code_module","code_presentation","module_presentation_length"\n'
        '"AAA","2013J","268"\n"BBB","2014B","240"\n"CCC","2014J","269"\n'
    )
    (folder / "studentRegistration.csv").write_text(
        "code_module,code_presentation,id_student,date_registration\n"
        "AAA,2013J,11391,-159.0\nAAA,2013J,28400,\nBBB,2014B,11391,-3.0\n"
    )
    return folder


@pytest.mark.skipif(not REAL.is_dir(), reason=REAL_DATA_MISSING)
def test_every_roster_of_the_real_registrations_is_served(
    empty_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registrations = read_registrations(REAL)
    write_import_files(registrations, tmp_path)

    oulad.import_and_verify(registrations, tmp_path, empty_database_url)

    assert len(registrations.students) == 28_785
    assert len(registrations.rosters) == 22
    assert sum(map(len, registrations.rosters.values())) == 32_593
    assert "22 rosters, 32,593 members" in capsys.readouterr().out


def test_a_folder_of_the_same_form_is_imported_and_served(small: Path) -> None:
    result = CliRunner().invoke(oulad.main, [str(small)])

    assert result.exit_code == 0, result.output
    assert "2 students, 3 courses, 3 registrations" in result.stdout
    assert "every roster has the members of the source, and no others" in result.stdout
    assert " rows/s\n" in result.stdout


def test_a_database_with_tables_is_not_touched(small: Path, database_url: str) -> None:
    result = CliRunner().invoke(oulad.main, [str(small), "--database-url", database_url])

    assert result.exit_code == 1
    assert result.stderr == "Error: The database is not empty; nothing was touched.\n"


def test_a_roster_that_differs_fails(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registrations = read_registrations(small)
    files = tmp_path / "files"
    files.mkdir()
    write_import_files(registrations, files)
    (files / "enrollments.csv").write_text(
        "student_external_id,course_code\n11391,AAA-2013J\n28400,BBB-2014B\n"
    )

    with pytest.raises(click.ClickException) as caught:
        oulad.import_and_verify(registrations, files, f"sqlite:///{tmp_path / 'desk.db'}")

    assert caught.value.message.splitlines() == [
        "The rosters differ:",
        "AAA-2013J: 1 members for 2, 1 missing, 0 not in the source.",
        "BBB-2014B: 1 members for 1, 1 missing, 1 not in the source.",
    ]


def test_differing_courses_and_doubled_members_are_named() -> None:
    expected = {"A": ["1"], "B": ["1"], "C": ["1"]}

    told = list(oulad.differing(expected, {"A": ["1"], "B": ["1", "1"], "D": []}))

    assert told == [
        "B: 2 members for 1, 0 missing, 0 not in the source.",
        "C is not served.",
        "D is not in the source.",
    ]


@pytest.mark.parametrize("missing", ["courses.csv", "studentRegistration.csv"])
def test_a_missing_file_is_said_so(small: Path, missing: str) -> None:
    (small / missing).unlink()

    result = CliRunner().invoke(oulad.main, [str(small)])

    assert result.exit_code == 1
    assert f"{missing} cannot be read (No such file or directory)" in result.stderr
    assert "make oulad OULAD=folder" in result.stderr


def test_a_missing_column_is_said_so(small: Path) -> None:
    (small / "courses.csv").write_text("code_module\nAAA\n")

    result = CliRunner().invoke(oulad.main, [str(small)])

    assert "courses.csv has no column 'code_presentation'." in result.stderr
