"""What a desk knows, in plain Python: terms, courses with roster and queue, enrollments.

Part of `school`; bodies are those of the wire.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SEATED = ("enrolled", "completed")


@dataclass(slots=True)
class Term:
    """A term; what is None limits nothing."""

    starts_on: date
    ends_on: date
    zone: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    deadline_at: datetime | None = None
    max_credits: int | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether one may register."""
        if self.opens_at and now < self.opens_at:
            return False
        return not (self.closes_at and now >= self.closes_at)

    def is_late(self, now: datetime) -> bool:
        """Whether who leaves withdraws."""
        return self.deadline_at is not None and now >= self.deadline_at

    def has_ended(self, now: datetime) -> bool:
        """Whether the last day is over by the term's clock."""
        next_day = datetime.combine(self.ends_on + timedelta(days=1), time(), ZoneInfo(self.zone))
        return now >= next_day.astimezone(UTC)


@dataclass(slots=True)
class Course:
    """An offering; `queue` holds students, who goes first coming first."""

    id: int
    term_id: int | None
    catalog_code: str | None
    credits: int | None
    capacity: int | None
    waitlist_capacity: int | None
    meetings: list[dict[str, Any]]
    prerequisites: list[dict[str, Any]]
    roster: set[int] = field(default_factory=set)
    queue: list[int] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether there is no seat left."""
        return self.capacity is not None and len(self.roster) >= self.capacity


@dataclass(slots=True)
class Enrollment:
    """What a student is in a course; `waived` are the codes that were set aside for it."""

    status: str
    passed: bool | None = None
    waived: frozenset[str] = frozenset()
    passed_over: tuple[str, ...] = ()


class Book:
    """All of it, at an instant `now`; a change since `begin` can be taken back."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.students: set[int] = set()
        self.terms: dict[int, Term] = {}
        self.courses: dict[int, Course] = {}
        self.rows: dict[int, dict[int, Enrollment]] = {}
        self._taken_back: list[tuple[int, Course, Enrollment | None, Course]] = []

    def add_student(self, student_id: int) -> None:
        """A new student."""
        self.students.add(student_id)
        self.rows[student_id] = {}

    def add_term(self, term_id: int, body: dict[str, Any]) -> None:
        """A new term."""
        self.terms[term_id] = Term(
            date.fromisoformat(body["starts_on"]),
            date.fromisoformat(body["ends_on"]),
            body["time_zone"],
            _instant(body.get("registration_opens_at")),
            _instant(body.get("registration_closes_at")),
            _instant(body.get("drop_deadline_at")),
            body.get("max_credits"),
        )

    def add_course(self, course_id: int, body: dict[str, Any]) -> None:
        """A new course."""
        self.courses[course_id] = Course(
            course_id,
            body.get("term_id"),
            body.get("catalog_code"),
            body.get("credits") or 0,
            body.get("capacity"),
            body.get("waitlist_capacity"),
            body.get("meetings", []),
            body.get("prerequisites", []),
        )

    def term_of(self, course: Course) -> Term | None:
        """The term of a course."""
        return None if course.term_id is None else self.terms[course.term_id]

    def status(self, student_id: int, course_id: int) -> str | None:
        """What a student is in a course; None for never anything."""
        row = self.rows[student_id].get(course_id)
        return row.status if row else None

    def courses_where(self, student_id: int, *statuses: str) -> Iterator[Course]:
        """The courses in which a student is one of these, by id."""
        for course_id, row in sorted(self.rows[student_id].items()):
            if row.status in statuses:
                yield self.courses[course_id]

    def become(self, student_id: int, course: Course, status: str) -> Enrollment:
        """Make a student something in a course; who joins the queue stands at its end."""
        row = self.touch(student_id, course)
        row.status, row.passed, row.passed_over = status, None, ()
        course.roster.discard(student_id)
        if student_id in course.queue:
            course.queue.remove(student_id)
        if status in SEATED:
            course.roster.add(student_id)
        if status == "waitlisted":
            course.queue.append(student_id)
        return row

    def touch(self, student_id: int, course: Course) -> Enrollment:
        """The row of a student in a course, about to be changed."""
        rows = self.rows[student_id]
        before = copy(course)
        before.roster, before.queue = set(course.roster), list(course.queue)
        kept = copy(rows[course.id]) if course.id in rows else None
        self._taken_back.append((student_id, course, kept, before))
        return rows.setdefault(course.id, Enrollment("dropped"))

    def begin(self) -> None:
        """Whatever changes from here on can be taken back."""
        self._taken_back.clear()

    def take_back(self) -> None:
        """Be as at the beginning of the act."""
        for student_id, course, row, before in reversed(self._taken_back):
            course.roster, course.queue = before.roster, before.queue
            course.capacity = before.capacity
            if row is None:
                self.rows[student_id].pop(course.id, None)
            else:
                self.rows[student_id][course.id] = row


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
