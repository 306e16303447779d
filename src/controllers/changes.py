"""Changing the fields of a row."""

from collections.abc import Mapping
from typing import Any

from src.extensions import db
from src.models import Course, Student, utc_now


def apply_changes(row: Student | Course, changes: Mapping[str, Any]) -> None:
    """Set the fields given; a row that is left as it was keeps its `updated_at` and version.

    The caller holds the row's lock. Raises what the row's constraints do.
    """
    for field, value in changes.items():
        setattr(row, field, value)
    if db.session.is_modified(row):
        row.updated_at = utc_now()
    db.session.flush()
