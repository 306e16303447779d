"""What goes in and comes out of an import, batch by batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class NumberedRow(NamedTuple):
    """A row that fits its schema, and the line where it starts.

    `fields` holds what the row says; what it does not name is left alone.
    """

    line: int
    fields: Mapping[str, Any]


class EnrollmentRow(NamedTuple):
    """Who is to be enrolled in what; an empty cell names nobody."""

    line: int
    external_id: str
    email: str
    code: str


class Fault(NamedTuple):
    """Why a row cannot be imported; `column` is empty if it is about the whole row."""

    line: int
    column: str
    reason: str


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
