"""The junction of students and courses; everywhere else the word is enrollment."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import Base
from src.models.instants import Instant


class StudentCourse(Base):
    """One student's enrollment in one course."""

    __tablename__ = "student_courses"
    __table_args__ = (
        # The roster reads by course; the primary key serves a student's courses.
        Index(None, "course_id", "student_id"),
        {"sqlite_with_rowid": False, "sqlite_strict": True},
    )

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
