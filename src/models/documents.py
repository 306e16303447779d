"""Columns that keep small values whole, as the JSON that goes over the wire.

A course's meetings are read and replaced with their course and never looked for by
themselves, so they are no table of their own (docs/decisions/0011).
"""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")


def dump_json(value: Any) -> str:
    """The text that is kept, and that answers carry as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Values(TypeDecorator[tuple[T, ...]], Generic[T]):
    """Named tuples as a JSON array of objects; no values are an empty array."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Callable[..., T]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else dump_json([each._asdict() for each in value])

    def reader(self, _dialect: Dialect) -> Callable[[str], tuple[T, ...]]:
        """What makes values of a text that is there."""
        return partial(_parsed, self.kind)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[T, ...] | None:
        return None if value is None else _parsed(self.kind, value)


@lru_cache(maxsize=4096)
def _parsed(kind: Callable[..., T], text: str) -> tuple[T, ...]:
    # Many students take the same courses, and the values do not change.
    return tuple(kind(**each) for each in json.loads(text))
