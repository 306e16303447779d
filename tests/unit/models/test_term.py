"""What a term says of an instant, of credits and of its own fields, without a database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from src.models import Term
from src.values import TERM_DAYS_MAX

OPENS = datetime(2026, 8, 1, 6, tzinfo=UTC)
CLOSES = datetime(2026, 9, 15, 22, tzinfo=UTC)
DEADLINE = datetime(2026, 10, 1, 22, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


def term(**fields: Any) -> Term:
    """The autumn of 2026 in Berlin, without any limit."""
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 18)}
    return Term(**({"code": "T-1", "name": "Autumn", "time_zone": "Europe/Berlin"} | days | fields))


@pytest.mark.parametrize(
    ("opens", "closes", "now", "is_open"),
    [
        (OPENS, CLOSES, OPENS - MOMENT, False),
        (OPENS, CLOSES, OPENS, True),
        (OPENS, CLOSES, CLOSES - MOMENT, True),
        (OPENS, CLOSES, CLOSES, False),
        (None, CLOSES, OPENS - MOMENT, True),
        (None, CLOSES, CLOSES, False),
        (OPENS, None, OPENS - MOMENT, False),
        (OPENS, None, CLOSES, True),
        (None, None, CLOSES, True),
    ],
)
def test_registration_is_open_from_one_instant_up_to_another(
    opens: datetime | None, closes: datetime | None, now: datetime, *, is_open: bool
) -> None:
    asked = term(registration_opens_at=opens, registration_closes_at=closes)

    assert asked.is_open(now) is is_open
    assert is_open is (asked.has_opened(now) and not asked.has_closed(now))


def test_registration_may_not_have_opened_or_be_over() -> None:
    asked = term(registration_opens_at=OPENS, registration_closes_at=CLOSES)

    assert not asked.has_opened(OPENS - MOMENT)
    assert not asked.has_closed(OPENS - MOMENT)
    assert asked.has_opened(CLOSES)
    assert asked.has_closed(CLOSES)


@pytest.mark.parametrize(
    ("deadline", "now", "is_past"),
    [
        (DEADLINE, DEADLINE - MOMENT, False),
        (DEADLINE, DEADLINE, True),
        (None, DEADLINE, False),
    ],
)
def test_the_drop_deadline_is_past_at_its_instant(
    deadline: datetime | None, now: datetime, *, is_past: bool
) -> None:
    assert term(drop_deadline_at=deadline).is_past_drop_deadline(now) is is_past


@pytest.mark.parametrize(
    ("zone", "last_day", "over_at"),
    [
        ("UTC", "2026-12-18", "2026-12-19T00:00Z"),
        ("Europe/Berlin", "2026-12-18", "2026-12-18T23:00Z"),
        ("Europe/Berlin", "2026-07-31", "2026-07-31T22:00Z"),
        ("Asia/Kathmandu", "2026-12-18", "2026-12-18T18:15Z"),
        ("Pacific/Kiritimati", "2026-12-18", "2026-12-18T10:00Z"),
        ("America/New_York", "2026-12-18", "2026-12-19T05:00Z"),
        ("America/New_York", "2026-07-31", "2026-08-01T04:00Z"),
        # The days on which clocks change have 23 hours, and 25.
        ("Europe/Berlin", "2026-03-28", "2026-03-28T23:00Z"),
        ("Europe/Berlin", "2026-03-29", "2026-03-29T22:00Z"),
        ("Europe/Berlin", "2026-10-24", "2026-10-24T22:00Z"),
        ("Europe/Berlin", "2026-10-25", "2026-10-25T23:00Z"),
        # This midnight was left out, that last hour came twice, and this midnight did.
        ("America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00Z"),
        ("America/Sao_Paulo", "2018-02-17", "2018-02-18T03:00Z"),
        ("America/Havana", "2018-11-03", "2018-11-04T04:00Z"),
    ],
)
def test_a_term_has_ended_when_its_last_day_is_over_by_its_own_clock(
    zone: str, last_day: str, over_at: str
) -> None:
    over = datetime.fromisoformat(over_at)
    asked = term(time_zone=zone, ends_on=date.fromisoformat(last_day))

    assert not asked.has_ended(over - MOMENT)
    assert asked.has_ended(over)


@pytest.mark.parametrize(
    ("last_day", "first_day", "before"),
    [("2026-12-18", "2026-12-19", True), ("2026-12-18", "2026-12-18", False)],
)
def test_a_term_is_before_one_that_starts_on_a_later_day(
    last_day: str, first_day: str, *, before: bool
) -> None:
    one = term(ends_on=date.fromisoformat(last_day))

    assert one.is_before(term(starts_on=date.fromisoformat(first_day))) is before


@pytest.mark.parametrize(
    ("limit", "hundredths", "over"),
    [
        (Decimal(15), 1500, 0),
        (Decimal(15), 1501, 1),
        (Decimal("14.5"), 1500, 50),
        (Decimal(15), 0, 0),
        (Decimal(0), 1, 1),
        (None, 99_999_900, 0),
    ],
)
def test_credits_are_over_the_limit_by_hundredths(
    limit: Decimal | None, hundredths: int, over: int
) -> None:
    asked = term(max_credits=limit)

    assert asked.credits_over(hundredths) == over
    assert asked.max_credits == limit


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({}, []),
        ({"ends_on": date(2026, 9, 1)}, []),
        ({"ends_on": date(2026, 8, 31)}, ["ends_on"]),
        ({"ends_on": date(2026, 9, 1) + timedelta(days=TERM_DAYS_MAX)}, []),
        ({"ends_on": date(2026, 9, 2) + timedelta(days=TERM_DAYS_MAX)}, ["ends_on"]),
        ({"registration_opens_at": OPENS}, []),
        ({"registration_closes_at": CLOSES}, []),
        ({"registration_opens_at": OPENS, "registration_closes_at": OPENS + MOMENT}, []),
        (
            {"registration_opens_at": OPENS, "registration_closes_at": OPENS},
            ["registration_closes_at"],
        ),
        (
            {
                "ends_on": date(2026, 8, 31),
                "registration_opens_at": CLOSES,
                "registration_closes_at": OPENS,
            },
            ["ends_on", "registration_closes_at"],
        ),
    ],
)
def test_fields_that_contradict_each_other_are_told(
    fields: dict[str, Any], faulty: list[str]
) -> None:
    faults = list(term(**fields).faults())

    assert [field for field, _ in faults] == faulty
    assert all(reason.endswith(".") for _, reason in faults)
