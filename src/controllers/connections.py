"""Connections of the driver, on which the statements that are compiled once are executed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import get_ident
from typing import Any

from sqlalchemy import Connection, Engine, Pool, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from src.errors import BusyError

Acting = tuple[Connection | None, dict[str, Any]]
_acting: ContextVar[Acting] = ContextVar("acting")
# By thread, and no thread-local data: a thread of the server that ends would take them down
# when it may not run Python any more.
_kept: dict[int, tuple[PoolProxiedConnection, Pool]] = {}


def acting() -> Connection | None:
    """That of the transaction in which an act is done, if one is."""
    return _acting.get((None, {}))[0]


def notes() -> dict[str, Any]:
    """What is noted of the act that is done: whose it is, and whether it is alone."""
    return _acting.get((None, {}))[1]


@contextmanager
def act_on(connection: Connection) -> Iterator[None]:
    """Execute the statements of the block on this connection, and forget what is noted of it."""
    token = _acting.set((connection, {}))
    try:
        yield
    finally:
        _acting.reset(token)


def reading_on(engine: Engine) -> PoolProxiedConnection:
    """This thread's own connection for reads, which it keeps.

    To take one from a pool for each read, and to give it back, costs a third of what the
    read itself does. Raises BusyError where the database does not open.
    """
    thread, pool = get_ident(), engine.pool
    connection, its_pool = _kept.get(thread, (None, None))
    if connection is not None and its_pool is pool:
        return connection
    if connection is not None:
        connection.close()
    try:
        connection = engine.raw_connection()
    except (engine.dialect.loaded_dbapi.Error, DBAPIError):
        _kept.pop(thread, None)
        raise BusyError(cause="does not open") from None
    _kept[thread] = connection, pool
    return connection


def let_go(engine: Engine) -> None:
    """Close the connections that threads keep of an engine; none of them is reading."""
    for thread, (connection, pool) in list(_kept.items()):
        if pool is engine.pool:
            del _kept[thread]
            connection.close()
    engine.dispose()


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
