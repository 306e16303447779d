"""The control: seats by count-then-insert, as other systems do it, on the same server.

`flask --app tests.proof.rush.control serve` serves the real application with the
real command, in as many processes and threads; only the locks are not there, and the
function that enrolls is another. Only a process of its own may do so: what is replaced
stays replaced.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any
from unittest.mock import patch

import click
from flask import Flask
from granian import Granian
from sqlalchemy import func, insert, select, update

import src
from src.cli.serve import serve
from src.controllers import enrollments
from src.controllers.connections import acting
from src.errors.registration import CourseFullError, CourseRefusal, EnrollmentRefusedError
from src.extensions import clock
from src.models import Course, StudentCourse
from src.values import HOLDS_SEAT, CourseOutcome, Outcome
from src.work import engines, units

CONTROL = ("--app", "tests.proof.rush.control", "serve")
"""The command, for `tests.servers.running`: Flask goes by the last `--app` that it is given."""


def create_app() -> Flask:
    """The application without what keeps seats from being oversold.

    On SQLite each statement stands by itself: no gate, and no transaction that begins as
    a writer. On PostgreSQL it is the usual transaction, READ COMMITTED, without a lock.
    """
    app = src.create_app()
    app.cli.add_command(serve_control, "serve")
    engines.WRITE["sqlite_begin"] = "PRAGMA query_only = 0"
    patch.object(units.Unit, "_gate", lambda _unit: None).start()
    patch.object(enrollments, "enroll", count_then_insert).start()
    patch.object(enrollments, "refuse_what_is_full", lambda **_: None).start()
    return app


def count_then_insert(
    *, student_id: int, course_ids: Sequence[int], **_others: object
) -> list[CourseOutcome]:
    """Enroll a student in one course if a count finds a free seat.

    Between the count and the insert stands what every other request did meanwhile. The
    number of seats taken is kept too, so that its CHECK has something to say.
    """
    (course_id,) = course_ids
    connection = acting()
    assert connection
    this = Course.id == course_id
    capacity = connection.scalars(select(Course.capacity).where(this)).one()
    holds = StudentCourse.course_id == course_id, StudentCourse.status.in_(HOLDS_SEAT)
    count = select(func.count()).select_from(StudentCourse).where(*holds)
    taken = connection.scalars(count).one()
    if capacity is not None and taken >= capacity:
        raise EnrollmentRefusedError([CourseRefusal(course_id, CourseFullError())])
    now = clock.now()
    row = {"student_id": student_id, "course_id": course_id, "created_at": now, "updated_at": now}
    counted = update(Course).where(this).values(enrolled_count=Course.enrolled_count + 1)
    connection.execute(counted)
    connection.execute(insert(StudentCourse).values(row))
    return [CourseOutcome(course_id, Outcome.ENROLLED)]


@click.command
@click.pass_context
def serve_control(context: click.Context) -> None:
    """Serve the control as `serve` serves the real application."""
    # In the package of the module, its name is the command's.
    with patch.object(import_module("src.cli.serve"), "Granian", _granian):
        context.invoke(serve)


def _granian(_target: str, **options: Any) -> Any:
    return Granian("tests.proof.rush.control:create_app", **options)
