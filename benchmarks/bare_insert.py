"""The import beside a bare `sqlite3` insert of the same rows into the same schema."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from src import create_app
from src.cli.importing import import_folder
from src.config import Settings
from src.extensions import db
from src.work.engines import PRAGMAS, engine_options

TABLES = ("students", "courses", "student_courses")

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds of either."""

    importing: float
    inserting: float


def compare(imported: Path, template: Path, files: Path, *, rounds: int) -> Comparison:
    """Time both by turns, each time into a copy of a migrated database without rows.

    `imported` is the database whose rows are inserted; it has imported the same files.
    """
    rows = _rows_of(imported)
    target = template.with_name("round.db")
    importing, inserting = [], []
    for _ in range(rounds):
        _fresh(template, target)
        importing.append(_time_import(target, files))
        _fresh(template, target)
        inserting.append(_time_insert(target, rows))
    return Comparison(median(importing), median(inserting))


def _rows_of(database: Path) -> Rows:
    connection = _connect(database)
    try:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (our own names)
            for table in TABLES
        }
    finally:
        connection.close()


def _connect(database: Path) -> Any:
    """A connection of the service's own driver, set up as the service does."""
    settings = _settings(database)
    connection = engine_options(settings)["module"].connect(str(database), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _settings(database: Path) -> Settings:
    return Settings.from_environment({"DATABASE_URL": f"sqlite:///{database}"})


def _fresh(template: Path, target: Path) -> None:
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    shutil.copy(template, target)


def _time_import(target: Path, files: Path) -> float:
    app = create_app(_settings(target))
    with app.app_context():
        begun = time.perf_counter()
        import_folder(files)
        seconds = time.perf_counter() - begun
        db.engine.dispose()
    return seconds


def _time_insert(target: Path, rows: Rows) -> float:
    """One transaction, as durable as the import's, of rows that are ready in memory."""
    connection = _connect(target)
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        marks = ", ".join("?" * len(rows[table][0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608 (our own names)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds
