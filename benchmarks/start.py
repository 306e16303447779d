"""How long the second `make run` takes to its first answer."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from benchmarks.data import DESK
from benchmarks.databases import Databases
from benchmarks.processes import imported_modules, importing_command
from benchmarks.programs import free_port, stop
from benchmarks.results import Results
from benchmarks.service import ROOT

_ROUNDS = 5
_SECONDS = 60


def measure_start(results: Results, databases: Databases) -> None:
    """By turns: `make run` on a database that is there, and importing its packages."""
    if Path(sys.prefix) != ROOT / ".venv" or not (ROOT / ".venv" / "packages.stamp").exists():
        results.reasons["start"] = "not measured: this Python is not the one of `make run`"
        return
    url = databases.copy(DESK, "start")
    command = importing_command(imported_modules(url))
    starting, importing = [], []
    with click.progressbar(range(_ROUNDS + 1), label=f"{'':10} starting", width=20) as rounds:
        for number in rounds:
            seconds = _start(url), _import(command)
            # The first round finds nothing in the caches of the machine.
            if number:
                starting.append(seconds[0])
                importing.append(seconds[1])
    results.compare("start", starting, importing)


def _start(database_url: str) -> float:
    port = free_port()
    settings = {"DATABASE_URL": database_url, "PORT": str(port)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run"],  # noqa: S607 (the one in the path)
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > _SECONDS:
                raise click.ClickException("`make run` did not start.")
            time.sleep(0.005)
        return time.perf_counter() - begun
    finally:
        stop(process)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/courses?limit=1")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _import(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True)  # noqa: S603 (our own command)
    return time.perf_counter() - begun
