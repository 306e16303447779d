"""The seats and places that an import gives and takes, counted until its end.

A course's counts are written once, when the last row of the file was read: in between,
the rows of a file that is right may stand in an order that would oversell a course.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, select, update

from src.controllers.transfer.events import LAST_EVENT
from src.controllers.transfer.results import Fault
from src.controllers.transfer.tables import COURSES, as_list, recorded
from src.extensions import db
from src.values import HOLDS_SEAT, Status

_COUNTS = ("enrolled_count", "waitlist_count", "last_place")
_counted = recorded("counts", id=Integer(), **{name: Integer() for name in _COUNTS})
READ = select(*(COURSES.c[name] for name in ("id", "code", "capacity", *_COUNTS))).where(
    COURSES.c.code.is_not(None)
)
WRITE = (
    update(COURSES)
    .where(COURSES.c.id == _counted.c.id)
    .values({name: _counted.c[name] for name in _COUNTS} | {"last_event_at": LAST_EVENT})
)


class CourseSeats:
    """What one course has and gives away; `last_place` is the last of its queue.

    It `is_touched` once a row changed anything about an enrollment in it.
    """

    __slots__ = (
        *("_free", "_last_given", "_late", "capacity", "enrolled"),
        *("id", "is_touched", "last_place", "waiting"),
    )

    def __init__(self, row: Any) -> None:
        self.id: int = row.id
        self.capacity: int | None = row.capacity
        self.enrolled: int = row.enrolled_count
        self.waiting: int = row.waitlist_count
        self.last_place: int = row.last_place
        self.is_touched = False
        self._last_given: int = row.last_place
        self._free = None if self.capacity is None else self.capacity - self.enrolled
        # The lines that took a seat when those that were free at first had been given away.
        self._late = array("q")

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The id, then the columns that count."""
        return self.id, self.enrolled, self.waiting, self.last_place

    def was_placed(self, place: int) -> bool:
        """Whether a place is older than the import."""
        return place <= self._last_given

    def next_place(self) -> int:
        """A place at the end of the queue, never given away before."""
        self.is_touched = True
        self.last_place += 1
        return self.last_place

    def take(self, line: int) -> None:
        """Give a seat to the row on this line."""
        self.is_touched = True
        self.enrolled += 1
        if self._free is not None:
            if self._free:
                self._free -= 1
            else:
                self._late.append(line)

    def move(self, before: str | None, after: Status, line: int) -> int | None:
        """Count what a row changes; returns the place of who joins the queue."""
        self.is_touched = True
        if after in HOLDS_SEAT:
            if before not in HOLDS_SEAT:
                self.take(line)
        elif before in HOLDS_SEAT:
            self.enrolled -= 1
        self.waiting += (after == Status.WAITLISTED) - (before == Status.WAITLISTED)
        return self.next_place() if after == Status.WAITLISTED else None

    def faults(self) -> Iterator[Fault]:
        """A fault for each row too many, which are the last that took a seat."""
        if self.capacity is not None and self.enrolled > self.capacity:
            seats = "1 seat" if self.capacity == 1 else f"{self.capacity} seats"
            for line in self._late[self.capacity - self.enrolled :]:
                yield Fault(line, "course_code", f"The course is full: {seats}.")


class Seats:
    """Those of every course that an enrollment can name, by id and by code."""

    def __init__(self) -> None:
        rows = db.session.execute(READ).all()
        self._by_id = {row.id: CourseSeats(row) for row in rows}
        self.ids = {row.code: row.id for row in rows}

    def __getitem__(self, course_id: int) -> CourseSeats:
        return self._by_id[course_id]

    def faults(self) -> list[Fault]:
        """A fault for each row that took a seat which its course does not have."""
        return [fault for course in self._by_id.values() for fault in course.faults()]

    def write(self, now: datetime) -> None:
        """Write the counts of the courses that were touched; there must be no faults."""
        touched = [each.counts for each in self._by_id.values() if each.is_touched]
        if touched:
            db.session.execute(WRITE, {"counts": as_list(touched), "now": now})
