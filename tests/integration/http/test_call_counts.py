"""What the hot calls cost in Python: calls of functions, which no machine makes fewer or more.

The bounds are what was counted with CPython 3.11, and a tenth more.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tests.factories import enroll, make_course, make_student, make_term

ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
COUNTED = {
    "GET /students/1/courses": 170,
    "GET /courses/1/students": 174,
    "POST /students/2/courses [1, 2]": 690,
    "POST /students/2/courses [3]": 349,
}


@contextmanager
def counting() -> Iterator[Callable[[], int]]:
    """Counts the calls of Python functions in this thread."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        yield lambda: count
    finally:
        sys.setprofile(None)


def calls_of(app: Flask, method: str, path: str, courses: list[int] | None = None) -> int:
    """How many calls one request costs, from the server's door to its answer."""
    body = {"course_ids": courses} if courses else None
    environ = EnvironBuilder(path, method=method, json=body).get_environ()
    with counting() as count:
        b"".join(app.wsgi_app(environ, lambda *_: lambda _: None))
        return count()


@ONLY_SQLITE
@pytest.mark.parametrize(("request_", "counted"), COUNTED.items())
def test_a_request_costs_no_more_calls_than_were_counted(
    app: Flask, client: FlaskClient, request_: str, counted: int
) -> None:
    term = make_term(client)["id"]
    free = [make_course(client, term_id=term) for _ in range(2)]
    full = make_course(client, term_id=term, capacity=1)
    held = [make_course(client, term_id=term) for _ in range(6)]
    ada, bo = make_student(client), make_student(client)
    for student in (ada, bo):
        enroll(client, student, *held)
    enroll(client, ada, *free, full)
    method, path, *asked = request_.split(" ", 2)
    courses = [int(each) for each in asked[0].strip("[]").split(",")] if asked else None
    # What is compiled once is compiled now.
    client.get("/students/2/courses")
    client.get("/courses/1/students")
    enroll(client, make_student(client), *free)
    client.post(f"/students/{make_student(client)['id']}/courses", json={"course_ids": [3]})

    assert counted * 0.8 < calls_of(app, method, path, courses) <= counted * 1.1
