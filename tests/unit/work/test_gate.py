"""The writer gate within one process."""

import threading
from functools import partial
from pathlib import Path

import pytest

from src.errors import BusyError
from src.work.deadline import Deadline
from src.work.gate import Gate, _Line, _Turn, gate_for
from tests.waiting import GIVE_UP_SECONDS, until


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return gate_for(tmp_path / "desk.db")


def has_waiting(gate: Gate, number: int) -> bool:
    return len(gate._line._waiting) == number


def test_there_is_one_gate_for_a_database(tmp_path: Path) -> None:
    assert gate_for(tmp_path / "a.db") is gate_for(tmp_path / "a.db")
    assert gate_for(tmp_path / "a.db") is not gate_for(tmp_path / "b.db")


def test_writers_pass_in_the_order_they_came(gate: Gate) -> None:
    passed: list[int] = []

    def write(number: int) -> None:
        with gate.held(Deadline.NEVER):
            passed.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    with gate.held(Deadline.NEVER):
        for number, thread in enumerate(threads, start=1):
            thread.start()
            until(partial(has_waiting, gate, number), "a writer to queue up")
    for thread in threads:
        thread.join()

    assert passed == list(range(12))


def test_only_one_writer_is_inside(gate: Gate) -> None:
    meeting = threading.Barrier(2)
    met = []

    def write() -> None:
        with gate.held(Deadline.NEVER):
            try:
                meeting.wait(0.05)
                met.append(True)
            except threading.BrokenBarrierError:
                meeting.reset()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert met == []


def test_a_writer_gives_up_at_its_deadline_and_the_line_moves_on(gate: Gate) -> None:
    refused = threading.Event()

    def too_late() -> None:
        try:
            with gate.held(Deadline(0.01)):
                pass
        except BusyError:
            refused.set()

    with gate.held(Deadline.NEVER):
        thread = threading.Thread(target=too_late)
        thread.start()
        assert refused.wait(GIVE_UP_SECONDS)
    thread.join()

    assert has_waiting(gate, 0)
    with gate.held(Deadline(0)):
        pass


def test_a_turn_that_comes_in_the_moment_of_giving_up_is_taken(tmp_path: Path) -> None:
    """Else it would be lost, and nobody would ever write again."""
    line = _Line()
    turn_already_given = _Turn(joins=False)

    line._give_up(turn_already_given)


def test_an_error_inside_opens_the_gate_again(gate: Gate) -> None:
    with pytest.raises(ZeroDivisionError), gate.held(Deadline.NEVER):
        _ = 1 / 0

    with gate.held(Deadline(0)):
        pass
