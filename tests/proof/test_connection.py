"""A client's connection: it asks again where the service is busy, and reads lists to their end."""

from typing import Any

import pytest

from tests.proof.connection import Connection
from tests.servers import Answer

BUSY = Answer(503, {}, b'{"error": {"code": "E090"}}')
DONE = Answer(200, {}, b"{}")


class Scripted(Connection):
    """Is answered what the script says, the last of it for ever."""

    def __init__(self, *script: Answer) -> None:
        super().__init__(0)
        self.asked: list[str] = []
        self._script = [*script]

    def _exchange(self, method: str, path: str, document: Any) -> Answer:
        self.asked.append(path)
        return self._script.pop(0) if len(self._script) > 1 else self._script[0]


def test_who_is_told_that_the_service_is_busy_asks_again() -> None:
    connection = Scripted(BUSY, BUSY, DONE)

    assert connection.ask("GET", "/courses") is DONE
    assert connection.busy == 2


def test_a_service_that_stays_busy_fails() -> None:
    with pytest.raises(AssertionError, match="too busy 20 times"):
        Scripted(BUSY).ask("GET", "/courses")


def test_a_list_is_read_to_the_end_of_its_last_page() -> None:
    link = {"link": '</courses/1/students?after=2>; rel="next"'}
    pages = Answer(200, link, b'[{"id": 2}]'), Answer(200, {}, b'[{"id": 5}]')
    connection = Scripted(*pages)

    assert connection.people("/courses/1/students") == [2, 5]
    assert connection.asked == ["/courses/1/students?limit=200", "/courses/1/students?after=2"]
