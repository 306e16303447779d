"""CSV files, read strictly: every complaint names the file, the line and the column."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeAlias

from src.controllers.transfer.results import Fault
from src.schemas.cells import restored_cell
from src.schemas.fields import Schema
from src.schemas.transfer import header_faults

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CELL_MAX = 2**20
_NAME_MAX = 100
_ENDLESS = "A cell does not end: is a quote not closed? The rest of the file was not read."

Row: TypeAlias = tuple[int, list[str]]


@contextmanager
def long_cells() -> Iterator[None]:
    """Let cells be longer than any field, so that the field's own limit can name them.

    A limit remains: a quote that is never closed would take the rest of the file in.
    """
    before = csv.field_size_limit(CELL_MAX)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class CsvFile:
    """One file of an import.

    `columns` are those of its header, once it was read; `faults` what is wrong with
    the lines read so far, for the caller to take.
    """

    def __init__(self, path: Path, file: BinaryIO, schema: type[Schema]) -> None:
        self.name = path.name
        self.schema = schema
        self.columns: list[str] = []
        self.faults: list[Fault] = []
        self._file = file
        self._undecoded = 0
        if file.read(len(BYTE_ORDER_MARK)) != BYTE_ORDER_MARK:
            file.seek(0)
        # Only \n ends a line here, as in an editor; what stands in quotes is kept as it is.
        self._reader = csv.reader(map(bytes.decode, file), strict=True)
        self._rows = self._read()

    @property
    def position(self) -> int:
        """How many bytes were read."""
        return self._file.tell()

    def read_header(self) -> None:
        """Read the names of the columns; what is wrong with them goes to the faults."""
        line, self.columns = next(self._rows, (1, []))
        if mark := _other_separator(self.columns):
            reason = f"The columns are separated by {mark}; save the file with commas."
            self.faults.append(Fault(line, "", reason))
        elif self.columns:
            for name, reason in header_faults(self.schema, self.columns):
                column = name[:_NAME_MAX].encode("ascii", "backslashreplace").decode()
                self.faults.append(Fault(line, column, reason))
        elif not self.faults:
            self.faults.append(Fault(1, "", "The file is empty; its first line names the columns."))

    def batches(self, size: int) -> Iterator[list[Row]]:
        """The rows, at most so many at a time, with the line where each starts.

        Rows with faults are left out, so a batch may be empty.
        """
        width = len(self.columns)
        while read := list(islice(self._rows, size)):
            for line, cells in read:
                if len(cells) != width and cells:
                    reason = f"The row has {len(cells)} cells, and the header {width}."
                    self.faults.append(Fault(line, "", reason))
            yield [row for row in read if len(row[1]) == width]

    def named(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row as values, by the names of their columns."""
        return dict(zip(self.columns, map(restored_cell, cells), strict=True))

    def _read(self) -> Iterator[Row]:
        """All rows with a value; for one that cannot be read a fault, and no cells."""
        while True:
            line = self._next_line()
            try:
                for cells in self._reader:
                    # A spreadsheet writes its empty rows as commas alone.
                    if any(cells):
                        yield line, cells
                    line = self._next_line()
            except UnicodeDecodeError:
                line = self._next_line()
                self._undecoded += 1
                reason = "The line is not UTF-8; save the file as UTF-8."
            except csv.Error as error:
                is_too_long = "field limit" in str(error)
                reason = _ENDLESS if is_too_long else f"Not CSV: {error}."
            else:
                return
            self.faults.append(Fault(line, "", reason))
            yield line, []
            if reason is _ENDLESS:
                return

    def _next_line(self) -> int:
        """The line that is read next; the reader counts none that it did not get."""
        return self._reader.line_num + self._undecoded + 1


def _other_separator(columns: list[str]) -> str | None:
    """What seems to stand between the columns in place of commas, None if commas do."""
    names = {";": "semicolons", "\t": "tabs"}
    return next(
        (name for mark, name in names.items() if len(columns) == 1 and mark in columns[0]), None
    )
