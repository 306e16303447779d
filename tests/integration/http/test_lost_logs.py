"""A log line that cannot be written changes no answer."""

import sys

import pytest
from flask.testing import FlaskClient

from tests.factories import make_course
from tests.integration.http.expect import error_of


class Gone:
    """Standard output whose reader has gone away."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError

    def isatty(self) -> bool:
        return False


def test_an_answer_is_what_was_done_when_nobody_reads_the_log(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())

    course = make_course(client, code="MATH-1")

    error_of(client.post("/courses", json={"title": "Algebra", "code": "MATH-1"}), 409, "E009")
    error_of(client.get("/nothing"), 404, "E005")
    assert client.get(f"/courses/{course['id']}").json == course
