"""What an import asks of the database beside the rows: to be alone, and lists as tables."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Subquery,
    Table,
    TableValuedAlias,
    Text,
    bindparam,
    cast,
    column,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, GenericFunction
from sqlalchemy.types import TypeEngine

from src.controllers.locks import be_alone
from src.extensions import db
from src.models import Base, Instant

TERMS: Table = Base.metadata.tables["terms"]
STUDENTS: Table = Base.metadata.tables["students"]
COURSES: Table = Base.metadata.tables["courses"]
ENROLLMENTS: Table = Base.metadata.tables["student_courses"]
NOW = bindparam("now", type_=Instant())
SQLITE_CACHE_KIB = 64 * 1024


def prepare_for_many_rows() -> None:
    """Be the only writer until the end of the transaction, with room to work.

    An import writes in the order of its files, and its keys can meet those of a change
    that waits for one of its rows. SQLite's few megabytes of cache would be written and
    read over and over. A plan that PostgreSQL kept for a prepared statement would read whole
    tables, which were small when it was made, for every batch.
    """
    be_alone()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}"))
    else:
        driver: Any = db.session.connection().connection.driver_connection
        driver.prepare_threshold = None


class json_elements(GenericFunction[Any]):  # noqa: N801 (reads like the SQL function it is)
    """The elements of a JSON array, as rows of one column, `value`."""

    inherit_cache = True


@compiles(json_elements, "sqlite")
def _on_sqlite(element: json_elements, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each{compiler.process(element.clause_expr, **kw)}"


@compiles(json_elements, "postgresql")
def _on_postgresql(element: json_elements, compiler: SQLCompiler, **kw: Any) -> str:
    return (
        f"json_array_elements_text(CAST{compiler.process(element.clause_expr, **kw)[:-1]} AS json))"
    )


class json_part(FunctionElement[Any]):  # noqa: N801 (reads like the SQL function it is)
    """One element of a JSON array that is kept as text, by its number."""

    inherit_cache = True


@compiles(json_part, "sqlite")
def _part_on_sqlite(element: json_part, compiler: SQLCompiler, **kw: Any) -> str:
    array, number = (compiler.process(each, **kw) for each in element.clauses)
    return f"json_extract({array}, '$[{number}]')"


@compiles(json_part, "postgresql")
def _part_on_postgresql(element: json_part, compiler: SQLCompiler, **kw: Any) -> str:
    array, number = (compiler.process(each, **kw) for each in element.clauses)
    return f"(CAST({array} AS json) ->> {number})"


def listed(parameter: str) -> TableValuedAlias:
    """A table of the values of a list that is passed, through `as_list`, as a parameter.

    The text of the statement is the same for any number of values.
    """
    values = json_elements(bindparam(parameter, type_=Text()))
    return values.table_valued(column("value", Text()), name=f"listed_{parameter}")


def recorded(parameter: str, **types: TypeEngine[Any]) -> Subquery:
    """A table of the records of a list that is passed, through `as_list`, as a parameter.

    Its columns are named and typed in the order in which the records have their values.
    """
    record = listed(parameter).c.value
    columns = (
        cast(json_part(record, literal_column(str(number))), type_).label(name)
        for number, (name, type_) in enumerate(types.items())
    )
    return select(*columns).subquery(f"recorded_{parameter}")


def as_list(values: Iterable[str] | Iterable[int] | Iterable[Sequence[Any]]) -> str:
    """The parameter for a table made by `listed` or `recorded`."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
