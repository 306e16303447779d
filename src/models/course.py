"""Courses. A row is one offering: `catalog_code` is shared by the offerings of a course."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import SQLITE_TABLE, Base, Numbered
from src.models.credits import hundredths
from src.models.documents import Values
from src.models.instants import Instant
from src.models.term import Term
from src.models.timetable import Clash, Slot
from src.values import (
    CAPACITY_MAX,
    CODE_MAX,
    CREDITS_HUNDREDTHS_MAX,
    DESCRIPTION_MAX,
    TERM_DAYS_MAX,
    TITLE_MAX,
    Meeting,
    Prerequisite,
)

if TYPE_CHECKING:
    from src.models.student import Student


class Course(Numbered, Base):
    """An offering that students may be enrolled in; `code` is its own where given.

    `enrolled_count` are the seats taken, `waitlist_count` those who wait; both change
    with the enrollments, in the same transaction. `last_place` is the last place that
    its queue gave away, and is not given again. `last_event_at` is when its last event
    was recorded: clocks can go back, and its log does not.
    """

    __tablename__ = "courses"
    __table_args__ = (
        UniqueConstraint("code"),
        Index(None, "term_id"),
        CheckConstraint(f"length(code) BETWEEN 1 AND {CODE_MAX}", name="code_length"),
        CheckConstraint(
            f"length(catalog_code) BETWEEN 1 AND {CODE_MAX}", name="catalog_code_length"
        ),
        CheckConstraint(f"length(title) BETWEEN 1 AND {TITLE_MAX}", name="title_length"),
        CheckConstraint(f"length(description) <= {DESCRIPTION_MAX}", name="description_length"),
        CheckConstraint(
            f"credits_hundredths BETWEEN 0 AND {CREDITS_HUNDREDTHS_MAX}", name="credits_range"
        ),
        CheckConstraint(f"capacity BETWEEN 0 AND {CAPACITY_MAX}", name="capacity_range"),
        CheckConstraint(
            f"waitlist_capacity BETWEEN 0 AND {CAPACITY_MAX}", name="waitlist_capacity_range"
        ),
        CheckConstraint("enrolled_count >= 0", name="enrolled_count_range"),
        CheckConstraint("waitlist_count >= 0", name="waitlist_count_range"),
        CheckConstraint("enrolled_count <= capacity", name="seats_not_oversold"),
        CheckConstraint("meetings = '[]' OR term_id IS NOT NULL", name="meetings_in_a_term"),
        SQLITE_TABLE,
    )

    code: Mapped[str | None] = mapped_column(Text)
    catalog_code: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    credits_hundredths: Mapped[int | None] = mapped_column(Integer)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    capacity: Mapped[int | None] = mapped_column(Integer)
    waitlist_capacity: Mapped[int | None] = mapped_column(Integer)
    enrolled_count: Mapped[int] = mapped_column(Integer, server_default="0")
    waitlist_count: Mapped[int] = mapped_column(Integer, server_default="0")
    last_place: Mapped[int] = mapped_column(Integer, server_default="0")
    meetings: Mapped[tuple[Meeting, ...]] = mapped_column(Values(Meeting), server_default="[]")
    prerequisites: Mapped[tuple[Prerequisite, ...]] = mapped_column(
        Values(Prerequisite), server_default="[]"
    )
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    last_event_at: Mapped[datetime | None] = mapped_column(Instant)

    # An act loads the terms it needs in one statement; one more for each course is a slip.
    term: Mapped[Term | None] = relationship(lazy="raise_on_sql")
    # View only for the reason given at Student.courses.
    students: Mapped[list["Student"]] = relationship(
        secondary="student_courses",
        back_populates="courses",
        viewonly=True,
        order_by="Student.id",
    )

    @property
    def credits(self) -> Decimal | None:
        """Credits with two decimals; kept as hundredths, which both databases add exactly."""
        return None if self.credits_hundredths is None else Decimal(self.credits_hundredths) / 100

    @credits.setter
    def credits(self, value: Decimal | None) -> None:
        self.credits_hundredths = hundredths(value)

    @property
    def open_seats(self) -> int | None:
        """How many more may enroll; None is no limit."""
        return None if self.capacity is None else self.capacity - self.enrolled_count

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken."""
        return self.capacity is not None and self.enrolled_count >= self.capacity

    @property
    def waitlist_is_full(self) -> bool:
        """Whether the queue takes nobody more."""
        return self.waitlist_capacity is not None and self.waitlist_count >= self.waitlist_capacity

    @property
    def has_idle_seats(self) -> bool:
        """Whether there are both seats and people who wait for one."""
        return self.waitlist_count > 0 and not self.is_full

    @property
    def name(self) -> str:
        """What people call it, and its id."""
        return f"{self.code or self.title} (course {self.id})"

    def next_instant(self, now: datetime) -> datetime:
        """The instant of an event that is recorded now; none precedes an earlier one."""
        self.last_event_at = max(now, self.last_event_at or now)
        return self.last_event_at

    def add_seat(self, now: datetime) -> None:
        """Raise the capacity for one student, beyond those who are enrolled."""
        self.capacity = self.enrolled_count + 1
        self.version += 1
        self.updated_at = now

    def faults(self) -> Iterator[tuple[str, str]]:
        """The fields that do not go with the others, each with a reason."""
        if self.meetings and self.term is None:
            yield "meetings", "Meetings need a term: its days and its time zone."
        for number, slot in enumerate(self.slots):
            if (slot.last - slot.first).days > TERM_DAYS_MAX:
                yield f"meetings.{number}", f"It lasts more than {TERM_DAYS_MAX} days."

    def is_open(self, now: datetime) -> bool:
        """Whether one may register; without a term, always."""
        return self.term is None or self.term.is_open(now)

    def is_before(self, other: "Course") -> bool:
        """Whether its term ends before that of another course starts."""
        return bool(self.term and other.term and self.term.is_before(other.term))

    def clash_with(self, other: "Course") -> Clash | None:
        """When it first meets at the same time as another course, by its own clock."""
        theirs = other.slots
        clashes = (mine.first_clash(its) for mine in self.slots for its in theirs)
        return min(filter(None, clashes), key=lambda clash: clash.starts, default=None)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Its meetings in the days and the zone of its term."""
        if self.term is None or not self.meetings:
            return ()
        return _slots(
            tuple(self.meetings), self.term.starts_on, self.term.ends_on, self.term.time_zone
        )


@lru_cache(maxsize=4096)
def _slots(meetings: tuple[Meeting, ...], *days: Any) -> tuple[Slot, ...]:
    return tuple(Slot.of(meeting, *days) for meeting in meetings)
