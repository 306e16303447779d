"""The clients of a rush, on a service that answers as it is told to."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.proof.rush import client
from tests.proof.rush.client import RETRIES, Client, Job

ENROLLED = (200, {"courses": [{"course_id": 1, "result": "enrolled"}]})
BUSY = (503, {"error": {"code": "E090"}})
FULL = (409, {"error": {"code": "E025"}})
SILENCE = (0, None)


class Service(ThreadingHTTPServer):
    """Gives its answers in turn, the last one for ever, and keeps who asked."""

    answers: list[tuple[int, object]]
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # An answer goes out whole.
    server: Service

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path.split("/")[2])
        answers = self.server.answers
        status, document = answers.pop(0) if len(answers) > 1 else answers[0]
        if (status, document) == SILENCE:
            self.close_connection = True
            return
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(("127.0.0.1", 0), Handler) as service:
        service.asked = []
        thread = threading.Thread(target=service.serve_forever, args=(0.01,))
        thread.start()
        yield service
        service.shutdown()
        thread.join()


def rush(service: Service, *students: int, seed: str = "1") -> client.Told:
    return Client(Job(service.server_port, 1, list(students), seed)).rush()


def test_whoever_is_told_that_the_service_is_busy_asks_again(service: Service) -> None:
    service.answers = [BUSY, BUSY, ENROLLED]

    told = rush(service, 7)

    assert (told.answers, told.busy) == ([(7, 200, "enrolled")], 2)


def test_a_service_that_stays_busy_is_not_asked_for_ever(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_PAUSE_SECONDS", 0)
    service.answers = [BUSY]

    told = rush(service, 7)

    assert (told.answers, told.busy) == ([(7, 503, "E090")], RETRIES)


def test_a_lost_answer_is_told_and_the_next_student_asks(service: Service) -> None:
    service.answers = [SILENCE, FULL]

    told = rush(service, 7, 8)

    words = [(status, word) for _student, status, word in told.answers]
    assert words == [client.LOST, (409, "E025")]


def test_the_seed_decides_in_which_order_the_students_ask(service: Service) -> None:
    service.answers = [FULL]
    people = range(100, 130)

    for seed in ("1", "1", "2"):
        rush(service, *people, seed=seed)

    first, again, other = (service.asked[start : start + 30] for start in (0, 30, 60))
    assert first == again
    assert first != other
    assert sorted(first) == sorted(other) == [str(each) for each in people]
