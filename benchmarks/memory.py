"""How much memory a worker takes, and whether it grows with the requests."""

import subprocess
from pathlib import Path
from statistics import mean

import click

from benchmarks.data import DESK
from benchmarks.databases import Databases
from benchmarks.load import Order, run_wrk
from benchmarks.processes import imported_modules, importing_command, pss_kib
from benchmarks.programs import READ_PATH, Running, Service, children, running
from benchmarks.results import Results

_REQUESTS, _WARM_REQUESTS = 1_000_000, 20_000
_SLICE_SECONDS = 5


def measure_memory(results: Results, databases: Databases, folder: Path) -> None:
    """A worker once it is warm, after a million requests of a registration day, and bare."""
    url = databases.copy(DESK, "memory")
    bare = _bare_kib(url)
    with running(Service(), url, folder / "memory.log") as started:
        first = _load(started, 0, _WARM_REQUESTS)
        warm = _worker_kib(started)
        _load(started, first, _REQUESTS)
        after = _worker_kib(started)
    backend = databases.backend
    results.figures[f"{backend}/memory/bare"] = [warm / bare]
    results.figures[f"{backend}/memory/flat"] = [after / warm]
    results.programs["ours"][f"{backend}_memory_kib"] = {"bare": bare, "warm": warm, "after": after}


def _load(started: Running, first: int, requests: int) -> int:
    """Put load on it until it has answered so many; returns the next request's number."""
    label = f"{'':10} {requests:,} requests"
    with click.progressbar(length=requests, label=label, width=20) as bar:
        answered = 0
        while answered < requests:
            order = Order(first, DESK.students, 1, READ_PATH)
            load = run_wrk("read", started.port, _SLICE_SECONDS, order)
            if load.failed or load.refused or not load.requests:
                raise click.ClickException("A request failed while memory was watched.")
            answered, first = answered + load.requests, load.next
            bar.update(load.requests)
    return first


def _worker_kib(started: Running) -> int:
    """The memory of a worker, on average; the processes that serve are the largest ones."""
    sizes = sorted((pss_kib(pid) for pid in children(started.process.pid)), reverse=True)
    return round(mean(sizes[:2]))


def _bare_kib(database_url: str) -> int:
    command = importing_command(imported_modules(database_url))
    command[2] += "print(flush=True); sys.stdin.read()"
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        if process.stdout:
            process.stdout.readline()
        return pss_kib(process.pid)
