"""One client of a rush, as a process: `python -m tests.proof.rush.client`.

It reads its job, a line of JSON, warms its one connection up, says `ready`, and waits
for another line. Then it asks for a seat for each of its students, and prints what it
was told. It imports nothing but the standard library, so that it is there at once.
"""

import json
import random
import sys
import time
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

READS = 5
"""How often a client reads before it is ready, so that its server's pool is warm."""

BUSY = 503
RETRIES = 20
LOST = (0, "no answer")
_PAUSE_SECONDS = 0.1
_PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Job:
    """Who asks for which course where, in an order that the seed decides."""

    port: int
    course_id: int
    students: list[int]
    seed: str


@dataclass(slots=True)
class Told:
    """What a client was told: student, status, and a word (the result or the error's code).

    `began` and `ended` are instants of a clock that all processes share. `busy` counts
    how often it was told to come again, which is no answer unless it is the last one.
    """

    answers: list[tuple[int, int, str]] = field(default_factory=list)
    busy: int = 0
    began: float = 0.0
    ended: float = 0.0


class Client:
    """Asks for students over one connection that it keeps."""

    def __init__(self, job: Job) -> None:
        self.told = Told()
        self._job = job
        self._chance = random.Random(job.seed)
        self._connection = HTTPConnection("127.0.0.1", job.port, timeout=_PATIENCE_SECONDS)

    def warm_up(self) -> None:
        """Read the course a few times."""
        for _ in range(READS):
            status, _document = self._exchange("GET", f"/courses/{self._job.course_id}")
            if status != 200:
                raise RuntimeError(f"A read was answered {status}.")

    def rush(self) -> Told:
        """Ask for every student."""
        students = self._job.students.copy()
        self._chance.shuffle(students)
        self.told.began = time.monotonic()
        for student in students:
            self.told.answers.append((student, *self._ask(student)))
        self.told.ended = time.monotonic()
        self._connection.close()
        return self.told

    def _ask(self, student: int) -> tuple[int, str]:
        """The final answer: whoever is told that the service is busy asks again."""
        path, wish = f"/students/{student}/courses", {"course_ids": [self._job.course_id]}
        for _ in range(RETRIES):
            try:
                status, document = self._exchange("POST", path, wish)
            except (OSError, HTTPException):
                self._connection.close()  # The next request opens another one.
                return LOST
            if status != BUSY:
                break
            self.told.busy += 1
            # As the service promises, asking again is safe; all at once would be rude.
            time.sleep(self._chance.uniform(0, _PAUSE_SECONDS))
        return status, _word(status, document)

    def _exchange(self, method: str, path: str, document: object = None) -> tuple[int, Any]:
        body = json.dumps(document) if document else None
        headers = {"Content-Type": "application/json"} if document else {}
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        return response.status, json.loads(response.read())


def _word(status: int, document: Any) -> str:
    return str(document["courses"][0]["result"] if status == 200 else document["error"]["code"])


def main() -> None:
    """Do one job."""
    client = Client(Job(**json.loads(sys.stdin.readline())))
    client.warm_up()
    print("ready", flush=True)  # noqa: T201 (the parent reads it)
    sys.stdin.readline()
    print(json.dumps(asdict(client.rush())))  # noqa: T201 (the parent reads it)


if __name__ == "__main__":
    main()
