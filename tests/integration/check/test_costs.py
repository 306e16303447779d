"""A check costs the same statements for any number of students, and a batch of memory."""

from typing import Any
from weakref import WeakSet

import pytest
from flask import Flask
from sqlalchemy import event

from src.controllers.invariants import records
from src.controllers.invariants.broken import BROKEN
from src.extensions import db
from src.models import StudentCourse
from tests.integration.check.commands import found, write
from tests.integration.check.many import MEETING, add_students
from tests.statements import Statements

BATCH = 20


class Alive:
    """How many enrollments are in memory at most, and how many were read."""

    def __init__(self) -> None:
        self.most = self.read = 0
        self._rows: WeakSet[Any] = WeakSet()

    def add(self, row: StudentCourse, _context: object) -> None:
        """Listen to `load`."""
        self._rows.add(row)
        self.read += 1
        self.most = max(self.most, len(self._rows))


@pytest.fixture
def alive() -> Any:
    """Counts the enrollments that are loaded."""
    alive = Alive()
    event.listen(StudentCourse, "load", alive.add)
    yield alive
    event.remove(StudentCourse, "load", alive.add)


def test_any_number_of_students_costs_the_same_statements(
    app: Flask, statements: Statements
) -> None:
    costs = []
    for first, last in ((1, 10), (11, 200)):
        add_students(app, first, last)
        statements.clear()
        assert found(app)[-1] == f"0 broken, {last} to settle"
        costs.append(list(statements))

    assert costs[0] == costs[1]
    # One for each invariant, and what a command costs at the least.
    assert len(costs[0]) <= len(BROKEN) + 9


def test_a_batch_of_enrollments_is_in_memory_at_a_time(
    app: Flask, alive: Alive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: in one large batch all of them are."""
    add_students(app, 1, 100)
    found(app)
    assert alive.most == alive.read == 100 * MEETING

    alive.most = alive.read = 0
    monkeypatch.setattr(records, "BATCH_ROWS", BATCH)
    assert found(app)[-1] == "0 broken, 100 to settle"

    assert alive.read == 100 * MEETING
    # Those of the batch before are let go while the next are made.
    assert alive.most <= 2 * BATCH + MEETING


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_sorts_no_enrollments_in_memory(app: Flask, statements: Statements) -> None:
    """It would keep all of them there, where PostgreSQL has its disk for it."""
    add_students(app, 1, 100)
    with app.app_context():
        for _ in records.stream_records():
            pass
        read = statements[-1]

        plan = db.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {read}", read.parameters
        )
        steps = [row.detail for row in plan]

    assert steps[0] == "SCAN student_courses"
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_who_takes_fewer_than_two_courses_that_meet_is_not_looked_at(
    app: Flask, alive: Alive
) -> None:
    add_students(app, 1, 50)
    write(
        app,
        "UPDATE student_courses SET status = 'dropped' WHERE course_id = 1 AND student_id > 2",
        "UPDATE events SET status_after = 'dropped' WHERE course_id = 1 AND student_id > 2",
        "UPDATE courses SET enrolled_count = 2 WHERE id = 1",
    )

    assert found(app)[-1] == "0 broken, 2 to settle"

    assert alive.read == 2 * MEETING
