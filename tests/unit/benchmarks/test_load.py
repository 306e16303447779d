"""Wrk's output, read; and the requests of the scripts, where wrk is there to send them."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load import Load, Order, parse, run_wrk
from benchmarks.programs import READ_PATH, ROSTER_PATH

STUDENTS = 10_000
OUTPUT = """Running 2s test @ http://127.0.0.1:1
Requests/sec:   50.00
{"next": 121, "requests": 100, "microseconds": 2000000, "p50": 700, "p99": 9000, "failed": 0,\
 "refused": 1, "statuses": {"200": 99, "500": 1}}
"""
Request = tuple[str, str, tuple[int, ...]]


def test_the_last_line_is_the_result() -> None:
    load = parse(OUTPUT)
    assert (load.requests, load.p50, load.p99, load.next) == (100, 700, 9000, 121)
    assert load.rate == 50


def test_a_status_that_is_not_expected_is_told() -> None:
    load = parse(OUTPUT)
    assert load.unexpected(("200",)) == "1 unexpected statuses"
    assert load.unexpected(("200", "409")) == "unexpected statuses: {'500': 1}"
    assert load.unexpected(("200", "500")) is None


def test_a_request_without_an_answer_is_told() -> None:
    load = Load(1, 1, 1, 1, 1, failed=2, refused=0, statuses={})
    assert load.unexpected(("200",)) == "2 requests had no answer"


def _student(number: int) -> int:
    return number * 7919 % STUDENTS + 1


def _enroll(number: int, courses: range) -> Request:
    return "POST", f"/students/{_student(number)}/courses", tuple(courses)


def _pair(number: int, first: int) -> Request:
    start = first + number // STUDENTS * 2
    return _enroll(number, range(start, start + 2))


def _mix(number: int) -> Request:
    turn, kind = divmod(number, 20)
    if kind < 16:
        return "GET", f"/students/{_student(number)}/courses", ()
    if kind < 19:
        return _pair(turn * 3 + kind - 16, 151)
    student = _student(turn)
    course = (student * 7 + turn // STUDENTS * 13) % 100 + 1
    return "DELETE", f"/students/{student}/courses/{course}", ()


def _of(workload: str, number: int) -> Request:
    """The request of a number, as the data set and the reconciling take it to be."""
    twenty = 201 + number // STUDENTS * 20
    requests: dict[str, Request] = {
        "read": ("GET", f"/students/{_student(number)}/courses", ()),
        "roster": ("GET", f"/courses/{number * 37 % 100 + 1}/students?limit=50", ()),
        "enroll": _pair(number, 101),
        "enroll20": _enroll(number, range(twenty, twenty + 20)),
        "rush": _enroll(number, range(403, 404)),
        "mix": _mix(number),
    }
    return requests[workload]


@contextmanager
def _recording(seen: list[Request]) -> Iterator[int]:
    """A server on a free port that answers 200 and keeps what it was asked for."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            courses = json.loads(body)["course_ids"] if body else ()
            seen.append((self.command, self.path, tuple(courses)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815 (names of the library)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        # Whoever answers still when wrk ends is waited for, so that what was sent is seen.
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
@pytest.mark.parametrize("workload", ["read", "roster", "enroll", "enroll20", "rush", "mix"])
def test_a_script_sends_the_requests_from_its_first_number_on(workload: str) -> None:
    first, seen = 19_990, list[Request]()
    path = ROSTER_PATH if workload == "roster" else READ_PATH
    with _recording(seen) as port:
        load = run_wrk(workload, port, 1, Order(first, STUDENTS, 3, path))
    due = [_of(workload, number) for number in range(first, load.next)]
    assert 0 <= len(due) - len(seen) <= 1 + 1
    assert set(seen) <= set(due)
    assert len(set(seen)) == len(seen) or workload == "roster"
