"""The small school of `model`: so few seats, hours and credits that every rule is in the way."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

STUDENTS = 8
COURSES = 4

TERMS: tuple[dict[str, Any], ...] = (
    {
        "code": "S",
        "name": "Spring 2026",
        "starts_on": "2026-03-01",
        "ends_on": "2026-05-31",
        "time_zone": "America/New_York",
        "registration_opens_at": "2026-01-10T08:00:00.000Z",
        "registration_closes_at": "2026-02-20T08:00:00.000Z",
        "drop_deadline_at": "2026-02-10T08:00:00.000Z",
        "max_credits": 6,
    },
    {
        "code": "A",
        "name": "Autumn 2026",
        "starts_on": "2026-09-01",
        "ends_on": "2026-12-18",
        "time_zone": "Europe/Berlin",
        "registration_opens_at": "2026-01-12T08:00:00.000Z",
        "registration_closes_at": "2026-06-20T08:00:00.000Z",
        "drop_deadline_at": "2026-06-10T08:00:00.000Z",
        "max_credits": 6,
    },
)
TERM_IDS = (1, 2, None)

# What is drawn is a source of chance: drawing every value costs more than the acts do.
SEEDS = st.integers(0, 2**63)

# Before, at and after what opens, closes and ends; an example begins at one of them.
STARTS = [
    datetime(2026, month, day, 8, tzinfo=UTC)
    for month, day in ((1, 9), (1, 13), (1, 16), (1, 20), (2, 1), (2, 8), (2, 19), (5, 30))
]
PASSING = (timedelta(hours=5), timedelta(days=1), timedelta(days=4))
CAPACITIES = (1, 1, 1, 1, 2, 2, 3, 0, None)
PLACES = (None, None, 2, 1, 0)
CREDITS = (1, 2, 0, 3, None)
OVERRIDABLE = ("E021", "E022", "E023", "E024", "E025", "E026", "E028")


def course_body(chance: Random) -> dict[str, Any]:
    """The rules of a new course."""
    term_id = chance.choice([1, 2, 2, 2, None])
    return {
        "term_id": term_id,
        "catalog_code": chance.choice(["A", "B", "C", None]),
        "capacity": chance.choice(CAPACITIES),
        "waitlist_capacity": chance.choice(PLACES),
        "credits": chance.choice(CREDITS),
        "meetings": meetings(chance) if term_id else [],
        "prerequisites": prerequisites(chance),
    }


def meetings(chance: Random) -> list[dict[str, Any]]:
    """One, at an hour that others like too, or none."""
    starts_at, ends_at = chance.choice([("09:00", "10:30"), ("10:00", "11:00"), ("11:00", "12:00")])
    meeting = {"weekday": chance.choice([1, 3]), "starts_at": starts_at, "ends_at": ends_at}
    return chance.choice([[], [meeting], [meeting]])


def prerequisites(chance: Random, likely: float = 0.15) -> list[dict[str, Any]]:
    """Mostly none."""
    need = {"catalog_code": chance.choice("ABC"), "concurrent": chance.random() < 0.5}
    return [need] if chance.random() < likely else []


def rule_edit(chance: Random) -> dict[str, Any]:
    """Another value for one of the rules."""
    edits = (
        {"credits": chance.choice([*CREDITS, 5, 7])},
        {"meetings": meetings(chance)},
        {"prerequisites": prerequisites(chance, 0.5)},
    )
    return chance.choice(edits)


def student(chance: Random) -> int:
    """A student; now and then one that is not there."""
    return chance.randint(1, STUDENTS + (chance.random() < 0.05))


def course(chance: Random) -> int:
    """A course; now and then one that is not there."""
    return chance.randint(1, COURSES + (chance.random() < 0.05))


def asked(chance: Random) -> list[int]:
    """One to three courses."""
    return list(dict.fromkeys(course(chance) for _ in range(chance.randint(1, 3))))


def overrides(chance: Random) -> list[str]:
    """A few codes."""
    return chance.sample(OVERRIDABLE, chance.randint(1, 4))
