"""What an import asks of the database beside the rows: to be alone, and lists as tables."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, TableValuedAlias, Text, bindparam, column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from src.extensions import db
from src.models import Base

STUDENTS: Table = Base.metadata.tables["students"]
COURSES: Table = Base.metadata.tables["courses"]
ENROLLMENTS: Table = Base.metadata.tables["student_courses"]
SQLITE_CACHE_KIB = 64 * 1024


def prepare_for_many_rows() -> None:
    """Be the only writer until the end of the transaction (readers go on), with room to work.

    On SQLite the transaction is alone already, and its few megabytes of cache would be
    written and read over and over. On PostgreSQL row locks would not do: an import writes
    in the order of its files, and its keys can meet those of a change that waits for one
    of its rows. EXCLUSIVE is the weakest mode that also waits for those who hold row
    locks. The tables stand in the order in which every act comes to its rows (courses,
    students, enrollments), and these are the first locks that the transaction asks for;
    so whoever it waits for never waits for it, and no deadlock can be.
    """
    if db.engine.dialect.name == "postgresql":
        tables = text("LOCK TABLE courses, students, student_courses IN EXCLUSIVE MODE")
        db.session.execute(tables)
    else:
        db.session.execute(text(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}"))


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


def listed(parameter: str) -> TableValuedAlias:
    """A table of the values of a list that is passed, through `as_list`, as a parameter.

    The text of the statement is the same for any number of values.
    """
    values = json_elements(bindparam(parameter, type_=Text()))
    return values.table_valued(column("value", Text()), name=f"listed_{parameter}")


def as_list(values: Iterable[str] | Iterable[int]) -> str:
    """The parameter for a table made by `listed`."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
