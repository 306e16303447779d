"""Before anything is measured: do all programs answer alike, and as durably?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.programs import OURS, READ_PATH, ROSTER_PATH, Program, Running, running
from src import create_app
from src.config import Settings
from src.extensions import db
from tests.statements import recording

_STUDENTS, _COURSES = (1, 4_711, 10_000), (1, 50, 100)
_FREE = {"enroll": [149, 150], "mix": [199, 200]}
"""Courses that no measured request comes to."""
_FRESH_CONNECTIONS = 20
REQUESTS: Mapping[str, tuple[str, str, Any]] = {
    "read": ("GET", "/students/1/courses", None),
    "roster": ("GET", "/courses/1/students?limit=50", None),
    "enroll": ("POST", "/students/77/courses", {"course_ids": _FREE["enroll"]}),
}


def faults_of(program: Running, ours: Running) -> Iterator[tuple[str, str]]:
    """Workloads whose answers are not ours, each with what differs."""
    if program.program.read_path != READ_PATH:
        if fault := _amount_fault(program, ours):
            yield from ((workload, fault) for workload in program.program.workloads)
        return
    reading = {
        "read": [READ_PATH.format(id=student) for student in _STUDENTS],
        "roster": [ROSTER_PATH.format(id=course) for course in _COURSES],
    }
    for workload, paths in reading.items():
        if workload in program.program.workloads and (fault := _differing(program, ours, paths)):
            yield workload, fault
    if "enroll" in program.program.workloads and (fault := _writing_fault(program)):
        for workload in ("enroll", "enroll20", "rush", "mix"):
            yield workload, fault


def _amount_fault(program: Running, ours: Running) -> str | None:
    """Whether a program with bodies of its own shape has as many rows in them."""
    pages = (
        (READ_PATH, program.program.read_path, _STUDENTS),
        (ROSTER_PATH, program.program.roster_path, _COURSES),
    )
    for mine, its, numbers in pages:
        for number in numbers:
            status, body, _ = program.ask("GET", its.format(id=number))
            _, document, _ = ours.ask("GET", mine.format(id=number))
            if status != 200 or len(body or ()) != len(document):
                return f"GET {its.format(id=number)} answered {status} with other rows"
    return None


def _differing(program: Running, ours: Running, paths: list[str]) -> str | None:
    for path in paths:
        status, body, link = program.ask("GET", path)
        expected, document, page = ours.ask("GET", path)
        if status != expected or body != document:
            return f"GET {path} answered {status} with another body"
        if ('rel="next"' in link) != ('rel="next"' in page):
            return f"GET {path} has another Link"
    return None


def _writing_fault(program: Running) -> str | None:
    path = "/students/78/courses"
    expectations: list[tuple[str, list[int], int, Any]] = [
        (path, [999_999], 404, "E001"),
        ("/students/2000000000/courses", [149], 404, "E002"),
        *((path, ids, 200, _enrolled(ids)) for ids in _FREE.values()),
    ]
    for asked, ids, expected, content in expectations:
        status, body, _ = program.ask("POST", asked, {"course_ids": ids})
        said = body if expected == 200 else (body or {}).get("error", {}).get("code")
        if (status, said) != (expected, content):
            return f"POST {asked} {ids} answered {status} {body}"
    for _ in range(_FRESH_CONNECTIONS):
        _, courses, _ = program.ask("GET", path)
        if not {199, 200} <= {course["id"] for course in courses}:
            return "a write through one worker was not seen by the next read"
    return None


def _enrolled(ids: list[int]) -> Any:
    results = [{"course_id": number, "result": "enrolled"} for number in ids]
    return {"message": f"{len(ids)} enrolled.", "courses": results}


def live_facts(program: Program, database_url: str, log: Path) -> dict[str, Any]:
    """What a connection says of itself, and the SQL statements that a request takes."""
    if program.name == OURS:
        return _facts_of_ours(database_url)
    if not program.tells:
        return {}
    with running(program, database_url, log, workers=1, count_statements=True) as started:
        statements = {}
        for workload, request in REQUESTS.items():
            before = started.ask("GET", "/_bench")[1]
            started.ask(*request)
            after = started.ask("GET", "/_bench")[1]
            statements[workload] = after["statements"] - before["statements"]
    return {
        "journal_mode": after["journal_mode"],
        "synchronous": after["synchronous"],
        "statements": statements,
    }


def _facts_of_ours(database_url: str) -> dict[str, Any]:
    app = create_app(
        Settings.from_environment({"DATABASE_URL": database_url, "LOG_LEVEL": "error"})
    )
    statements = {}
    client = app.test_client()
    with recording(app) as recorded:
        for workload, (method, path, document) in REQUESTS.items():
            client.open(path, method=method, json=document) if workload != "enroll" else None
            recorded.clear()
            client.open(path, method=method, json=document)
            statements[workload] = len(recorded)
    with app.app_context():
        return _durability() | {"statements": statements}


def _durability() -> dict[str, Any]:
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            names = ("journal_mode", "synchronous")
            return {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names
            }
        synchronous = connection.exec_driver_sql("SHOW synchronous_commit").scalar_one()
        return {"journal_mode": None, "synchronous": synchronous}
