"""The unit of work: the one place that begins, retries, commits and rolls back.

A view (or a command) is declared to `read`, to `write`, or to be a `command`, and
runs whole inside one transaction. If the database asks for it, it runs whole again.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app
from sqlalchemy import text

from src.config import Settings
from src.controllers import demand
from src.errors.registration import EnrollmentRefusedError
from src.extensions import READING, db
from src.work.deadline import Deadline
from src.work.engines import READ, WRITE, prepare_engine, prepare_reading_engine
from src.work.gate import gate_for
from src.work.tally import Tally
from src.work.units import Unit, limit_statements, reading, until_done

P = ParamSpec("P")
R = TypeVar("R")


def init_app(app: Flask) -> None:
    """Prepare the application's engines, once the database extension has made them, the gate
    of its writers and the tally of its refusals.
    """
    settings: Settings = app.config["SETTINGS"]
    with app.app_context():
        prepare_engine(db.engine, settings)
        prepare_reading_engine(db.engines[READING], beside=db.engine)
    app.extensions["gate"] = gate_for(settings.sqlite_path) if settings.sqlite_path else None
    app.extensions["tally"] = Tally(app, write(demand.add_refusals))


def read(act: Callable[P, R]) -> Callable[P, R]:
    """Run where nothing can be written, and what is read is read as it is then.

    Raises BusyError at the deadline.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        unit, query = partial(act, *args, **kwargs), kwargs.get("query")
        return _counted(lambda: until_done(reading, unit, _request_deadline()), query)

    return run


def looking_first(look: Callable[P, None]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let `look` read, with the arguments of the act, before the act begins to write.

    What it raises is the answer, so that what is refused anyway waits for no writer.
    """
    looked = read(look)

    def decorate(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            looked(*args, **kwargs)
            return act(*args, **kwargs)

        return run

    return decorate


def write(act: Callable[P, R]) -> Callable[P, R]:
    """Run in a transaction that begins as a writer, and commit it.

    Whatever `act` raises rolls everything back, and so does an argument `query` that says
    `dry_run`: the same path, and nothing is kept. Raises BusyError at the deadline, and
    the domain's error for a broken constraint.
    """
    return _unit(act, lambda keeps: Unit(WRITE, _request_deadline(), keeps=keeps))


def act(act: Callable[P, R]) -> Callable[P, R]:
    """Like `write`, for an act that works with statements alone, and has no session."""
    return _unit(
        act, lambda keeps: Unit(WRITE, _request_deadline(), has_session=False, keeps=keeps)
    )


def command(act: Callable[P, R]) -> Callable[P, R]:
    """Like `write`, for an operator's command: it may take as long as it takes."""
    return _unit(_unhurried(act), lambda keeps: Unit(WRITE, Deadline.NEVER, keeps=keeps))


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

    return _unit(frozen, lambda keeps: Unit(READ, Deadline.NEVER, keeps=keeps))


def _unhurried(act: Callable[P, R]) -> Callable[P, R]:
    """Lift the time limits of one transaction."""

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        limit_statements(0)
        return act(*args, **kwargs)

    return run


def _request_deadline() -> Deadline:
    settings: Settings = current_app.config["SETTINGS"]
    return Deadline(settings.deadline)


def _unit(act: Callable[P, R], new_unit: Callable[[bool], Unit]) -> Callable[P, R]:
    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        query = kwargs.get("query")
        unit = new_unit(not _is_dry(query))
        done = partial(act, *args, **kwargs)
        return _counted(lambda: until_done(unit.run, done, unit.deadline), query)

    return run


def _is_dry(query: Any) -> bool:
    return bool(getattr(query, "dry_run", False))


def _counted(run: Callable[[], R], query: Any) -> R:
    """Count what is refused, unless it was a dry run."""
    try:
        return run()
    except EnrollmentRefusedError as refused:
        if not _is_dry(query):
            tally: Tally = current_app.extensions["tally"]
            tally.count(refused.attempts)
        raise
