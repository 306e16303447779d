"""Import enrollments with their statuses, grades and positions in queues."""

from collections.abc import Mapping, Sequence

from src.controllers.transfer.enrollments import EnrollmentImport, enroll
from src.controllers.transfer.events import Change, record_changes
from src.controllers.transfer.pairs import unpack
from src.controllers.transfer.queues import Queues
from src.controllers.transfer.results import EnrollmentRow, State, Tally
from src.controllers.transfer.said import Said
from src.controllers.transfer.states import (
    Stored,
    Written,
    change_states,
    create_states,
    find_states,
)
from src.models import dump_json
from src.values import ID_MAX, Status

_RESULT = ("passed", "grade")


class StatedImport(EnrollmentImport):
    """The import of one file whose rows say what an enrollment is to be.

    With `has_positions` they also say in which order those stand who wait.
    """

    def __init__(self, *, has_positions: bool) -> None:
        super().__init__()
        self._said = Said()
        self._queues = Queues()
        self._has_positions = has_positions

    def add(self, rows: Sequence[EnrollmentRow]) -> Tally:
        """Import some rows; one without a state has a fault that was told already."""
        tally = Tally()
        wanted: dict[int, tuple[int, State]] = {}
        for pair, row in self._named(rows, tally):
            if row.state is None:
                continue
            earlier = self._said.note(pair, row.line, row.state)
            if earlier is None:
                wanted[pair] = row.line, row.state
            elif earlier.state == row.state:
                tally.unchanged += 1
            else:
                tally.faults.append(earlier.contradicted(row.line, row.state))
        self._write(wanted, tally)
        return tally

    def finish(self) -> Tally:
        """Put the queues in order, too."""
        moved = self._queues.arrange(self._seats, self._now)
        tally = super().finish()
        tally.changed += moved
        tally.unchanged -= moved
        return tally

    def _write(self, wanted: Mapping[int, tuple[int, State]], tally: Tally) -> None:
        """Bring the enrollments to the states that the rows want."""
        known = find_states(wanted)
        plain: list[int] = []
        new: list[Written] = []
        changed: list[Written] = []
        events: list[Change] = []
        for pair, (line, state) in wanted.items():
            before = known.get(pair)
            if before == state[:3]:
                tally.unchanged += 1
            elif before is None and state.status == Status.ENROLLED:
                self._seats[pair & ID_MAX].take(line)
                plain.append(pair)
            else:
                written = self._moved(pair, before, line, state)
                (changed if before else new).append(written)
                events.append(_change(before, written))
            if state.status == Status.WAITLISTED and self._has_positions:
                self._queues.list(pair, state.position)
        enroll(plain, self._now)
        create_states(new, self._now)
        change_states(changed, self._now)
        record_changes(events, self._now)
        tally.created += len(plain) + len(new)
        tally.changed += len(changed)

    def _moved(self, pair: int, before: Stored | None, line: int, state: State) -> Written:
        """What to write for an enrollment, once its course has counted it."""
        student_id, course_id = unpack(pair)
        status, passed, grade, _ = state
        place = self._seats[course_id].move(before and before[0], status, line)
        return student_id, course_id, status, None if passed is None else int(passed), grade, place


def _change(before: Stored | None, written: Written) -> Change:
    """The event of what was written for an enrollment."""
    student_id, course_id, status, *result, place = written
    change = Change.of((student_id, course_id), before and before[0], status, place)
    if before is None or before[0] != status:
        return change
    names = [name for name, was, now in zip(_RESULT, before[1:], result, strict=True) if was != now]
    return change._replace(changed=dump_json(names))
