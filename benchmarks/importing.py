"""The import of a million enrollments beside the database's own loader.

The loader gets the very rows that the import wrote, events and all, into the same
migrated tables with their indexes and constraints. `.import` of the `sqlite3` shell
knows no NULL, so the rows go through a bare table in memory there.
"""

import csv
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import click
from sqlalchemy import NullPool, create_engine, make_url

from benchmarks.databases import Databases
from benchmarks.processes import peak_kib
from benchmarks.results import Results
from benchmarks.service import python_command

ENROLLMENTS, FEWER = 1_000_000, 250_000
TABLES = ("students", "courses", "student_courses", "events")
_PER_STUDENT, _COURSES, _ROUNDS = 10, 1_000, 3


def measure_importing(results: Results, databases: Databases, folder: Path) -> None:
    """Time both by turns, and the memory of a smaller import."""
    backend = databases.backend
    if backend == "sqlite" and shutil.which("sqlite3") is None:
        why = "not measured: the sqlite3 shell is missing (apt install sqlite3)"
        results.reasons[f"{backend}/import/time"] = why
        return
    files, fewer = folder / "files", folder / "fewer"
    write_files(files, ENROLLMENTS)
    write_files(fewer, FEWER)
    _, small = _import(databases.empty("fewer"), fewer)
    ours, loader, peaks = [], [], []
    with click.progressbar(range(_ROUNDS), label=f"{backend:10} import", width=20) as rounds:
        for _ in rounds:
            imported = databases.empty("imported")
            seconds, peak = _import(imported, files)
            ours.append(seconds)
            peaks.append(peak)
            loader.append(_load(imported, databases.empty("loaded"), folder))
    results.compare(f"{backend}/import/time", ours, loader)
    results.figures[f"{backend}/import/memory"] = [peak / small for peak in peaks]
    results.figures[f"{backend}/import/seconds"] = ours


def write_files(folder: Path, enrollments: int) -> None:
    """The three files of an import of so many enrollments."""
    folder.mkdir(exist_ok=True)
    students = range(1, enrollments // _PER_STUDENT + 1)
    _write(
        folder / "students.csv",
        ("external_id", "email", "name"),
        ((f"S-{s}", f"student-{s}@example.org", f"Student {s}") for s in students),
    )
    courses = range(_COURSES)
    _write(folder / "courses.csv", ("code", "title"), ((f"C-{c}", f"Course {c}") for c in courses))
    _write(
        folder / "enrollments.csv",
        ("student_external_id", "course_code"),
        (
            (f"S-{s}", f"C-{(s * 7 + k * 101) % _COURSES}")
            for s in students
            for k in range(_PER_STUDENT)
        ),
    )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _import(database_url: str, files: Path) -> tuple[float, int]:
    """Seconds and peak memory of the command."""
    begun = time.perf_counter()
    command = python_command("flask", "--app", "src", "import", str(files))
    peak = peak_kib(command, {"DATABASE_URL": database_url})
    return time.perf_counter() - begun, peak


def _load(imported: str, target: str, folder: Path) -> float:
    """Seconds in which the database's own loader takes the rows that were imported."""
    if make_url(target).get_backend_name() == "sqlite":
        return _load_sqlite(Path(imported[10:]), Path(target[10:]), folder)
    return _load_postgres(imported, target, folder)


def _load_sqlite(imported: Path, target: Path, folder: Path) -> float:
    dumping = [".mode csv", ".headers off"]
    loading = [
        *("PRAGMA journal_mode=WAL;", "PRAGMA synchronous=FULL;", "PRAGMA foreign_keys=ON;"),
        *("PRAGMA temp_store=MEMORY;", ".mode csv", "BEGIN IMMEDIATE;"),
    ]
    for table in TABLES:
        rows = folder / f"{table}.csv"
        columns = _sqlite3(imported, [f"SELECT name FROM pragma_table_info('{table}');"]).split()  # noqa: S608 (our own names)
        dumping += [f".output '{rows}'", f"SELECT * FROM {table};"]  # noqa: S608 (our own names)
        taken = ", ".join(f"nullif({column}, '')" for column in columns)
        loading += [
            f"CREATE TEMP TABLE bare ({', '.join(columns)});",
            f".import --schema temp '{rows}' bare",
            f"INSERT INTO main.{table} SELECT {taken} FROM temp.bare;",  # noqa: S608 (our own names)
            "DROP TABLE temp.bare;",
        ]
    _sqlite3(imported, dumping)
    begun = time.perf_counter()
    _sqlite3(target, [*loading, "COMMIT;"])
    return time.perf_counter() - begun


def _sqlite3(database: Path, commands: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 (our own command)
        ["sqlite3", "-bail", str(database)],  # noqa: S607 (the one in the path)
        input="\n".join(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or done.stderr:
        raise click.ClickException(f"sqlite3: {done.stderr[:500]}")
    return done.stdout


def _load_postgres(imported: str, target: str, folder: Path) -> float:
    for table in TABLES:
        _copy(imported, f"COPY {table} TO STDOUT (FORMAT csv)", folder / f"{table}.csv")
    begun = time.perf_counter()
    engine = create_engine(target, poolclass=NullPool)
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        for table in TABLES:
            rows = (folder / f"{table}.csv").open("rb")
            with rows, cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
                while block := rows.read(1 << 20):
                    copy.write(block)
    return time.perf_counter() - begun


def _copy(database_url: str, statement: str, path: Path) -> None:
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection, path.open("wb") as file:
        cursor = connection.connection.cursor()
        with cursor.copy(statement) as copy:
            file.writelines(copy)
