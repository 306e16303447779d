"""Students."""

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from src.models.base import SQLITE_TABLE, Base, Numbered
from src.models.instants import Instant
from src.values import EMAIL_MAX, EXTERNAL_ID_MAX, NAME_MAX

if TYPE_CHECKING:
    from src.models.course import Course


def email_key(email: str) -> str:
    """What two spellings of one e-mail address have in common.

    Made here and stored, since SQLite's `lower` knows only ASCII.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email).casefold())


class Student(Numbered, Base):
    """A person who may be enrolled; `external_id` is the id in the school's own records."""

    __tablename__ = "students"
    __table_args__ = (
        UniqueConstraint("email_key"),
        UniqueConstraint("external_id"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_MAX}", name="name_length"),
        CheckConstraint(f"length(given_name) BETWEEN 1 AND {NAME_MAX}", name="given_name_length"),
        CheckConstraint(f"length(family_name) BETWEEN 1 AND {NAME_MAX}", name="family_name_length"),
        CheckConstraint(f"length(email) BETWEEN 3 AND {EMAIL_MAX}", name="email_length"),
        CheckConstraint(
            f"length(external_id) BETWEEN 1 AND {EXTERNAL_ID_MAX}", name="external_id_length"
        ),
        SQLITE_TABLE,
    )

    name: Mapped[str] = mapped_column(Text)
    given_name: Mapped[str | None] = mapped_column(Text)
    family_name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    email_key: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    # Written through StudentCourse alone: a writable many-to-many would delete the
    # enrollments of a deleted student without a word.
    courses: Mapped[list["Course"]] = relationship(
        secondary="student_courses",
        back_populates="students",
        viewonly=True,
        order_by="Course.id",
    )

    @validates("email")
    def _keep_email_key(self, _name: str, email: str) -> str:
        self.email_key = email_key(email)
        return email
