"""Cells of CSV files that a spreadsheet would run as a formula, made harmless and restored.

Spreadsheets run a cell that begins with one of a few characters (OWASP, "CSV Injection"),
full-width forms among them, and take a leading apostrophe for "this is text". Values that
begin with apostrophes of their own get one more too, so that restoring is exact.
"""

import re

_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001 (full width on purpose)


def harmless_cell(value: str) -> str:
    """The cell to write for a value."""
    return "'" + value if _RUNS_AS_FORMULA.match(value) else value


def restored_cell(cell: str) -> str:
    """The value of a cell; undoes `harmless_cell`."""
    return cell[1:] if cell[:1] == "'" and _RUNS_AS_FORMULA.match(cell) else cell
