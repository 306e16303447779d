"""Fixtures that every test may ask for.

`backend` runs a test on both databases; whatever builds on it does too.
"""

import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url, text

from src import create_app
from tests.clock import StandingClock
from tests.databases import TEMPLATE, Databases, running, settings_for
from tests.statements import Statements, recording
from tests.taps import engines_of

REAL_DATA_MISSING = "the real data are not beside this checkout"
_stack = ExitStack()
_version = ""


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that distributes the tests."""
    global _version  # noqa: PLW0603 (pytest's hooks share nothing else)
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        # A run that is told to end (by `timeout`, by CI) stops its server too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        config.stash[DATABASES] = databases = _stack.enter_context(running())
        _version = databases.version()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it."""
    _stack.close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of pytest-xdist where the databases are."""
    databases = node.config.stash[DATABASES]  # type: ignore[attr-defined]
    url = databases.server.render_as_string(hide_password=False)
    node.workerinput["databases"] = (url, str(databases.folder))  # type: ignore[attr-defined]


def pytest_report_header() -> str:
    """Name the server."""
    return f"postgresql: {_version}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what ran on which database."""
    counts = Counter(
        dict(report.user_properties).get("database", "neither")
        for kind in ("passed", "failed")
        for report in terminalreporter.getreports(kind)
    )
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    terminalreporter.write_line(f"tests per database: {told}")
    terminalreporter.write_line(_version)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let no test be skipped but those of real data that are not there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skips = reporter.getreports("skipped") if reporter else []
    if any(REAL_DATA_MISSING not in str(report.longrepr) for report in skips):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


DATABASES = pytest.StashKey[Databases]()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """The server and the templates."""
    if hasattr(request.config, "workerinput"):
        url, folder = request.config.workerinput["databases"]
        return Databases(make_url(url), Path(folder))
    return request.config.stash[DATABASES]


@pytest.fixture(scope="session")
def postgresql_url(databases: Databases, worker_id: str) -> Iterator[str]:
    """This worker's own migrated database on PostgreSQL."""
    name = f"desk_{worker_id}"
    yield databases.create(name, TEMPLATE)
    databases.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    request.node.user_properties.append(("database", request.param))
    return str(request.param)


@pytest.fixture
def locking(backend: str) -> int:
    """How many statements of an act on one student do nothing but lock."""
    return int(backend == "postgresql")


@pytest.fixture
def database_url(
    backend: str, request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> str:
    """The URL of a migrated database without rows."""
    if backend == "sqlite":
        shutil.copy(databases.sqlite_template, tmp_path / "desk.db")
        return f"sqlite:///{tmp_path / 'desk.db'}"
    url = str(request.getfixturevalue("postgresql_url"))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "TRUNCATE terms, students, courses, student_courses, events, refusals"
                " RESTART IDENTITY CASCADE"
            )
        )
    engine.dispose()
    return url


@pytest.fixture
def empty_database_url(
    backend: str, databases: Databases, worker_id: str, tmp_path: Path
) -> Iterator[str]:
    """The URL of a database without tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        name = f"empty_{worker_id}"
        yield databases.create(name)
        databases.drop(name)


@pytest.fixture
def clock() -> StandingClock:
    """The application's clock."""
    return StandingClock()


@pytest.fixture
def app(database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """The application on a migrated database without rows."""
    app = create_app(settings_for(database_url), now=clock)
    yield app
    app.extensions["tally"].flush()
    for engine in engines_of(app):
        engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application, in the same process."""
    return app.test_client()


@pytest.fixture
def statements(app: Flask) -> Iterator[Statements]:
    """The SQL statements that the application executes, as they come."""
    with recording(app) as statements:
        yield statements
