"""From bytes to a checked object: read strictly, then validate strictly.

Neither pydantic nor the fast JSON parsers refuse a key given twice, and they let NaN
through to be misnamed later, so the body is read by `json` with hooks of our own.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from src.errors import InvalidInputError, UnreadableBodyError

S = TypeVar("S", bound=BaseModel)

_DETAILS_MAX = 100
_FIELD_MAX = 100
# As many as Python always parses; beyond, it may be set to refuse.
_DIGITS_MAX = sys.int_info.str_digits_check_threshold
_MESSAGES = {
    "extra_forbidden": "This field is not known here.",
    "missing": "This field is required.",
    # Where pydantic speaks of Python.
    "tuple_type": "Input should be a valid list",
    "model_type": "Input should be a JSON object.",
}


class _UnreadableError(ValueError):
    """Why a text that the parser would take is not taken; the message is ours."""


def read_json(body: bytes) -> Any:
    """The JSON value of a body (RFC 8259: UTF-8, no byte order mark).

    Numbers with a fraction or an exponent come as Decimal. Raises UnreadableBodyError,
    also for a key given twice, for NaN and Infinity, and for nesting too deep to follow.
    """
    try:
        return _DECODER.decode(body.decode())
    except UnicodeDecodeError as error:
        raise _unreadable(f"Byte {error.start} is not UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"Not JSON at {where}: {error.msg}.") from None
    except _UnreadableError as error:
        raise _unreadable(str(error)) from None
    except RecursionError:
        raise _unreadable("The body is nested too deeply.") from None


def _unreadable(message: str) -> UnreadableBodyError:
    return UnreadableBodyError([{"message": message}])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = _printable(_twice(pairs)[0])
        raise _UnreadableError(f"The key {twice} stands twice in one object.")
    return found


def _twice(pairs: list[tuple[str, Any]]) -> list[str]:
    """The names that stand more than once, in one pass: there may be thousands."""
    counts = Counter(name for name, _ in pairs)
    return sorted(name for name, count in counts.items() if count > 1)


def _no_constant(name: str) -> Any:
    raise _UnreadableError(f"{name} is not JSON.")


def _integer(digits: str) -> int:
    # No limit of ours has so many digits, so that what is left is beyond all of them, too.
    return int(digits[:_DIGITS_MAX])


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # An exponent beyond every limit.
        return Decimal("Infinity")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_constant=_no_constant,
    parse_int=_integer,
    parse_float=_decimal,
)


def read_query(query: bytes) -> dict[str, str]:
    """The parameters of a query string. Raises InvalidInputError for one given twice."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise InvalidInputError([_detail("query", "", "The query is not UTF-8.")]) from None
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "This parameter stands twice."
        raise InvalidInputError(
            [_detail("query", name, message) for name in _twice(pairs)[:_DETAILS_MAX]]
        )
    return found


def validate(schema: type[S], value: Any, place: str) -> S:
    """The value as a schema's object. Raises InvalidInputError, naming every field.

    `place` is where the value came from, "body" or "query".
    """
    if not isinstance(value, Mapping):
        raise InvalidInputError([_detail(place, "", "The body must be a JSON object.")])
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        raise InvalidInputError(list(_details(error, place))) from None


def _details(error: ValidationError, place: str) -> Iterator[dict[str, str]]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    for each in found[:_DETAILS_MAX]:
        field = ".".join(str(part) for part in each["loc"])
        yield _detail(place, field, _MESSAGES.get(each["type"], each["msg"]))


def _detail(place: str, field: str, message: str) -> dict[str, str]:
    return {"in": place, "field": _printable(field), "message": message}


def _printable(name: str) -> str:
    """A name that came from outside, cut and escaped so that any encoder can take it."""
    return name[:_FIELD_MAX].encode("ascii", "backslashreplace").decode()
