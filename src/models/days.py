"""Calendar days, the same on both databases: a strict table of SQLite has no type for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class Day(TypeDecorator[date]):
    """A date; on SQLite its ISO 8601 text, which sorts as the days do."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def reader(self, dialect: Dialect) -> Callable[[str], date] | None:
        """What makes a date of what the driver returned; PostgreSQL's returns one."""
        return None if dialect.name == "postgresql" else date.fromisoformat

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value
