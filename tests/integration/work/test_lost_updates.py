"""Writers begin as writers: what happens to a counter that eight threads raise.

One harness, with our way to begin a transaction and with the two that are usual. The
pool is warm, since opening connections would keep the threads apart and hide the race.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from src.work.engines import READ, WRITE, engine_options, prepare_engine
from tests.databases import settings_for
from tests.threads import at_once

THREADS = 8
ROUNDS = 30


@pytest.fixture
def engines() -> Iterator[list[Engine]]:
    made: list[Engine] = []
    yield made
    for engine in made:
        engine.dispose()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'counter.db'}"


def ours(url: str) -> Engine:
    settings = settings_for(url, THREADS=str(THREADS))
    engine = create_engine(url, **engine_options(settings))
    prepare_engine(engine, settings)
    return engine


def drivers_defaults(url: str) -> Engine:
    module = engine_options(settings_for(url))["module"]
    return create_engine(url, module=module, pool_size=THREADS, connect_args={"timeout": 0.5})


def deferred(url: str) -> Engine:
    """BEGIN as the driver's documentation says to, which begins every writer as a reader."""
    engine = drivers_defaults(url)

    @event.listens_for(engine, "connect")
    def leave_begin_to_us(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def count_up(engine: Engine, options: dict[str, Any]) -> tuple[int, int]:
    """The counter after all threads raised it, and how often they failed."""
    with engine.connect().execution_options(**WRITE) as connection:
        connection.execute(text("CREATE TABLE counter (value INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
        connection.commit()
    with ExitStack() as warm:
        for _ in range(THREADS):
            warm.enter_context(engine.connect())

    failures = sum(at_once(lambda _number: _raise_counter(engine, options), THREADS))

    with engine.connect() as connection:
        return connection.execute(text("SELECT value FROM counter")).scalar_one(), failures


def _raise_counter(engine: Engine, options: dict[str, Any]) -> int:
    failures = 0
    for _ in range(ROUNDS):
        try:
            with engine.connect().execution_options(**options) as connection:
                value = connection.execute(text("SELECT value FROM counter")).scalar_one()
                raised = {"value": value + 1}
                connection.execute(text("UPDATE counter SET value = :value"), raised)
                connection.commit()
        except OperationalError as error:
            failures += str(error.orig) == "database is locked"
    return failures


def test_a_transaction_that_begins_as_a_writer_loses_nothing(
    url: str, engines: list[Engine]
) -> None:
    engines.append(engine := ours(url))

    assert count_up(engine, WRITE) == (THREADS * ROUNDS, 0)


def test_the_drivers_defaults_lose_updates(url: str, engines: list[Engine]) -> None:
    engines.append(engine := drivers_defaults(url))

    counter, failures = count_up(engine, {})

    assert counter < THREADS * ROUNDS - failures


def test_a_deferred_begin_fails_with_database_is_locked(url: str, engines: list[Engine]) -> None:
    engines.append(engine := deferred(url))

    counter, failures = count_up(engine, {})

    assert failures > 0
    assert counter == THREADS * ROUNDS - failures


def test_a_reader_is_never_upgraded(url: str, engines: list[Engine]) -> None:
    engines.append(engine := ours(url))
    count_up(engine, WRITE)

    with (
        engine.connect().execution_options(**READ) as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("UPDATE counter SET value = 0"))


def test_every_connection_is_durable_and_keeps_foreign_keys(
    url: str, engines: list[Engine]
) -> None:
    engines.append(engine := ours(url))

    for _ in range(2):
        with engine.connect() as connection:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
        assert pragmas == ["wal", 2, 1]
        engine.dispose()
