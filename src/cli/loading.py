"""From the rows of a CSV file to the controllers, batch by batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from src.cli.csv_files import CsvFile, Row
from src.cli.enrolling import load_enrollments
from src.cli.faults import faults_of, read_fields
from src.controllers.transfer.courses import import_courses
from src.controllers.transfer.results import NumberedRow, Tally
from src.controllers.transfer.said import Lines
from src.controllers.transfer.students import import_students
from src.controllers.transfer.terms import import_terms, terms_by_code
from src.errors import InvalidInputError
from src.schemas.fields import Schema
from src.schemas.transfer import CourseRow, EnrollmentCells, StudentRow, TermRow

BATCH_ROWS = 1000


def load_terms(file: CsvFile) -> Iterator[Tally]:
    """Import the terms of a file; yields what became of each batch."""
    seen: dict[str, int] = {}
    for batch in file.batches(BATCH_ROWS):
        yield import_terms(rows=list(_good_rows(file, batch)), seen=seen)


def load_students(file: CsvFile) -> Iterator[Tally]:
    """Import the students of a file; yields what became of each batch."""
    seen = Lines()
    for batch in file.batches(BATCH_ROWS):
        yield import_students(rows=list(_good_rows(file, batch)), seen=seen)


def load_courses(file: CsvFile) -> Iterator[Tally]:
    """Import the courses of a file; yields what became of each batch."""
    seen: dict[str, int] = {}
    terms = terms_by_code()
    for batch in file.batches(BATCH_ROWS):
        yield import_courses(rows=list(_good_rows(file, batch)), seen=seen, terms=terms)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file that an import reads, if it is there."""

    name: str
    schema: type[Schema]
    load: Callable[[CsvFile], Iterator[Tally]]


# In the order in which they are imported: a course names its term, and an enrollment
# its student and its course.
FILE_KINDS = (
    FileKind("terms.csv", TermRow, load_terms),
    FileKind("students.csv", StudentRow, load_students),
    FileKind("courses.csv", CourseRow, load_courses),
    FileKind("enrollments.csv", EnrollmentCells, load_enrollments),
)


def _good_rows(file: CsvFile, batch: list[Row]) -> Iterator[NumberedRow]:
    """The rows that fit the file's schema; the faults of the others go to the file's."""
    for line, cells in batch:
        try:
            yield NumberedRow(line, read_fields(file.schema, file.named(cells)))
        except InvalidInputError as error:
            file.faults.extend(faults_of(line, error))
