"""Events: what happened, in the order in which it was recorded. Rows are added, and that is all."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import SQLITE_TABLE, Base
from src.models.instants import Instant
from src.values import Status

PASSED_OVER = "enrollment.passed_over"
_STATUSES = ", ".join(f"'{status}'" for status in Status)


def kind_of_change(before: str | None, after: str) -> str:
    """The type of the event of an enrollment that took another status, or none before."""
    if (before, after) == (Status.WAITLISTED, Status.ENROLLED):
        return "enrollment.promoted"
    return f"enrollment.{'updated' if before == after else after}"


class Event(Base):
    """One thing that happened to a student, a course, a term or an enrollment.

    It names ids without foreign keys, so that it outlives what it tells of: the event of
    a deletion is a tombstone. It never has names, e-mails or grades. For an enrollment
    it has the status before and after, and the `place` in the queue of who waits; so the
    last event of an enrollment tells what it is. `cause` is the act in which it was
    recorded (docs/decisions/0017). `changed` are names of fields, `override` what a
    registrar set aside and why, `reasons` the codes for which a waiter was passed over,
    all as JSON. `at` never precedes that of an earlier event of the same course.
    """

    __tablename__ = "events"
    __table_args__ = (
        # What happened in a course, by time; what one enrollment was; a student's history.
        Index(None, "course_id", "at", "id"),
        Index(None, "course_id", "student_id", "at", "id"),
        Index(None, "student_id", "id"),
        CheckConstraint(f"status_before IN ({_STATUSES})", name="status_before_known"),
        CheckConstraint(f"status_after IN ({_STATUSES})", name="status_after_known"),
        CheckConstraint("(status_after = 'waitlisted') = (place IS NOT NULL)", name="place_known"),
        SQLITE_TABLE,
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True
    )
    type: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    student_id: Mapped[int | None] = mapped_column(Integer)
    course_id: Mapped[int | None] = mapped_column(Integer)
    term_id: Mapped[int | None] = mapped_column(Integer)
    status_before: Mapped[str | None] = mapped_column(Text)
    status_after: Mapped[str | None] = mapped_column(Text)
    place: Mapped[int | None] = mapped_column(Integer)
    cause: Mapped[str] = mapped_column(Text)
    actor: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(Text)
    changed: Mapped[str | None] = mapped_column(Text)
    override: Mapped[str | None] = mapped_column(Text)
    reasons: Mapped[str | None] = mapped_column(Text)
