"""Statements that are compiled once, and then run by the driver itself.

Building a statement, and what SQLAlchemy does around each execution, cost many times what
the database needs to answer it. So what every request asks is declared once, at the top
of a module, with `given` where a value comes from the request (docs/decisions/0020).
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Executable,
    Insert,
    Integer,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from src.controllers.connections import being_done, read_no_more, reading_on, translated
from src.extensions import READING, db

Process = Callable[[Any], Any] | None


class _Given(BindParameter[Any]):
    """A place that stays one, where whatever is known beforehand becomes part of the text."""

    inherit_cache = True


@compiles(_Given)
def _as_place(element: _Given, compiler: SQLCompiler, **kw: Any) -> str:
    place: str = compiler.visit_bindparam(element, **{**kw, "literal_binds": False})  # type: ignore[no-untyped-call]
    return place


def given(name: str, type_: TypeEngine[Any] | type[TypeEngine[Any]] = Integer) -> Any:
    """The place of a value that comes with each execution."""
    return _Given(name, None, type_)


ONE: ColumnElement[int] = literal_column("1")
"""For `limit`: SQLite looks at a value that stands alone behind LIMIT when it makes its plan,
and so makes it anew for each execution. A plan costs as much as a short read."""
ROWS: ColumnElement[int] = given("rows") + literal_column("0")
"""For `limit`: as many as are given under `rows`; no value that stands alone."""


class Statement:
    """One statement with places for what is given; rows are named tuples.

    It is executed in the transaction that is there, or else on a connection for reads:
    what only reads needs no transaction, since each statement sees one moment by itself.
    Raises what SQLAlchemy raises for a statement that fails.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[str, _Text] = {}

    def all(self, **values: Any) -> list[Any]:
        """Every row."""
        act = being_done()
        if act is not None:
            return self._fetch(act.connection, act.cursor, values)
        engine = db.engines[READING]
        try:
            return self._fetch(engine, reading_on(engine), values)
        except BaseException:
            # The standard library's driver of SQLite stays in the middle of a statement when it
            # cannot make a value of what is there, and its snapshot would stay, too.
            read_no_more()
            raise

    def first(self, **values: Any) -> Any:
        """The first row, None where there is none."""
        return next(iter(self.all(**values)), None)

    def scalar(self, **values: Any) -> Any:
        """The first column of the first row, None where there is none."""
        row = self.first(**values)
        return None if row is None else row[0]

    def run(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it for each of the rows, which give the values, in an act."""
        act = being_done()
        if act is None:
            raise RuntimeError("Rows are written in an act, and none is being done.")
        text = self._text(act.connection.dialect)
        arguments = [text.arguments(row) for row in rows]
        try:
            if text.sql_of_rows:
                act.cursor.execute(text.sql_of_rows, (orjson.dumps(arguments).decode(),))
            else:
                act.cursor.executemany(text.sql, arguments)
        except act.connection.dialect.loaded_dbapi.Error as error:
            raise translated(error, act.connection, act.cursor.connection) from None

    def _fetch(self, owner: Any, cursor: Any, values: Mapping[str, Any]) -> list[Any]:
        text = self._text(owner.dialect)
        try:
            cursor.execute(text.sql, text.arguments(values))
            return text.rows(cursor.fetchall())
        except owner.dialect.loaded_dbapi.Error as error:
            raise translated(error, owner, cursor.connection) from None

    def _text(self, dialect: Dialect) -> "_Text":
        text = self._texts.get(dialect.name)
        if text is None:
            text = self._texts[dialect.name] = _Text(self._statement, dialect)
        return text


class _Text:
    """A statement in the words of one database, and how values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        self.sql = str(compiled)
        self._into = {
            name: process
            for name, bind in compiled.binds.items()
            if (process := _into_database(bind, dialect))
        }
        self._arranged = _arranging(compiled.positiontup)
        self.sql_of_rows = _insert_of_rows(statement, compiled.positiontup)
        columns = list(getattr(statement, "selected_columns", None) or ())
        self._row = _row_type([each.key for each in columns])
        self._out = [
            (number, process)
            for number, each in enumerate(columns)
            if (process := _from_database(each.type, dialect))
        ]

    def arguments(self, values: Mapping[str, Any]) -> Any:
        """What the driver is given: in order, or by name where it takes names."""
        found = {**values}
        for name, process in self._into.items():
            if (value := found[name]) is not None:
                found[name] = process(value)
        return self._arranged(found)

    def rows(self, fetched: Sequence[Any]) -> list[Any]:
        """What the driver returned, as named tuples of the model's values."""
        # What `_make` of a named tuple does, without a call in Python for each row.
        if not self._out:
            return [tuple.__new__(self._row, row) for row in fetched]
        return [tuple.__new__(self._row, self._processed(row)) for row in fetched]

    def _processed(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for number, process in self._out:
            if values[number] is not None:
                values[number] = process(values[number])
        return values


def _arranging(order: Sequence[str] | None) -> Callable[[dict[str, Any]], Any]:
    """What brings values into an order, where the driver takes them by position."""
    if order is None:
        return lambda found: found
    if len(order) > 1:
        return itemgetter(*order)
    if not order:
        return lambda _: ()
    # Of one name `itemgetter` would make the value itself.
    (name,) = order
    return lambda found: (found[name],)


def _insert_of_rows(statement: Any, order: Sequence[str] | None) -> str | None:
    """An insert of any number of rows on SQLite, given as one JSON array of arrays.

    The driver lets go of the interpreter for each row that it executes a statement for.
    PostgreSQL's sends the rows of one statement together.
    """
    if order is None or not isinstance(statement, Insert):
        return None
    values = ", ".join(f"value ->> {number}" for number in range(len(order)))
    columns = ", ".join(order)
    return f"INSERT INTO {statement.table.name} ({columns}) SELECT {values} FROM json_each(?)"  # noqa: S608 (names of ours)


def _row_type(names: list[str]) -> Any:
    # A statement's columns are known when it is compiled, and no sooner.
    return namedtuple("Row", names, rename=True)  # noqa: PYI024


def _from_database(type_: Any, dialect: Dialect) -> Process:
    """What is called for each value that is not null; our own types say the shortest way."""
    if hasattr(type_, "reader"):
        process: Process = type_.reader(dialect)
    else:
        process = type_.dialect_impl(dialect).result_processor(dialect, None)
    return process


def _into_database(bind: BindParameter[Any], dialect: Dialect) -> Process:
    """What is called for each value that is given and not null."""
    if hasattr(bind.type, "writer"):
        process: Process = bind.type.writer(dialect)
    else:
        process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    return process
