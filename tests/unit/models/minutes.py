"""An oracle of the timetable: every minute is asked whether a meeting takes place in it.

It is the definition and nothing else. It walks through UTC, looks at the wall clock,
and shares no code with the timetable. Minutes are numbered as in Unix time.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from src.models import Slot

_DAY = 24 * 60


@lru_cache(maxsize=512)
def _walls(zone: str, day: int) -> tuple[list[datetime], set[date]]:
    """What the clock on the wall shows in each minute of a day of UTC, and on which dates."""
    clock = ZoneInfo(zone)
    minutes = range(day * _DAY, (day + 1) * _DAY)
    walls = [datetime.fromtimestamp(minute * 60, clock).replace(tzinfo=None) for minute in minutes]
    return walls, {wall.date() for wall in walls}


def _takes_place(slot: Slot, wall: datetime) -> bool:
    return slot.starts_at <= wall.time() < slot.ends_at and _is_held(slot, wall.date())


def _is_held(slot: Slot, day: date) -> bool:
    return slot.first <= day <= slot.last and day.isoweekday() == slot.weekday


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def minutes_of(slot: Slot) -> list[int]:
    """The minutes in which a meeting takes place; no clock is two days away from UTC."""
    found = []
    for day in range(_number(slot.first) - 2, _number(slot.last) + 3):
        walls, dates = _walls(slot.zone, day)
        if any(_is_held(slot, each) for each in dates):
            minutes = enumerate(walls, day * _DAY)
            found += [minute for minute, wall in minutes if _takes_place(slot, wall)]
    return found


def common_minutes(one: Slot, other: Slot) -> list[int]:
    """The minutes in which both of two meetings take place."""
    return sorted({*minutes_of(one)} & {*minutes_of(other)})


def runs(minutes: Iterable[int]) -> Iterator[tuple[datetime, datetime]]:
    """The instants from which, and up to which, minutes follow each other."""
    for _, run in groupby(enumerate(minutes), key=lambda pair: pair[1] - pair[0]):
        numbers = [minute for _, minute in run]
        yield _at(numbers[0]), _at(numbers[-1] + 1)


def _at(minute: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
