"""The writer gate between processes."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from src.config import ROOT
from src.errors import BusyError
from src.work.deadline import Deadline
from src.work.gate import _Bytes, gate_for
from tests.waiting import until

HOLDER = [sys.executable, "-m", "tests.integration.work.holder"]
ROUNDS = 9


@contextmanager
def holder(*arguments: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*HOLDER, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_another_process_keeps_out_and_its_death_lets_in(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    with holder(database) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BusyError), gate_for(database).held(Deadline(0.05)):
            pass
        process.kill()
        process.wait()

        with gate_for(database).held(Deadline(10)):
            pass


def turns_of_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fair: bool) -> float:
    """How often a busy process takes the gate while this one waits: the median of rounds."""
    if not fair:
        _without_a_next_place(monkeypatch)
    database, log = tmp_path / "desk.db", tmp_path / "log"
    log.touch()
    gate = gate_for(database)
    with holder(database, log) as process:
        for _ in range(ROUNDS):
            until(lambda: log.read_text().endswith("C\n"), "the other process to be inside")
            _append(log, "waits")
            with gate.held(Deadline.NEVER):
                _append(log, "passes")
        log.with_name("log.end").touch()
        process.wait()
    rounds = log.read_text().split("waits\n")[1:]
    return statistics.median(each.split("passes\n")[0].count("C") for each in rounds)


def _append(log: Path, line: str) -> None:
    with log.open("a") as lines:
        lines.write(line + "\n")


def _without_a_next_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: whoever polls at the right moment gets the gate."""
    lock = _Bytes.lock

    def lock_gate_alone(self: _Bytes, byte: int, deadline: Deadline) -> None:
        if byte == _Bytes.GATE:
            lock(self, byte, deadline)

    monkeypatch.setattr(_Bytes, "lock", lock_gate_alone)


def test_a_busy_process_lets_the_other_go_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert turns_of_the_other(tmp_path, monkeypatch, fair=True) <= 2


def test_without_the_place_for_the_next_a_busy_process_starves_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert turns_of_the_other(tmp_path, monkeypatch, fair=False) > 2
