"""What a course says of its seats, its queue and its fields, without a database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from src.models import Course, Term
from src.values import CAPACITY_MAX, TERM_DAYS_MAX, Meeting

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
AUTUMN = Term(starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18), time_zone="Europe/Berlin")
SPRING = Term(starts_on=date(2027, 2, 1), ends_on=date(2027, 5, 28), time_zone="Europe/Berlin")


def course(**fields: Any) -> Course:
    """A course that counts nobody yet."""
    counts = {"enrolled_count": 0, "waitlist_count": 0, "last_place": 0, "meetings": ()}
    return Course(title="Algebra", version=1, **(counts | fields))


@pytest.mark.parametrize(
    ("capacity", "enrolled", "open_seats", "is_full"),
    [
        (None, 0, None, False),
        (None, CAPACITY_MAX, None, False),
        (0, 0, 0, True),
        (1, 0, 1, False),
        (30, 29, 1, False),
        (30, 30, 0, True),
    ],
)
def test_a_course_is_full_when_no_seat_is_open(
    capacity: int | None, enrolled: int, open_seats: int | None, *, is_full: bool
) -> None:
    asked = course(capacity=capacity, enrolled_count=enrolled)

    assert asked.open_seats == open_seats
    assert asked.is_full is is_full


@pytest.mark.parametrize(
    ("waiting", "capacity", "enrolled", "idle"),
    [
        (1, 2, 1, True),
        (1, None, 5, True),
        (1, 2, 2, False),
        (0, 2, 1, False),
        (0, None, 0, False),
    ],
)
def test_seats_are_idle_where_somebody_waits_for_them(
    waiting: int, capacity: int | None, enrolled: int, *, idle: bool
) -> None:
    asked = course(waitlist_count=waiting, capacity=capacity, enrolled_count=enrolled)

    assert asked.has_idle_seats is idle


@pytest.mark.parametrize(
    ("places", "waiting", "is_full"),
    [
        (None, CAPACITY_MAX, False),
        (0, 0, True),
        (2, 1, False),
        (2, 2, True),
        # The limit may be lowered below those who wait already.
        (2, 3, True),
    ],
)
def test_a_waitlist_is_full_when_every_place_is_taken(
    places: int | None, waiting: int, *, is_full: bool
) -> None:
    assert course(waitlist_capacity=places, waitlist_count=waiting).waitlist_is_full is is_full


def test_another_seat_is_an_edit_of_the_course() -> None:
    asked = course(capacity=2, enrolled_count=2, updated_at=datetime.min.replace(tzinfo=UTC))

    asked.add_seat(NOW)

    assert (asked.capacity, asked.open_seats) == (3, 1)
    assert (asked.version, asked.updated_at) == (2, NOW)


def test_another_seat_is_beyond_those_who_hold_one() -> None:
    asked = course(capacity=0, enrolled_count=0)

    asked.add_seat(NOW)

    assert asked.open_seats == 1


def test_a_course_without_a_term_is_always_open() -> None:
    closed = Term(registration_closes_at=NOW)

    assert course().is_open(NOW)
    assert not course(term=closed).is_open(NOW)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (AUTUMN, SPRING, True),
        (SPRING, AUTUMN, False),
        (AUTUMN, AUTUMN, False),
        (AUTUMN, None, False),
        (None, SPRING, False),
        (None, None, False),
    ],
)
def test_a_course_is_before_another_by_their_terms(
    one: Term | None, other: Term | None, *, before: bool
) -> None:
    assert course(term=one).is_before(course(term=other)) is before


def test_meetings_without_a_term_are_a_fault() -> None:
    meetings = (Meeting(1, "09:00", "10:30"),)

    assert [field for field, _ in course(meetings=meetings).faults()] == ["meetings"]
    assert list(course(meetings=meetings, term=AUTUMN).faults()) == []
    assert list(course().faults()) == []


def test_a_meeting_that_lasts_for_years_is_a_fault_of_its_own() -> None:
    first = date(2026, 9, 1)
    meetings = [
        Meeting(1, "09:00", "10:30", ends_on=date.fromordinal(first.toordinal() + days).isoformat())
        for days in (TERM_DAYS_MAX, TERM_DAYS_MAX + 1)
    ]

    faults = list(course(meetings=meetings, term=AUTUMN).faults())

    assert faults == [("meetings.1", f"It lasts more than {TERM_DAYS_MAX} days.")]


@pytest.mark.parametrize(
    ("code", "name"), [("ALG-1", "ALG-1 (course 7)"), (None, "Algebra (course 7)")]
)
def test_a_course_is_called_by_its_code_where_it_has_one(code: str | None, name: str) -> None:
    assert course(id=7, code=code).name == name
