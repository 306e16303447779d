"""Listening to the driver: every statement of an engine, whoever executes it.

SQLAlchemy's events tell of what goes through it; what is compiled once goes to the driver
itself. So the driver's own connections are made of classes that tell.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask
from psycopg import Cursor
from sqlalchemy import Engine, event

from src.extensions import READING, db
from src.work.engines import LIMIT_TRANSACTIONS, PRAGMAS, sqlite  # type: ignore[attr-defined]

Listener = Callable[[Any, str, Any], None]
"""Is given the driver's cursor, the text and its parameters, before they are executed."""

# What a connection is told as it is made, which is no part of any request.
_AT_CONNECT = {f"PRAGMA {each}" for each in PRAGMAS} | {LIMIT_TRANSACTIONS}


def engines_of(app: Flask) -> list[Engine]:
    """The application's engines: for acts, and for reads."""
    with app.app_context():
        return [db.engine, db.engines[READING]]


@contextmanager
def tapped(app: Flask, listener: Listener) -> Iterator[None]:
    """Tell the listener of what the application executes within the block."""
    with tapping(engines_of(app), listener):
        yield


@contextmanager
def tapping(engines: Sequence[Engine], listener: Listener) -> Iterator[None]:
    """Tell the listener of what is executed on some engines within the block."""
    tap = tap_for(listener)
    for engine in engines:
        # What is asked of a server once, as it is met, is no part of any request.
        engine.connect().close()
        engine.dispose()
        event.listen(engine, "do_connect", tap)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "do_connect", tap)
            engine.dispose()


def tap_for(listener: Listener) -> Callable[..., None]:
    """What is to listen to `do_connect` of an engine."""
    factories = {
        "sqlite": {"factory": _sqlite_connection(_telling(sqlite.Cursor, listener))},
        "postgresql": {"cursor_factory": _telling(Cursor, listener)},
    }

    def tap(dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        parameters.update(factories[dialect.name])

    return tap


def _telling(kind: Any, listener: Listener) -> Any:
    class Telling(kind):  # type: ignore[misc]
        def execute(self, text: Any, parameters: Any = (), **options: Any) -> Any:
            if text not in _AT_CONNECT:
                listener(self, str(text), parameters)
            return super().execute(text, parameters, **options)

        def executemany(self, text: Any, parameters: Any, **options: Any) -> Any:
            listener(self, str(text), parameters)
            return super().executemany(text, parameters, **options)

    return Telling


def _sqlite_connection(telling: Any) -> Any:
    class Connection(sqlite.Connection):  # type: ignore[misc]
        def cursor(self, factory: Any = telling) -> Any:
            return super().cursor(factory)

    return Connection
