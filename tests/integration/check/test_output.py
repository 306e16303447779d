"""What a check prints, how it ends, and of which moment it speaks."""

import os
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from inspect import unwrap
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from src import work
from src.cli import checking
from src.config import ROOT
from src.controllers.invariants.broken import find_broken
from src.controllers.invariants.findings import Finding
from src.controllers.readiness import head_revision
from tests.factories import enroll, make_course, make_student, make_term, meeting
from tests.integration.check.commands import found, run, write
from tests.integration.check.many import add_students
from tests.integration.http.expect import document_of
from tests.integration.transfer.test_progress import read_all
from tests.servers import environment

MISCOUNT = "UPDATE courses SET enrolled_count = enrolled_count + 1"
NINE = [meeting(1, "09:00", "10:00")]


def copy_course(times: int) -> str:
    """SQL that makes more courses like the first, with its counts."""
    numbers = " UNION ALL ".join(f"SELECT {number} AS n" for number in range(times))
    return (
        "INSERT INTO courses (version, title, enrolled_count, created_at, updated_at)"
        " SELECT version, title, enrolled_count, created_at, updated_at"
        f" FROM courses, ({numbers}) numbers WHERE id = 1"
    )


def test_an_empty_database_is_ok(app: Flask) -> None:
    assert found(app, "--strict") == ["ok: 0 broken, 0 to settle"]


@pytest.mark.parametrize(("count", "more"), [(99, []), (100, []), (101, [1]), (412, [312])])
def test_a_hundred_cases_are_named_and_all_are_counted(
    app: Flask, client: FlaskClient, count: int, more: list[int]
) -> None:
    make_course(client)
    write(app, MISCOUNT, copy_course(count - 1))

    lines = found(app, exit_code=1)

    assert lines == [
        *(
            f"broken enrolled_count: course {number} counts 1, and 0 hold a seat"
            for number in range(1, min(count, 100) + 1)
        ),
        *(f"broken enrolled_count: ... and {rest} more" for rest in more),
        f"{count} broken, 0 to settle",
    ]


def test_each_invariant_has_its_own_hundred(app: Flask, client: FlaskClient) -> None:
    add_students(app, 1, 103)
    make_course(client)
    write(app, MISCOUNT)

    lines = found(app, exit_code=1)

    assert len(lines) == 5 + 101 + 1
    assert lines[5].startswith("to settle clash: student 1: course 1 and course 2, Monday ")
    assert lines[-2:] == ["to settle clash: ... and 3 more", "5 broken, 103 to settle"]


def test_no_line_names_a_person(app: Flask, client: FlaskClient) -> None:
    term = make_term(client)
    courses = [make_course(client, term_id=term["id"], title="Secret") for _ in range(2)]
    student = make_student(client, name="Ada Okafor", email="ada@example.org")
    enroll(client, student, *courses)
    for course in courses:
        document_of(client.patch(f"/courses/{course['id']}", json={"meetings": NINE}))
    write(app, MISCOUNT)

    told = "\n".join(found(app, exit_code=1))

    assert "3 to settle" not in told
    assert "2 broken, 1 to settle" in told
    for secret in ("Ada", "Okafor", "example.org", "Secret"):
        assert secret not in told


@pytest.mark.parametrize("command", ["check", "recount", "promote"])
def test_a_database_that_is_not_at_head_is_refused(app: Flask, command: str) -> None:
    write(app, "UPDATE alembic_version SET version_num = '0002'")
    try:
        result = run(app, command)
    finally:
        write(app, f"UPDATE alembic_version SET version_num = '{head_revision()}'")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The database is at revision 0002 and this code needs")


@pytest.mark.parametrize("unit", [work.snapshot, work.read])
def test_a_check_is_of_one_moment(
    app: Flask,
    client: FlaskClient,
    backend: str,
    monkeypatch: pytest.MonkeyPatch,
    unit: Any,
) -> None:
    """The control: what PostgreSQL reads by default is of several moments."""
    term = make_term(client)
    courses = [make_course(client, term_id=term["id"], meetings=NINE)]
    courses.append(make_course(client, term_id=term["id"]))
    enroll(client, make_student(client), *courses)

    def find_broken_before_an_edit() -> list[Finding]:
        findings = find_broken()
        path = f"/courses/{courses[1]['id']}"
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: document_of(client.patch(path, json={"meetings": NINE}))).result()
        return findings

    monkeypatch.setattr(checking, "find_broken", find_broken_before_an_edit)
    monkeypatch.setattr(checking, "_find", unit(unwrap(checking._find)))

    sees_edit = backend == "postgresql" and unit is work.read
    # The edit's own line in the log stands before.
    assert found(app)[-1] == ("0 broken, 1 to settle" if sees_edit else "ok: 0 broken, 0 to settle")


def test_a_bar_shows_on_a_terminal_and_comes_to_its_end(app: Flask, database_url: str) -> None:
    add_students(app, 1, 3)
    write(
        app,
        "DELETE FROM student_courses WHERE student_id = 3",
        "DELETE FROM events WHERE student_id = 3",
        "UPDATE courses SET enrolled_count = 2",
    )
    terminal, its_end = pty.openpty()

    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "src", "check"],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url),
        stdout=subprocess.PIPE,
        stderr=its_end,
        text=True,
    ) as process:
        os.close(its_end)
        shown = read_all(terminal)
        told = process.stdout.read() if process.stdout else ""
    os.close(terminal)

    assert process.returncode == 0
    assert told.endswith("0 broken, 2 to settle\n")
    assert "Checking" in shown
    assert "100%" in shown
