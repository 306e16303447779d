"""The tables as SQLAlchemy's documentation maps them, with an association object.

Instants are mapped as the text that is answered: SQLite keeps them so, and nobody
formats them again.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, ForeignKey, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from benchmarks.peers.answers import shown_credits
from benchmarks.peers.settings import as_text


class _Timestamp(TypeDecorator[str]):
    """An instant of PostgreSQL as its text."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else as_text(value)


class _Json(TypeDecorator[Any]):
    """JSON that is kept as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return value and json.loads(value)


_Instant = Text().with_variant(_Timestamp(), "postgresql")


class Base(DeclarativeBase):
    """Base of the models.

    What a list answers with a student or a course stands beside its columns, unmapped.
    """

    __allow_unmapped__ = True
    enrollment: "StudentCourse"


class Student(Base):
    """A student."""

    __tablename__ = "students"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    email: Mapped[str]
    external_id: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(_Instant)
    updated_at: Mapped[str] = mapped_column(_Instant)
    enrollments: Mapped[list["StudentCourse"]] = relationship(
        back_populates="student", order_by="StudentCourse.course_id"
    )


class Course(Base):
    """A course."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None]
    catalog_code: Mapped[str | None]
    title: Mapped[str]
    description: Mapped[str | None]
    credits_hundredths: Mapped[int | None]
    term_id: Mapped[int | None]
    capacity: Mapped[int | None]
    waitlist_capacity: Mapped[int | None]
    enrolled_count: Mapped[int]
    waitlist_count: Mapped[int]
    meetings: Mapped[Any] = mapped_column(_Json)
    prerequisites: Mapped[Any] = mapped_column(_Json)
    created_at: Mapped[str] = mapped_column(_Instant)
    updated_at: Mapped[str] = mapped_column(_Instant)

    @property
    def credits(self) -> int | float | None:
        """Credits as a JSON number."""
        return shown_credits(self.credits_hundredths)

    @property
    def open_seats(self) -> int | None:
        """How many more may enroll, by the count that stands in the row."""
        return None if self.capacity is None else self.capacity - self.enrolled_count


class StudentCourse(Base):
    """One student's enrollment in one course."""

    __tablename__ = "student_courses"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    status: Mapped[str]
    created_at: Mapped[str] = mapped_column(_Instant)
    updated_at: Mapped[str] = mapped_column(_Instant)
    student: Mapped[Student] = relationship(back_populates="enrollments")
    course: Mapped[Course] = relationship()
