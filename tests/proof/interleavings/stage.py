"""The application on which the orders are played, and who waits in its database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from src import create_app
from src.config import Settings
from src.extensions import db
from src.work.failures import is_retryable
from src.work.gate import Gate, gate_for
from tests.databases import settings_for
from tests.proof.interleavings import stepping
from tests.proof.interleavings.acts import Ids
from tests.proof.interleavings.givens import NOW
from tests.proof.interleavings.outcome import tell_answer, tell_outcome
from tests.proof.interleavings.specification import Order, Specification, build
from tests.proof.interleavings.stepping import Actor, AreBlocked, Play
from tests.proof.uncounted import leave_uncounted
from tests.taps import engines_of, tapping

_BLOCKED = text(
    "SELECT count(*) FROM unnest(CAST(:pids AS integer[])) AS pid"
    " WHERE cardinality(pg_blocking_pids(pid)) > 0"
)


class Stage:
    """Plays specifications on one database. `retries` counts the failures met inside."""

    def __init__(self, app: Flask, pool: ThreadPoolExecutor, are_blocked: AreBlocked) -> None:
        self._app = app
        self._pool = pool
        self._are_blocked = are_blocked
        self.retries = 0

    def play(self, specification: Specification, order: Order) -> tuple[str, str]:
        """The outcome of an order, and the trace of what happened."""
        ids = build(specification)
        play = Play(self._requests(specification, ids), specification.points, self._are_blocked)
        answers = [tell_answer(each, ids) for each in play.run(order, self._pool)]
        return tell_outcome(answers, ids), " ".join(play.trace)

    def play_whole(self, specification: Specification, order: Sequence[int]) -> str:
        """The outcome where the acts come one after another."""
        ids = build(specification)
        requests = self._requests(specification, ids)
        # In a thread of its own each has a session of its own, as when steps are taken.
        answers = {number: self._pool.submit(requests[number]).result() for number in order}
        return tell_outcome([tell_answer(answers[each], ids) for each in sorted(answers)], ids)

    def _requests(self, specification: Specification, ids: Ids) -> list[Callable[[], TestResponse]]:
        return [partial(act.send, self._app.test_client(), ids) for act in specification.acts]

    def is_retryable(self, error: DBAPIError) -> bool:
        """Count the failures after which an act is begun anew."""
        found = is_retryable(error)
        self.retries += found
        return found


@contextmanager
def stage_on(url: str, clients: int = 3) -> Iterator[Stage]:
    """A stage on a database.

    Its deadline is long: whoever stands still here has no part in what is shown.
    """
    patient = settings_for(url, REQUEST_DEADLINE_MS="60000", THREADS="8", LOG_LEVEL="error")
    app = create_app(patient, now=lambda: NOW)
    leave_uncounted(app)
    with app.app_context():
        try:
            _listen(db.engine)
            with (
                tapping([db.engine], stepping.before_statement),
                ThreadPoolExecutor(clients) as pool,
                _blocked_on(app) as are_blocked,
            ):
                stage = Stage(app, pool, are_blocked)
                with _counting(stage):
                    yield stage
        finally:
            db.session.remove()
            for engine in engines_of(app):
                engine.dispose()


def _counting(stage: Stage) -> AbstractContextManager[object]:
    return patch("src.work.units.is_retryable", stage.is_retryable)


def _listen(engine: Engine) -> None:
    event.listen(engine, "commit", stepping.before_commit)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _trade_durability_for_speed)


def _trade_durability_for_speed(connection: Any, _record: Any) -> None:
    """Let go of what only a crash would miss, as the tests' PostgreSQL does."""
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def _blocked_on(app: Flask) -> Iterator[AreBlocked]:
    """Whether every one of some acts is made to wait: at SQLite's gate, or for a lock."""
    settings: Settings = app.config["SETTINGS"]
    if path := settings.sqlite_path:
        gate = gate_for(path)
        yield lambda actors: len(gate._line._waiting) + _committing(gate) == len(actors)
        return
    with _autocommitting(db.engine) as connection:
        yield partial(_are_blocked, connection)


def _committing(gate: Gate) -> int:
    """How many are done, and wait for somebody else to commit for them."""
    return gate.shared.waiting if gate.shared else 0


def _autocommitting(engine: Engine) -> Connection:
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def _are_blocked(connection: Connection, actors: Sequence[Actor]) -> bool:
    pids = [actor.pid for actor in actors if actor.pid is not None]
    blocked: int = connection.scalar(_BLOCKED, {"pids": pids}) or 0
    return len(pids) == len(actors) == blocked
