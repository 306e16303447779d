"""Looking and reaching behind the service, with SQL."""

from typing import Any

from flask import Flask
from sqlalchemy import text

from src.extensions import db

LONG_AGO = "2000-01-01T00:00:00.000Z"


def fetch_all(app: Flask, statement: str) -> list[tuple[Any, ...]]:
    """The rows that a statement selects."""
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def age(app: Flask, table: str) -> None:
    """Make every row of a table look old, so that a change of its instants shows."""
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(sqlite_query_only=0)
        connection.execute(
            text(f"UPDATE {table} SET created_at = '{LONG_AGO}', updated_at = '{LONG_AGO}'")
        )
        connection.commit()


def versions(app: Flask, table: str) -> list[int]:
    """The version of every row, by id."""
    return [row[0] for row in fetch_all(app, f"SELECT version FROM {table} ORDER BY id")]
