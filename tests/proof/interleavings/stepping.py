"""Acts that run in threads of their own and take one step each time they are let go.

As in PostgreSQL's isolation tester, one act moves at a time. An act that the database
makes wait is left waiting, and goes on to where it halts next once it is released.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, IntEnum
from typing import Any

from sqlalchemy import Connection
from werkzeug.test import TestResponse

from tests.waiting import GIVE_UP_SECONDS

_GLANCE_SECONDS = 0.002
"""How long an act that was let go is left in peace until the database is asked about it."""


class Point(IntEnum):
    """Where an act halts, in the order in which it comes there."""

    LOCKED = 1
    READ = 2
    WRITTEN = 3


LOCKED, READ, WRITTEN = Point


class _State(Enum):
    HALTED = "halted"
    RUNNING = "running"
    DONE = "done"


_here = threading.local()


class Actor:
    """An act in a thread of its own. `pid` is the process that serves it on PostgreSQL."""

    def __init__(
        self,
        number: int,
        request: Callable[[], TestResponse],
        points: Sequence[Point],
        changed: threading.Condition,
    ) -> None:
        self.number = number
        self.state = _State.HALTED
        self.pid: int | None = None
        self.answer: TestResponse | None = None
        self.has_begun = False
        self._request = request
        self._points = list(points)
        self._changed = changed
        self._has_locked = False

    def run(self) -> None:
        """Make the request; the thread is this act's until it is answered."""
        _here.actor = self
        try:
            self.answer = self._request()
        finally:
            _here.actor = None
            self._become(_State.DONE)

    def come_to_statement(self, statement: str, pid: int | None) -> None:
        """Halt before the first statement after the lock of courses, and before writing."""
        self.pid = pid
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self.come_to(READ)
        elif self._has_locked:
            self.come_to(LOCKED)
        self._has_locked = True

    def come_to(self, point: Point) -> None:
        """Halt until it is let go, unless the act has been here."""
        if point in self._points:
            self._points = [each for each in self._points if each > point]
            self._become(_State.HALTED)
            with self._changed:
                self._changed.wait_for(lambda: self.state is _State.RUNNING)

    def _become(self, state: _State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()


def before_statement(cursor: Any, statement: str, _parameters: Any) -> None:
    """Listen to the driver."""
    actor: Actor | None = getattr(_here, "actor", None)
    if actor and not statement.startswith(("BEGIN", "PRAGMA")):
        told = getattr(cursor.connection, "info", None)
        actor.come_to_statement(statement, told.backend_pid if told else None)


def before_commit(_connection: Connection) -> None:
    """Listen to `commit`, which comes before the database is told."""
    actor: Actor | None = getattr(_here, "actor", None)
    if actor:
        actor.come_to(WRITTEN)


AreBlocked = Callable[[Sequence[Actor]], bool]


class Play:
    """One order of the steps of some acts; `trace` is who came to a halt, or to wait, when."""

    def __init__(
        self,
        requests: Sequence[Callable[[], TestResponse]],
        points: Sequence[Point],
        are_blocked: AreBlocked,
    ) -> None:
        self._changed = threading.Condition()
        self._are_blocked = are_blocked
        self._actors = [
            Actor(number, request, points, self._changed) for number, request in enumerate(requests)
        ]
        self.trace: list[str] = []

    def run(self, order: Sequence[int], pool: ThreadPoolExecutor) -> list[TestResponse]:
        """Take the steps in that order, and then those that are left; the answers."""
        for number in order:
            self._advance(self._actors[number], pool)
        while left := [actor for actor in self._actors if actor.state is not _State.DONE]:
            halted = [actor for actor in left if actor.state is _State.HALTED]
            if halted:
                self._advance(halted[0], pool)
            else:
                self._await(lambda: any(actor.state is not _State.RUNNING for actor in left))
        return [_answer_of(actor) for actor in self._actors]

    def _advance(self, actor: Actor, pool: ThreadPoolExecutor) -> None:
        """Let an act take a step, unless it waits or is done, and wait until all stand still."""
        if actor.state is not _State.HALTED:
            return
        with self._changed:
            actor.state = _State.RUNNING
            self._changed.notify_all()
        if not actor.has_begun:
            actor.has_begun = True
            pool.submit(actor.run)
        self._await_standstill()
        self.trace += [f"{each.number}:{each.state.value}" for each in self._actors]

    def _await_standstill(self) -> None:
        """Return once every act halts, is done, or is seen to wait by the database."""

        def nobody_runs() -> bool:
            return not self._running()

        with self._changed:
            while not self._changed.wait_for(nobody_runs, _GLANCE_SECONDS):
                if self._are_blocked(self._running()):
                    return

    def _await(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, GIVE_UP_SECONDS), "everybody waits"

    def _running(self) -> list[Actor]:
        return [actor for actor in self._actors if actor.state is _State.RUNNING]


def _answer_of(actor: Actor) -> TestResponse:
    assert actor.answer is not None, "the request was not answered"
    return actor.answer
