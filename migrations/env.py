"""How Alembic reaches the database: the application's settings, and one writer at a time.

Each migration is one transaction, on SQLite too, where the driver would otherwise
commit half of it. Foreign keys are not enforced while tables are rebuilt (rebuilding
a parent would delete or refuse its children) and are checked before each commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from logging.config import fileConfig
from typing import Any

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from src.config import ConfigError, Settings
from src.errors import BusyError
from src.models import Base
from src.work.deadline import Deadline
from src.work.engines import WRITE, engine_options, prepare_engine
from src.work.failures import is_retryable
from src.work.gate import gate_for

# Any number that no other application on the server uses.
ADVISORY_LOCK = 7_031_977

# A migration may take as long as it takes, and waits for another one without a limit.
# Its own locks keep the limit of a request: the requests that queue behind it do too.
PATIENCE = text(
    "SELECT set_config(name, '0', name = 'lock_timeout') FROM pg_settings WHERE name IN"
    " ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout',"
    " 'lock_timeout')"
)


def run_migrations() -> None:
    """Upgrade or downgrade, as the command says."""
    try:
        settings = context.config.attributes.get("settings") or Settings.from_environment()
    except ConfigError as error:
        raise CommandError(error.message) from None
    engine = create_engine(settings.database_url, **engine_options(settings))
    prepare_engine(engine, settings)
    try:
        with _alone(engine, settings) as connection:
            _migrate(connection)
    except BusyError:  # Without a deadline, all that keeps a gate shut is its file.
        raise CommandError(f"{settings.sqlite_path}.gate cannot be opened.") from None
    finally:
        engine.dispose()


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
    except DBAPIError as error:
        if not is_retryable(error):
            raise
        raise CommandError(
            "Another transaction was in the way for too long; the migration that met it"
            " was rolled back whole. Run the command again."
        ) from None


@contextmanager
def _alone(engine: Engine, settings: Settings) -> Iterator[Connection]:
    """A connection that no other migration runs beside."""
    if settings.sqlite_path:
        event.listen(engine, "connect", _foreign_keys_off)
        event.listen(engine, "commit", _check_foreign_keys)
        with gate_for(settings.sqlite_path).held(Deadline.NEVER), _open(engine) as connection:
            yield connection
    else:
        with _open(engine) as connection:
            connection.execute(PATIENCE)
            connection.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})"))
            connection.commit()
            yield connection


def _open(engine: Engine) -> Connection:
    """A connection whose transactions begin as writers.

    The driver's reason is told: whoever opens a connection has not met a row yet.
    """
    try:
        return engine.connect().execution_options(**WRITE)
    except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise CommandError(f"The database of DATABASE_URL does not open: {reason}") from None


def _foreign_keys_off(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({row[0] for row in broken})
        raise CommandError(
            f"{len(broken)} rows of {', '.join(tables)} would name rows that do not exist;"
            " nothing of this migration was kept."
        )


if context.config.attributes.get("configure_logging", True):
    fileConfig(str(context.config.config_file_name), disable_existing_loggers=False)
run_migrations()
