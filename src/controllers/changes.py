"""Adding, changing and deleting a student, a course or a term, each with its event."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from src.controllers.recording import event_of_row, record
from src.errors import InvalidInputError
from src.extensions import clock, db
from src.models import Course, Student, Term
from src.values import Cause

Row: TypeAlias = Student | Course | Term


def apply_changes(
    row: Row,
    changes: Mapping[str, Any],
    *,
    check: Callable[[Any], None] | None = None,
) -> None:
    """Set the fields given; a row that is left as it was keeps its `updated_at` and version.

    The caller holds the row's lock. Raises what `check` of the changed row raises, and
    what its constraints do.
    """
    changed = {field: value for field, value in changes.items() if getattr(row, field) != value}
    for field, value in changed.items():
        setattr(row, field, value)
    if check:
        check(row)
    if changed:
        row.updated_at = clock.now()
        row.version += 1
        event = event_of_row(row, "updated", row.updated_at, Cause.EDIT, changed)
        db.session.flush()
        record([event])


def add_row(row: Row) -> None:
    """Write a new row. Raises what its constraints do."""
    row.created_at = row.updated_at = now = clock.now()
    if isinstance(row, Course):
        row.next_instant(now)
    db.session.add(row)
    db.session.flush()
    record([event_of_row(row, "created", now, Cause.CREATE)])


def delete_row(row: Row) -> None:
    """Delete a row that nothing names; an event stays as its tombstone."""
    tombstone = event_of_row(row, "deleted", clock.now(), Cause.DELETE)
    db.session.delete(row)
    db.session.flush()
    record([tombstone])


def require_order(row: Course | Term) -> None:
    """Raises InvalidInputError, naming the fields that do not go with the others."""
    faults = [{"in": "body", "field": name, "message": why} for name, why in row.faults()]
    if faults:
        raise InvalidInputError(faults)
