"""Keeping migrations waiting, and seeing that they wait."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, text

from src.work.deadline import Deadline
from src.work.gate import Gate, _Bytes, gate_for
from tests.databases import settings_for
from tests.integration.migrations.connections import reading

Waiting = Callable[[], int]

# The number in migrations/env.py, which only Alembic can import.
ADVISORY_LOCK = 7_031_977


def migrations_kept_waiting(url: str) -> AbstractContextManager[Waiting]:
    """Hold what a migration needs; yields a function that says how many wait (SQLite: 0 or 1)."""
    path = settings_for(url).sqlite_path
    return _gate_held(gate_for(path)) if path else _advisory_lock_held(url)


@contextmanager
def _gate_held(gate: Gate) -> Iterator[Waiting]:
    with gate.held(Deadline.NEVER):
        yield lambda: _next_place_is_taken(gate)


def _next_place_is_taken(gate: Gate) -> int:
    """Whether a process stands where the one that goes next waits."""
    if not gate._bytes._try(_Bytes.NEXT):
        return 1
    gate._bytes.unlock(_Bytes.NEXT)
    return 0


@contextmanager
def _advisory_lock_held(url: str) -> Iterator[Waiting]:
    with reading(url) as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})"))
        connection.commit()
        yield lambda: sessions_waiting(connection, 200)
        connection.execute(text(f"SELECT pg_advisory_unlock({ADVISORY_LOCK})"))


def sessions_waiting(connection: Connection, milliseconds: int = 0) -> int:
    """How many sessions of PostgreSQL have waited for a lock that long."""
    query = """
        SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE NOT granted AND datname = current_database()
            AND clock_timestamp() - waitstart >= :milliseconds * interval '1 millisecond'
    """
    waiting = connection.scalar(text(query), {"milliseconds": milliseconds})
    connection.rollback()
    return int(waiting or 0)
