"""Load by wrk: one run of a workload against a port, and what it found."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import astuple, dataclass

import click

from benchmarks.service import ROOT

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk found; latencies are in microseconds, `next` is the next request's number.

    `statuses` are counted only where others than 200 are expected; `refused` are the
    answers of 400 and more, `failed` the requests without an answer.
    """

    next: int
    requests: int
    microseconds: int
    p50: int
    p99: int
    failed: int
    refused: int
    statuses: Mapping[str, int]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests / self.microseconds * 1e6

    def unexpected(self, expected: tuple[str, ...]) -> str | None:
        """What was answered that should not have been, or None."""
        if not self.requests:
            return "no request was answered"
        if self.failed:
            return f"{self.failed} requests had no answer"
        if len(expected) == 1:
            return f"{self.refused} unexpected statuses" if self.refused else None
        others = {status: n for status, n in self.statuses.items() if status not in expected}
        return f"unexpected statuses: {others}" if others else None


def require_wrk() -> None:
    """Raises ClickException where there is no wrk."""
    if shutil.which("wrk") is None:
        raise click.ClickException("wrk makes the load and is not installed: apt install wrk")


def wrk_version() -> str:
    """What wrk says it is."""
    done = subprocess.run(
        ["wrk", "-v"],  # noqa: S607 (the one in the path)
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join(done.stdout.split()[:2])


@dataclass(frozen=True, slots=True)
class Order:
    """Which requests to send: from which number on, by how many students, in which round.

    `path` is where reads go; `{id}` stands for the id.
    """

    first: int
    students: int
    round: int
    path: str


def run_wrk(workload: str, port: int, seconds: int, order: Order) -> Load:
    """Put load on a port for that long. Raises ClickException."""
    done = subprocess.run(  # noqa: S603 (our own command)
        [
            *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"),
            *("-s", f"benchmarks/lua/{workload}.lua", f"http://127.0.0.1:{port}"),
            *("--", *map(str, astuple(order))),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"wrk failed: {done.stderr or done.stdout}")
    return parse(done.stdout)


def parse(output: str) -> Load:
    """The result that a script prints below wrk's own report."""
    return Load(**json.loads(output.strip().splitlines()[-1]))
