"""Changing the fields of a row."""

from collections.abc import Callable, Mapping
from typing import Any

from src.errors import InvalidInputError
from src.extensions import clock, db
from src.models import Course, Student, Term


def apply_changes(
    row: Student | Course | Term,
    changes: Mapping[str, Any],
    *,
    check: Callable[[Any], None] | None = None,
) -> None:
    """Set the fields given; a row that is left as it was keeps its `updated_at` and version.

    The caller holds the row's lock. Raises what `check` of the changed row raises, and
    what its constraints do.
    """
    for field, value in changes.items():
        setattr(row, field, value)
    if check:
        check(row)
    if db.session.is_modified(row):
        row.updated_at = clock.now()
        row.version += 1
    db.session.flush()


def require_order(row: Course | Term) -> None:
    """Raises InvalidInputError, naming the fields that do not go with the others."""
    faults = [{"in": "body", "field": name, "message": why} for name, why in row.faults()]
    if faults:
        raise InvalidInputError(faults)
