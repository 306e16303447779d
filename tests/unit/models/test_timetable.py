"""When meetings take place: days, and the clock on the wall around its changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from src.models import Slot
from src.values import Meeting
from tests.unit.models.meetings import on
from tests.unit.models.minutes import minutes_of, runs


def utc(text: str) -> list[tuple[datetime, datetime]]:
    """Intervals with their minutes, such as `2026-09-07 07:00 +60, 2026-09-07 12:00 +30`."""
    parts = [part.rsplit(" ", 1) for part in text.split(", ") if part]
    starts = [datetime.fromisoformat(start).replace(tzinfo=UTC) for start, _ in parts]
    lengths = [timedelta(minutes=int(minutes)) for _, minutes in parts]
    return [(start, start + length) for start, length in zip(starts, lengths, strict=True)]


@pytest.mark.parametrize(
    ("meeting", "instants"),
    [
        # An ordinary day, and an offset of 5:45.
        ("Europe/Berlin 2026-09-07 09:00-10:00", "2026-09-07 07:00 +60"),
        ("Asia/Kathmandu 2026-09-07 09:00-10:00", "2026-09-07 03:15 +60"),
        # 02:00 to 03:00 is left out: within it, into it, out of it, across it, beside it.
        ("Europe/Berlin 2026-03-29 02:00-03:00", ""),
        ("Europe/Berlin 2026-03-29 02:15-02:45", ""),
        ("Europe/Berlin 2026-03-29 01:30-02:30", "2026-03-29 00:30 +30"),
        ("Europe/Berlin 2026-03-29 02:30-03:30", "2026-03-29 01:00 +30"),
        ("Europe/Berlin 2026-03-29 01:00-04:00", "2026-03-29 00:00 +120"),
        ("Europe/Berlin 2026-03-29 01:00-02:00", "2026-03-29 00:00 +60"),
        ("Europe/Berlin 2026-03-29 03:00-04:00", "2026-03-29 01:00 +60"),
        ("America/New_York 2026-03-08 02:00-03:00", ""),
        ("Europe/Dublin 2026-03-29 01:00-02:00", ""),
        ("Africa/Casablanca 2026-03-22 02:00-03:00", ""),
        ("Australia/Lord_Howe 2026-10-04 02:00-02:30", ""),
        ("Australia/Lord_Howe 2026-10-04 02:00-03:00", "2026-10-03 15:30 +30"),
        # 02:00 to 03:00 comes twice: all of it, into it, out of it, into its middle, beside it.
        ("Europe/Berlin 2026-10-25 02:00-03:00", "2026-10-25 00:00 +120"),
        ("Europe/Berlin 2026-10-25 02:00-02:30", "2026-10-25 00:00 +30, 2026-10-25 01:00 +30"),
        ("Europe/Berlin 2026-10-25 02:30-04:00", "2026-10-25 00:30 +30, 2026-10-25 01:30 +90"),
        ("Europe/Berlin 2026-10-25 00:30-02:30", "2026-10-24 22:30 +120, 2026-10-25 01:00 +30"),
        ("Europe/Berlin 2026-10-25 01:00-02:00", "2026-10-24 23:00 +60"),
        ("Europe/Berlin 2026-10-25 03:00-04:00", "2026-10-25 02:00 +60"),
        ("America/New_York 2026-11-01 01:00-02:00", "2026-11-01 05:00 +120"),
        ("Europe/Dublin 2026-10-25 01:00-02:00", "2026-10-25 00:00 +120"),
        ("Africa/Casablanca 2026-02-15 02:00-03:00", "2026-02-15 01:00 +120"),
        ("Australia/Lord_Howe 2026-04-05 01:30-02:00", "2026-04-04 14:30 +60"),
        # A day that was left out, a day that came twice, and two changes four days apart.
        ("Pacific/Apia 2011-12-30 00:00-23:59", ""),
        ("Pacific/Kwajalein 1969-09-30 10:00-11:00", "1969-09-29 23:00 +60, 1969-09-30 22:00 +60"),
        ("Africa/Freetown 1939-09-01 00:10-00:30", "1939-09-01 01:00 +10"),
        ("Africa/Freetown 1939-09-04 23:30-23:50", "1939-09-05 00:10 +20, 1939-09-05 00:40 +10"),
    ],
)
def test_a_meeting_takes_place_when_the_clock_shows_it(meeting: str, instants: str) -> None:
    slot = on(meeting)

    assert slot.intervals(slot.first) == utc(instants)
    assert list(runs(minutes_of(slot))) == utc(instants)


def test_a_change_of_the_clock_counts_to_the_second() -> None:
    slot = on("Africa/Monrovia 1972-01-07 00:30-01:00")  # 00:00 to 00:44:30 was left out.

    starts, ends = (datetime(1972, 1, 7, *at, tzinfo=UTC) for at in ((0, 44, 30), (1, 0, 0)))
    assert slot.intervals(slot.first) == [(starts, ends)]


def test_no_two_clocks_are_more_than_26_hours_apart() -> None:
    """So the dates of one instant differ by two at most; the timetable looks no further."""
    instants = [
        datetime(year, half, 1, tzinfo=UTC) for year in range(1900, 2200) for half in (1, 7)
    ]
    zones = [ZoneInfo(zone) for zone in available_timezones()]
    offsets = {at.astimezone(zone).utcoffset() or timedelta() for zone in zones for at in instants}

    assert max(offsets) - min(offsets) <= timedelta(hours=26)


def test_a_meeting_has_the_days_of_its_term_but_for_its_own() -> None:
    term = date(2026, 9, 1), date(2026, 12, 18), "Europe/Berlin"
    times = (1, "09:00", "10:30", None)
    held = Slot(1, time(9), time(10, 30), *term)

    assert Slot.of(Meeting(*times), *term) == held
    assert Slot.of(Meeting(*times, "2026-10-01"), *term) == replace(held, first=date(2026, 10, 1))
    assert Slot.of(Meeting(*times, None, "2026-10-31"), *term) == replace(
        held, last=date(2026, 10, 31)
    )
