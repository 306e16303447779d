"""Models as plain objects: what was read by a statement of our own, outside any session."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm.attributes import QueryableAttribute

from src.models.base import Base

M = TypeVar("M", bound=Base)


class _Read:
    """Values, and in `read` those that they were read with."""

    __slots__ = ("__dict__", "read")
    read: dict[str, Any]


@cache
def _plain(kind: type[Base]) -> type[_Read]:
    """A class that answers what the model answers, on attributes that nobody watches.

    To look at a mapped attribute, and to change it, costs many times what it does to look
    at a plain one.
    """
    answers = {
        name: value
        for each in reversed(kind.__mro__)
        if not issubclass(Base, each)
        for name, value in vars(each).items()
        if not (name.startswith(("__", "_sa_")) or isinstance(value, QueryableAttribute))
    }
    return type(kind.__name__, (_Read,), answers)


# What follows takes any object: a type checker is told that it is the model's, and a call to
# say otherwise would cost as much as the rest.


def as_read(kind: type[M], values: dict[str, Any]) -> M:
    """An object with these values; it answers as the model does, and belongs to no session.

    What it was read with stays, whatever is assigned to it afterwards (`value_before`).
    """
    instance: Any = _plain(kind)()
    instance.read = values
    instance.__dict__ = values.copy()
    return instance  # type: ignore[no-any-return]


def has_changed(row: Any) -> bool:
    """Whether anything has another value than it was read with."""
    return bool(row.__dict__ != row.read)


def value_before(row: Any, name: str) -> Any:
    """The value that something was read with, None for what was not read."""
    return row.read.get(name)


def was_assigned(row: Any, name: str) -> bool:
    """Whether a value was made anew, be it the same: it is another object then."""
    return getattr(row, name) is not value_before(row, name)
