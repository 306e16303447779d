"""Running one unit of work: begin, do, commit or roll back, and begin again if need be."""

import random
import time
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from flask import current_app, g, has_request_context
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from src.controllers import connections, locks, recording
from src.errors import BusyError
from src.extensions import db
from src.values import Origin
from src.work.deadline import Deadline
from src.work.engines import SET_LIMITS, WRITE
from src.work.failures import is_retryable, translate
from src.work.gate import Gate
from src.work.groups import Group

R = TypeVar("R")

_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.2


def reading(act: Callable[[], R]) -> R:
    """Run an act whose statements need no transaction, or begin one that cannot write."""
    _require_no_other()
    try:
        return act()
    finally:
        if db.session.registry.has():
            db.session.rollback()


def until_done(once: Callable[[Callable[[], R]], R], act: Callable[[], R], deadline: Deadline) -> R:
    """Run the act by `once`, again after each passing failure, until it is done or time is up.

    Raises BusyError at the deadline, and the domain's error for a broken constraint.
    """
    pause = _FIRST_PAUSE_SECONDS
    attempt = act
    while True:
        try:
            return once(attempt)
        except locks.LocksOutgrownError:
            act = partial(_alone, act)
            attempt = partial(_in_time_left, act, deadline)
            continue
        except PoolTimeoutError:
            raise BusyError(cause="no connection free") from None
        except DBAPIError as error:
            if not is_retryable(error) or deadline.remaining <= pause:
                raise (translate(error) or error) from None
        # Whoever collided does not come back at the same moment.
        time.sleep(random.uniform(0, pause))  # noqa: S311 (no secret)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        attempt = partial(_in_time_left, act, deadline)


@dataclass(frozen=True, slots=True)
class Unit:
    """How an act is run: in which mode, until when, with a session or by statements alone.

    What is not kept is rolled back at its end.
    """

    mode: dict[str, Any]
    deadline: Deadline
    has_session: bool = True
    keeps: bool = True

    def run(self, act: Callable[[], R]) -> R:
        """Run an act in a transaction; roll back whatever it raises."""
        _require_no_other()
        gate = self._gate()
        if gate and self.keeps and not self.has_session:
            return self._run_together(act, gate)
        with gate.held(self.deadline) if gate else nullcontext():
            connection = self._connect()
            try:
                return self._act_on(connection, partial(self._done, act, connection))
            except BaseException:
                self._roll_back(connection)
                raise
            finally:
                connection.close()

    def _gate(self) -> Gate | None:
        """The gate that SQLite's writers pass one by one, before they take a connection."""
        gate: Gate | None = current_app.extensions["gate"]
        return gate if self.mode is WRITE else None

    def _run_together(self, act: Callable[[], R], gate: Gate) -> R:
        """Run an act in the transaction that is left to it, or in one that it may leave."""
        gate.enter(self.deadline, joins=True)
        try:
            group: Group = gate.shared or Group(self._connect())
        except BaseException:
            gate.leave()
            raise
        try:
            return group.do(partial(self._act_on, group.connection, act))
        finally:
            if group.is_full or not gate.leave_to_who_joins(group):
                group.end()
                gate.leave()
            # A refusal waits, too: it may rest on what is not on disk yet.
            group.wait()

    def _act_on(self, connection: Connection, act: Callable[[], R]) -> R:
        with connections.act_on(connection):
            recording.begin(_origin())
            return act()

    def _done(self, act: Callable[[], R], connection: Connection) -> R:
        if self.has_session:
            db.session.connection(bind_arguments={"bind": connection})
        result = act()
        if not self.keeps:
            self._roll_back(connection)
            return result
        if self.has_session:
            db.session.commit()
        connection.commit()
        return result

    def _roll_back(self, connection: Connection) -> None:
        if self.has_session:
            db.session.rollback()
        connection.rollback()

    def _connect(self) -> Connection:
        """Begin the transaction. Raises BusyError if the database does not open."""
        engine = db.engine
        options = self.mode | {"sqlite_wait": self.deadline.milliseconds}
        try:
            connection = engine.connect()
        except engine.dialect.loaded_dbapi.Error:  # From a new connection, and not wrapped.
            raise BusyError(cause="does not open") from None
        try:
            connection.execution_options(**options).begin()
        except BaseException:
            connection.close()
            raise
        return connection


def _require_no_other() -> None:
    if connections.acting():
        raise RuntimeError("A unit of work inside another would commit half of it.")


def _origin() -> Origin:
    """Nobody says yet who sends a request; a command is an operator's."""
    if has_request_context():
        return Origin(actor=None, request_id=g.request_id)
    return Origin(actor="operator", request_id=uuid.uuid4().hex)


def _alone(act: Callable[[], R]) -> R:
    """Run an act again that needs more locks than can be had in their order."""
    locks.be_alone()
    return act()


def _in_time_left(act: Callable[[], R], deadline: Deadline) -> R:
    """Run an act again, its statements limited to what is left of the deadline."""
    limit_statements(deadline.milliseconds)
    return act()


def limit_statements(milliseconds: int) -> None:
    """Give this transaction's statements another time limit (0: none) on PostgreSQL."""
    connection = connections.acting()
    if connection and connection.dialect.name == "postgresql":
        connection.execute(SET_LIMITS, {"limit": str(milliseconds)})
