"""A folder to import from, and the commands."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from src.extensions import db
from src.work.engines import WRITE

# In the order in which rows name each other.
TABLES = {
    "terms": "id",
    "students": "id",
    "courses": "id",
    "student_courses": "student_id, course_id",
}


class Desk:
    """The database of an application, and the commands on it."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.folder = folder

    def write(self, **files: str | bytes) -> None:
        """Make the folder hold these files, by their names without `.csv`, and no others."""
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (self.folder / f"{name}.csv").write_bytes(data)

    def run(self, *arguments: str | Path) -> Result:
        """Run a command as `flask --app src` does."""
        return self.app.test_cli_runner().invoke(
            args=[str(each) for each in arguments], catch_exceptions=False
        )

    def refused(self, **files: str | bytes) -> list[str]:
        """Import files that must be refused; returns the lines on stderr."""
        self.write(**files)
        before = self.contents()
        result = self.run("import", self.folder)
        assert result.exit_code == 1, result.output
        assert self.contents() == before
        return result.stderr.splitlines()

    def imported(self, **files: str | bytes) -> dict[str, str]:
        """Import files that must be accepted; returns the counts told of each."""
        if files:
            self.write(**files)
        result = self.run("import", self.folder)
        assert (result.exit_code, result.stderr) == (0, "")
        *counts, last = result.stdout.splitlines()
        assert last.startswith("==> imported")
        return dict(line.split(".csv: ") for line in counts)

    def exported(self, folder: Path) -> dict[str, bytes]:
        """Export to a new folder; returns the files."""
        result = self.run("export", folder)
        assert result.exit_code == 0, result.output
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.app.app_context(), db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def change(self, sql: str) -> None:
        """Change the database behind the application's back."""
        with self.app.app_context(), db.engine.connect() as connection:
            connection.execution_options(**WRITE)
            connection.execute(text(sql))
            connection.commit()

    def empty(self) -> None:
        """Delete every row."""
        for table in reversed(TABLES):
            self.change(f"DELETE FROM {table}")

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        return {
            table: self.rows(f"SELECT * FROM {table} ORDER BY {key}")
            for table, key in TABLES.items()
        }


class School(Desk):
    """Students S1 to S9 and the courses A, B and C, without limits."""

    HEAD = "student_external_id,course_code,status,passed,grade,position\n"

    def fill(self) -> "School":
        """Make them."""
        students = "".join(f"S{n},s{n}@example.org,Student {n}\n" for n in range(1, 10))
        self.imported(
            students="external_id,email,name\n" + students,
            courses="code,title\nA,Algebra\nB,Botany\nC,Chemistry\n",
        )
        return self

    def state(self, *rows: str) -> str:
        """Import rows with statuses; returns the counts told."""
        return self.imported(enrollments=self.HEAD + "".join(f"{row}\n" for row in rows))[
            "enrollments"
        ]

    def plain(self, *rows: str) -> str:
        """Import rows that say who takes what; returns the counts told."""
        head = "student_external_id,course_code\n"
        return self.imported(enrollments=head + "".join(f"{row}\n" for row in rows))["enrollments"]

    def queue(self, code: str) -> list[str]:
        """Who waits for a course, in order."""
        rows = self.rows(
            "SELECT external_id FROM student_courses JOIN students ON id = student_id"
            f" WHERE course_id = (SELECT id FROM courses WHERE code = '{code}')"
            " AND place IS NOT NULL ORDER BY place"
        )
        return [name for (name,) in rows]

    def statuses(self) -> dict[str, tuple[Any, ...]]:
        """Status, passed and grade of every enrollment, by student and course."""
        rows = self.rows(
            "SELECT external_id, code, status, passed, grade FROM student_courses"
            " JOIN students ON students.id = student_id JOIN courses ON courses.id = course_id"
        )
        return {f"{name},{code}": tuple(state) for name, code, *state in rows}

    def counts(self) -> dict[str, tuple[int, int]]:
        """Seats and places taken of each course, as the courses count."""
        rows = self.rows("SELECT code, enrolled_count, waitlist_count FROM courses")
        return {code: (enrolled, waiting) for code, enrolled, waiting in rows}


@pytest.fixture
def school(desk: Desk) -> School:
    """A database with students and courses, and a folder for files."""
    return School(desk.app, desk.folder).fill()


@pytest.fixture
def desk(app: Flask, tmp_path: Path) -> Desk:
    """An empty database, and a folder for files."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(app, folder)
