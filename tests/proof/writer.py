"""A client that writes while servers die, and keeps what it was told."""

import random
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.proof.connection import BROKEN, Connection
from tests.proof.ledger import Ledger
from tests.proof.result import Counts
from tests.servers import SECONDS, Answer

_ENROLLED, _WAITS, _GONE = (
    frozenset({"enrolled"}),
    frozenset({"enrolled", "waitlisted"}),
    frozenset({"dropped"}),
)
_ACTS_PER_CONNECTION = 100


@dataclass(slots=True)
class Desk:
    """Where writers find the service, and what it offers: unlimited and scarce courses."""

    unlimited: list[int]
    scarce: list[int]
    port: int = 0
    is_over: bool = False
    is_up: threading.Event = field(default_factory=threading.Event)


class Writer:
    """Creates students and enrolls and drops them, until it is over.

    `written` counts the writes that were answered with success, `cut_off` those whose
    answer did not come, and `was_done` those of them that turned out to be done.
    """

    def __init__(self, number: int, desk: Desk, seed: int) -> None:
        self.told = Ledger()
        self.acts: dict[str, Counts] = defaultdict(Counts)
        self.written = self.cut_off = self.was_done = 0
        self.is_asking = False
        self._name = f"writer{number}"
        self._desk = desk
        self._chance = random.Random(f"{seed}/{number}")
        self._taken: list[tuple[int, int]] = []
        self._connection = Connection(desk.port)
        self._asked = 0

    def run(self) -> None:
        """Write until it is over; the student at hand is finished first."""
        try:
            while not self._desk.is_over:
                self._serve(self._create())
        finally:
            self._connection.close()

    def _serve(self, student: int) -> None:
        """Enroll a student, and now and then drop somebody."""
        self._enroll("enroll in two", student, self._chance.sample(self._desk.unlimited, 2))
        self._enroll("enroll in a scarce one", student, [self._chance.choice(self._desk.scarce)])
        if self._chance.random() < 0.5:
            self._drop(*self._taken.pop(self._chance.randrange(len(self._taken))))

    def _create(self) -> int:
        email = f"{self._name}-{len(self.told.students)}@example.org"
        answer, cut = self._ask("POST", "/students", {"name": self._name, "email": email})
        student = answer.json
        if cut and answer.status == 409 and answer.json["error"]["code"] == "E009":
            (student,) = self._ask("GET", f"/students?email={email}")[0].json
            self.was_done += 1
        else:
            assert answer.status == 201, answer.json
        self._count("create a student", succeeded=True)
        self.told.students[email] = student["id"]
        return int(student["id"])

    def _enroll(self, act: str, student: int, courses: list[int]) -> None:
        wish = {"course_ids": courses, "waitlist": True}
        answer, cut = self._ask("POST", f"/students/{student}/courses", wish)
        self._count(act, succeeded=answer.status == 200)
        if answer.status == 200:
            for course, result in self._results(answer, cut=cut):
                self.told.enrollments[student, course] = self._may_be(course, result)
                self._taken.append((student, course))
        else:
            assert answer.json["error"]["code"] == "E026", answer.json
            assert courses[0] in self._desk.scarce, answer.json

    def _may_be(self, course: int, result: str) -> frozenset[str]:
        """What may stand in the database; what was found done may have been a place."""
        return _ENROLLED if course in self._desk.unlimited or result == "enrolled" else _WAITS

    def _drop(self, student: int, course: int) -> None:
        answer, cut = self._ask("DELETE", f"/students/{student}/courses/{course}")
        assert answer.status == 200, answer.json
        self._count("drop", succeeded=True)
        ((_, result),) = self._results(answer, cut=cut)
        assert result in ("dropped", "unchanged"), answer.json
        self.told.enrollments[student, course] = _GONE

    def _results(self, answer: Answer, *, cut: bool) -> list[tuple[int, str]]:
        """What became of each course; only whoever asks again may be told `unchanged`."""
        results = [(each["course_id"], each["result"]) for each in answer.json["courses"]]
        if "unchanged" in dict(results).values():
            assert cut, answer.json
            self.was_done += 1
        return results

    def _count(self, act: str, *, succeeded: bool) -> None:
        self.acts[act].add(succeeded=succeeded)
        self.written += succeeded

    def _ask(self, method: str, path: str, document: Any = None) -> tuple[Answer, bool]:
        """The answer, and whether one was cut off before it: then it is asked again."""
        cut = False
        while True:
            assert self._desk.is_up.wait(SECONDS * 2), "no other server came"
            self.is_asking = True
            try:
                return self._connected().ask(method, path, document), cut
            except BROKEN as error:
                if self._desk.is_over:
                    raise
                was_asked = not isinstance(error, ConnectionRefusedError)
                cut = cut or was_asked
                self.cut_off += was_asked
            finally:
                self.is_asking = False

    def _connected(self) -> Connection:
        """The connection, now and then another: the first to be up gets all the first ones."""
        self._asked += 1
        is_elsewhere = self._connection.port != self._desk.port
        if is_elsewhere or self._asked % _ACTS_PER_CONNECTION == 0:
            self._connection.close()
            self._connection = Connection(self._desk.port)
        return self._connection
