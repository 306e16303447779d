"""A rush: many students want the few seats of one course, all at the same moment."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from src.config import ROOT
from tests.proof.rush.client import Job, Told

_CLIENT = [sys.executable, "-m", "tests.proof.rush.client"]
_PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Rush:
    """How many want how many seats, from how many processes, in which order."""

    students: int
    seats: int
    clients: int = 8
    seed: int = 1

    def seeded(self, seed: int) -> "Rush":
        """The same in another order."""
        return replace(self, seed=seed)

    def run(self, ports: Sequence[int], course_id: int, student_ids: Sequence[int]) -> "Outcome":
        """Let every student ask once; the clients are dealt out to the ports in turn.

        They start together: each waits, with its connection warm, until all are ready.
        """
        with ExitStack() as stack:
            processes = [stack.enter_context(_client()) for _ in range(self.clients)]
            for number, process in enumerate(processes):
                share = list(student_ids[number :: self.clients])
                port = ports[number % len(ports)]
                _tell(process, asdict(Job(port, course_id, share, f"{self.seed}/{number}")))
            for process in processes:
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
            for process in processes:
                _tell(process, "go")
            return Outcome.of([_hear(process) for process in processes])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all students were told: each (student, status, word)."""

    answers: list[tuple[int, int, str]]
    busy: int
    seconds: float

    @classmethod
    def of(cls, told: Sequence[Told]) -> "Outcome":
        """What the clients were told, put together."""
        return cls(
            answers=[answer for each in told for answer in each.answers],
            busy=sum(each.busy for each in told),
            seconds=max(each.ended for each in told) - min(each.began for each in told),
        )

    @property
    def counts(self) -> dict[tuple[int, str], int]:
        """How often each status and word was the answer."""
        return dict(Counter((status, word) for _student, status, word in self.answers))

    @property
    def students(self) -> list[int]:
        """The students who were told anything, sorted."""
        return sorted(student for student, _status, _word in self.answers)

    @property
    def enrolled(self) -> list[int]:
        """The students who were told that they have a seat, sorted."""
        return sorted(student for student, *told in self.answers if told == [200, "enrolled"])

    @property
    def rate(self) -> int:
        """Final answers per second."""
        return round(len(self.answers) / self.seconds)


@contextmanager
def _client() -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    with subprocess.Popen(_CLIENT, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _tell(process: "subprocess.Popen[str]", document: Any) -> None:
    assert process.stdin
    process.stdin.write(json.dumps(document) + "\n")
    process.stdin.flush()


def _hear(process: "subprocess.Popen[str]") -> Told:
    output, _ = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 0
    told = json.loads(output)
    return Told(**told | {"answers": [tuple(answer) for answer in told["answers"]]})
