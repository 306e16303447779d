"""What an import of enrollments does, said once more in the plainest way.

No thought is given to speed or size: everything is in dictionaries and lists.
"""

import math
import random
from dataclasses import dataclass, field

STATUSES = ["enrolled", "", "waitlisted", "waitlisted", "dropped", "withdrawn", "completed"]
SEATS = {"A": 1, "B": 2, "C": None}
HOLDS_SEAT = ("enrolled", "completed")


@dataclass(frozen=True)
class Row:
    """A row of a file; `status` is None where the file has no such column."""

    student: str
    course: str
    status: str | None = None
    passed: str = ""
    grade: str = ""
    position: str = ""

    @property
    def pair(self) -> str:
        """Student and course."""
        return f"{self.student},{self.course}"

    @property
    def state(self) -> tuple[str, int | None, str | None]:
        """Status, passed and grade that the row asks for."""
        passed = int(self.passed == "true") if self.passed else None
        return self.status or "enrolled", passed, self.grade or None


@dataclass
class World:
    """Enrollments by pair, and who waits for each course, in order."""

    states: dict[str, tuple[str, int | None, str | None]] = field(default_factory=dict)
    queues: dict[str, list[str]] = field(default_factory=lambda: {code: [] for code in SEATS})

    def copy(self) -> "World":
        """The same, to be changed."""
        return World(dict(self.states), {code: list(names) for code, names in self.queues.items()})

    def seats(self, course: str) -> int:
        """How many of a course's seats are taken."""
        return sum(
            state[0] in HOLDS_SEAT
            for pair, state in self.states.items()
            if pair.endswith(f",{course}")
        )


def imported(world: World, rows: list[Row], *, has_positions: bool) -> tuple[World, list[int]]:
    """The world after an import, and the lines that have a fault; with any, it is as before."""
    after = world.copy()
    faults: list[int] = []
    said: dict[str, Row] = {}
    takers: dict[str, list[int]] = {code: [] for code in SEATS}
    for line, row in enumerate(rows, 2):
        if said.setdefault(row.pair, row) != row:
            if said[row.pair].state != row.state or said[row.pair].position != row.position:
                faults.append(line)
        elif row.status is None and row.pair in after.states:
            continue
        elif _change(after, row):
            takers[row.course].append(line)
    for course, seats in SEATS.items():
        over = after.seats(course) - (math.inf if seats is None else seats)
        if over > 0:
            faults += takers[course][-int(over) :]
        if has_positions:
            after.queues[course] = _in_order(after.queues[course], course, [*said.values()])
    return (world if faults else after), sorted(faults)


def _change(world: World, row: Row) -> bool:
    """Bring an enrollment to what a row says; whether it takes a seat by that."""
    before, queue = world.states.get(row.pair, ("", None, None)), world.queues[row.course]
    world.states[row.pair] = row.state
    status = row.state[0]
    if before[0] == "waitlisted" != status:
        queue.remove(row.student)
    elif status == "waitlisted" != before[0]:
        queue.append(row.student)
    return status in HOLDS_SEAT and before[0] not in HOLDS_SEAT


def _in_order(queue: list[str], course: str, rows: list[Row]) -> list[str]:
    listed = [row for row in rows if row.course == course and row.status == "waitlisted"]
    listed.sort(key=lambda row: int(row.position) if row.position else math.inf)
    names = [row.student for row in listed]
    return names + [name for name in queue if name not in names]


def invented(chance: random.Random, *, has_status: bool, has_positions: bool) -> list[Row]:
    """Rows of a file; some stand twice."""
    rows = []
    for _ in range(chance.randint(1, 8)):
        student, course = f"S{chance.randint(1, 5)}", chance.choice("ABCC")
        status = chance.choice(STATUSES) if has_status else None
        passed = chance.choice(["true", "false"]) if status == "completed" else ""
        grade = chance.choice(["", "A"]) if status == "completed" else ""
        waits = has_positions and status == "waitlisted"
        position = chance.choice(["", "1", "2", "7", "30"]) if waits else ""
        rows.append(Row(student, course, status, passed, grade, position))
        if chance.random() < 0.1:
            rows.append(chance.choice(rows))
    return rows
