"""Models as plain objects: what was read by a statement of our own, outside any session."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm.attributes import instance_state

from src.models.base import Base

M = TypeVar("M", bound=Base)


def as_read(kind: type[M], values: Mapping[str, Any]) -> M:
    """An object with these values, as if they had been loaded; it belongs to no session.

    What is assigned to it afterwards is told by `changes_of`.
    """
    instance: M = kind.__mapper__.class_manager.new_instance()
    instance.__dict__.update(values)
    return instance


def know(row: Base, **values: Any) -> None:
    """Give an object values as if they had been loaded with it."""
    row.__dict__.update(values)


def assigned(rows: Sequence[M]) -> list[M]:
    """Those of some rows to which anything has been assigned."""
    return [row for row in rows if instance_state(row).modified]


def changes_of(row: Base) -> dict[str, Any]:
    """What has another value than it was read with: names, and the values before."""
    now, assigned = row.__dict__, assigned_to(row)
    if not assigned:
        return assigned
    return {name: before for name, before in assigned.items() if now.get(name) != before}


def assigned_to(row: Base) -> dict[str, Any]:
    """What has been assigned, also where it was the same: names, and the values before."""
    return instance_state(row).committed_state
