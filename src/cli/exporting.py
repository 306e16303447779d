"""`flask --app src export DIR`: everything, as the CSV files that an import reads."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import click
from flask.cli import with_appcontext

from src import work
from src.cli.importing import told
from src.controllers import AnyRow
from src.controllers.readiness import check_revision
from src.controllers.transfer.export import (
    list_codeless_courses,
    stream_courses,
    stream_enrollments,
    stream_students,
    stream_terms,
)
from src.errors import RegistrationError
from src.schemas.cells import harmless_cell
from src.schemas.fields import Schema
from src.schemas.transfer import (
    CourseRow,
    EnrollmentCells,
    StudentRow,
    TermRow,
    dump_array,
    dump_decimal,
    dump_truth,
    dump_whole,
)

Cells: TypeAlias = Sequence[str | None]
_NAMES = ("terms.csv", "students.csv", "courses.csv", "enrollments.csv")


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the files of an earlier export.")
@with_appcontext
def export(folder: Path, *, force: bool) -> None:
    """Export terms.csv, students.csv, courses.csv and enrollments.csv to a folder.

    The folder is made if need be. Whatever fails, no file is half written.
    """
    there = [name for name in _NAMES if (folder / name).exists()]
    if there and not force:
        message = f"{', '.join(there)} would be overwritten in {folder}; --force does so."
        raise click.ClickException(message)
    try:
        with _parts(folder) as parts:
            counts = _write(parts)
    except RegistrationError as error:
        raise click.ClickException(f"{told(error)} Nothing was exported.") from None
    except OSError as error:
        raise click.FileError(str(error.filename or folder), error.strerror) from None
    for name, count in zip(_NAMES, counts, strict=True):
        click.echo(f"{name}: {count} rows")


@contextmanager
def _parts(folder: Path) -> Iterator[list[Path]]:
    """Names to write to; after the block they become the real ones, unless it failed."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    parts = [folder / f".{name}.{os.getpid()}.part" for name in _NAMES]
    try:
        yield parts
        for name, part in zip(_NAMES, parts, strict=True):
            part.replace(folder / name)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


@work.snapshot
def _write(parts: Sequence[Path]) -> list[int]:
    """Write the files; returns how many rows each has."""
    check_revision()
    codeless = list_codeless_courses()
    if codeless.enrolled:
        ids = ", ".join(map(str, codeless.enrolled))
        raise click.ClickException(
            f"Courses with enrollments but without a code: {ids}. Enrollments name their course"
            " by its code, so give each one (PATCH /courses/{id}). Nothing was exported."
        )
    if codeless.idle:
        ids = ", ".join(map(str, codeless.idle))
        click.echo(f"Left out, since they have neither code nor enrollments: {ids}", err=True)
    contents: list[tuple[type[Schema], Iterable[Cells]]] = [
        (TermRow, map(_term_cells, stream_terms())),
        (StudentRow, stream_students()),
        (CourseRow, map(_course_cells, stream_courses())),
        (EnrollmentCells, map(_enrollment_cells, stream_enrollments())),
    ]
    return [
        _write_file(part, tuple(schema.model_fields), rows)
        for part, (schema, rows) in zip(parts, contents, strict=True)
    ]


def _term_cells(row: AnyRow) -> Cells:
    code, name, starts_on, ends_on, *texts, hundredths = row
    return code, name, starts_on.isoformat(), ends_on.isoformat(), *texts, dump_decimal(hundredths)


def _course_cells(row: AnyRow) -> Cells:
    *texts, hundredths, term_code, capacity, waitlist_capacity, meetings, prerequisites = row
    seats = (dump_whole(each) for each in (capacity, waitlist_capacity))
    arrays = (dump_array(each) for each in (meetings, prerequisites))
    return *texts, dump_decimal(hundredths), term_code, *seats, *arrays


def _enrollment_cells(row: AnyRow) -> Cells:
    """One name of the student is enough; an e-mail goes out only where there is no other."""
    external_id, email, code, status, passed, grade, position = row
    mail = None if external_id else email
    state = (status, dump_truth(passed), grade, dump_whole(position))
    return external_id, mail, code, *state


def _write_file(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> int:
    """One file, on disk when this returns; the line ends are those of RFC 4180."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        # These line ends make the writer quote every cell that holds a part of one.
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([harmless_cell(cell or "") for cell in row])
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count
