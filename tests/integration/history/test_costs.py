"""What questions about the past cost: as much as they answer, whatever the length of the log."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection

from src.extensions import db
from tests.integration.history.many import COURSES, EVENTS, add_courses, lengthen
from tests.integration.http.expect import document_of
from tests.integration.http.rows import fetch_all
from tests.statements import Statement, Statements

FEW, LONG = COURSES // 10, 50
LATE = "as_of=2026-09-06T00:00:00Z"
# The questions, how many statements each costs, and how many documents it answers.
QUESTIONS = {
    f"/courses/7/students?{LATE}": (2, 50),
    f"/courses/7/students?{LATE}&after=3000&limit=20": (2, 20),
    "/courses/7/changes": (1, 50),
    "/courses/7/changes?from=2026-09-05T00:00:00Z&to=2026-09-06T00:00:00Z&limit=200": (1, 200),
    f"/courses/7/changes?after={EVENTS // 100}&limit=20": (2, 20),
    "/students/92/history?limit=20": (1, 20),
}


def cost_on_sqlite(connection: Connection, statement: Statement) -> int:
    """How many instructions of its machine a statement takes, in tens."""
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", statement.parameters)
    assert not [step for step in plan if "SCAN events" in step.detail or "TEMP" in step.detail]
    driver: Any = connection.connection.dbapi_connection
    tens = [0]

    def count() -> None:
        tens[0] += 1

    driver.set_progress_handler(count, 10)
    connection.exec_driver_sql(statement, statement.parameters).all()
    driver.set_progress_handler(None, 0)
    return tens[0]


def cost_on_postgresql(connection: Connection, statement: Statement) -> int:
    """How many pages a statement looks at."""
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}"
    (told,) = connection.exec_driver_sql(explain, statement.parameters).scalar_one()
    assert "events" not in scanned(told["Plan"]), told
    return int(told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"])


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """The tables that are read from one end to the other."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scanned(part)


def costs_of(app: Flask, client: FlaskClient, statements: Statements) -> dict[str, int]:
    """What each question costs its database; their statements and answers are as many as told."""
    costs = {}
    for question, (count, answers) in QUESTIONS.items():
        statements.clear()
        assert len(document_of(client.get(question))) == answers, question
        told = [*statements]
        assert len(told) == count, question
        with app.app_context(), db.engine.connect() as connection:
            cost = cost_on_sqlite if connection.dialect.name == "sqlite" else cost_on_postgresql
            costs[question] = sum(cost(connection, each) for each in told)
    return costs


def test_a_log_of_a_million_events_costs_what_one_of_a_tenth_does(
    app: Flask, client: FlaskClient, statements: Statements, backend: str, database_url: str
) -> None:
    add_courses(database_url, 1, FEW)
    few = costs_of(app, client, statements)
    add_courses(database_url, FEW + 1, COURSES - LONG)
    lengthen(database_url, 7, 10 * LONG)
    assert fetch_all(app, "SELECT count(*) FROM events") == [(EVENTS,)]

    many = costs_of(app, client, statements)

    # A tree of pages may be a level higher; instructions do not count levels.
    tolerated = 1.0 if backend == "sqlite" else 1.5
    assert {
        question: (cost, few[question])
        for question, cost in many.items()
        if cost > few[question] * tolerated + 2
    } == {}
