"""The types of the fields on the wire, each with the limits that the database holds too."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from src.values import (
    CODE_MAX,
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
_REFUSED_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}


class Schema(BaseModel):
    """Base of every schema: no coercion, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def _refuse_controls(allowed: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        for position, character in enumerate(value):
            if unicodedata.category(character) in _REFUSED_CATEGORIES and character not in allowed:
                raise PydanticCustomError(
                    "control_character",
                    "Character {position} is a control character or a line break.",
                    {"position": position + 1},
                )
        return value

    return check


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
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise PydanticCustomError(
            "duplicate", "Listed twice: {ids}.", {"ids": ", ".join(map(str, twice))}
        )
    return values


_Line = Annotated[
    str, Field(min_length=1), AfterValidator(_refuse_controls("")), AfterValidator(_trimmed)
]
Name = Annotated[_Line, Field(max_length=NAME_MAX)]
ExternalId = Annotated[_Line, Field(max_length=EXTERNAL_ID_MAX)]
Code = Annotated[_Line, Field(max_length=CODE_MAX)]
Title = Annotated[_Line, Field(max_length=TITLE_MAX)]
Email = Annotated[_Line, Field(max_length=EMAIL_MAX), AfterValidator(_email)]
SearchText = Annotated[str, Field(min_length=1), AfterValidator(_refuse_controls(""))]
Description = Annotated[
    str, Field(max_length=DESCRIPTION_MAX), AfterValidator(_refuse_controls("\t\n\r"))
]
Credits = Annotated[Decimal, PlainValidator(_credits)]
Id = Annotated[int, Field(ge=1, le=ID_MAX)]
UniqueIds = Annotated[list[Id], AfterValidator(_unique)]
ParameterNumber = Annotated[int, BeforeValidator(_whole_number)]
