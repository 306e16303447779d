"""The types of the fields on the wire, each with the limits that the database holds too."""

import re
from collections import Counter
from decimal import Decimal
from typing import Annotated, Any

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from src.values import (
    CODE_MAX,
    COURSE_IDS_MAX,
    CREDITS_HUNDREDTHS_MAX,
    DESCRIPTION_MAX,
    EMAIL_MAX,
    EXTERNAL_ID_MAX,
    ID_MAX,
    NAME_MAX,
    TITLE_MAX,
)

CREDITS_MAX = Decimal(CREDITS_HUNDREDTHS_MAX) / 100
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
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


def _email(value: str) -> str:
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError as error:
        raise PydanticCustomError(
            "email", "Not an e-mail address: {why}", {"why": str(error)}
        ) from None
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


def _unique(values: list[int]) -> list[int]:
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
Email = Annotated[str, Field(min_length=1, max_length=EMAIL_MAX), *_LINE, AfterValidator(_email)]
SearchText = Annotated[str, Field(min_length=1, max_length=EMAIL_MAX), _without(_CONTROL)]
Description = Annotated[str, Field(max_length=DESCRIPTION_MAX), _without(_CONTROL_IN_TEXT)]
Credits = Annotated[Decimal, PlainValidator(_credits)]
Id = Annotated[int, Field(ge=1, le=ID_MAX)]
CourseIds = Annotated[
    list[Id], Field(min_length=1, max_length=COURSE_IDS_MAX), AfterValidator(_unique)
]
ParameterNumber = Annotated[int, BeforeValidator(_whole_number)]
