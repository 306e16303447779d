"""From the rows of a CSV file to the controllers, batch by batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from src.cli.csv_files import CsvFile, Row
from src.cli.faults import faults_of, read_fields
from src.controllers.transfer.courses import import_courses
from src.controllers.transfer.enrollments import course_ids_by_code, import_enrollments
from src.controllers.transfer.results import EnrollmentRow, Fault, NumberedRow, Tally
from src.controllers.transfer.students import import_students
from src.errors import InvalidInputError
from src.schemas.cells import restored_cell
from src.schemas.fields import Schema
from src.schemas.transfer import CourseRow, EnrollmentCells, StudentRow

BATCH_ROWS = 1000
ENROLLMENTS_PER_BATCH = 20_000


def load_students(file: CsvFile) -> Iterator[Tally]:
    """Import the students of a file; yields what became of each batch."""
    seen: dict[int, int] = {}
    for batch in file.batches(BATCH_ROWS):
        yield import_students(rows=list(_good_rows(file, batch)), seen=seen)


def load_courses(file: CsvFile) -> Iterator[Tally]:
    """Import the courses of a file; yields what became of each batch."""
    seen: dict[str, int] = {}
    for batch in file.batches(BATCH_ROWS):
        yield import_courses(rows=list(_good_rows(file, batch)), seen=seen)


def load_enrollments(file: CsvFile) -> Iterator[Tally]:
    """Import the enrollments of a file; yields what became of each batch.

    A schema looks only at rows that name nobody or nothing: what is found has the form
    of what is kept.
    """
    courses = course_ids_by_code()
    for batch in file.batches(ENROLLMENTS_PER_BATCH):
        rows = list(map(EnrollmentRow, *_by_column(file, batch)))
        tally = import_enrollments(rows=rows, courses=courses)
        if tally.faults:
            tally.faults = _with_schema_faults(file, batch, tally.faults)
        yield tally


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file that an import reads, if it is there."""

    name: str
    schema: type[Schema]
    load: Callable[[CsvFile], Iterator[Tally]]


# In the order in which they are imported: enrollments name the other two.
FILE_KINDS = (
    FileKind("students.csv", StudentRow, load_students),
    FileKind("courses.csv", CourseRow, load_courses),
    FileKind("enrollments.csv", EnrollmentCells, load_enrollments),
)


def _cells(file: CsvFile, cells: list[str]) -> dict[str, str]:
    return dict(zip(file.columns, map(restored_cell, cells), strict=True))


def _good_rows(file: CsvFile, batch: list[Row]) -> Iterator[NumberedRow]:
    """The rows that fit the file's schema; the faults of the others go to the file's."""
    for line, cells in batch:
        try:
            yield NumberedRow(line, read_fields(file.schema, _cells(file, cells)))
        except InvalidInputError as error:
            file.faults.extend(faults_of(line, error))


def _by_column(file: CsvFile, batch: list[Row]) -> Iterator[list[int] | list[str]]:
    """The lines, then the cells of each column of the schema."""
    yield [line for line, _ in batch]
    for name in file.schema.model_fields:
        if name in file.columns:
            index = file.columns.index(name)
            column = [cells[index] for _, cells in batch]
            yield [restored_cell(cell) if cell[:1] == "'" else cell for cell in column]
        else:
            yield [""] * len(batch)


def _with_schema_faults(file: CsvFile, batch: list[Row], found: list[Fault]) -> list[Fault]:
    """The faults, those of the schema in place of others about the same cell."""
    faults = {(fault.line, fault.column): fault for fault in found}
    lines = {fault.line for fault in found}
    for line, cells in batch:
        if line in lines:
            try:
                read_fields(file.schema, _cells(file, cells))
            except InvalidInputError as error:
                faults |= {(line, fault.column): fault for fault in faults_of(line, error)}
    return list(faults.values())
