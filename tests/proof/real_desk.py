"""The service, asked by those of the real registrations."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from sqlalchemy import NullPool, create_engine, select

from src.models import Course, Student
from tests.proof.connection import Connection
from tests.proof.replay import Registration
from tests.servers import Answer

_CONNECTIONS = 8


class RealDesk:
    """Knows students and courses by the names of the source."""

    def __init__(self, port: int, url: str) -> None:
        self._port = port
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            rows = connection.execute(select(Student.external_id, Student.id))
            self._students = {str(name): int(number) for name, number in rows}
            rows = connection.execute(select(Course.code, Course.id))
            self.courses = {str(name): int(number) for name, number in rows}

    def limit(self, course: str, seats: int) -> None:
        """Give a course so many seats."""
        with closing(Connection(self._port)) as connection:
            path = f"/courses/{self.courses[course]}"
            assert connection.ask("PATCH", path, {"capacity": seats}).status == 200

    def register(self, registrations: Sequence[Registration]) -> list[str]:
        """Register everybody, who will wait if they must; how each is answered."""
        return self._in_turn("POST", registrations)

    def drop(self, registrations: Sequence[Registration]) -> list[str]:
        """Drop everybody; how each is answered."""
        return self._in_turn("DELETE", registrations)

    def _in_turn(self, verb: str, registrations: Sequence[Registration]) -> list[str]:
        """Ask for those of one course one after the other, and of several courses at once.

        What becomes of one course does not depend on what becomes of another.
        """
        of_course: dict[str, list[int]] = defaultdict(list)
        for number, (_, course) in enumerate(registrations):
            of_course[course].append(number)
        words = [""] * len(registrations)

        def ask(numbers: list[int]) -> None:
            with closing(Connection(self._port)) as connection:
                for number in numbers:
                    words[number] = self._ask(connection, verb, *registrations[number])

        with ThreadPoolExecutor(_CONNECTIONS) as pool:
            list(pool.map(ask, of_course.values()))
        return words

    def _ask(self, connection: Connection, verb: str, student: str, course: str) -> str:
        path, number = f"/students/{self._students[student]}/courses", self.courses[course]
        if verb == "DELETE":
            return _word(connection.ask(verb, f"{path}/{number}"))
        return _word(connection.ask(verb, path, {"course_ids": [number], "waitlist": True}))

    def lists(self, name: str) -> dict[str, list[str]]:
        """The students or the waitlist of every course, in the order in which it is served."""
        names = {number: name for name, number in self._students.items()}
        with closing(Connection(self._port)) as connection:
            return {
                course: [names[each] for each in connection.people(f"/courses/{number}/{name}")]
                for course, number in self.courses.items()
            }


def _word(answer: Answer) -> str:
    if answer.status == 200:
        return str(answer.json["courses"][0]["result"])
    return f"{answer.status} {answer.json['error']['code']}"
