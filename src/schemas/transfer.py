"""The rows of the CSV files that are imported and exported, with the fields of the wire.

A file's columns are its schema's fields; those without a default must be there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from src.schemas.courses import CourseCreate
from src.schemas.fields import Code, Credits, Email, ExternalId, Name, Schema

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def _decimal(value: str | None) -> Decimal | None:
    """The number of a decimal text; None, an empty cell, stays None."""
    if value is None:
        return None
    if not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("decimal", "Input should be a number such as 3 or 7.5.")
    return Decimal(value)


class StudentRow(Schema):
    """A row of `students.csv`."""

    external_id: ExternalId | None = None
    email: Email
    name: Name
    given_name: Name | None = None
    family_name: Name | None = None


class CourseRow(CourseCreate):
    """A row of `courses.csv`; what has no code cannot be matched."""

    code: Code
    credits: Annotated[Credits | None, BeforeValidator(_decimal)] = None


class EnrollmentCells(Schema):
    """A row of `enrollments.csv`."""

    student_external_id: ExternalId | None = None
    student_email: Email | None = None
    course_code: Code


# As an export writes them.
STUDENT_COLUMNS = ("external_id", "email", "name", "given_name", "family_name")
COURSE_COLUMNS = ("code", "catalog_code", "title", "description", "credits")
ENROLLMENT_COLUMNS = ("student_external_id", "student_email", "course_code")


def header_faults(schema: type[Schema], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a file's header: each column concerned, and a reason."""
    fields = schema.model_fields
    for name in dict.fromkeys(columns):
        if name not in fields:
            yield name, f"There is no such column; there are {', '.join(fields)}."
        elif columns.count(name) > 1:
            yield name, "The column stands twice."
    for name, field in fields.items():
        if field.is_required() and name not in columns:
            yield name, "The column is missing."
    if schema is EnrollmentCells and not {"student_external_id", "student_email"} & {*columns}:
        yield "", "No column names the student: student_external_id or student_email."


def cells_to_fields(schema: type[Schema], cells: Mapping[str, str]) -> dict[str, str | None]:
    """What the cells of a row say: an empty one clears its field, or names nothing where
    the schema demands a value.
    """
    fields = schema.model_fields
    return {
        name: cell or None for name, cell in cells.items() if cell or not fields[name].is_required()
    }


def dump_decimal(hundredths: int | None) -> str:
    """The cell for a number of hundredths, without needless zeros."""
    if hundredths is None:
        return ""
    whole, fraction = divmod(hundredths, 100)
    return f"{whole}.{fraction:02}".rstrip("0").rstrip(".")
