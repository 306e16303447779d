"""Connections of the driver, on which the statements that are compiled once are executed."""

import threading
from contextvars import ContextVar, Token
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from src.errors import BusyError

_acting: ContextVar[Connection | None] = ContextVar("acting", default=None)
_notes: ContextVar[dict[str, Any]] = ContextVar("notes")
_kept = threading.local()


def acting() -> Connection | None:
    """That of the transaction in which an act is done, if one is."""
    return _acting.get()


def act_on(connection: Connection) -> Token[Connection | None]:
    """Execute statements on this connection, until `rest` is given what is returned."""
    _notes.set({})
    return _acting.set(connection)


def notes() -> dict[str, Any]:
    """What is noted of the act that is done: whose it is, and whether it is alone."""
    return _notes.get({})


def rest(token: Token[Connection | None]) -> None:
    """Execute them where they were executed before."""
    _acting.reset(token)


def reading_on(engine: Engine) -> PoolProxiedConnection:
    """This thread's own connection for reads, which it keeps.

    To take one from a pool for each read, and to give it back, costs a third of what the
    read itself does. Raises BusyError where the database does not open.
    """
    connection: PoolProxiedConnection | None = getattr(_kept, "connection", None)
    if connection is not None and _kept.pool is engine.pool:
        return connection
    forget()
    try:
        _kept.connection, _kept.pool = engine.raw_connection(), engine.pool
    except (engine.dialect.loaded_dbapi.Error, DBAPIError):
        raise BusyError(cause="does not open") from None
    return reading_on(engine)


def forget() -> None:
    """Close the connection that this thread keeps, if it does."""
    connection: PoolProxiedConnection | None = getattr(_kept, "connection", None)
    _kept.connection = None
    if connection is not None:
        connection.close()


def translated(error: Exception, owner: Any, connection: Any) -> Exception:
    """The failure as SQLAlchemy raises it; a connection that is lost is not used again.

    `owner` is the transaction's connection, or the engine of reads: where one of its
    connections is lost, so are those of the other threads.
    """
    dialect = owner.dialect
    is_lost = dialect.is_disconnect(error, connection, None)
    if is_lost:
        owner.dispose() if isinstance(owner, Engine) else owner.invalidate(error)
    return DBAPIError.instance(
        "",
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )
