"""Days, times, instants and time zones: the forms that are taken, and no others."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.schemas.fields import Day, DayText, Instant, TimeText, TimeZone
from tests.unit.schemas.checks import check, is_refused

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
TIMES = {f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)}
NOT_TEXTS: tuple[object, ...] = (
    None,
    True,
    1,
    1.5,
    b"09:30",
    [],
    {},
    date(2026, 9, 1),
    datetime(2026, 9, 1, tzinfo=UTC),
)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.dates(FIRST, LAST))
def test_a_day_is_its_iso_text(day: date) -> None:
    assert check(Day, day.isoformat()) == day
    assert check(DayText, day.isoformat()) == day.isoformat()


@given(st.dates(max_value=FIRST - timedelta(days=1)) | st.dates(LAST + timedelta(days=1)))
def test_a_day_of_another_age_is_refused(day: date) -> None:
    assert is_refused(Day, day.isoformat())
    assert is_refused(DayText, day.isoformat())


@pytest.mark.parametrize("kind", [Day, DayText])
@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-9-1", "20260901", "2026-W36-2", "2026-244", "26-09-01", "10000-01-01"),
        *("2026-02-30", "2027-02-29", "2026-13-01", "2026-00-01", "2026-09-00", "+2026-09-01"),
        *(" 2026-09-01", "2026-09-01 ", "2026-09-01\n", "2026-09-01T00:00:00Z", "2026/09/01"),
        *("\uff12026-09-01", "202\u0666-09-01"),
    ],
)
def test_no_other_text_is_a_day(kind: Any, text: str) -> None:
    assert is_refused(kind, text)


@given(st.sampled_from(sorted(TIMES)) | st.text("0123456789:. +-Z\n\uff10\u0660", max_size=8))
def test_a_time_is_one_of_the_minutes_of_a_day(text: str) -> None:
    assert is_refused(TimeText, text) == (text not in TIMES)
    assert text not in TIMES or check(TimeText, text) == text


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)), OFFSETS)  # noqa: DTZ001
def test_an_instant_is_kept_in_utc_whatever_its_offset(local: datetime, offset: timezone) -> None:
    at = local.replace(microsecond=local.microsecond // 1000 * 1000, tzinfo=offset)

    found = check(Instant, at.isoformat(timespec="milliseconds"))

    assert (found, found.utcoffset()) == (at, timedelta())


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-09-01T08:00:00Z", "2026-09-01T08:00:00+00:00"),
        ("2026-09-01T08:00:00-00:00", "2026-09-01T08:00:00+00:00"),
        ("2026-09-01T08:00:00.5Z", "2026-09-01T08:00:00.500+00:00"),
        ("2026-09-01T00:30:00+01:00", "2026-08-31T23:30:00+00:00"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00+00:00"),
        ("2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999+00:00"),
    ],
)
def test_forms_of_an_instant(text: str, same: str) -> None:
    assert check(Instant, text) == datetime.fromisoformat(same)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-09-01", "2026-09-01T08:00Z", "2026-09-01T08:00:00", "2026-09-01 08:00:00Z"),
        *("2026-09-01t08:00:00Z", "2026-09-01T08:00:00z", "20260901T080000Z"),
        *("2026-09-01T24:00:00Z", "2026-09-01T08:60:00Z", "2026-09-01T08:00:60Z"),
        *("2026-09-01T08:00:00.1234Z", "2026-09-01T08:00:00.Z", "2026-09-01T08:00:00,5Z"),
        *("2026-09-01T08:00:00+0200", "2026-09-01T08:00:00+02", "2026-09-01T08:00:00+24:00"),
        *("2026-09-01T08:00:00+01:60", "2026-09-01T08:00:00+01:99", "2026-09-01T08:00:00 Z"),
        *("2026-09-01T08:00:00Z\n", "2026-06-31T08:00:00Z", "1788249600"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0000-01-01T00:00:00Z"),
        *("1900-01-01T00:59:59+01:00", "2199-12-31T23:00:00-01:00", "2200-01-01T00:00:00Z"),
    ],
)
def test_no_other_text_is_an_instant(text: str) -> None:
    assert is_refused(Instant, text)


@pytest.mark.parametrize("kind", [Day, DayText, TimeText, Instant, TimeZone])
@pytest.mark.parametrize("value", NOT_TEXTS)
def test_what_is_no_text_is_refused(kind: Any, value: object) -> None:
    assert is_refused(kind, value)


def test_every_zone_is_taken_but_those_that_differ_from_machine_to_machine() -> None:
    zones = available_timezones()
    refused = {zone for zone in zones if is_refused(TimeZone, zone)}

    assert refused <= {"localtime", "Factory"}
    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"} <= zones - refused
    assert all(ZoneInfo(check(TimeZone, zone)).key == zone for zone in zones - refused)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Europe", "europe/berlin", "Europe/Berlin ", "Mars/Olympus", "+02:00", "CEST"),
        *("localtime", "Factory", "posixrules", "../zoneinfo/UTC", "/etc/localtime", "UTC\x00"),
        *("x" * 10_000, "\ud800"),
    ],
)
def test_nothing_else_is_a_zone(text: str) -> None:
    assert is_refused(TimeZone, text)
