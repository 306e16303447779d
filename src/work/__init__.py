"""The unit of work: the one place that begins, retries, commits and rolls back.

A view (or a command) is declared to `read`, to `write`, or to be a `command`, and
runs whole inside one transaction. If the database asks for it, it runs whole again.
"""

import random
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, has_request_context
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from src.config import Settings
from src.controllers import demand, locks, recording
from src.errors import BusyError
from src.errors.registration import EnrollmentRefusedError
from src.extensions import db
from src.values import Origin
from src.work.deadline import Deadline
from src.work.engines import READ, SET_LIMITS, WRITE, prepare_engine
from src.work.failures import is_retryable, translate
from src.work.gate import gate_for
from src.work.tally import Tally

P = ParamSpec("P")
R = TypeVar("R")

_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.2


def init_app(app: Flask) -> None:
    """Prepare the application's engine, once the database extension has made it, and the
    tally of its refusals.
    """
    with app.app_context():
        prepare_engine(db.engine, app.config["SETTINGS"])
    app.extensions["tally"] = Tally(app, write(demand.add_refusals))


def read(act: Callable[P, R]) -> Callable[P, R]:
    """Run in a transaction that cannot write. Raises BusyError at the deadline."""
    return _unit(act, READ, _request_deadline)


def write(act: Callable[P, R]) -> Callable[P, R]:
    """Run in a transaction that begins as a writer, and commit it.

    Whatever `act` raises rolls everything back, and so does an argument `query` that says
    `dry_run`: the same path, and nothing is kept. Raises BusyError at the deadline, and
    the domain's error for a broken constraint.
    """
    return _unit(act, WRITE, _request_deadline)


def command(act: Callable[P, R]) -> Callable[P, R]:
    """Like `write`, for an operator's command: it may take as long as it takes."""
    return _unit(_unhurried(act), WRITE, lambda: Deadline.NEVER)


def snapshot(act: Callable[P, R]) -> Callable[P, R]:
    """Like `read`, for an operator's command: all it reads is as of one moment, and it
    may take as long as it takes.
    """
    unhurried = _unhurried(act)

    @wraps(act)
    def frozen(*args: P.args, **kwargs: P.kwargs) -> R:
        # On SQLite every transaction reads as of its beginning.
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        return unhurried(*args, **kwargs)

    return _unit(frozen, READ, lambda: Deadline.NEVER)


def _unhurried(act: Callable[P, R]) -> Callable[P, R]:
    """Lift the time limits of one transaction."""

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _limit_statements(0)
        return act(*args, **kwargs)

    return run


def _request_deadline() -> Deadline:
    settings: Settings = current_app.config["SETTINGS"]
    return Deadline(settings.deadline)


def _unit(
    act: Callable[P, R], mode: dict[str, Any], new_deadline: Callable[[], Deadline]
) -> Callable[P, R]:
    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        is_dry = getattr(kwargs.get("query"), "dry_run", False)
        unit = partial(act, *args, **kwargs)
        try:
            return _until_done(_undone(unit) if is_dry else unit, mode, new_deadline())
        except EnrollmentRefusedError as refused:
            if not is_dry:
                tally: Tally = current_app.extensions["tally"]
                tally.count(refused.attempts)
            raise

    return run


def _undone(act: Callable[[], R]) -> Callable[[], R]:
    """Do an act and take all of it back, so that a commit finds nothing to keep."""

    def run() -> R:
        result = act()
        db.session.rollback()
        return result

    return run


def _until_done(act: Callable[[], R], mode: dict[str, Any], deadline: Deadline) -> R:
    """Run the act, again after each passing failure, until it is done or time is up."""
    pause = _FIRST_PAUSE_SECONDS
    attempt = act
    while True:
        try:
            return _once(attempt, mode, deadline)
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


def _once(act: Callable[[], R], mode: dict[str, Any], deadline: Deadline) -> R:
    if db.session().in_transaction():
        raise RuntimeError("A unit of work inside another would commit half of it.")
    with _gate(mode, deadline):
        try:
            _connect(mode, deadline)
            recording.begin(_origin())
            result = act()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            # What was noted of this transaction: whether it is alone, and whose act it is.
            db.session.info.clear()
        return result


def _origin() -> Origin:
    """Nobody says yet who sends a request; a command is an operator's."""
    if has_request_context():
        return Origin(actor=None, request_id=g.get("request_id"))
    return Origin(actor="operator", request_id=uuid.uuid4().hex)


def _connect(mode: dict[str, Any], deadline: Deadline) -> None:
    """Begin the transaction. Raises BusyError if the database does not open."""
    driver = db.engine.dialect.loaded_dbapi
    try:
        db.session.connection(execution_options=mode | {"sqlite_wait": deadline.milliseconds})
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
    _limit_statements(deadline.milliseconds)
    return act()


def _limit_statements(milliseconds: int) -> None:
    """Give this transaction's statements another time limit (0: none) on PostgreSQL."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(SET_LIMITS, {"limit": str(milliseconds)})
