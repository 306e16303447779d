"""Children that run `alembic`, started by the one helper process in `killed.py`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from src.config import ROOT

INI = str(ROOT / "alembic.ini")


@dataclass(frozen=True)
class Ended:
    """How a child ended: `exit` is negative for a signal, `points` what it was about to do."""

    exit: int
    points: list[str]
    output: str


class Children:
    """Starts children, and waits for them."""

    def __init__(self, helper: "subprocess.Popen[str]") -> None:
        self._helper = helper

    def start(
        self,
        url: str,
        *arguments: str,
        kill_at: int | None = None,
        ini: str = INI,
        deadline: int = 4000,
    ) -> int:
        """Begin `alembic` on a database, to be killed at a point; the child's process id."""
        environ = {"DATABASE_URL": url, "REQUEST_DEADLINE_MS": str(deadline)}
        arguments = ("-c", ini, *arguments)
        return int(self._ask(arguments=arguments, kill_at=kill_at, environ=environ)["pid"])

    def wait(self, child: int) -> Ended:
        """How the child ended."""
        return Ended(**self._ask(wait=child))

    def run(self, url: str, *arguments: str, kill_at: int | None = None, ini: str = INI) -> Ended:
        """Start a child and wait for it."""
        return self.wait(self.start(url, *arguments, kill_at=kill_at, ini=ini))

    def _ask(self, **request: Any) -> dict[str, Any]:
        assert self._helper.stdin
        assert self._helper.stdout
        self._helper.stdin.write(json.dumps(request) + "\n")
        self._helper.stdin.flush()
        answer: dict[str, Any] = json.loads(self._helper.stdout.readline())
        return answer


@contextmanager
def helping() -> Iterator[Children]:
    """Run the helper process for the length of the block."""
    command = [sys.executable, "-m", "tests.integration.migrations.killed"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as helper:
        yield Children(helper)
