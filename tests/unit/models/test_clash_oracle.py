"""The timetable against the oracle, around changes of the clock all over the world.

Naive versions are controls: what is drawn here tells each of them from the oracle.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from src.models import Clash, Course, Load, Record, Slot, Term
from src.values import Meeting
from tests.unit.models.minutes import common_minutes, minutes_of, runs

FIXED = settings(derandomize=True, deadline=None, max_examples=100)
SEARCH = settings(FIXED, max_examples=1000, phases=[Phase.generate])

TODAY = (
    "Africa/Casablanca",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
CHANGES = [
    (datetime(2026, 3, 8, 7, tzinfo=UTC), "America/New_York", TODAY),
    (datetime(2026, 3, 22, 2, tzinfo=UTC), "Africa/Casablanca", TODAY),
    (datetime(2026, 3, 29, 1, tzinfo=UTC), "Europe/Berlin", TODAY),
    (datetime(2026, 3, 29, 1, tzinfo=UTC), "Europe/Dublin", TODAY),
    (datetime(2026, 4, 4, 15, tzinfo=UTC), "Australia/Lord_Howe", TODAY),
    (datetime(2026, 10, 3, 15, 30, tzinfo=UTC), "Australia/Lord_Howe", TODAY),
    (datetime(2026, 10, 25, 1, tzinfo=UTC), "Europe/Berlin", TODAY),
    (datetime(2026, 10, 25, 1, tzinfo=UTC), "Europe/Dublin", TODAY),
    (datetime(2026, 11, 1, 6, tzinfo=UTC), "America/New_York", TODAY),
    # A day that was left out, a day that came twice, and the two changes nearest to each other.
    (datetime(2011, 12, 30, 10, tzinfo=UTC), "Pacific/Apia", ("Pacific/Apia", *TODAY[-3:])),
    (datetime(1969, 9, 30, 13, tzinfo=UTC), "Pacific/Kwajalein", ("Pacific/Kwajalein", "UTC")),
    (datetime(1939, 9, 1, 1, tzinfo=UTC), "Africa/Freetown", ("Africa/Freetown", "UTC")),
    (datetime(1939, 9, 5, 0, 40, tzinfo=UTC), "Africa/Freetown", ("Africa/Freetown", "UTC")),
]


@st.composite
def slots(draw: st.DrawFn, zone: str, near: datetime) -> Slot:
    """A meeting in a zone, as a rule held at an instant or within minutes of it."""
    wall = near.astimezone(ZoneInfo(zone))
    minute = wall.hour * 60 + wall.minute
    starts = draw(st.integers(max(0, minute - 60), min(1438, minute + 15)))
    ends = draw(st.integers(starts + 1, min(1439, starts + 120)))
    days_before, days_after = draw(st.just((0, 0)) | st.tuples(*[st.integers(-1, 8)] * 2))
    return Slot(
        weekday=draw(st.sampled_from([wall.isoweekday()] * 7 + [1, 4, 7])),
        starts_at=time(*divmod(starts, 60)),
        ends_at=time(*divmod(ends, 60)),
        first=wall.date() - timedelta(days=days_before),
        last=wall.date() + timedelta(days=days_after),
        zone=zone,
    )


@st.composite
def timetables(draw: st.DrawFn, most: int, zones: int) -> list[list[Slot]]:
    """The meetings of two courses, up to so many each, in one zone or in two."""
    change, changed, others = draw(st.sampled_from(CHANGES))
    near = change + timedelta(minutes=draw(st.integers(-75, 75) | st.integers(-2000, 2000)))
    other = draw(st.sampled_from([each for each in others if each != changed]))
    one = draw(st.sampled_from([changed, changed, other]))
    both = (one, one) if zones == 1 else draw(st.permutations((changed, other)))
    return [draw(st.lists(slots(each, near), min_size=1, max_size=most)) for each in both]


def pairs(zones: int) -> st.SearchStrategy[tuple[Slot, Slot]]:
    """Two meetings."""
    return timetables(1, zones).map(lambda both: (both[0][0], both[1][0]))


def course_of(slots: list[Slot]) -> Course:
    """A course with meetings; the first has its days from the term, the others their own."""
    first, zone = slots[0], slots[0].zone
    days = [(None, None), *((f"{each.first}", f"{each.last}") for each in slots[1:])]
    meetings = [
        Meeting(slot.weekday, f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}", None, *own)
        for slot, own in zip(slots, days, strict=True)
    ]
    term = Term(starts_on=first.first, ends_on=first.last, time_zone=zone)
    return Course(term=term, meetings=tuple(meetings))


@pytest.mark.parametrize(("change", "zone", "_"), CHANGES)
def test_the_clock_is_changed_where_the_tests_look(
    change: datetime, zone: str, _: tuple[str, ...]
) -> None:
    before, after = (
        each.astimezone(ZoneInfo(zone)).utcoffset()
        for each in (change - timedelta(seconds=1), change)
    )

    assert before != after


@FIXED
@given(pairs(zones=2))
def test_a_meeting_takes_place_in_the_minutes_of_its_definition(pair: tuple[Slot, Slot]) -> None:
    for slot in pair:
        intervals = [each for day in slot.days() for each in slot.intervals(day)]

        assert intervals == list(runs(minutes_of(slot)))


@pytest.mark.parametrize("zones", [1, 2])
def test_the_first_clash_is_the_first_time_in_common(zones: int) -> None:
    @FIXED
    @given(pairs(zones))
    def agree(pair: tuple[Slot, Slot]) -> None:
        one, other = pair
        common = runs(common_minutes(one, other))
        clash = next((Clash(*run, one.zone) for run in common), None)

        assert one.first_clash(other) == clash
        assert other.first_clash(one) == (clash and replace(clash, zone=other.zone))

    agree()


@FIXED
@given(timetables(most=3, zones=2))
def test_courses_clash_first_at_the_first_minute_in_common(both: list[list[Slot]]) -> None:
    one, other = ({minute for slot in each for minute in minutes_of(slot)} for each in both)
    expected = next((start for start, _ in runs(sorted(one & other))), None)
    mine, its = map(course_of, both)
    clashes = mine.clash_with(its), its.clash_with(mine)

    assert [clash and clash.starts for clash in clashes] == [expected, expected]
    assert Load(Record(1), [its]).clashes_with(mine) == [
        (its, clash) for clash in clashes[:1] if clash
    ]


Spans = Callable[[Slot, date], tuple[datetime, datetime]]
"""When a naive version thinks that a meeting takes place on a day."""


def on_the_wall(slot: Slot, day: date) -> tuple[datetime, datetime]:
    """Naive: what the clocks show, wherever they hang."""
    return datetime.combine(day, slot.starts_at), datetime.combine(day, slot.ends_at)


def without_changes(slot: Slot, day: date) -> tuple[datetime, datetime]:
    """Naive: the clock keeps the offset of the first day."""
    offset = datetime.combine(slot.first, time(), ZoneInfo(slot.zone)).utcoffset() or timedelta()
    starts, ends = on_the_wall(slot, day)
    return starts - offset, ends - offset


def taken_for_granted(slot: Slot, day: date) -> tuple[datetime, datetime]:
    """Naive: every time on the wall comes, and comes once."""
    starts, ends = (
        each.replace(tzinfo=ZoneInfo(slot.zone)).astimezone(UTC) for each in on_the_wall(slot, day)
    )
    return starts, ends


@pytest.mark.parametrize("naive", [on_the_wall, without_changes, taken_for_granted])
@pytest.mark.parametrize("is_clash", [True, False])
def test_a_naive_version_is_found_out(naive: Spans, *, is_clash: bool) -> None:
    """Both ways: it misses a clash, and it tells one where there is none."""

    def is_found_out(pair: tuple[Slot, Slot]) -> bool:
        mine, its = ([naive(slot, day) for day in slot.days()] for slot in pair)
        overlaps = any(max(a[0], b[0]) < min(a[1], b[1]) for a, b in product(mine, its))
        return overlaps != is_clash and bool(common_minutes(*pair)) == is_clash

    one, other = find(pairs(zones=2), is_found_out, settings=SEARCH)

    assert bool(one.first_clash(other)) == is_clash
