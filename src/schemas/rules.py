"""Meetings and prerequisites, inside a course on the wire."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from src.schemas.fields import Code, DayText, Location, Schema, TimeText
from src.values import Meeting, Prerequisite


class MeetingFields(Schema):
    """One weekly meeting."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    starts_at: TimeText
    ends_at: TimeText
    location: Location | None = None
    starts_on: DayText | None = None
    ends_on: DayText | None = None

    @field_validator("ends_at")
    @classmethod
    def _ends_after_its_start(cls, ends_at: str, info: ValidationInfo) -> str:
        if ends_at <= info.data.get("starts_at", ""):
            raise PydanticCustomError("order", "The meeting should end after it starts.")
        return ends_at

    @field_validator("ends_on")
    @classmethod
    def _has_its_days_in_order(cls, ends_on: str | None, info: ValidationInfo) -> str | None:
        if ends_on is not None and ends_on < (info.data.get("starts_on") or ""):
            raise PydanticCustomError("order", "The last day is before the first.")
        return ends_on


class PrerequisiteFields(Schema):
    """One catalog code that a course builds on."""

    catalog_code: Code
    concurrent: bool = False


def to_meetings(fields: Sequence[MeetingFields]) -> tuple[Meeting, ...]:
    """The same as values."""
    return tuple(Meeting(**each.model_dump()) for each in fields)


def to_prerequisites(fields: Sequence[PrerequisiteFields]) -> tuple[Prerequisite, ...]:
    """The same as values; a catalog code stands once."""
    counts = Counter(each.catalog_code for each in fields)
    if twice := sorted(code for code, count in counts.items() if count > 1):
        message = "Listed twice: {codes}."
        raise PydanticCustomError("duplicate", message, {"codes": ", ".join(twice)})
    return tuple(Prerequisite(**each.model_dump()) for each in fields)
