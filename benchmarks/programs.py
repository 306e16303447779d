"""Programs that answer the requests: the service and its peers, started and stopped.

Each is a process of its own with the same number of workers and threads; what it writes
goes to a file.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import click

from benchmarks.service import ROOT

WORKERS, THREADS = 2, 4
OURS = "ours"
READ_PATH, ROSTER_PATH = "/students/{id}/courses", "/courses/{id}/students?limit=50"
_START_SECONDS, _STOP_SECONDS = 60, 15


class Program(Protocol):
    """What can be started; `benchmarks.peers.Peer` is one."""

    @property
    def name(self) -> str:
        """A short name."""

    @property
    def title(self) -> str:
        """As a reader would say it."""

    @property
    def backends(self) -> tuple[str, ...]:
        """The databases that it serves."""

    @property
    def workloads(self) -> tuple[str, ...]:
        """What it answers."""

    @property
    def read_path(self) -> str:
        """Where a student's courses are; `{id}` stands for the id."""

    @property
    def roster_path(self) -> str:
        """Where the first page of a roster is; `{id}` stands for the id."""

    @property
    def tells(self) -> bool:
        """Whether it tells of itself at `/_bench`; such a program answers as the service."""

    def version(self) -> str:
        """The versions of its main packages."""

    def command(self, python: str, port: int, workers: int, threads: int) -> list[str]:
        """What starts it."""

    def environment(
        self, database_url: str, *, threads: int, count_statements: bool = False
    ) -> dict[str, str]:
        """What it reads from its environment."""


@dataclass(frozen=True, slots=True)
class Service:
    """This service, as in production."""

    name: str = OURS
    title: str = "this service"
    backends: tuple[str, ...] = ("sqlite", "postgresql")
    workloads: tuple[str, ...] = ("read", "roster", "enroll", "enroll20", "rush", "mix")
    read_path: str = READ_PATH
    roster_path: str = ROSTER_PATH
    tells: bool = False

    def version(self) -> str:
        """The versions of its main packages."""
        return ", ".join(f"{name} {version(name)}" for name in ("flask", "sqlalchemy", "granian"))

    def command(self, python: str, port: int, workers: int, threads: int) -> list[str]:
        """What `make run` runs in the end."""
        return [python, "-m", "flask", "--app", "src", "serve"]

    def environment(
        self, database_url: str, *, threads: int, count_statements: bool = False
    ) -> dict[str, str]:
        """The settings of a production server; a developer's `.env` fills in none of them."""
        return {
            "DATABASE_URL": database_url,
            "THREADS": str(threads),
            "APP_ENV": "production",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "info",
            "HOST": "127.0.0.1",
            "REQUEST_DEADLINE_MS": "4000",
        }


@dataclass(frozen=True, slots=True)
class Running:
    """A program that answers."""

    program: Program
    process: "subprocess.Popen[bytes]"
    port: int
    database_url: str
    log: Path

    def ask(self, method: str, path: str, document: object = None) -> tuple[int, Any, str]:
        """Status, parsed body and `Link` of an answer, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = None if document is None else json.dumps(document)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        return response.status, _parsed(content), response.headers.get("Link", "")

    def log_lines(self, start: int) -> int:
        """How many requests its log tells of, from a position on."""
        mark = b'"event":"request"' if self.program.name == OURS else b"HTTP/1.1"
        with self.log.open("rb") as lines:
            lines.seek(start)
            return sum(mark in line for line in lines)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content or b"null")
    except ValueError:
        return None


@contextmanager
def running(
    program: Program,
    database_url: str,
    log: Path,
    *,
    workers: int = WORKERS,
    count_statements: bool = False,
) -> Iterator[Running]:
    """Start a program on a free port, and stop it at the end. Raises ClickException."""
    port = free_port()
    environment = program.environment(
        database_url, threads=THREADS, count_statements=count_statements
    )
    ours = {"PORT": str(port), "WORKERS": str(workers), "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 (our own commands)
            program.command(sys.executable, port, workers, THREADS),
            cwd=ROOT,
            env=os.environ | environment | ours,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    started = Running(program, process, port, database_url, log)
    try:
        await_answer(started)
        yield started
    finally:
        stop(process)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


def await_answer(started: Running) -> None:
    """Ask until it answers 200. Raises ClickException, with the end of its log."""
    path = started.program.read_path.format(id=1)
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and started.process.poll() is None:
        try:
            if started.ask("GET", path)[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.02)
    told = started.log.read_text(errors="replace")[-1500:]
    raise click.ClickException(f"{started.program.title} did not start:\n{told}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process and wait for it; what does not end by itself is killed with its group."""
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    direct = [int(child) for child in path.read_text().split()]
    return direct + [below for child in direct for below in children(child)]
