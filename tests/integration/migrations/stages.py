"""Databases at a given revision with a few rows, made anew as often as a test needs one."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import make_url, text

from tests.databases import Databases, migrate
from tests.integration.migrations.connections import writing
from tests.integration.migrations.rows import add_rows
from tests.waiting import until

MakeStage = Callable[[str | None], "Stage"]


@dataclass(frozen=True)
class Stage:
    """`another` makes a database and returns its URL, `settle` waits for the dead to leave it."""

    another: Callable[[], str]
    settle: Callable[[str], None]


def stage_sqlite(folder: Path, revision: str | None) -> Stage:
    """Files at a revision."""
    made = folder / "stage.db"
    _prepare(f"sqlite:///{made}", revision)
    numbers = count(1)

    def another() -> str:
        copy = folder / f"stage{next(numbers)}.db"
        if made.exists():
            shutil.copy(made, copy)
        return f"sqlite:///{copy}"

    return Stage(another, lambda _url: None)


def stage_postgresql(databases: Databases, worker: str, revision: str | None) -> Stage:
    """One database at a revision, in place of the one before."""
    template = f"stage_{worker}"
    _prepare(databases.create(template), revision)
    return Stage(
        lambda: databases.create(f"staged_{worker}", template),
        lambda url: _wait_until_alone(databases, url),
    )


def _prepare(url: str, revision: str | None) -> None:
    if revision:
        migrate(url, revision)
        with writing(url) as connection:
            add_rows(connection)


def _wait_until_alone(databases: Databases, url: str) -> None:
    """Return when PostgreSQL has noticed that whoever used a database is gone."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND datname = :name"
    )
    with databases.admin().connect() as connection:
        name = {"name": make_url(url).database}
        until(lambda: connection.scalar(query, name) == 0, "the end of a killed child's session")
