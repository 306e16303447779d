"""Real registrations in their order, and what becomes of them in plain Python."""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.registrations import REGISTRATIONS, course_code

Registration = tuple[str, str]
"""A student and the code of a course, as they stand in the source."""


def read_in_order(folder: Path) -> list[Registration]:
    """Every registration: by the start of the presentation (B is February, J October), then
    by the day of registration, unknown ones last, then as they stand in the file.
    """
    with (folder / REGISTRATIONS).open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=_when)
    return [
        (row["id_student"], course_code(row["code_module"], row["code_presentation"]))
        for row in rows
    ]


def _when(row: dict[str, str]) -> tuple[str, bool, float]:
    day = row["date_registration"]
    return row["code_presentation"], not day, float(day or 0)


def seats_for(registrations: Sequence[Registration]) -> dict[str, int]:
    """Seats for nine tenths of those who registered, rounded down, by course."""
    sizes = Counter(course for _, course in registrations)
    return {course: size * 9 // 10 for course, size in sizes.items()}


def a_fifth_of(registrations: Sequence[Registration], seed: int) -> list[Registration]:
    """A fifth of the registrations, in the order in which they are dropped."""
    return random.Random(seed).sample(registrations, len(registrations) // 5)


class Replay:
    """Courses with so many seats, their rosters, and their queues in order."""

    def __init__(self, seats: Mapping[str, int]) -> None:
        self._seats = seats
        self.rosters: dict[str, list[str]] = defaultdict(list)
        self.queues: dict[str, list[str]] = defaultdict(list)

    def register(self, registrations: Iterable[Registration]) -> list[str]:
        """Register everybody; how each is answered."""
        return [self._register(*each) for each in registrations]

    def _register(self, student: str, course: str) -> str:
        if len(self.rosters[course]) < self._seats[course]:
            self.rosters[course].append(student)
            return "enrolled"
        self.queues[course].append(student)
        return "waitlisted"

    def drop(self, registrations: Iterable[Registration]) -> list[str]:
        """Drop everybody, who all have a seat or wait; how each is answered."""
        return [self._drop(*each) for each in registrations]

    def _drop(self, student: str, course: str) -> str:
        roster, queue = self.rosters[course], self.queues[course]
        if student in queue:
            queue.remove(student)
        else:
            roster.remove(student)
            if queue:
                roster.append(queue.pop(0))
        return "dropped"

    def differences(
        self, rosters: Mapping[str, list[str]], queues: Mapping[str, list[str]]
    ) -> Iterator[str]:
        """A line for every course whose roster is another one, or whose queue."""
        for course in sorted(self._seats):
            if sorted(rosters[course]) != sorted(self.rosters[course]):
                wrong = {*rosters[course]}.symmetric_difference(self.rosters[course])
                yield f"{course}: the rosters differ in {_some(wrong)}"
            if queues[course] != self.queues[course]:
                yield (
                    f"{course}: the queue is {_some(queues[course])},"
                    f" and not {_some(self.queues[course])}"
                )


def _some(students: Iterable[str]) -> str:
    return ", ".join([*students][:5]) or "empty"
