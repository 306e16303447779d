"""Failures of single calls of the database, raised by the driver itself.

PostgreSQL is made to fail: it raises what it would raise, and its transaction is over.
SQLite cannot be made to, so its driver's exceptions are raised in its name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Dialect, Engine, event

from tests.taps import tap_for

SECRET = "mallory@example.org"
"""What the driver says, and nobody else may."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to fail; `strike` is given the driver's connection, and raises."""

    name: str
    strike: Callable[[Any], NoReturn]


def _raising(sqlstate: str) -> Callable[[Any], NoReturn]:
    return _executing(f"DO $$BEGIN RAISE '{SECRET}' USING ERRCODE = '{sqlstate}'; END$$")


def _executing(statement: str) -> Callable[[Any], NoReturn]:
    def strike(connection: Any) -> NoReturn:
        connection.execute(statement)
        raise AssertionError("the server did not fail")

    return strike


def _locked(connection: Any) -> NoReturn:
    raise connection.OperationalError("database is locked")


def _unwritable(connection: Any) -> NoReturn:
    # SQLite rolls back by itself where it cannot write.
    connection.rollback()
    raise connection.OperationalError("disk I/O error")


def _malformed(connection: Any) -> NoReturn:
    raise connection.DatabaseError(f"database disk image is malformed: {SECRET}")


LOST_CONNECTION = Sort(
    "connection lost", _executing("SELECT pg_terminate_backend(pg_backend_pid())")
)
DISK_ERROR = Sort("disk error", _unwritable)
SORTS = {
    "sqlite": (Sort("locked", _locked), DISK_ERROR, Sort("malformed", _malformed)),
    "postgresql": (
        Sort("deadlock", _raising("40P01")),
        Sort("disk full", _raising("53100")),
        Sort("internal error", _raising("XX000")),
        LOST_CONNECTION,
    ),
}


def _refusing(said: str) -> Callable[[Any], NoReturn]:
    def strike(driver: Any) -> NoReturn:
        raise driver.OperationalError(said)

    return strike


NO_CONNECTION = {
    "sqlite": Sort("no file", _refusing("unable to open database file")),
    "postgresql": Sort("no server", _refusing(f"connection failed: {SECRET}")),
}
"""What fails here is the driver itself, before there is a connection."""
LOSES_COMMIT = {"sqlite": DISK_ERROR, "postgresql": LOST_CONNECTION}
"""How the answer to a commit is lost that was done."""


@dataclass(slots=True)
class Fault:
    """The failure of a call: the `number`th, from 1; that one alone, or all from it on.

    Call 0 is the opening of a connection. As `lost_commit` it is the answer to the COMMIT
    that is lost, whatever the number.
    """

    sort: Sort
    number: int = 1
    for_good: bool = False
    lost_commit: bool = False
    has_struck: bool = False

    def __str__(self) -> str:
        if self.lost_commit:
            return f"{self.sort.name} behind the commit"
        return f"{self.sort.name} at call {self.number}{' and after' if self.for_good else ''}"

    def meets(self, number: int) -> bool:
        """Whether the call of that number fails."""
        return number == self.number or (self.for_good and number > self.number)


class Calls:
    """Counts the calls of an application's driver, and lets them fail: statements, BEGIN
    and COMMIT.
    """

    def __init__(self, engines: Sequence[Engine]) -> None:
        self.count = 0
        self.commits = 0
        self.fault: Fault | None = None
        tap = tap_for(self._execute)
        for engine in engines:
            # What a server is asked once, as it is met, is no part of any request.
            engine.connect().close()
            engine.dispose()
            event.listen(engine, "do_connect", self._connect)
            event.listen(engine, "do_connect", tap)
        self._commit = engines[0].dialect.do_commit
        for engine in engines:
            engine.dialect.do_commit = self._do_commit  # type: ignore[assignment]

    def begin(self, fault: Fault | None) -> None:
        """Count from here, with that fault."""
        self.count = self.commits = 0
        self.fault = fault

    def _connect(self, dialect: Dialect, *_: Any) -> None:
        if self.fault and self.fault.meets(0):
            self._strike(self.fault, dialect.loaded_dbapi)

    def _execute(self, cursor: Any, text: str, _parameters: Any) -> None:
        if not text.startswith("PRAGMA"):  # It asks nothing of the file.
            self._call(cursor.connection)

    def _do_commit(self, connection: Any) -> None:
        self.commits += 1
        self._call(connection.dbapi_connection)
        self._commit(connection)
        if self.fault and self.fault.lost_commit:
            self._strike(self.fault, connection.dbapi_connection)

    def _call(self, connection: Any) -> None:
        self.count += 1
        fault = self.fault
        if fault and not fault.lost_commit and fault.meets(self.count):
            self._strike(fault, connection)

    def _strike(self, fault: Fault, connection: Any) -> None:
        fault.has_struck = True
        fault.sort.strike(connection)
