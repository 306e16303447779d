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


def test_after_a_failure_it_does_not_stay_slow(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    main = threading.main_thread()
    monkeypatch.setattr(main, "join", pauses.append)
    written.failures = 2
    tally = Tally(Flask(__name__), written)
    once = written.append

    def count_again(counts: dict[Attempt, int]) -> None:
        once(counts)
        if len(written) < 3:
            tally.count([TWO])

    monkeypatch.setattr(written, "append", count_again)
    tally.count([ONE])
    until(lambda: not is_there(), "the thread to end")

    second = module.SECONDS
    assert pauses == [second, 2 * second, 4 * second, second, second]


def test_where_no_thread_can_be_had_the_next_count_tries_again(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(module, "SECONDS", 0.001)
    tally = Tally(Flask(__name__), written)
    with monkeypatch.context() as context:
        context.setattr(threading.Thread, "start", refuse)
        tally.count([ONE])

    tally.count([TWO])
    until(lambda: not is_there(), "the thread to end")

    assert written == [{ONE: 1, TWO: 1}]


def test_a_backlog_is_written_in_parts_and_what_is_left_is_kept(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_ROWS", 2)
    monkeypatch.setattr(module, "SECONDS", 3600)
    attempts = [ONE._replace(student_id=number) for number in range(5)]
    tally = Tally(Flask(__name__), written)
    monkeypatch.setattr(tally, "_begin", lambda: None)
    tally.count(attempts)
    once = written.append

    def fail_after_this(counts: dict[Attempt, int]) -> None:
        once(counts)
        written.failures = len(written) == 1

    monkeypatch.setattr(written, "append", fail_after_this)
    with pytest.raises(BusyError):
        tally.flush()
    tally.flush()

    assert [[*counts] for counts in written] == [attempts[:2], attempts[2:4], attempts[4:]]
