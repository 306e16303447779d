"""Writers at work in threads of this process."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from tests.proof.writer import Desk, Writer
from tests.waiting import until


class Load:
    """The writers at work."""

    def __init__(self, writers: list[Writer], desk: Desk, running: list["Future[None]"]) -> None:
        self.desk = desk
        self._writers = writers
        self._running = running

    @classmethod
    @contextmanager
    def of(cls, writers: list[Writer], desk: Desk) -> Iterator["Load"]:
        """Let them wait for a server. Raises what one of them raised."""
        with ThreadPoolExecutor(len(writers)) as pool:
            load = cls(writers, desk, [pool.submit(writer.run) for writer in writers])
            try:
                yield load
            finally:
                desk.is_over = True
                desk.is_up.set()

    @property
    def written(self) -> int:
        """How many writes were answered so far."""
        return sum(writer.written for writer in self._writers)

    @property
    def in_flight(self) -> int:
        """How many wait for an answer at this moment."""
        return sum(writer.is_asking for writer in self._writers)

    def reach(self, written: int) -> None:
        """Return once so many writes were answered. Raises what a writer raised."""
        while (before := self.written) < written:
            until(partial(self._has_moved, before), "another answer")
            for each in self._ended:
                each.result()

    def _has_moved(self, before: int) -> bool:
        return self.written > before or bool(self._ended)

    def finish(self) -> None:
        """Let every writer come to its end while a server is up."""
        self.desk.is_over = True
        for each in self._running:
            each.result()

    @property
    def _ended(self) -> list["Future[None]"]:
        return [each for each in self._running if each.done()]
