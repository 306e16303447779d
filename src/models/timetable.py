"""The timetable: which of two meetings are at the same time.

A meeting takes place at the instants at which the clock on the wall of its zone shows
one of its days, its weekday, and a time from `starts_at` up to, not including, `ends_at`.
So what falls into the hour that a change of the clock leaves out does not take place,
and what falls into the hour that comes twice takes place twice.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from src.values import Meeting

T = TypeVar("T")

Interval = tuple[datetime, datetime]
"""The instants from the first up to, not including, the second; in UTC, where they compare."""

_WEEK = timedelta(days=7)
# Clocks are up to 26 hours apart, so one instant has dates that differ by two at most.
_DATES_APART_MAX = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Clash:
    """When two meetings are first at the same time, told by the clock of one of them."""

    starts: datetime
    ends: datetime
    zone: str

    def __str__(self) -> str:
        starts, ends = (each.astimezone(ZoneInfo(self.zone)) for each in (self.starts, self.ends))
        # Across a change of the clock the times alone could run backwards.
        form = "%H:%M" if starts.utcoffset() == ends.utcoffset() else "%H:%M %Z"
        return f"{starts:%A %Y-%m-%d}, {starts:{form}} to {ends:{form}} {self.zone}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting with every day and its zone known."""

    weekday: int
    starts_at: time
    ends_at: time
    first: date
    last: date
    zone: str

    @classmethod
    def of(cls, meeting: Meeting, starts_on: date, ends_on: date, zone: str) -> "Slot":
        """The meeting in a term's days, both included, and zone."""
        return cls(
            weekday=meeting.weekday,
            starts_at=time.fromisoformat(meeting.starts_at),
            ends_at=time.fromisoformat(meeting.ends_at),
            first=date.fromisoformat(meeting.starts_on) if meeting.starts_on else starts_on,
            last=date.fromisoformat(meeting.ends_on) if meeting.ends_on else ends_on,
            zone=zone,
        )

    def days(self) -> Iterator[date]:
        """The days on which the meeting is held, in order."""
        day = self.first + timedelta(days=(self.weekday - self.first.isoweekday()) % 7)
        while day <= self.last:
            yield day
            day += _WEEK

    def intervals(self, day: date) -> list[Interval]:
        """When the meeting takes place on one of its days.

        One interval as a rule; none or two where a change of the clock is in the way.
        """
        zone = ZoneInfo(self.zone)
        starts, ends = (datetime.combine(day, at, zone) for at in (self.starts_at, self.ends_at))
        # Where a change leaves out or repeats a time, fold 0 is before the change, 1 after it.
        before, after = _offset(starts), _offset(ends.replace(fold=1))
        if before != after:
            return _around_change(starts, ends, before, after)
        return [(_instant(starts, before), _instant(ends, before))]

    def first_clash(self, other: "Slot") -> Clash | None:
        """When this meeting is first at the same time as another, told by its own clock."""
        common = _beside(self, other) if self.zone == other.zone else _across(self, other)
        return Clash(*common, self.zone) if common else None


class Timetable(Generic[T]):
    """The slots of many things, looked through at once for what may be at the same time."""

    def __init__(self, held: Iterable[tuple[T, Iterable[Slot]]]) -> None:
        self._zones: dict[str, dict[int, list[tuple[Slot, T]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for thing, slots in held:
            for slot in slots:
                self._zones[slot.zone][slot.weekday].append((slot, thing))

    def near(self, slots: Iterable[Slot]) -> Iterator[T]:
        """What may be at the same time as one of the slots, once for each of its own.

        By one clock, what is on other days or at other hours is left out; by two, it takes
        `Slot.first_clash` to tell.
        """
        for slot in slots:
            for zone, days in self._zones.items():
                if zone == slot.zone:
                    yield from [
                        thing
                        for held, thing in days.get(slot.weekday, ())
                        if held.starts_at < slot.ends_at and slot.starts_at < held.ends_at
                    ]
                else:
                    yield from [thing for held in days.values() for _, thing in held]


def _beside(one: Slot, other: Slot) -> Interval | None:
    """The first time shared by meetings of one zone: what both have on the same wall."""
    starts_at, ends_at = max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at)
    if one.weekday != other.weekday or starts_at >= ends_at:
        return None
    shared = replace(_while(one, other), starts_at=starts_at, ends_at=ends_at)
    return next((interval for day in shared.days() for interval in shared.intervals(day)), None)


@lru_cache(maxsize=4096)
def _across(one: Slot, other: Slot) -> Interval | None:
    """The first time shared by meetings of two zones.

    Both are weekly, so each day of the one has a nearest day of the other, always as far
    away. It goes week by week, so it is remembered: many students take the same courses.
    """
    apart = timedelta(days=(other.weekday - one.weekday + 3) % 7 - 3)
    if abs(apart) > _DATES_APART_MAX or not _may_meet(one, other, apart):
        return None
    for day in _while(one, other, apart).days():
        for starts, ends in one.intervals(day):
            for its_start, its_end in other.intervals(day + apart):
                if starts < its_end and its_start < ends:
                    return max(starts, its_start), min(ends, its_end)
    return None


def _may_meet(one: Slot, other: Slot, apart: timedelta) -> bool:
    """Whether what is so far apart overlaps by any of the offsets that the zones have.

    Most pairs do not, and need no look at their weeks.
    """
    (begins, ends), (its_begins, its_ends) = _reach(one), _reach(other)
    return begins < its_ends + apart and its_begins + apart < ends


def _reach(slot: Slot) -> Interval:
    """When a meeting begins and ends in UTC, at the earliest and the latest, on one day."""
    least, most = _offsets(slot.zone, slot.first, slot.last)
    starts, ends = (
        datetime.combine(date.min + _WEEK, at, UTC) for at in (slot.starts_at, slot.ends_at)
    )
    return starts - most, ends - least


@lru_cache(maxsize=1024)
def _offsets(zone: str, first: date, last: date) -> tuple[timedelta, timedelta]:
    """The least and the greatest offset of a zone over some days."""
    midnight = datetime.combine(first, time(), ZoneInfo(zone))
    days = range((last - first).days + 2)
    found = {_offset(midnight + timedelta(days=number)) for number in days} or {timedelta()}
    return min(found), max(found)


def _while(one: Slot, other: Slot, apart: timedelta = timedelta()) -> Slot:
    """The part of one that is held while another is, whose days are so far from its own."""
    first = max(one.first, other.first - apart)
    return replace(one, first=first, last=min(one.last, other.last - apart))


def _around_change(
    starts: datetime, ends: datetime, before: timedelta, after: timedelta
) -> list[Interval]:
    """When the clock shows times at or between which it is changed.

    It is changed once: no zone has two changes within three days of each other.
    """
    low, high = _instant(starts, max(before, after)), _instant(ends, min(before, after))

    def is_changed(second: int) -> bool:
        return _offset((low + timedelta(seconds=second)).astimezone(starts.tzinfo)) != before

    seconds = range(int((high - low).total_seconds()))
    change = low + timedelta(seconds=bisect_left(seconds, x=True, key=is_changed))
    old = _instant(starts, before), min(_instant(ends, before), change)
    new = max(_instant(starts, after), change), _instant(ends, after)
    parts = [(start, end) for start, end in (old, new) if start < end]
    return [(old[0], new[1])] if parts == [old, new] and old[1] == new[0] else parts


def _instant(local: datetime, offset: timedelta) -> datetime:
    return local.replace(tzinfo=UTC) - offset


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()
