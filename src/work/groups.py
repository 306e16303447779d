"""Group commit: acts that wait for SQLite's gate in one process are committed together.

A commit waits for the disk, which takes as long as the act itself. So whoever is done, and
sees that the next in line may join, leaves the open transaction to them and waits; the
last one commits for all. Nobody is answered before their own work is on disk. An act that
is refused takes back to its savepoint what it did, and nothing of the others.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from src.work.engines import tell

R = TypeVar("R")

MEMBERS_MAX = 8
"""How many acts one commit is for: the first one waits for as many others at most."""


class Group:
    """The acts that share one transaction. `waiting` are those that are done, and wait."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.waiting = 0
        self._members = 0
        self._ended = threading.Event()
        self._failure: BaseException | None = None

    @property
    def is_full(self) -> bool:
        """Whether nobody more may join."""
        return self._members >= MEMBERS_MAX or self._failure is not None

    def do(self, act: Callable[[], R]) -> R:
        """Do an act in the transaction; what raises is undone, and the others go on."""
        has_savepoint = self._members > 0
        if has_savepoint:
            tell(self.connection, "SAVEPOINT act")
        try:
            result = act()
            if has_savepoint:
                tell(self.connection, "RELEASE act")
        except BaseException as error:
            if not (has_savepoint and self._takes_back()):
                self._failure = error
            raise
        self._members += 1
        return result

    def _takes_back(self) -> bool:
        """Undo what was done behind the savepoint; whether that, and no more, is undone."""
        try:
            tell(self.connection, "ROLLBACK TO act")
            tell(self.connection, "RELEASE act")
        except SQLAlchemyError:
            # SQLite rolls everything back by itself where it cannot write, savepoint and all.
            return False
        return True

    def end(self) -> None:
        """Commit for every member, or roll back if the transaction is lost; tell them."""
        try:
            if self._failure is None and self._members:
                self.connection.commit()
        except BaseException as error:  # noqa: BLE001 (each member raises it)
            self._failure = error
            # Whether it is still in a transaction nobody can say.
            self.connection.invalidate()
        finally:
            try:
                self.connection.close()
            finally:
                self._ended.set()

    def wait(self) -> None:
        """Return once what was done is on disk. Raises what kept it from being."""
        self.waiting += 1
        self._ended.wait()
        if self._failure is not None:
            raise self._failure
