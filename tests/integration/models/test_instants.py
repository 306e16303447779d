"""Instants come back as they went, on both databases, as values and as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import StatementError

from src.models import Course, instant_text, utc_now
from src.values import format_instant
from tests.integration.models.rows import COURSES, GOOD

# Every zone, so that the first and the last day of the calendar in UTC are left out.
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(
    min_value=datetime(1, 1, 2, tzinfo=UTC).replace(tzinfo=None),
    max_value=datetime(9999, 12, 30, tzinfo=UTC).replace(tzinfo=None),
    timezones=offsets | st.timezones(),
)


def in_milliseconds(instant: datetime) -> datetime:
    """What an instant is worth: UTC, nothing below a millisecond."""
    instant = instant.astimezone(UTC)
    return instant - timedelta(microseconds=instant.microsecond % 1000)


def kept(connection: Connection, instant: datetime) -> tuple[datetime, str]:
    """What the database gives back for an instant, as a value and as text."""
    connection.execute(update(Course).values(created_at=instant))
    row = connection.execute(select(Course.created_at, instant_text(Course.created_at))).one()
    return row[0], row[1]


@pytest.fixture
def course(connection: Connection) -> Connection:
    """A connection to a database with one course."""
    connection.execute(insert(COURSES), GOOD["courses"])
    return connection


# The one row is written anew by every example, so that examples may share the fixture.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(instant=instants)
@example(instant=datetime(1, 1, 2, tzinfo=UTC))
@example(instant=datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
@example(instant=datetime(2026, 9, 1, 8, 0, 0, 500, tzinfo=UTC))
@example(instant=datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=UTC))
def test_an_instant_comes_back_to_the_millisecond(course: Connection, instant: datetime) -> None:
    value, words = kept(course, instant)

    assert value == in_milliseconds(instant)
    assert value.utcoffset() == timedelta(0)
    assert words == format_instant(instant) == format_instant(value)


def test_the_text_is_rfc_3339_with_milliseconds(course: Connection) -> None:
    zone = timezone(timedelta(hours=5, minutes=30))

    _, words = kept(course, datetime(987, 6, 5, 4, 3, 2, 1999, tzinfo=zone))

    assert words == "0987-06-04T22:33:02.001Z"


def test_the_text_is_the_same_in_every_time_zone_of_a_session(
    course: Connection, backend: str
) -> None:
    if backend == "postgresql":
        course.execute(text("SET LOCAL timezone = 'Asia/Kathmandu'"))

    value, words = kept(course, datetime(2026, 9, 1, 8, tzinfo=UTC))

    assert words == "2026-09-01T08:00:00.000Z"
    assert value == datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_postgresql_itself_keeps_milliseconds(course: Connection) -> None:
    course.execute(text("UPDATE courses SET created_at = '2026-09-01T08:00:00.0016Z'"))

    value = course.scalar(select(Course.created_at))

    assert value == datetime(2026, 9, 1, 8, 0, 0, 2000, tzinfo=UTC)


def test_a_datetime_without_a_zone_is_refused(course: Connection) -> None:
    with pytest.raises(StatementError, match="An instant needs a time zone"):
        kept(course, utc_now().replace(tzinfo=None))


def test_the_order_of_instants_is_the_order_of_time(course: Connection) -> None:
    early = datetime(987, 1, 1, tzinfo=UTC)
    late = datetime(2026, 9, 1, 8, 0, 0, 1000, tzinfo=UTC)
    kept(course, early)

    assert course.scalar(select(Course.id).where(Course.created_at < late)) is not None
    assert course.scalar(select(Course.id).where(Course.created_at < early)) is None


def test_the_present_is_cut_to_milliseconds() -> None:
    now = utc_now()

    assert now == in_milliseconds(now)
    assert now.utcoffset() == timedelta(0)
