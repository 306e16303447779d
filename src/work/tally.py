"""Counting beside the requests: refusals are kept in memory for a second, then written at once.

A refused request writes nothing, and so stays cheap; what it tells of demand may wait. A
crash loses what was counted in its last second, an orderly end does not.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import structlog
from flask import Flask

from src.errors import BusyError
from src.values import Attempt

SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class Tally:
    """What one process has counted and has yet to write; `write` adds to the database.

    A thread writes, and is there only while there is something to write.
    """

    def __init__(self, app: Flask, write: Callable[[Mapping[Attempt, int]], None]) -> None:
        self._app = app
        self._write = write
        self._lock = threading.Lock()
        self._counts: Counter[Attempt] = Counter()
        self._writer: threading.Thread | None = None

    def count(self, attempts: Iterable[Attempt]) -> None:
        """Count attempts; they are written within a second."""
        with self._lock:
            self._counts.update(attempts)
            if self._counts and self._writer is None:
                # No daemon, as the threads of the server are: the process waits for its end.
                self._writer = threading.Thread(target=self._write_soon, name="tally", daemon=False)
                self._writer.start()

    def flush(self) -> None:
        """Write what was counted. Raises BusyError, and keeps it, if that cannot be."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with self._app.app_context():
                self._write(counts)
        except BaseException:
            with self._lock:
                self._counts.update(counts)
            raise

    def _write_soon(self) -> None:
        pause = SECONDS
        # The end of the main thread is that of the process: then nothing is waited for.
        main = threading.main_thread()
        while not self._is_done():
            main.join(pause)
            try:
                self.flush()
            except Exception as error:  # noqa: BLE001 (whatever it is, counting goes on)
                cause = error.cause if isinstance(error, BusyError) else type(error).__name__
                structlog.get_logger().warning("refusals not written yet", cause=cause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
                if not main.is_alive():
                    return

    def _is_done(self) -> bool:
        """Whether nothing is left; the next count begins another thread then."""
        with self._lock:
            if self._counts:
                return False
            self._writer = None
            return True
