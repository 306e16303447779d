"""The rows of the CSV files that are imported and exported, with the fields of the wire.

A file's columns are its schema's fields; those without a default must be there. An export
writes them in the order of the fields.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from src.errors import UnreadableBodyError
from src.schemas.courses import Meetings, Prerequisites
from src.schemas.fields import (
    Code,
    Credits,
    Description,
    Email,
    ExternalId,
    Grade,
    Id,
    Name,
    Schema,
    Seats,
    Title,
)
from src.schemas.reading import read_json
from src.schemas.terms import TermCreate
from src.values import Status

C = TypeVar("C", bool | None, str | None, int | None)
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_WHOLE = re.compile(r"-?[0-9]{1,20}")
# Spreadsheets write these words in capitals.
_TRUTHS = {"true": True, "TRUE": True, "false": False, "FALSE": False}


def _decimal(value: str) -> Decimal:
    if not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("decimal", "Input should be a number such as 3 or 7.5.")
    return Decimal(value)


def _whole(value: str) -> int:
    if not _WHOLE.fullmatch(value):
        raise PydanticCustomError("whole_number", "Input should be a whole number.")
    return int(value)


def _status(value: str) -> Status:
    try:
        return Status(value)
    except ValueError:
        known = ", ".join(Status)
        raise PydanticCustomError(
            "status", "Input should be one of {known}.", {"known": known}
        ) from None


def _truth(value: str) -> bool:
    if value not in _TRUTHS:
        raise PydanticCustomError("truth", "Input should be true or false.")
    return _TRUTHS[value]


def _array(value: str | None) -> Any:
    """The JSON array of a cell; an empty cell is an empty one."""
    if value is None:
        return []
    try:
        found = read_json(value.encode())
    except UnreadableBodyError as error:
        (detail,) = error.details
        raise PydanticCustomError("json", "{why}", {"why": str(detail["message"])}) from None
    if not isinstance(found, list):
        raise PydanticCustomError("json", "Input should be a JSON array.")
    return found


CreditsCell = Annotated[Credits, BeforeValidator(_decimal)]
SeatsCell = Annotated[Seats, BeforeValidator(_whole)]


class TermRow(TermCreate):
    """A row of `terms.csv`."""

    max_credits: CreditsCell | None = None


class StudentRow(Schema):
    """A row of `students.csv`."""

    external_id: ExternalId | None = None
    email: Email
    name: Name
    given_name: Name | None = None
    family_name: Name | None = None


class CourseRow(Schema):
    """A row of `courses.csv`; what has no code cannot be matched."""

    code: Code
    catalog_code: Code | None = None
    title: Title
    description: Description | None = None
    credits: CreditsCell | None = None
    term_code: Code | None = None
    capacity: SeatsCell | None = None
    waitlist_capacity: SeatsCell | None = None
    meetings: Annotated[Meetings, BeforeValidator(_array)] = ()
    prerequisites: Annotated[Prerequisites, BeforeValidator(_array)] = ()


class NameCells(Schema):
    """Who takes what, in a row of `enrollments.csv`."""

    student_external_id: ExternalId | None = None
    student_email: Email | None = None
    course_code: Code


class StateCells(Schema):
    """What an enrollment is, in a row of `enrollments.csv`; no status is `enrolled`."""

    # An absent column says the same as an empty cell.
    model_config = ConfigDict(validate_default=True)

    status: Annotated[Status, PlainValidator(_status)] | None = None
    passed: Annotated[bool, BeforeValidator(_truth)] | None = None
    grade: Grade | None = None
    position: Annotated[Id, BeforeValidator(_whole)] | None = None

    @field_validator("passed", "grade", "position")
    @classmethod
    def _goes_with_the_status(cls, value: C, info: ValidationInfo) -> C:
        if "status" not in info.data:
            return value
        name, status = str(info.field_name), info.data["status"]
        owner = Status.WAITLISTED if name == "position" else Status.COMPLETED
        if value is not None and status != owner:
            raise PydanticCustomError("together", f"Only a {owner} enrollment has one.")
        if value is None and status == owner and name == "passed":
            raise PydanticCustomError("together", "A completed enrollment needs true or false.")
        return value


class EnrollmentCells(StateCells, NameCells):
    """A row of `enrollments.csv`."""


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
    if schema is EnrollmentCells:
        yield from _enrollment_header_faults(columns)


def _enrollment_header_faults(columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not {"student_external_id", "student_email"} & {*columns}:
        yield "", "No column names the student: student_external_id or student_email."
    if "status" not in columns:
        for name in StateCells.model_fields:
            if name in columns:
                yield name, "The column says nothing without one named status."


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


def dump_whole(number: int | None) -> str:
    """The cell for a whole number."""
    return "" if number is None else str(number)


def dump_truth(value: int | None) -> str:
    """The cell for what is true, false, or not said."""
    return "" if value is None else "true" if value else "false"


def dump_array(array: str) -> str:
    """The cell for the text of a JSON array; none at all for one that is empty."""
    return "" if array == "[]" else array
