"""Instants: UTC, to the millisecond, the same on both databases.

SQLite has no type for them, so they are kept there as the text that goes over the
wire. Hot reads select that text on both databases (`instant_text`): formatting
instants in Python costs many times the rest of a read.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from operator import methodcaller
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler, TypeCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from src.values import format_instant


def utc_now() -> datetime:
    """The present instant, cut to milliseconds."""
    return in_milliseconds(datetime.now(UTC))


def in_milliseconds(instant: datetime) -> datetime:
    """The instant in UTC, what is below a millisecond cut off."""
    instant = instant.astimezone(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC; what is below a millisecond is cut off, not rounded."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("An instant needs a time zone.")
        return self.writer(dialect)(value)

    def writer(self, dialect: Dialect) -> Callable[[Any], Any]:
        """What makes of an instant in UTC what the driver is given."""
        return in_milliseconds if dialect.name == "postgresql" else _as_text

    def reader(self, dialect: Dialect) -> Callable[[Any], datetime]:
        """What makes an instant of what the driver returned."""
        if dialect.name == "postgresql":
            return methodcaller("astimezone", UTC)
        return datetime.fromisoformat

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return self.reader(dialect)(value)


@lru_cache(maxsize=64)
def _as_text(instant: datetime) -> str:
    # An act writes its instant several times for each course.
    return format_instant(instant)


@compiles(Instant, "postgresql")
def _as_column(_type: Instant, _compiler: TypeCompiler, **_kw: Any) -> str:
    # Written here because SQLAlchemy loses the precision when it adapts the type to psycopg.
    return "TIMESTAMP(3) WITH TIME ZONE"


class instant_text(FunctionElement[str]):  # noqa: N801 (reads like the SQL function it is)
    """An `Instant` column as its text on the wire, formatted by the database."""

    type = Text()
    inherit_cache = True


@compiles(instant_text, "sqlite")
def _as_kept(element: instant_text, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(instant_text, "postgresql")
def _as_formatted(element: instant_text, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
