"""The writer gate between processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from src.config import ROOT
from src.errors import BusyError
from src.work import gate as gates
from src.work.deadline import Deadline
from src.work.gate import _Bytes, gate_for

HOLDER = [sys.executable, "-m", "tests.integration.work.holder"]
ROUNDS = 9


class Holder:
    """Another process, with the gate in its hands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._answer() == "held"

    def leaves_and_tries_again(self) -> str:
        """What came of it: `held` or `kept out`."""
        assert self._process.stdin is not None
        self._process.stdin.write("again\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def dies(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def holder_of(database: Path) -> Iterator[Holder]:
    process = subprocess.Popen(
        [*HOLDER, str(database)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Holder(process)
    finally:
        process.kill()
        process.communicate()


def test_another_process_keeps_out_and_its_death_lets_in(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    with holder_of(database) as other:
        with pytest.raises(BusyError), gate_for(database).held(Deadline(0.05)):
            pass
        other.dies()

        with gate_for(database).held(Deadline(10)):
            pass


class Polls:
    """In place of the pauses of who waits: each lets the other leave and try again at once.

    That is the worst moment there is: between two looks of who waits. After so many
    rounds the other dies, so that a wait in vain ends, too.
    """

    def __init__(self, other: Holder) -> None:
        self._other = other
        self.answers: list[str] = []

    def sleep(self, _: float) -> None:
        if len(self.answers) == ROUNDS:
            self._other.dies()
        else:
            self.answers.append(self._other.leaves_and_tries_again())


def answers_to_the_other(database: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a busy process is told while this one waits for the gate and comes to have it."""
    with holder_of(database) as other:
        polls = Polls(other)
        monkeypatch.setattr(gates, "time", polls)
        with gate_for(database).held(Deadline.NEVER):
            return polls.answers


def test_a_busy_process_lets_the_other_go_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers_to_the_other(tmp_path / "desk.db", monkeypatch) == ["kept out"]


def test_without_the_place_for_the_next_a_busy_process_starves_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = _Bytes.lock

    def lock_gate_alone(self: _Bytes, byte: int, deadline: Deadline) -> None:
        if byte == _Bytes.GATE:
            lock(self, byte, deadline)

    monkeypatch.setattr(_Bytes, "lock", lock_gate_alone)

    assert answers_to_the_other(tmp_path / "desk.db", monkeypatch) == ["held"] * ROUNDS
