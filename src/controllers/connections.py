"""Connections of the driver, on which the statements that are compiled once are executed."""

from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from src.errors import BusyError
from src.extensions import READING, db

_CONNECTION = "connection"


def use(connection: Connection) -> None:
    """Execute the statements of this session's transaction on its connection."""
    db.session.info[_CONNECTION] = connection


def open_connection() -> Connection | None:
    """That of the transaction that has begun, if one has."""
    if not db.session.registry.has():
        return None
    session = db.session()
    connection: Connection | None = session.info.get(_CONNECTION)
    if connection is None and session.in_transaction():
        return session.connection()
    return connection


def borrow(engine: Engine) -> PoolProxiedConnection:
    """A connection to be closed after use. Raises BusyError where the database does not open."""
    try:
        return engine.raw_connection()
    except (engine.dialect.loaded_dbapi.Error, DBAPIError):
        raise BusyError(cause="does not open") from None


def translated(error: Exception, owner: Any, connection: Any) -> Exception:
    """The failure as SQLAlchemy raises it; a connection that is lost is not used again."""
    dialect = owner.dialect
    is_lost = dialect.is_disconnect(error, connection, None)
    if is_lost:
        (connection if owner is db.engines[READING] else owner).invalidate(error)
    return DBAPIError.instance(
        "",
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )
