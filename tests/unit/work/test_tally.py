"""What is counted beside the requests is written once, and kept where it cannot be."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask

from src.errors import BusyError
from src.values import Attempt
from src.work import tally as module
from src.work.tally import Tally
from tests.threads import at_once
from tests.waiting import until

ONE = Attempt(1, "E025", datetime(2026, 9, 1, 8, tzinfo=UTC), 1)
TWO = ONE._replace(student_id=2)


class Written(list[dict[Attempt, int]]):
    """What was written, batch by batch; fails as often as it is told."""

    failures = 0
    error: Exception = BusyError(cause="a test")

    def __call__(self, counts: Mapping[Attempt, int]) -> None:
        if self.failures:
            self.failures -= 1
            raise self.error
        self.append(dict(counts))


@pytest.fixture
def written() -> Written:
    return Written()


def is_there() -> bool:
    return any(thread.name == "tally" for thread in threading.enumerate())


def test_a_batch_counts_what_came_together(written: Written) -> None:
    tally = Tally(Flask(__name__), written)
    tally.count([ONE, TWO])
    tally.count([ONE])

    tally.flush()
    tally.flush()

    assert written == [{ONE: 2, TWO: 1}]


def test_a_thread_writes_and_is_gone_when_nothing_is_left(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.001)
    tally = Tally(Flask(__name__), written)
    for number in (1, 2):
        tally.count([ONE])
        until(lambda: not is_there(), "the thread to end")
        assert sum(counts[ONE] for counts in written) == number
    tally.count([])
    assert not is_there()


@pytest.mark.parametrize("error", [BusyError(cause="a test"), ValueError()])
def test_what_cannot_be_written_is_kept_and_written_later(
    written: Written, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.001)
    written.failures, written.error = 3, error

    Tally(Flask(__name__), written).count([ONE, TWO])
    until(lambda: not is_there(), "the thread to end")

    assert written == [{ONE: 1, TWO: 1}]


def test_nothing_is_lost_between_threads(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.0001)
    tally = Tally(Flask(__name__), written)

    def count(_number: int) -> None:
        for _ in range(200):
            tally.count([ONE])

    at_once(count, 8)
    until(lambda: not is_there(), "the thread to end")

    assert sum(counts[ONE] for counts in written) == 1600
