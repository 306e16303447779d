"""Engines: how connections are opened and how transactions begin.

The application and Alembic make theirs from the same options.
"""

from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, event, text

from src.config import Settings
from src.controllers import connections
from src.extensions import READING

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # No wheel for this platform: the standard library's SQLite serves.
    import sqlite3 as sqlite

READ = {"sqlite_begin": "BEGIN", "sqlite_query_only": 1, "postgresql_readonly": True}
WRITE = {"sqlite_begin": "BEGIN IMMEDIATE", "sqlite_query_only": 0, "postgresql_readonly": False}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
# How a session of PostgreSQL begins; who writes says so at BEGIN. What is prepared is planned
# once: no number of ids makes another plan better, and planning costs more than executing.
SESSION = {
    "timezone": "UTC",
    "default_transaction_read_only": "on",
    "plan_cache_mode": "force_generic_plan",
}
_FOR_EVER = 2**31 - 1
# Not every server knows every limit.
SET_LIMITS = text(
    "SELECT set_config(name, :limit, true) FROM pg_settings WHERE name IN ('statement_timeout',"
    " 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')"
)
LIMIT_TRANSACTIONS = (
    "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = 'transaction_timeout'"
)
WAL_RESET_FIXED_IN = (3, 51, 3)


def engine_config(settings: Settings) -> dict[str, Any]:
    """What Flask-SQLAlchemy is told of the two engines: for acts, and for reads."""
    reading = {"url": settings.database_url, **reading_options(settings)}
    return {
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings),
        "SQLALCHEMY_BINDS": {READING: reading},
    }


def engine_options(settings: Settings) -> dict[str, Any]:
    """The arguments of `create_engine`.

    There is a connection for every thread, so the pool makes nobody wait, and no
    message of the driver carries the parameters of a statement.
    """
    return {
        "hide_parameters": True,
        "pool_size": settings.threads,
        "max_overflow": 0,
        "pool_timeout": settings.deadline,
        **(_sqlite(settings) if settings.sqlite_path else _postgresql(settings)),
    }


def reading_options(settings: Settings) -> dict[str, Any]:
    """The arguments of `create_engine` for connections that cannot write.

    Nobody begins or ends a transaction on them: each statement is one.
    """
    options = engine_options(settings)
    for of_pool in ("pool_size", "max_overflow", "pool_timeout"):
        del options[of_pool]
    # Each thread keeps its own.
    options |= {"isolation_level": "AUTOCOMMIT", "poolclass": NullPool}
    return options


def _sqlite(settings: Settings) -> dict[str, Any]:
    return {
        "module": sqlite,
        "connect_args": {"isolation_level": None, "timeout": settings.deadline},
    }


def _postgresql(settings: Settings) -> dict[str, Any]:
    milliseconds = round(settings.deadline * 1000)
    limits = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": 2 * milliseconds,
    }
    options = " ".join(f"-c {name}={value}" for name, value in (limits | SESSION).items())
    # A server that is gone without a word is noticed by the connection itself.
    vigilance = {
        "connect_timeout": max(2, round(settings.deadline)),
        "tcp_user_timeout": milliseconds,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }
    return {"connect_args": {"options": options, **vigilance}}


def prepare_engine(engine: Engine, settings: Settings) -> None:
    """Limit whole transactions on PostgreSQL; take BEGIN over from SQLite's driver.

    That driver would begin a transaction late and as a reader, to be upgraded by the
    first write, which fails at once if anybody else wrote in between. Here a
    transaction says at BEGIN what it is, and one that reads cannot write.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        milliseconds = round(settings.deadline * 1000)
        event.listen(engine, "connect", partial(_limit_transactions, milliseconds))


def prepare_reading_engine(engine: Engine, *, beside: Engine) -> None:
    """Keep SQLite's connections for reads from writing; PostgreSQL's were told as they began.

    Whoever lets go of the connections of the engine for acts lets go of these, too.
    """
    event.listen(beside, "engine_disposed", lambda _engine: connections.let_go(engine))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "connect", _only_read)


def _only_read(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only=1")


def _limit_transactions(milliseconds: int, connection: Any, _record: Any) -> None:
    """Limit transactions where the server can (from PostgreSQL 17 on)."""
    connection.execute(LIMIT_TRANSACTIONS, (str(milliseconds),))
    connection.commit()


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = READ | connection.get_execution_options()
    # To the driver itself: this is done for every act, and is no statement of anybody's.
    driver: Any = connection.connection.dbapi_connection
    query_only = options["sqlite_query_only"]
    if connection.info.get("query_only") != query_only:
        driver.execute(f"PRAGMA query_only={query_only}")
        connection.info["query_only"] = query_only
    if "sqlite_wait" in options:
        driver.execute(f"PRAGMA busy_timeout={options['sqlite_wait'] or _FOR_EVER}")
    tell(connection, options["sqlite_begin"])


def tell(connection: Connection, statement: str) -> None:
    """Execute a statement about transactions on SQLite's driver itself, in a twentieth of the
    time. Raises what SQLAlchemy raises.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        driver.execute(statement)
    except driver.Error as error:
        raise connections.translated(error, connection, driver) from None


def is_affected_sqlite(version: tuple[int, ...] = sqlite.sqlite_version_info) -> bool:
    """Whether this SQLite has the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""
    return version < WAL_RESET_FIXED_IN
