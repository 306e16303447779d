"""What every floor may name: limits, enums, frozen values and results, an instant's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

ID_MAX = 2**31 - 1
EVENT_ID_MAX = 9_999_999_999
BODY_BYTES_MAX = 64 * 1024
COURSE_IDS_MAX = 100
PAGE_DEFAULT = 50
PAGE_MAX = 200

NAME_MAX = 200
EMAIL_MAX = 254
EXTERNAL_ID_MAX = 100
CODE_MAX = 50
TITLE_MAX = 200
DESCRIPTION_MAX = 10_000
CREDITS_HUNDREDTHS_MAX = 99_999
CAPACITY_MAX = 1_000_000
LOCATION_MAX = 200
GRADE_MAX = 20
NOTE_MAX = 1000
YEAR_MIN, YEAR_MAX = 1900, 2199
TERM_DAYS_MAX = 1100
"""Three years and some: longer is a slip of the pen, and clashes are looked for week by week."""


class Status(StrEnum):
    """What an enrollment is now."""

    ENROLLED = "enrolled"
    WAITLISTED = "waitlisted"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


HOLDS_SEAT = frozenset({Status.ENROLLED, Status.COMPLETED})
"""Grading frees nothing: a completed enrollment counts toward capacity and roster."""


class Outcome(StrEnum):
    """What an act did to one enrollment; the `result` of the wire."""

    ENROLLED = "enrolled"
    UNCHANGED = "unchanged"
    WAITLISTED = "waitlisted"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class Meeting(NamedTuple):
    """A weekly meeting of a course.

    `weekday` is ISO's, 1 for Monday; times are `HH:MM` by the clock of the term's zone;
    days are ISO texts, both included, and the term's where there are none.
    """

    weekday: int
    starts_at: str
    ends_at: str
    location: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None


class Prerequisite(NamedTuple):
    """A catalog code that a course builds on; `concurrent`: taking both at once is enough."""

    catalog_code: str
    concurrent: bool = False


OVERRIDABLE = ("E021", "E022", "E023", "E024", "E025", "E026", "E028")
"""The refusals that a registrar may override. What is final (E020) stays final."""


@dataclass(frozen=True, slots=True)
class Override:
    """The refusals that a registrar sets aside for one request, and why."""

    codes: tuple[str, ...]
    note: str


NO_OVERRIDE = Override((), "")


class Cause(StrEnum):
    """The act in which an event was recorded."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    ENROLL = "enroll"
    DROP = "drop"
    COMPLETE = "complete"
    SCHEDULE = "schedule"
    IMPORT = "import"
    PROMOTE = "promote"
    RECOUNT = "recount"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: who acted, as far as that is known, and in which request."""

    actor: str | None
    request_id: str | None


NO_ORIGIN = Origin(None, None)


class CourseOutcome(NamedTuple):
    """The outcome of an act for one course."""

    course_id: int
    result: Outcome


class Attempt(NamedTuple):
    """A refused attempt to enroll; `hour` is the first instant of its hour."""

    course_id: int
    code: str
    hour: datetime
    student_id: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What was refused in a course.

    The rows of `reasons` have code, attempts and distinct students; those of `hours` have
    the hour too. `unmet` are distinct students who want a seat and hold none.
    """

    course_id: int
    reasons: Sequence[Any]
    hours: Sequence[Any]
    unmet: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    `next_after` is the id to ask after for the next page, None on the last.
    """

    rows: Sequence[Any]
    next_after: int | None


@lru_cache(maxsize=64)
def format_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds and `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
