"""Meetings for the tests of the timetable, from texts."""

from dataclasses import replace
from datetime import date, time

from src.models import Slot

# At one instant; 14 hours ahead of UTC and 11 behind it.
AHEAD = "Pacific/Kiritimati 2026-09-09 00:00-00:30"
BEHIND = "Pacific/Pago_Pago 2026-09-07 23:00-23:30"


def on(text: str) -> Slot:
    """A meeting on one day, such as `Europe/Berlin 2026-09-07 09:00-10:00`."""
    zone, day, times = text.split(" ")
    held, (starts, ends) = date.fromisoformat(day), map(time.fromisoformat, times.split("-"))
    return Slot(held.isoweekday(), starts, ends, held, held, zone)


def during(slot: Slot, first: str, last: str) -> Slot:
    """The same meeting in every week from a day to another."""
    return replace(slot, first=date.fromisoformat(first), last=date.fromisoformat(last))
