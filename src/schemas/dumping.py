"""What rows are answered as."""

from datetime import datetime
from typing import Any

from orjson import Fragment

from src.values import format_instant


def dump_document(row: Any) -> Fragment:
    """The document of a row that the database has made one of."""
    return Fragment(row.document)


def dump_credits(hundredths: int | None) -> int | float | None:
    """Credits as a JSON number, without a fraction where there is none."""
    if hundredths is None:
        return None
    whole, fraction = divmod(hundredths, 100)
    return hundredths / 100 if fraction else whole


def dump_instant(instant: datetime | None) -> str | None:
    """RFC 3339 in UTC with milliseconds and `Z`."""
    return None if instant is None else format_instant(instant)
