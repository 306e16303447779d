"""A folder to import from, and the commands."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from src.extensions import db

TABLES = {
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

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        return {
            table: self.rows(f"SELECT * FROM {table} ORDER BY {key}")
            for table, key in TABLES.items()
        }


@pytest.fixture
def desk(app: Flask, tmp_path: Path) -> Desk:
    """An empty database, and a folder for files."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(app, folder)
