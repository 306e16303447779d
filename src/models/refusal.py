"""Refusals, counted: who was refused which course for which reason, hour by hour."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import Base
from src.models.instants import Instant


class Refusal(Base):
    """How often a student was refused a course for a reason within an hour.

    `hour` is its first instant. Statistics: no foreign keys, so that they can be written
    after the request, and stay when the student is deleted.
    """

    __tablename__ = "refusals"
    __table_args__ = (
        CheckConstraint("attempts > 0", name="attempts_range"),
        {"sqlite_with_rowid": False, "sqlite_strict": True},
    )

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    hour: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    student_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    attempts: Mapped[int] = mapped_column(Integer)
