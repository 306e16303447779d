"""What tests of races share."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from src.config import Settings
from src.work.gate import gate_for
from tests.integration.work.races import Race


@pytest.fixture
def is_blocked(app: Flask, database_url: str) -> Iterator[Callable[[], bool]]:
    """Whether somebody waits for a lock."""
    settings: Settings = app.config["SETTINGS"]
    if path := settings.sqlite_path:
        line = gate_for(path)._line
        yield lambda: bool(line._waiting)
        return
    engine = create_engine(settings.database_url, isolation_level="AUTOCOMMIT")
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as connection:
        yield lambda: bool(connection.scalar(waiting))
    engine.dispose()


@pytest.fixture
def race(app: Flask, is_blocked: Callable[[], bool], monkeypatch: pytest.MonkeyPatch) -> Race:
    """Runs two requests at the worst moment."""
    return Race(app, is_blocked, monkeypatch)
