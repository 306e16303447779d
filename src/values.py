"""What every floor may name: limits, enums and frozen results."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ID_MAX = 2**31 - 1
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


class Outcome(StrEnum):
    """What an act did to one enrollment; the `result` of the wire."""

    ENROLLED = "enrolled"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CourseOutcome:
    """The outcome of an act for one course."""

    course_id: int
    result: Outcome


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    `next_after` is the id to ask after for the next page, None on the last.
    """

    rows: Sequence[Any]
    next_after: int | None
