"""What goes in and comes out of an import, batch by batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from src.values import Status


class NumberedRow(NamedTuple):
    """A row that fits its schema, and the line where it starts.

    `fields` holds what the row says; what it does not name is left alone.
    """

    line: int
    fields: Mapping[str, Any]


class State(NamedTuple):
    """What an enrollment is to be; `position` is where a waiter is to stand, 1 for first."""

    status: Status
    passed: bool | None = None
    grade: str | None = None
    position: int | None = None


class EnrollmentRow(NamedTuple):
    """Who is to be enrolled in what; an empty cell names nobody.

    `state` is None where the file has no such columns, and where their cells are bad.
    """

    line: int
    external_id: str
    email: str
    code: str
    state: State | None = None


class Fault(NamedTuple):
    """Why a row cannot be imported; `column` is empty if it is about the whole row."""

    line: int
    column: str
    reason: str

    @classmethod
    def of_field(cls, line: int, field: str, message: str) -> "Fault":
        """The fault of a field; of one inside a cell (`meetings.0.weekday`), the reason says
        where, with the items counted as people count.
        """
        column, _, inside = field.partition(".")
        if not inside:
            return cls(line, column, message)
        number, _, name = inside.partition(".")
        place = f"Item {int(number) + 1}, {name}" if name else f"Item {int(number) + 1}"
        return cls(line, column, f"{place}: {message}")


@dataclass(slots=True)
class Tally:
    """What became of the good rows, and what is wrong with the others."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another batch's rows too; its faults stay with it."""
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
