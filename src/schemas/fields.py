"""The types of the fields on the wire, each with the limits that the database holds too."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from src.schemas.addresses import check_email
from src.values import (
    CAPACITY_MAX,
    CODE_MAX,
    COURSE_IDS_MAX,
    CREDITS_HUNDREDTHS_MAX,
    DESCRIPTION_MAX,
    EMAIL_MAX,
    EXTERNAL_ID_MAX,
    GRADE_MAX,
    ID_MAX,
    LOCATION_MAX,
    NAME_MAX,
    NOTE_MAX,
    OVERRIDABLE,
    TITLE_MAX,
    YEAR_MAX,
    YEAR_MIN,
    Status,
)

C = TypeVar("C", list[int], tuple[str, ...])
CREDITS_MAX = Decimal(CREDITS_HUNDREDTHS_MAX) / 100
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
# RFC 3339, and no more decimals than are kept.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?"
    # Python would read an offset of +01:99 as one of +02:39.
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
# Controls, surrogates that pair with nothing, and the two Unicode line ends.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class Schema(BaseModel):
    """Base of every schema: no coercion, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def _without(refused: re.Pattern[str]) -> AfterValidator:
    def check(value: str) -> str:
        if found := refused.search(value):
            raise PydanticCustomError(
                "control_character",
                "Character {position} is a control character or a line break.",
                {"position": found.start() + 1},
            )
        return value

    return AfterValidator(check)


def _trimmed(value: str) -> str:
    if value != value.strip():
        raise PydanticCustomError("white_space", "White space at the start or the end.")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "Nothing but white space.")
    return value


def _credits(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("credits", "Input should be a number.")
    number = Decimal(value)
    if not 0 <= number <= CREDITS_MAX:
        raise PydanticCustomError("credits", f"Input should be from 0 to {CREDITS_MAX}.")
    if number != number.quantize(Decimal("0.01")):
        raise PydanticCustomError("credits", "Input should have at most two decimals.")
    return number


def _whole_number(value: Any) -> Any:
    """A parameter's digits as a number; `int` would take signs, spaces and other scripts."""
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    raise PydanticCustomError("whole_number", "Input should be a whole number above zero.")


def _text(value: Any, form: re.Pattern[str], example: str) -> str:
    if isinstance(value, str) and form.fullmatch(value):
        return value
    raise PydanticCustomError("form", "Input should be like {example}.", {"example": example})


def _from_text(form: re.Pattern[str], example: str, parse: Callable[[str], Any]) -> PlainValidator:
    """Read a text of one form; what has the form and is none (a 31 June) is refused, too."""

    def read(value: Any) -> Any:
        text = _text(value, form, example)
        try:
            found = parse(text)
        except (ValueError, OverflowError):
            raise PydanticCustomError("none", "There is no such day or time.") from None
        if not YEAR_MIN <= getattr(found, "year", YEAR_MIN) <= YEAR_MAX:
            message = f"The year should be from {YEAR_MIN} to {YEAR_MAX}."
            raise PydanticCustomError("year", message)
        return found

    return PlainValidator(read)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def _time_zones() -> frozenset[str]:
    # Files beside the zones that are none: this machine's own, and one that says "not set".
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _time_zone(value: str) -> str:
    if value not in _time_zones():
        message = "Not a time zone of the IANA database, such as Europe/Berlin."
        raise PydanticCustomError("time_zone", message)
    return value


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise PydanticCustomError("flag", "Input should be true or false.")
    return bool(value == "true")


def _statuses(value: Any) -> tuple[Status, ...]:
    """Statuses that a parameter lists with commas."""
    try:
        return tuple(dict.fromkeys(Status(each) for each in str(value).split(",")))
    except ValueError:
        known = ", ".join(Status)
        message = f"Input should be one of {known}, or several with commas between."
        raise PydanticCustomError("status", message) from None


def as_tuple(value: Any) -> Any:
    """A JSON array as the tuple that strict validation asks for."""
    return tuple(value) if isinstance(value, list) else value


def _unique(values: C) -> C:
    twice = sorted(value for value, count in Counter(values).items() if count > 1)
    if twice:
        raise PydanticCustomError(
            "duplicate", "Listed twice: {ids}.", {"ids": ", ".join(map(str, twice))}
        )
    return values


# Limits come first: nothing is looked at that is too long to be looked at.
_LINE = (_without(_CONTROL), AfterValidator(_trimmed))
Name = Annotated[str, Field(min_length=1, max_length=NAME_MAX), *_LINE]
ExternalId = Annotated[str, Field(min_length=1, max_length=EXTERNAL_ID_MAX), *_LINE]
Code = Annotated[str, Field(min_length=1, max_length=CODE_MAX), *_LINE]
Title = Annotated[str, Field(min_length=1, max_length=TITLE_MAX), *_LINE]
Email = Annotated[
    str, Field(min_length=1, max_length=EMAIL_MAX), *_LINE, AfterValidator(check_email)
]
SearchText = Annotated[str, Field(min_length=1, max_length=EMAIL_MAX), _without(_CONTROL)]
Description = Annotated[str, Field(max_length=DESCRIPTION_MAX), _without(_CONTROL_IN_TEXT)]
Credits = Annotated[Decimal, PlainValidator(_credits)]
Id = Annotated[int, Field(ge=1, le=ID_MAX)]
CourseIds = Annotated[
    list[Id], Field(min_length=1, max_length=COURSE_IDS_MAX), AfterValidator(_unique)
]
OverridableCode = Literal[*OVERRIDABLE]  # type: ignore[valid-type]
Seats = Annotated[int, Field(ge=0, le=CAPACITY_MAX)]
Location = Annotated[str, Field(min_length=1, max_length=LOCATION_MAX), *_LINE]
Grade = Annotated[str, Field(min_length=1, max_length=GRADE_MAX), *_LINE]
Note = Annotated[
    str,
    Field(min_length=1, max_length=NOTE_MAX),
    _without(_CONTROL_IN_TEXT),
    AfterValidator(_not_blank),
]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_time_zone)]
Day = Annotated[date, _from_text(_DATE, "2026-09-01", date.fromisoformat)]
DayText = Annotated[
    str,
    _from_text(_DATE, "2026-09-01", date.fromisoformat),
    AfterValidator(date.isoformat),
]
TimeText = Annotated[str, _from_text(_TIME, "09:30", str)]
Instant = Annotated[datetime, _from_text(_INSTANT, "2026-09-01T08:00:00Z", _instant)]
ParameterFlag = Annotated[bool, BeforeValidator(_flag)]
Statuses = Annotated[tuple[Status, ...], PlainValidator(_statuses)]
OverrideCodes = Annotated[
    tuple[OverridableCode, ...], BeforeValidator(as_tuple), AfterValidator(_unique)
]
ParameterNumber = Annotated[int, BeforeValidator(_whole_number)]
