"""What Django's connections are set to, and how many statements they executed."""

import os
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

from benchmarks.peers.settings import COUNTS_STATEMENTS, IS_SQLITE

_statements: list[None] = []


def count_statements(connection: Any, **_: Any) -> None:
    """Listen to `connection_created`, and from then on to what it executes."""
    connection.execute_wrappers.append(_count)


def tell() -> dict[str, Any]:
    """The live settings of a connection; what it takes to ask is not counted."""
    executed = len(_statements)
    return {
        "pid": os.getpid(),
        "journal_mode": _ask("PRAGMA journal_mode") if IS_SQLITE else None,
        "synchronous": _ask("PRAGMA synchronous" if IS_SQLITE else "SHOW synchronous_commit"),
        "statements": executed if COUNTS_STATEMENTS else None,
    }


def _ask(statement: str) -> Any:
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    return cursor.execute(statement).fetchone()[0]


def _count(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
    # The other peers' drivers begin transactions uncounted.
    if not sql.startswith("BEGIN"):
        _statements.append(None)
    return execute(sql, *arguments)


if COUNTS_STATEMENTS:
    connection_created.connect(count_statements)
