"""An import costs a constant number of statements for each batch, of a constant text."""

import pytest

from src.cli import enrolling, loading
from tests.integration.transfer.conftest import Desk
from tests.statements import Statements

COUNTS = [1, 7, 400]
BARE = "student_external_id,course_code\n"
STATUSES = ["enrolled,,", "waitlisted,,1", "dropped,,", "withdrawn,,", "completed,true,"]


def files(count: int, name: str = "x") -> dict[str, str]:
    """Files with so many rows each."""
    numbers = range(count)
    return {
        "terms": "code,name,starts_on,ends_on,time_zone\n"
        + "".join(f"T{n},{name},2026-09-01,2026-12-18,UTC\n" for n in numbers),
        "students": "external_id,email,name\n"
        + "".join(f"S{n},s{n}@example.org,{name}\n" for n in numbers),
        "courses": "code,title,term_code,capacity\n"
        + "".join(f"C{n},{name},T{n},1\n" for n in numbers),
        "enrollments": "student_external_id,student_email,course_code\n"
        + "".join(f"S{n},s{n}@example.org,C{n}\n" for n in numbers),
    }


def statuses(count: int, turn: int) -> str:
    """The enrollments of those files in turning statuses, as many of each."""
    said = [STATUSES[(n + turn) % len(STATUSES)] for n in range(count)]
    return "student_external_id,course_code,status,passed,position\n" + "".join(
        f"S{n},C{n % 2},{state}\n" for n, state in enumerate(said)
    )


@pytest.fixture
def seen(desk: Desk, statements: Statements) -> Statements:
    """What the commands execute."""
    return statements


def test_any_number_of_rows_costs_the_same_statements(desk: Desk, seen: Statements) -> None:
    created: list[list[str]] = []
    changed: list[list[str]] = []
    unchanged: list[list[str]] = []
    for offset, count in enumerate(COUNTS):
        for name, costs in ((f"a{offset}", created), (f"b{offset}", changed)):
            seen.clear()
            desk.imported(**files(count, name))
            costs.append(list(seen))
        seen.clear()
        desk.imported()
        unchanged.append(list(seen))

    # The first import of more rows than before both creates and changes some.
    assert len(created[1]) == len(created[2])
    assert [set(each) for each in changed[1:]] == [set(changed[0])] * 2
    assert [len(each) for each in changed] == [len(changed[0])] * 3
    assert unchanged == [unchanged[0]] * 3
    assert len(unchanged[0]) <= 16


def test_every_batch_costs_the_same_statements(
    desk: Desk, seen: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.imported(**files(40))
    costs = []
    for size in (40, 20, 10):
        monkeypatch.setattr(loading, "BATCH_ROWS", size)
        monkeypatch.setattr(enrolling, "BATCH_ROWS", size)
        seen.clear()
        desk.imported()
        costs.append(len(seen))

    per_batch = costs[1] - costs[0]
    assert costs[2] - costs[1] == 2 * per_batch
    # Terms, students by external id and by e-mail, courses, enrollments' students twice, and
    # enrollments.
    assert per_batch == 7


@pytest.mark.parametrize("turn", [0, 1])
def test_statuses_cost_the_same_statements_for_any_number_of_rows_and_batches(
    desk: Desk, seen: Statements, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """The first time they are new, then all of them are changed."""
    desk.imported(**files(1000) | {"courses": "code,title\nC0,x\nC1,x\n", "enrollments": BARE})
    costs = {}
    for count, size in ((100, 100), (200, 200), (400, 200), (800, 200)):
        monkeypatch.setattr(enrolling, "BATCH_ROWS", size)
        desk.change("DELETE FROM student_courses")
        desk.change("UPDATE courses SET enrolled_count = 0, waitlist_count = 0")
        desk.imported(enrollments=statuses(count, 0) if turn else BARE)
        seen.clear()
        desk.imported(enrollments=statuses(count, turn))
        costs[count // size, count] = len(seen)

    per_batch = costs[2, 400] - costs[1, 200]
    assert costs[1, 100] == costs[1, 200]
    assert costs[4, 800] - costs[2, 400] == 2 * per_batch
    # Students, enrollments; two inserts and their events, or the update and its.
    assert per_batch == (4 if turn else 6)


def test_every_batch_that_creates_costs_the_same_statements(
    desk: Desk, seen: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []
    for number, size in enumerate((40, 20, 10)):
        monkeypatch.setattr(loading, "BATCH_ROWS", size)
        monkeypatch.setattr(enrolling, "BATCH_ROWS", size)
        desk.imported(courses="code,title\nC0,x\n", enrollments=BARE)
        names = [f"S{number}-{n}" for n in range(40)]
        seen.clear()
        desk.imported(
            students="external_id,email,name\n"
            + "".join(f"{name},{name}@example.org,x\n" for name in names),
            enrollments=BARE + "".join(f"{name},C0\n" for name in names),
        )
        costs.append(len(seen))
        # What a driver is given many rows of, PostgreSQL executes as often.
        assert not any(isinstance(each.parameters, list) for each in seen)

    per_batch = costs[1] - costs[0]
    assert costs[2] - costs[1] == 2 * per_batch
    # Students by external id and by e-mail, their insert, and its events; enrollments'
    # students, those that are there, the insert, and its events.
    assert per_batch == 8


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_no_plan_is_kept_from_when_the_tables_were_small(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver prepares what it is given a few times, and the server plans it no more."""
    monkeypatch.setattr(loading, "BATCH_ROWS", 1)
    monkeypatch.setattr(enrolling, "BATCH_ROWS", 1)

    desk.imported(**files(20))

    assert desk.rows("SELECT statement FROM pg_prepared_statements") == []
