"""Asking whether a single field, or a whole body, is taken."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from src.errors import InvalidInputError
from src.schemas.fields import Schema
from src.schemas.reading import validate


def check(kind: Any, value: Any) -> Any:
    """The value as a strict field of a kind."""
    return TypeAdapter(kind).validate_python(value, strict=True)


def is_refused(kind: Any, value: Any) -> bool:
    """Whether a strict field of a kind does not take the value."""
    try:
        check(kind, value)
    except ValidationError:
        return True
    return False


def faults_of(schema: type[Schema], body: Any) -> dict[str, str]:
    """What a body's details say, by field; nothing for a body that is taken."""
    try:
        validate(schema, body, "body")
    except InvalidInputError as error:
        return {each["field"]: each["message"] for each in error.details}
    return {}
