"""Connections of the driver, on which the statements that are compiled once are executed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from threading import get_ident
from typing import Any

from sqlalchemy import Connection, Engine, Pool, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from src.errors import BusyError

# By thread, and no thread-local data: a thread of the server that ends would take them down
# when it may not run Python any more.
_kept: dict[int, tuple[PoolProxiedConnection, Pool, Any]] = {}


class Act:
    """An act that is being done: the connection of its transaction, and what is noted of it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.notes: dict[str, Any] = {}

    @cached_property
    def cursor(self) -> Any:
        """The driver's cursor for all its statements: to make one costs as much as a short
        statement. Raises what SQLAlchemy raises.
        """
        pooled = self.connection.connection
        try:
            return pooled.cursor()
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise translated(error, self.connection, pooled) from None


_act: ContextVar[Act | None] = ContextVar("act", default=None)


def being_done() -> Act | None:
    """The act that is being done, if one is."""
    return _act.get()


def acting() -> Connection | None:
    """The connection of the transaction in which an act is done, if one is."""
    act = _act.get()
    return act.connection if act else None


def notes() -> dict[str, Any]:
    """What is noted of the act that is done: whose it is, and whether it is alone."""
    act = _act.get()
    return act.notes if act else {}


@contextmanager
def act_on(connection: Connection) -> Iterator[None]:
    """Execute the statements of the block on this connection, and forget what is noted of it."""
    token = _act.set(Act(connection))
    try:
        yield
    finally:
        _act.reset(token)


def reading_on(engine: Engine) -> Any:
    """The driver's cursor on this thread's own connection for reads, which it keeps.

    To take one from a pool for each read, and to give it back, costs a third of what the
    read itself does. Raises BusyError where the database does not open.
    """
    thread, pool = get_ident(), engine.pool
    _, its_pool, cursor = _kept.get(thread, (None, None, None))
    if its_pool is pool:
        return cursor
    read_no_more()
    try:
        connection = engine.raw_connection()
        cursor = connection.cursor()
    except (engine.dialect.loaded_dbapi.Error, DBAPIError):
        raise BusyError(cause="does not open") from None
    _kept[thread] = connection, pool, cursor
    return cursor


def read_no_more() -> None:
    """Close this thread's connection for reads, if it keeps one."""
    connection, *_ = _kept.pop(get_ident(), (None,))
    if connection is not None:
        connection.close()


def let_go(engine: Engine) -> None:
    """Close the connections that threads keep of an engine; none of them is reading."""
    for thread, (connection, pool, _cursor) in list(_kept.items()):
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
