"""What is wrong with the files of an import, kept until the import has seen all of them."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import Any, Self

import click

from src.controllers.transfer.results import Fault
from src.errors import InvalidInputError
from src.schemas.fields import Schema
from src.schemas.reading import validate
from src.schemas.transfer import cells_to_fields

_IN_MEMORY_BYTES = 2**20


class BadRowsError(Exception):
    """Some rows cannot be imported, so none was."""


class FaultReport:
    """Every fault, as a line to print; a great many go to a temporary file."""

    def __init__(self) -> None:
        self.count = 0
        self._lines = SpooledTemporaryFile(  # noqa: SIM115 (lives as long as the report)
            _IN_MEMORY_BYTES, "w+", encoding="utf-8", newline="\n"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def begin(self) -> None:
        """Forget an attempt that the database asked to be made again."""
        self.count = 0
        self._lines.seek(0)
        self._lines.truncate()

    def add(self, name: str, faults: Iterable[Fault]) -> None:
        """Keep the faults of a file, or of a part of it, in the order of its lines."""
        for line, column, reason in sorted(faults):
            where = f"{name}, line {line}, column {column}" if column else f"{name}, line {line}"
            self._lines.write(f"{where}: {reason}\n")
            self.count += 1

    def print(self) -> None:
        """Write all of them to stderr."""
        self._lines.seek(0)
        for line in self._lines:
            click.echo(line, nl=False, err=True)

    def refuse_faults(self) -> None:
        """Raise BadRowsError if there are any."""
        if self.count:
            raise BadRowsError


def read_fields(schema: type[Schema], cells: dict[str, str]) -> dict[str, Any]:
    """The fields of a row. Raises InvalidInputError, naming every column."""
    return validate(schema, cells_to_fields(schema, cells), "row").given()


def faults_of(line: int, error: InvalidInputError) -> list[Fault]:
    """What a schema says about a row."""
    return [Fault.of_field(line, each["field"], each["message"]) for each in error.details]
