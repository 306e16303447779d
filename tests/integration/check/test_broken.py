"""What is never to be is found, each by its own invariant, where no constraint forbids it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from src.controllers.invariants.broken import BROKEN
from tests.databases import TEMPLATE, Databases
from tests.factories import complete, drop, enroll, make_course, make_student, make_term, wait
from tests.integration.check.commands import found, run, write
from tests.integration.check.lawless import TABLES, take_laws_off
from tests.integration.check.unsettling import NINE, NOTHING, TEN

NEW_ROW = (
    "INSERT INTO student_courses (student_id, course_id, status, place, created_at, updated_at)"
    " SELECT {student}, {course}, '{status}', {place}, created_at, updated_at"
    " FROM courses WHERE id = 1"
)

# The invariant, the sentence that it must find, and what makes it so.
PLANTED = [
    (
        "history: student 3, course 2: the events tell of another status or place",
        ["UPDATE student_courses SET status = 'withdrawn' WHERE student_id = 3 AND course_id = 2"],
    ),
    (
        "enrolled_count: course 2 counts 5, and 1 hold a seat",
        ["UPDATE courses SET enrolled_count = 5 WHERE id = 2"],
    ),
    (
        "enrolled_count: course 1 counts 1, and 2 hold a seat",
        ["UPDATE courses SET enrolled_count = 1 WHERE id = 1"],
    ),
    (
        "enrolled_count: course 3 counts 1, and 0 hold a seat",
        ["UPDATE courses SET enrolled_count = 1 WHERE id = 3"],
    ),
    (
        "waitlist_count: course 1 counts 0, and 2 wait",
        ["UPDATE courses SET waitlist_count = 0 WHERE id = 1"],
    ),
    (
        "waitlist_count: course 3 counts 1, and 0 wait",
        ["UPDATE courses SET waitlist_count = 1 WHERE id = 3"],
    ),
    (
        "capacity: course 1 has a capacity of 1, and 2 hold a seat",
        ["UPDATE courses SET capacity = 1 WHERE id = 1"],
    ),
    (
        "orphan: student 99, course 2: there is no such student",
        ["UPDATE student_courses SET student_id = 99 WHERE student_id = 1 AND course_id = 2"],
    ),
    (
        "orphan: student 0, course 2: there is no such student",
        ["UPDATE student_courses SET student_id = NULL WHERE student_id = 1 AND course_id = 2"],
    ),
    (
        "orphan: student 1, course 77: there is no such course",
        [NEW_ROW.format(student=1, course=77, status="enrolled", place="NULL")],
    ),
    (
        "orphan: course 1: there is no term 9",
        ["UPDATE courses SET term_id = 9 WHERE id = 1"],
    ),
    (
        "double_listing: student 1 is listed 2 times in course 1",
        [
            NEW_ROW.format(student=1, course=1, status="waitlisted", place=3),
            "UPDATE courses SET waitlist_count = 3, last_place = 3 WHERE id = 1",
        ],
    ),
    (
        "waitlist_order: course 1: student 3 waits without a place",
        ["UPDATE student_courses SET place = NULL WHERE student_id = 3 AND course_id = 1"],
    ),
    (
        "waitlist_order: course 1: student 1 has place 3 and does not wait",
        [
            "UPDATE student_courses SET place = 3 WHERE student_id = 1 AND course_id = 1",
            "UPDATE courses SET last_place = 3 WHERE id = 1",
        ],
    ),
    (
        "waitlist_order: course 1: 2 students share place 1",
        ["UPDATE student_courses SET place = 1 WHERE student_id = 4 AND course_id = 1"],
    ),
    (
        "waitlist_order: course 1: student 4 has place 9, and 2 was the last given",
        ["UPDATE student_courses SET place = 9 WHERE student_id = 4 AND course_id = 1"],
    ),
    (
        "status: student 3, course 2: the status is none that is known",
        ["UPDATE student_courses SET status = 'lost' WHERE student_id = 3 AND course_id = 2"],
    ),
    (
        "grading: student 2, course 1: completed, and neither passed nor failed",
        ["UPDATE student_courses SET passed = NULL WHERE student_id = 2 AND course_id = 1"],
    ),
    (
        "grading: student 1, course 1: graded, and not completed",
        ["UPDATE student_courses SET grade = 'A' WHERE student_id = 1 AND course_id = 1"],
    ),
    (
        "grading: student 3, course 2: graded, and not completed",
        ["UPDATE student_courses SET passed = 1 WHERE student_id = 3 AND course_id = 2"],
    ),
    (
        "history: student 4, course 1: the events tell of another status or place",
        [
            "UPDATE student_courses SET place = 3 WHERE student_id = 4 AND course_id = 1",
            "UPDATE courses SET last_place = 3 WHERE id = 1",
        ],
    ),
    (
        "history: student 2, course 1: the events tell of another status or place",
        ["DELETE FROM events WHERE student_id = 2 AND status_after = 'completed'"],
    ),
    (
        "history: student 1, course 3: the events tell of an enrollment, and there is none",
        [
            (
                "INSERT INTO events (id, type, at, student_id, course_id, status_after, cause)"
                " SELECT 99, 'enrollment.enrolled', max(at), 1, 3, 'enrolled', 'enroll'"
                " FROM events"
            )
        ],
    ),
    (
        "history: course 1: event 11 is dated before an earlier one",
        ["UPDATE events SET at = (SELECT created_at FROM terms) WHERE id = 11"],
    ),
]


@pytest.fixture
def database_url(
    backend: str, databases: Databases, worker_id: str, tmp_path: Path
) -> Iterator[str]:
    """The URL of a migrated database that no other test uses."""
    if backend == "sqlite":
        shutil.copy(databases.sqlite_template, tmp_path / "desk.db")
        yield f"sqlite:///{tmp_path / 'desk.db'}"
    else:
        name = f"lawless_{worker_id}"
        yield databases.create(name, TEMPLATE)
        databases.drop(name)


@pytest.fixture
def lawless(client: FlaskClient, app: Flask, database_url: str) -> Flask:
    """The application on a database without constraints, whose rows are as they should be.

    In course 1 there are students 1 and 2, who completed it, and 3 and 4 wait; course 2
    has student 1, and 3 left it; nobody takes course 3.
    """
    term = make_term(client, max_credits=10)
    first = make_course(client, term_id=term["id"], capacity=2, credits=5, meetings=NINE)
    second, _ = make_course(client, term_id=term["id"], meetings=TEN), make_course(client)
    one, two, three, four = (make_student(client) for _ in range(4))
    enroll(client, one, first, second)
    enroll(client, two, first)
    wait(client, three, first)
    wait(client, four, first)
    enroll(client, three, second)
    assert drop(client, three, second).status_code == 200
    assert complete(client, two, first, grade="A").status_code == 200
    take_laws_off(database_url)
    write(app, *(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}" for table in TABLES))
    return app


def put_back(app: Flask) -> None:
    """Make every row what it was."""
    for table in TABLES:
        write(app, f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM kept_{table}")


def is_told(line: str, case: str) -> bool:
    """Whether a line is a case of its own: the log knows nothing of a row that was planted."""
    is_history = line.startswith("broken history")
    return line.startswith("broken ") and is_history == case.startswith("history")


def test_without_constraints_nothing_is_found_where_nothing_is_wrong(lawless: Flask) -> None:
    assert found(lawless) == NOTHING


def test_what_is_broken_is_found_and_nothing_else(lawless: Flask) -> None:
    told = {}
    for case, statements in PLANTED:
        write(lawless, *statements)
        told[case] = [line for line in found(lawless, exit_code=1) if is_told(line, case)]
        put_back(lawless)

    assert told == {case: [f"broken {case}"] for case, _ in PLANTED}
    assert found(lawless) == NOTHING


def test_everything_broken_at_once_is_found(lawless: Flask) -> None:
    """No fault keeps the check from finding the others, also where it judges by the models."""
    for _, statements in PLANTED:
        write(lawless, *statements)

    *lines, last = found(lawless, exit_code=1)

    assert {line.split(":")[0] for line in lines} == {f"broken {name}" for name in BROKEN}
    assert last == f"{len(lines)} broken, 0 to settle"


def test_each_invariant_is_planted_and_explained(app: Flask) -> None:
    assert {case.split(":")[0] for case, _ in PLANTED} == set(BROKEN)

    told = run(app, "check", "--help").output

    assert all(f"\n    {name} " in told for name in BROKEN)
