"""How the peers that use SQLAlchemy connect, and what they tell the harness.

SQLite's driver is the one that SQLAlchemy takes by default, with its own way to begin
transactions: reads hold none, and the first write of a request begins one.
"""

import os
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.peers.settings import (
    BUSY_SECONDS,
    COUNTS_STATEMENTS,
    IS_SQLITE,
    PRAGMAS,
    THREADS,
    URL,
)

_statements: list[None] = []


def url() -> str:
    """The database, with psycopg 3 as PostgreSQL's driver."""
    named = URL if IS_SQLITE else URL.set(drivername="postgresql+psycopg")
    return named.render_as_string(hide_password=False)


def options() -> dict[str, Any]:
    """The arguments of `create_engine`: a connection for each thread."""
    limits = {"timeout": BUSY_SECONDS} if IS_SQLITE else {}
    return {"pool_size": THREADS, "max_overflow": 0, "connect_args": limits}


def prepare(engine: Engine) -> None:
    """Set the PRAGMAs of new connections, and count statements where that is asked for."""
    if IS_SQLITE:
        event.listen(engine, "connect", _set_pragmas)
    if COUNTS_STATEMENTS:
        event.listen(engine, "before_cursor_execute", _count)


def tell(engine: Engine) -> dict[str, Any]:
    """What a connection of the pool is set to, and how many statements there were."""
    told = ("journal_mode", "synchronous") if IS_SQLITE else ("synchronous_commit",)
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        live = [_ask(cursor, name) for name in told]
    finally:
        raw.close()
    return {
        "pid": os.getpid(),
        "journal_mode": live[0] if IS_SQLITE else None,
        "synchronous": live[-1],
        "statements": len(_statements) if COUNTS_STATEMENTS else None,
    }


def _ask(cursor: Any, name: str) -> Any:
    cursor.execute(f"PRAGMA {name}" if IS_SQLITE else f"SHOW {name}")
    return cursor.fetchone()[0]


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _count(*_: Any) -> None:
    _statements.append(None)
