"""Fixtures of the tests that go through HTTP."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.databases import TEMPLATE, Databases
from tests.servers import Server, running

Lines: TypeAlias = Callable[[], list[dict[str, Any]]]


class Servers:
    """One production server per kind of database, started when it is first asked for."""

    def __init__(self, databases: Databases, name: str, folder: Path, stack: ExitStack) -> None:
        self._databases = databases
        self._name = name
        self._folder = folder
        self._stack = stack
        self._running: dict[str, Server] = {}

    def on(self, backend: str) -> Server:
        """The server on that kind of database."""
        if backend not in self._running:
            url = self._postgresql() if backend == "postgresql" else self._sqlite()
            self._running[backend] = self._stack.enter_context(running(url))
        return self._running[backend]

    def _sqlite(self) -> str:
        path = self._folder / "desk.db"
        path.write_bytes(self._databases.sqlite_template.read_bytes())
        return f"sqlite:///{path}"

    def _postgresql(self) -> str:
        self._stack.callback(self._databases.drop, self._name)
        return self._databases.create(self._name, TEMPLATE)


@pytest.fixture(scope="session")
def servers(
    databases: Databases, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    """The production servers of this worker."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("served")
        yield Servers(databases, f"served_{worker_id}", folder, stack)


@pytest.fixture
def server(servers: Servers, backend: str) -> Server:
    """A production server on a database whose rows other tests made, too."""
    return servers.on(backend)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """The log lines since the last call; to be asked for before the application."""

    def read() -> list[dict[str, Any]]:
        captured = capsys.readouterr()
        assert captured.err == ""
        return [json.loads(line) for line in captured.out.splitlines()]

    return read
