"""Ids as one value, so that one statement serves every number of them."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Dialect, Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from src.controllers import AnySelect
from src.controllers.statements import given


class Ids(TypeDecorator[Collection[int]]):
    """Any number of ids; a JSON array on SQLite, which has no arrays."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        is_server = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(Integer) if is_server else Integer())

    def writer(self, dialect: Dialect) -> Callable[[Collection[int]], str]:
        """What makes of ids what the driver is given: the text of an array."""
        return _as_array if dialect.name == "postgresql" else _as_json

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return self.writer(dialect)(value)


def _as_json(ids: Collection[int]) -> str:
    return orjson.dumps(list(ids)).decode()


def _as_array(ids: Collection[int]) -> str:
    # To make an array of a list takes the driver many times as long.
    return f"{{{','.join(map(str, ids))}}}"


class is_among(ColumnElement[bool]):  # noqa: N801 (reads like the SQL operator it is)
    """Whether a column is one of the ids that are given under a name, or one that `also` selects.

    With OR instead of `also` no index would serve, and PostgreSQL would read the whole table.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Any, name: str, *, also: Sequence[AnySelect] = ()) -> None:
        self.column = column
        self.ids = given(name, Ids())
        self.also = also

    def self_group(self, against: Any = None) -> Any:
        """Itself: SQLAlchemy would compare it with 1 on SQLite, and no index would serve it."""
        return self


@compiles(is_among, "sqlite")
def _in_json(element: is_among, compiler: SQLCompiler, **kw: Any) -> str:
    column, ids = (compiler.process(each, **kw) for each in (element.column, element.ids))
    also = [compiler.process(each, **kw) for each in element.also]
    selects = " UNION ALL ".join([f"SELECT value FROM json_each({ids})", *also])  # noqa: S608 (a place, no value)
    return f"{column} IN ({selects})"


@compiles(is_among, "postgresql")
def _any_of(element: is_among, compiler: SQLCompiler, **kw: Any) -> str:
    column, ids = (compiler.process(each, **kw) for each in (element.column, element.ids))
    also = [f"ARRAY({compiler.process(each, **kw)})" for each in element.also]
    return f"{column} = ANY({' || '.join([ids, *also])})"
