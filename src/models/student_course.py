"""The junction of students and courses; everywhere else the word is enrollment."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import Base
from src.models.documents import dump_json
from src.models.instants import Instant
from src.values import GRADE_MAX, HOLDS_SEAT, Override, Status

if TYPE_CHECKING:
    from src.models.course import Course

_STATUSES = ", ".join(f"'{status}'" for status in Status)
WAITS = text("place IS NOT NULL")


class StudentCourse(Base):
    """What one student's enrollment in one course is now.

    `place` orders the queue of a course: the lower goes first. `passed_over` are the
    reasons, as JSON, for which a waiter was last passed over, and `passed_over_at` when.
    `override` is what a registrar set aside for this enrollment, as JSON.
    """

    __tablename__ = "student_courses"
    __table_args__ = (
        # The roster reads by course; the primary key serves a student's courses.
        Index(None, "course_id", "student_id"),
        Index(
            "uq_student_courses_course_id_place",
            *("course_id", "place"),
            unique=True,
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("(status = 'waitlisted') = (place IS NOT NULL)", name="place_if_waiting"),
        CheckConstraint(
            "(status = 'completed') = (passed IS NOT NULL)", name="passed_if_completed"
        ),
        CheckConstraint("passed IN (0, 1)", name="passed_range"),
        CheckConstraint("grade IS NULL OR status = 'completed'", name="grade_if_completed"),
        CheckConstraint(f"length(grade) BETWEEN 1 AND {GRADE_MAX}", name="grade_length"),
        {"sqlite_with_rowid": False, "sqlite_strict": True},
    )

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    status: Mapped[str] = mapped_column(Text, server_default="enrolled")
    place: Mapped[int | None] = mapped_column(Integer)
    passed: Mapped[int | None] = mapped_column(Integer)
    grade: Mapped[str | None] = mapped_column(Text)
    passed_over: Mapped[str | None] = mapped_column(Text)
    passed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    override: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    # An act loads the courses it needs in one statement.
    course: Mapped["Course"] = relationship(lazy="raise_on_sql")

    @property
    def holds_seat(self) -> bool:
        """Whether it counts toward capacity and roster."""
        return self.status in HOLDS_SEAT

    @property
    def is_waiting(self) -> bool:
        """Whether it is a place on the waitlist."""
        return self.status == Status.WAITLISTED

    @property
    def is_passed(self) -> bool:
        """Whether the course was completed with success."""
        return self.status == Status.COMPLETED and bool(self.passed)

    @property
    def is_final(self) -> bool:
        """Whether nothing can follow."""
        return self.status in (Status.WITHDRAWN, Status.COMPLETED)

    @property
    def overridden(self) -> frozenset[str]:
        """The codes of the refusals that were set aside for it."""
        return frozenset(json.loads(self.override)["codes"]) if self.override else frozenset()

    def set_aside(self, override: Override) -> None:
        """Keep what a registrar set aside for it, and why."""
        self.override = dump_json({"codes": list(override.codes), "note": override.note})

    @property
    def passed_over_for(self) -> list[str]:
        """The codes of the reasons for which a waiter was last passed over."""
        return [reason["code"] for reason in json.loads(self.passed_over or "[]")]

    def become(self, status: Status, now: datetime) -> None:
        """Take another status, and count it where the course counts.

        Who joins the queue stands at its end, whether or not they stood there before.
        """
        course = self.course
        course.enrolled_count += (status in HOLDS_SEAT) - self.holds_seat
        course.waitlist_count += (status == Status.WAITLISTED) - self.is_waiting
        self.place = None
        if status == Status.WAITLISTED:
            course.last_place += 1
            self.place = course.last_place
        self.status = status
        self.passed_over = self.passed_over_at = None
        self.updated_at = now

    def pass_over(self, reasons: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """Keep why somebody behind may have the seat; the same reasons again are no news."""
        said = dump_json(list(reasons))
        if said != self.passed_over:
            self.passed_over, self.passed_over_at = said, now
