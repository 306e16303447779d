"""Two requests about the same rows, at the worst moment.

The first stands still in the middle of its work until the second is either made to
wait for it or done.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from src.controllers import courses, enrollments, locks
from src.controllers.registration import desk, reading, writing
from src.controllers.statements import Statement
from src.work import failures
from tests.waiting import until

# On SQLite one transaction writes at a time: there is no row lock to take away, and
# test_lost_updates.py has the control for BEGIN IMMEDIATE.
only_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)

Request = Callable[[FlaskClient], TestResponse]


class Race:
    """Runs a second request while the first stands still before it writes."""

    def __init__(
        self, app: Flask, is_blocked: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._app = app
        self._is_blocked = is_blocked
        self._inside = threading.Event()
        self._go_on = threading.Event()
        # Taken by the first to write once a race is on.
        self._first = threading.Lock()
        self._first.acquire()
        write = writing.write_changes

        def stand_still(*arguments: Any) -> None:
            if self._first.acquire(blocking=False):
                self._inside.set()
                self._go_on.wait()
            write(*arguments)

        for module in (enrollments, courses):
            monkeypatch.setattr(module, "write_changes", stand_still)

    def run(self, first: Request, second: Request) -> tuple[TestResponse, TestResponse]:
        """Both answers."""
        self._first.release()
        with ThreadPoolExecutor(2) as pool:
            slow: Future[TestResponse] = pool.submit(first, self._app.test_client())
            until(self._inside.is_set, "the first request to be in the middle")
            quick: Future[TestResponse] = pool.submit(second, self._app.test_client())
            until(lambda: quick.done() or self._is_blocked(), "the second request to wait")
            self._go_on.set()
            return slow.result(), quick.result()


def enrolling(student: int, *course_ids: int, **fields: Any) -> Request:
    """A request for courses."""
    body = {"course_ids": list(course_ids), **fields}
    return lambda client: client.post(f"/students/{student}/courses", json=body)


def deleting(path: str) -> Request:
    """A request to delete."""
    return lambda client: client.delete(path)


def take_away_locks(monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    """Take the row locks of a table away, and leave every read as it is."""
    if table == "students":
        monkeypatch.setattr(desk, "lock_students", list)
        return
    monkeypatch.setattr(locks, "_locked", lambda statement: statement)
    for name in ("_COURSES", "_COURSES_FOR_STUDENT", "_COURSES_FOR_SCHEDULE"):
        statement = copy(getattr(reading, name)._statement)
        statement._for_update_arg = None
        monkeypatch.setattr(reading, name, Statement(statement))


def count_retries(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The failures of the database that were looked at, as they come."""
    retries: list[object] = []

    def counting(error: Any) -> bool:
        retries.append(error)
        return failures.is_retryable(error)

    monkeypatch.setattr("src.work.units.is_retryable", counting)
    return retries
