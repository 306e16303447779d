"""The writer gate of a SQLite database: one writer at a time, in the order they came.

SQLite lets one connection write and makes the others poll, the last comer as likely
to be next as the first. Waiting here instead is fair, costs no connection, ends at
the request's deadline, and keeps a commit from racing with the checkpoint of another
connection (the WAL-reset bug of SQLite before 3.51.3).
"""

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from src.errors import BusyError
from src.work.deadline import Deadline

_POLL_SECONDS = 0.0005
_gates: dict[Path, "Gate"] = {}
_gates_lock = threading.Lock()


def gate_for(database: Path) -> "Gate":
    """The gate of a database file: one per process, however many applications ask."""
    path = database.with_name(database.name + ".gate")
    with _gates_lock:
        return _gates.setdefault(path, Gate(path))


class _Turn:
    """A place in the line; whoever `joins` may go on with the transaction of who was before."""

    def __init__(self, *, joins: bool) -> None:
        self.joins = joins
        self._lock = threading.Lock()
        self._lock.acquire()

    def wait(self, deadline: Deadline) -> bool:
        """Whether the turn came in time."""
        return self._lock.acquire(timeout=min(deadline.remaining, threading.TIMEOUT_MAX))

    def begin(self) -> None:
        self._lock.release()


class _Line:
    """The threads of this process, first come, first served."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._waiting: deque[_Turn] = deque()

    def enter(self, deadline: Deadline, *, joins: bool = False) -> None:
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            turn = _Turn(joins=joins)
            self._waiting.append(turn)
        if not turn.wait(deadline):
            self._give_up(turn)

    def _give_up(self, turn: _Turn) -> None:
        """Leave the line, unless the turn came in the moment of leaving."""
        with self._mutex:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise BusyError(cause="the gate")

    def leave(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().begin()
            else:
                self._taken = False

    def leave_to_who_joins(self) -> bool:
        """Leave if whoever is next joins; whether they do."""
        with self._mutex:
            is_joined = bool(self._waiting) and self._waiting[0].joins
            if is_joined:
                self._waiting.popleft().begin()
        return is_joined


class _Bytes:
    """Locks between processes: one byte each of a file beside the database.

    Byte 0 is the place of the process that goes next, byte 1 the gate itself. Whoever
    has the place waits for the gate and gives the place away with the gate in hand, so
    that a busy process cannot take the gate twice while another waits. The kernel lets
    go of the locks of a process that dies.
    """

    NEXT, GATE = 0, 1

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    def lock(self, byte: int, deadline: Deadline) -> None:
        while not self._try(byte):
            if deadline.has_passed:
                raise BusyError(cause="the gate")
            time.sleep(_POLL_SECONDS)

    def _try(self, byte: int) -> bool:
        try:
            fcntl.lockf(self._descriptor(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _descriptor(self) -> int:
        # One for the life of the process: closing any would drop its POSIX locks.
        if self._fd is None:
            try:
                self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            except OSError:  # Where the gate cannot be, the database cannot be reached.
                raise BusyError(cause="the gate does not open") from None
        return self._fd

    def unlock(self, byte: int) -> None:
        fcntl.lockf(self._descriptor(), fcntl.LOCK_UN, 1, byte)


class Gate:
    """Held by the one writer of a database; see `gate_for`.

    `shared` is what a writer leaves to who joins: the transaction that goes on.
    """

    def __init__(self, path: Path) -> None:
        self._line = _Line()
        self._bytes = _Bytes(path)
        self.shared: Any = None

    @contextmanager
    def held(self, deadline: Deadline) -> Iterator[None]:
        """Hold the gate for the block. Raises BusyError if the deadline passes first."""
        self.enter(deadline)
        try:
            yield
        finally:
            self.leave()

    def enter(self, deadline: Deadline, *, joins: bool = False) -> None:
        """Come to hold the gate. Raises BusyError if the deadline passes first."""
        self._line.enter(deadline, joins=joins)
        if self.shared is None:
            try:
                self._lock(deadline)
            except BaseException:
                self._line.leave()
                raise

    def _lock(self, deadline: Deadline) -> None:
        self._bytes.lock(_Bytes.NEXT, deadline)
        try:
            self._bytes.lock(_Bytes.GATE, deadline)
        finally:
            self._bytes.unlock(_Bytes.NEXT)

    def leave(self) -> None:
        """Let the next one hold it, of whatever process."""
        self.shared = None
        self._bytes.unlock(_Bytes.GATE)
        self._line.leave()

    def leave_to_who_joins(self, shared: Any) -> bool:
        """Leave what is shared to whoever is next, if they join; whether they do."""
        self.shared = shared
        return self._line.leave_to_who_joins()
