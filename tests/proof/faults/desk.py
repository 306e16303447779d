"""The service on a database whose calls fail as they are told to, and its answers."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import event

from src import create_app
from src.config import Settings
from tests.databases import settings_for
from tests.proof.faults.asks import Ask, make_start
from tests.proof.faults.rows import Rows
from tests.proof.faults.striking import SECRET, Calls, Fault
from tests.proof.uncounted import leave_uncounted
from tests.taps import engines_of

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
_IN_VAIN_SECONDS = 0.05
"""The deadline of a request all of whose calls fail: it is tried again until then."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without what is another one each time; an id that is new is called so."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]


class Desk:
    """The service, its clock at a stand."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._engines = engines_of(app)
        self._settings: Settings = app.config["SETTINGS"]
        make_start(app.test_client())
        self.rows = Rows(self._engines[0])
        self.start = self.rows.told()
        self.calls = Calls(self._engines)

    def ask(self, ask: Ask, fault: Fault | None = None) -> Told:
        """The answer to a request. Raises AssertionError where the fault is told to anybody."""
        deadline = _IN_VAIN_SECONDS if fault and fault.for_good else self._settings.deadline
        self._app.config["SETTINGS"] = replace(self._settings, deadline=deadline)
        if fault and fault.meets(0):
            for engine in self._engines:
                engine.dispose()
        lines = io.StringIO()
        self.calls.begin(fault)
        with redirect_stdout(lines):
            response = self._app.test_client().open(ask.path, method=ask.method, json=ask.body)
        counted = self.calls.count, self.calls.commits
        self.calls.begin(None)
        self.calls.count, self.calls.commits = counted
        if fault:
            assert SECRET not in response.text + lines.getvalue(), f"{ask}: it is told: {fault}"
        kept = self._engines[0].pool.checkedout()  # type: ignore[attr-defined]
        assert kept == 0, f"{ask}: a connection is kept: {fault}"
        return _told(response)


def _told(response: Any) -> Told:
    body = json.loads(response.text) if response.text else None
    if isinstance(body, dict):
        body.get("error", {}).pop("request_id", None)
        if response.status_code == 201:
            assert response.headers["Location"].endswith(f"/{body['id']}")
            body["id"] = "new"
    kept = ("Content-Type", "Link", "Retry-After", "Allow")
    headers = tuple((name, response.headers[name]) for name in kept if name in response.headers)
    return Told(response.status_code, json.dumps(body, sort_keys=True), headers)


@contextmanager
def desk_on(url: str) -> Iterator[Desk]:
    """The service on a database without rows."""
    app = create_app(settings_for(url, LOG_LEVEL="error"), now=lambda: NOW)
    leave_uncounted(app)
    engines = engines_of(app)
    if engines[0].dialect.name == "sqlite":
        event.listen(engines[0], "connect", _trade_durability_for_speed)
    try:
        yield Desk(app)
    finally:
        for engine in engines:
            engine.dispose()


def _trade_durability_for_speed(connection: Any, _record: Any) -> None:
    """Let go of what only a crash would miss, as the tests' PostgreSQL does."""
    connection.execute("PRAGMA synchronous=OFF")
