"""Courses. A row is one offering: `catalog_code` is shared by the offerings of a course."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import SQLITE_TABLE, Base, Numbered
from src.models.instants import Instant
from src.values import CODE_MAX, CREDITS_HUNDREDTHS_MAX, DESCRIPTION_MAX, TITLE_MAX

if TYPE_CHECKING:
    from src.models.student import Student


def hundredths(credits: Decimal | None) -> int | None:
    """Credits, of at most two decimals, as they are kept."""
    return None if credits is None else int(credits * 100)


class Course(Numbered, Base):
    """An offering that students may be enrolled in; `code` is its own where given."""

    __tablename__ = "courses"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint(f"length(code) BETWEEN 1 AND {CODE_MAX}", name="code_length"),
        CheckConstraint(
            f"length(catalog_code) BETWEEN 1 AND {CODE_MAX}", name="catalog_code_length"
        ),
        CheckConstraint(f"length(title) BETWEEN 1 AND {TITLE_MAX}", name="title_length"),
        CheckConstraint(f"length(description) <= {DESCRIPTION_MAX}", name="description_length"),
        CheckConstraint(
            f"credits_hundredths BETWEEN 0 AND {CREDITS_HUNDREDTHS_MAX}", name="credits_range"
        ),
        SQLITE_TABLE,
    )

    code: Mapped[str | None] = mapped_column(Text)
    catalog_code: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    credits_hundredths: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

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
