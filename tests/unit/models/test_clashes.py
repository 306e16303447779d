"""When meetings clash, by examples, and how that is told."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from src.models import Clash, Slot, timetable
from tests.unit.models.meetings import AHEAD, BEHIND, during, on
from tests.unit.models.minutes import common_minutes, runs

EDGES = {
    "on an ordinary day": (
        "Europe/Berlin 2026-09-09 09:00-10:00",
        "Europe/Berlin 2026-09-09 10:00-11:00",
    ),
    "in two zones": (
        "Europe/Berlin 2026-09-09 15:00-16:00",
        "America/New_York 2026-09-09 10:00-11:00",
    ),
    "while one clock is changed": (
        "Europe/Berlin 2026-03-16 15:00-16:00",
        "America/New_York 2026-03-16 11:00-12:00",
    ),
    "after the hour left out": (
        "Europe/Berlin 2026-03-29 01:00-03:00",
        "Europe/Berlin 2026-03-29 03:00-04:00",
    ),
    "after the hour left out elsewhere": (
        "America/New_York 2026-03-08 01:00-03:00",
        "Europe/Berlin 2026-03-08 08:00-09:00",
    ),
    "before the hour that comes twice": (
        "Europe/Berlin 2026-10-25 01:00-02:00",
        "Europe/Berlin 2026-10-25 02:00-03:00",
    ),
    "after the hour that comes twice": (
        "Europe/Berlin 2026-10-25 02:00-03:00",
        "America/New_York 2026-10-24 22:00-23:00",
    ),
    "after the first half of it came again": (
        "America/New_York 2026-11-01 01:00-01:30",
        "Europe/Berlin 2026-11-01 07:30-07:45",
    ),
    "two dates later": (
        "Pacific/Pago_Pago 2026-09-07 22:00-23:00",
        "Pacific/Kiritimati 2026-09-09 00:00-01:00",
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_a_meeting_may_start_when_another_ends_and_no_minute_earlier(edge: str) -> None:
    one, other = map(on, EDGES[edge])
    ends_at = (datetime.combine(one.first, one.ends_at) + timedelta(minutes=1)).time()
    longer = replace(one, ends_at=ends_at)
    minute = next(runs(common_minutes(longer, other)))

    assert one.first_clash(other) is None
    assert other.first_clash(one) is None
    assert longer.first_clash(other) == Clash(*minute, one.zone)
    assert other.first_clash(longer) == Clash(*minute, other.zone)
    assert common_minutes(one, other) == []
    assert minute[1] - minute[0] == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Europe/Berlin 2026-09-07 09:00-10:30",
            "Europe/Berlin 2026-09-07 10:00-11:00",
            "Monday 2026-09-07, 10:00 to 10:30 Europe/Berlin",
        ),
        (
            "America/New_York 2026-09-07 04:00-05:00",
            "Europe/Berlin 2026-09-07 10:00-10:15",
            "Monday 2026-09-07, 04:00 to 04:15 America/New_York",
        ),
        # The date is that of the clock it is told by.
        (BEHIND, AHEAD, "Monday 2026-09-07, 23:00 to 23:30 Pacific/Pago_Pago"),
        (AHEAD, BEHIND, "Wednesday 2026-09-09, 00:00 to 00:30 Pacific/Kiritimati"),
        # Times over a change of the clock have its names beside them.
        (
            "Europe/Berlin 2026-03-29 01:00-04:00",
            "Europe/Berlin 2026-03-29 01:30-03:30",
            "Sunday 2026-03-29, 01:30 CET to 03:30 CEST Europe/Berlin",
        ),
        (
            "Europe/Berlin 2026-10-25 02:00-03:00",
            "UTC 2026-10-25 00:30-01:15",
            "Sunday 2026-10-25, 02:30 CEST to 02:15 CET Europe/Berlin",
        ),
    ],
)
def test_a_clash_says_when_by_the_clock_of_the_meeting_asked(
    one: str, other: str, expected: str
) -> None:
    assert str(on(one).first_clash(on(other))) == expected


def test_meetings_that_overlap_only_in_the_hour_left_out_clash_a_week_later() -> None:
    early = on("Europe/Berlin 2026-03-29 01:30-02:30")
    late = on("Europe/Berlin 2026-03-29 02:15-03:30")

    assert early.first_clash(late) is None
    both = [during(each, "2026-03-29", "2026-04-30") for each in (early, late)]
    assert str(both[0].first_clash(both[1])) == "Sunday 2026-04-05, 02:15 to 02:30 Europe/Berlin"


@pytest.mark.parametrize(
    ("times", "clashes"),
    [("00:15-00:30", True), ("00:30-01:15", False), ("01:15-01:30", True), ("01:30-02:00", False)],
)
def test_what_comes_twice_clashes_with_what_is_held_at_either_time(
    times: str, *, clashes: bool
) -> None:
    slot = on("Europe/Berlin 2026-10-25 02:15-02:30")

    assert bool(slot.first_clash(on(f"UTC 2026-10-25 {times}"))) == clashes


def test_a_term_may_be_over_by_its_own_dates_and_still_clash() -> None:
    behind, ahead = on(BEHIND), on(AHEAD)

    assert behind.last < ahead.first - timedelta(days=1)
    assert behind.first_clash(ahead)


def test_wednesdays_that_are_behind_never_meet_mondays_that_are_ahead() -> None:
    monday, wednesday = (
        replace(
            during(on(each), "2026-01-01", "2026-12-31"), starts_at=time(0), ends_at=time(23, 59)
        )
        for each in (BEHIND, AHEAD)
    )

    assert monday.first_clash(wednesday)
    assert replace(monday, weekday=3).first_clash(replace(wednesday, weekday=1)) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Paris"])
def test_a_meeting_clashes_only_while_the_other_is_held(zone: str) -> None:
    autumn = during(on("Europe/Berlin 2026-09-07 09:00-10:00"), "2026-09-01", "2026-12-18")
    other = replace(autumn, zone=zone)

    def clash_with(first: str, last: str) -> str:
        return str(autumn.first_clash(during(other, first, last))).partition(",")[0]

    assert clash_with("2026-01-01", "2026-09-06") == "None"
    assert clash_with("2026-01-01", "2026-09-07") == "Monday 2026-09-07"
    assert clash_with("2026-12-14", "2027-03-01") == "Monday 2026-12-14"
    assert clash_with("2026-12-15", "2027-03-01") == "None"


def test_a_meeting_whose_days_have_no_such_weekday_is_never_held() -> None:
    monday = on("Europe/Berlin 2026-09-07 09:00-10:00")
    slot = during(monday, "2026-09-08", "2026-09-13")

    assert list(slot.days()) == []
    assert slot.first_clash(slot) is None
    assert slot.first_clash(replace(slot, zone="Europe/Paris")) is None


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days that the timetable works out, from an empty memory."""
    days: list[date] = []
    intervals = Slot.intervals

    def watched(slot: Slot, day: date) -> list[tuple[datetime, datetime]]:
        days.append(day)
        return intervals(slot, day)

    monkeypatch.setattr(Slot, "intervals", watched)
    timetable._across.cache_clear()
    return days


def test_three_years_in_two_zones_are_looked_through_once(asked: list[date]) -> None:
    # Seven hours apart is what their offsets could be, and never are on one day.
    one, other = (
        during(on(meeting), "2026-01-01", "2029-01-01")
        for meeting in (
            "Europe/Berlin 2026-09-07 16:00-17:00",
            "America/New_York 2026-09-07 09:00-10:00",
        )
    )

    assert [one.first_clash(other) for _ in range(3)] == [None] * 3
    assert sorted(asked) == sorted([*one.days(), *other.days()])


def test_days_that_cannot_have_an_instant_in_common_are_not_looked_at(asked: list[date]) -> None:
    monday = on("Europe/Berlin 2026-09-07 09:00-10:00")
    thursday = on("America/New_York 2026-09-10 09:00-10:00")
    later = on("America/New_York 2027-09-06 09:00-10:00")
    evening = on("America/New_York 2026-09-07 18:00-19:00")

    assert monday.first_clash(thursday) is None
    assert monday.first_clash(later) is None
    assert monday.first_clash(evening) is None
    assert asked == []
