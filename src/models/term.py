"""Terms: when courses are held, when one may register, and how much one may take."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import date as date_type
from datetime import time as time_type
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import SQLITE_TABLE, Base, Numbered
from src.models.credits import hundredths
from src.models.days import Day
from src.models.instants import Instant
from src.values import CODE_MAX, CREDITS_HUNDREDTHS_MAX, NAME_MAX, TERM_DAYS_MAX


class Term(Numbered, Base):
    """A term; `ends_on` is its last day. An instant or limit that is null limits nothing."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint(f"length(code) BETWEEN 1 AND {CODE_MAX}", name="code_length"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_MAX}", name="name_length"),
        CheckConstraint("starts_on <= ends_on", name="days_in_order"),
        CheckConstraint("registration_opens_at < registration_closes_at", name="window_in_order"),
        CheckConstraint(
            f"max_credits_hundredths BETWEEN 0 AND {CREDITS_HUNDREDTHS_MAX}",
            name="max_credits_range",
        ),
        SQLITE_TABLE,
    )

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date_type] = mapped_column(Day)
    ends_on: Mapped[date_type] = mapped_column(Day)
    time_zone: Mapped[str] = mapped_column(Text)
    registration_opens_at: Mapped[datetime | None] = mapped_column(Instant)
    registration_closes_at: Mapped[datetime | None] = mapped_column(Instant)
    drop_deadline_at: Mapped[datetime | None] = mapped_column(Instant)
    max_credits_hundredths: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def max_credits(self) -> Decimal | None:
        """The most credits that one may take, with two decimals; None is no limit."""
        kept = self.max_credits_hundredths
        return None if kept is None else Decimal(kept) / 100

    @max_credits.setter
    def max_credits(self, value: Decimal | None) -> None:
        self.max_credits_hundredths = hundredths(value)

    def faults(self) -> Iterator[tuple[str, str]]:
        """The fields that do not go with the others, each with a reason."""
        if self.ends_on < self.starts_on:
            yield "ends_on", "The term ends before it starts."
        elif (self.ends_on - self.starts_on).days > TERM_DAYS_MAX:
            yield "ends_on", f"The term lasts more than {TERM_DAYS_MAX} days."
        opens, closes = self.registration_opens_at, self.registration_closes_at
        if opens and closes and closes <= opens:
            yield "registration_closes_at", "Registration should close after it opens."

    def has_opened(self, now: datetime) -> bool:
        """Whether registration has begun."""
        return self.registration_opens_at is None or self.registration_opens_at <= now

    def has_closed(self, now: datetime) -> bool:
        """Whether registration is over."""
        return self.registration_closes_at is not None and self.registration_closes_at <= now

    def is_open(self, now: datetime) -> bool:
        """Whether one may register: from the instant of opening up to that of closing."""
        return self.has_opened(now) and not self.has_closed(now)

    def is_past_drop_deadline(self, now: datetime) -> bool:
        """Whether leaving a course stays on the record."""
        return self.drop_deadline_at is not None and self.drop_deadline_at <= now

    def has_ended(self, now: datetime) -> bool:
        """Whether the last day is over, by the term's own clock."""
        day_after = datetime.combine(self.ends_on + timedelta(days=1), time_type())
        return day_after.replace(tzinfo=ZoneInfo(self.time_zone)).astimezone(UTC) <= now

    def is_before(self, other: "Term") -> bool:
        """Whether this term ends before another one starts."""
        return self.ends_on < other.starts_on

    @property
    def limits_credits(self) -> bool:
        """Whether one may not take any number of credits."""
        return self.max_credits_hundredths is not None

    def credits_over(self, hundredths: int) -> int:
        """How many hundredths of a credit a sum is above the limit."""
        if self.max_credits_hundredths is None:
            return 0
        return max(0, hundredths - self.max_credits_hundredths)
