"""Workers are forks of the server that know nothing of its signals."""

import subprocess
import sys

import pytest

from src.config import ROOT
from tests.proof.killing import kill_worker, workers_of
from tests.servers import SECONDS, running

PREPARED = """
import multiprocessing, os, signal, sys
from src.cli.workers import fork_workers

SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

def as_new():
    ours = [signal.getsignal(each) for each in SIGNALS]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    sys.exit(0 if ours == [signal.SIG_DFL] * 3 and not blocked else 9)

def sent_in_fork():
    os.kill(os.getpid(), signal.SIGTERM)

def parents(*_):
    pass

for each in SIGNALS:
    signal.signal(each, parents)
"""
AS_NEW = """
fork_workers()
worker = multiprocessing.Process(target=as_new)
worker.start(); worker.join()
kept = [signal.getsignal(each) for each in SIGNALS] == [parents] * 3
print(worker.exitcode, kept, signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
IN_FORK = """
os.register_at_fork(after_in_child=sent_in_fork)
fork_workers()
worker = multiprocessing.Process(target=print)
worker.start(); worker.join()
print(worker.exitcode)
"""


def printed_by(program: str) -> str:
    """What a Python process prints; forks are for processes of their own."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARED + program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout.strip()


def test_a_worker_hears_signals_as_a_new_process_and_its_parent_as_before() -> None:
    assert printed_by(AS_NEW) == "0 True set()"


def test_a_signal_in_the_moment_of_the_fork_ends_the_worker() -> None:
    assert printed_by(IN_FORK) == "-15"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_worker_that_dies_is_replaced_by_one_that_answers(
    database_url: str, workers: str
) -> None:
    with running(database_url, WORKERS=workers) as server:
        kill_worker(server, workers_of(server)[0])

        assert server.get("/readyz").status == 200
        assert server.post("/courses", {"title": "Algebra"}).status == 201
        assert server.stop() == 0
