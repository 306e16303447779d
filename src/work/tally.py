"""Counting beside the requests: refusals are kept in memory for a second, then written at once.

A refused request writes nothing, and so stays cheap; what it tells of demand may wait. A
crash loses what was counted in its last second, an orderly end does not.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

import structlog
from flask import Flask

from src.errors import BusyError
from src.values import Attempt

SECONDS = 1.0
BATCH_ROWS = 500
_LONGEST_PAUSE_SECONDS = 60.0


class Tally:
    """What one process has counted and has yet to write; `write` adds to the database.

    A thread writes, and is there only while there is something to write.
    """

    def __init__(self, app: Flask, write: Callable[[Mapping[Attempt, int]], None]) -> None:
        self._app = app
        self._write = write
        self._lock = threading.Lock()
        # Whoever flushes finds all written that was counted before, by whomever.
        self._flushing = threading.Lock()
        self._counts: Counter[Attempt] = Counter()
        self._writer: threading.Thread | None = None

    def count(self, attempts: Iterable[Attempt]) -> None:
        """Count attempts; they are written within a second."""
        with self._lock:
            self._counts.update(attempts)
            if self._counts and self._writer is None:
                self._begin()

    def _begin(self) -> None:
        """Begin to write; where no thread can be had, the next count tries again."""
        # No daemon, as the threads of the server are: the process waits for its end.
        writer = threading.Thread(target=self._write_soon, name="tally", daemon=False)
        try:
            writer.start()
        except RuntimeError:
            structlog.get_logger().warning("refusals not written yet", cause="no thread")
        else:
            self._writer = writer

    def flush(self) -> None:
        """Write what was counted. Raises BusyError, and keeps what could not be written.

        In parts, so that no enrollment waits long behind a backlog.
        """
        with self._flushing, self._app.app_context():
            with self._lock:
                counts, self._counts = self._counts, Counter()
            while counts:
                part = dict(islice(counts.items(), BATCH_ROWS))
                try:
                    self._write(part)
                except BaseException:
                    with self._lock:
                        self._counts.update(counts)
                    raise
                for attempt in part:
                    del counts[attempt]

    def _write_soon(self) -> None:
        pause = SECONDS
        # The end of the main thread is that of the process: then nothing is waited for.
        main = threading.main_thread()
        while not self._is_done():
            main.join(pause)
            try:
                self.flush()
                pause = SECONDS
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
