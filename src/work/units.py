"""Running one unit of work: begin, do, commit or roll back, and begin again if need be."""

import random
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, TypeVar

from flask import current_app, g, has_request_context
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from src.config import Settings
from src.controllers import connections, locks, recording
from src.errors import BusyError
from src.extensions import db
from src.values import Origin
from src.work.deadline import Deadline
from src.work.engines import SET_LIMITS, WRITE
from src.work.failures import is_retryable, translate
from src.work.gate import gate_for

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


def undone(act: Callable[[], R]) -> Callable[[], R]:
    """Do an act and take all of it back, so that a commit finds nothing to keep."""

    def run() -> R:
        result = act()
        db.session.rollback()
        return result

    return run


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


def in_transaction(act: Callable[[], R], mode: dict[str, Any], deadline: Deadline) -> R:
    """Run an act in a transaction of that mode, and commit it; roll back whatever it raises."""
    _require_no_other()
    session, acting = db.session(), None
    with _gate(mode, deadline):
        try:
            acting = connections.act_on(_connect(session, mode, deadline))
            recording.begin(_origin())
            result = act()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            # What was noted of this transaction: whether it is alone, and whose act it is.
            session.info.clear()
            if acting:
                connections.rest(acting)
        return result


def _require_no_other() -> None:
    if connections.acting():
        raise RuntimeError("A unit of work inside another would commit half of it.")


def _origin() -> Origin:
    """Nobody says yet who sends a request; a command is an operator's."""
    if has_request_context():
        return Origin(actor=None, request_id=g.get("request_id"))
    return Origin(actor="operator", request_id=uuid.uuid4().hex)


def _connect(session: Session, mode: dict[str, Any], deadline: Deadline) -> Connection:
    """Begin the transaction. Raises BusyError if the database does not open."""
    driver = db.engine.dialect.loaded_dbapi
    try:
        options = mode | {"sqlite_wait": deadline.milliseconds}
        return session.connection(execution_options=options)
    except driver.Error:  # What SQLAlchemy wraps is no such error: this is from a new connection.
        raise BusyError(cause="does not open") from None


def _gate(mode: dict[str, Any], deadline: Deadline) -> AbstractContextManager[None]:
    """The gate that SQLite's writers pass one by one, before they take a connection."""
    settings: Settings = current_app.config["SETTINGS"]
    if mode is WRITE and settings.sqlite_path:
        return gate_for(settings.sqlite_path).held(deadline)
    return nullcontext()


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
    if db.engine.dialect.name == "postgresql":
        db.session.execute(SET_LIMITS, {"limit": str(milliseconds)})
