"""A dry run answers as the act would, and keeps nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import enroll, make_course, make_student, make_term, wait
from tests.integration.http.expect import document_of, error_of
from tests.integration.http.rows import fetch_all

Act = Callable[[FlaskClient, str], TestResponse]


def _body(*course_ids: int, **fields: Any) -> dict[str, Any]:
    return {"course_ids": list(course_ids), **fields}


# On a desk where student 1 has course 1, student 2 waits for it, and course 2 is free.
ACTS: dict[str, Act] = {
    "enroll": lambda c, q: c.post(f"/students/1/courses{q}", json=_body(1, 2)),
    "wait": lambda c, q: c.post(f"/students/3/courses{q}", json=_body(1, waitlist=True)),
    "override": lambda c, q: c.post(
        f"/students/3/courses{q}", json=_body(1, override=["E025"], note="Agreed.")
    ),
    "drop": lambda c, q: c.delete(f"/students/1/courses/1{q}"),
    "complete": lambda c, q: c.patch(
        f"/students/1/courses/1{q}", json={"status": "completed", "passed": True}
    ),
    "schedule": lambda c, q: c.put(f"/students/1/courses{q}", json=_body(2, term_id=1)),
}
REFUSED: dict[str, Act] = {
    "enroll": lambda c, q: c.post(f"/students/3/courses{q}", json=_body(1, 9)),
    "drop": lambda c, q: c.delete(f"/students/3/courses/1{q}"),
    "schedule": lambda c, q: c.put(f"/students/3/courses{q}", json=_body(1, term_id=1)),
}


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """A client of a desk with a full course, its holder and a waiter."""
    term = make_term(client)
    full = make_course(client, term_id=term["id"], capacity=1)
    make_course(client, term_id=term["id"])
    holder, waiter, _ = (make_student(client) for _ in range(3))
    enroll(client, holder, full)
    wait(client, waiter, full)
    return client


def state(app: Flask) -> list[list[tuple[Any, ...]]]:
    return [
        fetch_all(app, f"SELECT * FROM {table} ORDER BY 1, 2")
        for table in ("terms", "courses", "student_courses")
    ]


@pytest.mark.parametrize("name", ACTS)
def test_it_answers_as_the_act_does_and_keeps_nothing(
    app: Flask, desk: FlaskClient, name: str
) -> None:
    before = state(app)

    told = document_of(ACTS[name](desk, "?dry_run=true"))

    assert state(app) == before
    done = document_of(ACTS[name](desk, "?dry_run=false"))
    assert _without_instants(told) == _without_instants(done)
    assert state(app) != before


def _without_instants(document: dict[str, Any]) -> dict[str, Any]:
    if "enrollment" in document:
        document["enrollment"].pop("updated_at")
    return document


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_as_the_act_is(desk: FlaskClient, name: str) -> None:
    dry, wet = (REFUSED[name](desk, query) for query in ("?dry_run=true", ""))

    assert dry.status_code == wet.status_code >= 400
    errors = [(answer.json or {})["error"] for answer in (dry, wet)]
    assert errors[0]["details"] == errors[1]["details"]


def test_the_log_says_that_it_was_dry(
    desk: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    ACTS["enroll"](desk, "?dry_run=true")
    assert '"dry_run":true' in capsys.readouterr().out
    ACTS["enroll"](desk, "")
    assert "dry_run" not in capsys.readouterr().out


@pytest.mark.parametrize("query", ["?dry_run=1", "?dry_run=", "?dry_run=True", "?dry=true"])
def test_anything_but_true_and_false_is_refused(desk: FlaskClient, query: str) -> None:
    error_of(ACTS["enroll"](desk, query), 422, "E004")
