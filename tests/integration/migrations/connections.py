"""Connections to a test's database, opened as the application opens them, with more time.

What loads as many rows as a university has may take longer than a request.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine

from src.work.engines import WRITE, engine_options, prepare_engine
from tests.databases import settings_for


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    """An engine with the application's options."""
    settings = settings_for(url, REQUEST_DEADLINE_MS="60000")
    engine = create_engine(settings.database_url, **engine_options(settings))
    prepare_engine(engine, settings)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """A connection that cannot write."""
    with engine_of(url) as engine, engine.connect() as connection:
        yield connection


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """A connection in a transaction that is committed at the end of the block."""
    with engine_of(url) as engine, engine.execution_options(**WRITE).begin() as connection:
        yield connection


@contextmanager
def trying(url: str) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back at the end of the block."""
    with engine_of(url) as engine, engine.execution_options(**WRITE).connect() as connection:
        # Begun here, since what goes past SQLAlchemy to the driver would not begin it.
        transaction = connection.begin()
        yield connection
        transaction.rollback()
