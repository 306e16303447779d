"""What the rows of a file said so far, to notice one that says otherwise."""

from array import array
from typing import NamedTuple

from src.controllers.transfer.results import Fault, State

_STATE_BITS = 32
_BLOCK_BITS = 6
_BLOCK_SIZE = 1 << _BLOCK_BITS


class Lines:
    """The line on which each student stood, by id: a file has millions.

    New ids follow each other, so a block of lines takes a tenth of what a dictionary does.
    """

    def __init__(self) -> None:
        self._blocks: dict[int, array[int]] = {}

    def of(self, student_id: int) -> int | None:
        """Where a student stood; None for one who did not."""
        block = self._blocks.get(student_id >> _BLOCK_BITS)
        return block[student_id % _BLOCK_SIZE] or None if block else None

    def note(self, student_id: int, line: int) -> None:
        """Keep where a student stands."""
        number = student_id >> _BLOCK_BITS
        if number not in self._blocks:
            self._blocks[number] = array("q", bytes(8 * _BLOCK_SIZE))
        self._blocks[number][student_id % _BLOCK_SIZE] = line


class Earlier(NamedTuple):
    """What a row that stands earlier in the file says about the same enrollment."""

    line: int
    state: State

    def contradicted(self, line: int, state: State) -> Fault:
        """The fault of a row on this line, which says something else."""
        name = next(
            name for name in State._fields if getattr(self.state, name) != getattr(state, name)
        )
        reason = f"The same enrollment stands on line {self.line} too, with another {name}."
        return Fault(line, name, reason)


class Said:
    """The line and the state of every enrollment, as one integer: a file has millions."""

    def __init__(self) -> None:
        self._said: dict[int, int] = {}
        self._numbers: dict[State, int] = {}
        self._states: list[State] = []

    def note(self, pair: int, line: int, state: State) -> Earlier | None:
        """Keep what a row says; returns what an earlier one said, and keeps that instead."""
        number = self._numbers.setdefault(state, len(self._states))
        if number == len(self._states):
            self._states.append(state)
        said = line << _STATE_BITS | number
        kept = self._said.setdefault(pair, said)
        if kept == said:
            return None
        return Earlier(kept >> _STATE_BITS, self._states[kept & (1 << _STATE_BITS) - 1])
