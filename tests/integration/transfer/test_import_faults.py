"""Every bad row is reported by file, line, column and reason, and nothing is written."""

import pytest
from flask.testing import FlaskClient

from src.cli import csv_files, enrolling, loading
from tests.factories import enroll, make_course, make_student, make_term
from tests.integration.transfer.conftest import Desk
from tests.integration.transfer.fault_cases import CASES as PLAIN_CASES
from tests.integration.transfer.fault_cases import NO_ID, REQUIRED, C, Case, E, S
from tests.integration.transfer.rule_fault_cases import CASES as RULE_CASES

CASES = PLAIN_CASES + RULE_CASES


@pytest.fixture
def registered(desk: Desk, client: FlaskClient) -> Desk:
    """A database with two students, two courses, one of them full, and a term."""
    student = make_student(client, external_id="S1", email="one@example.org", name="A")
    make_student(client, external_id="S2", email="two@example.org")
    make_course(client, code="C1")
    enroll(client, student, make_course(client, code="FULL", capacity=1))
    make_term(client, code="T1", registration_opens_at="2026-06-01T08:00:00Z")
    return desk


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_rows_are_reported_and_nothing_is_written(registered: Desk, case: Case) -> None:
    *told, last = registered.refused(**case.files)

    assert told == case.told
    faults = "1 fault" if len(told) == 1 else f"{len(told)} faults"
    assert last == f"Error: {faults}; nothing was imported."


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if len(case.told) > 1 or "same" in case.name or "full" in case.name],
    ids=lambda case: case.name,
)
def test_faults_are_the_same_when_every_row_is_a_batch(
    registered: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH_ROWS", 1)
    monkeypatch.setattr(enrolling, "BATCH_ROWS", 1)

    assert registered.refused(**case.files)[:-1] == case.told


def test_good_rows_beside_a_bad_one_are_not_written(registered: Desk) -> None:
    told = registered.refused(
        students=S + "S9,z@example.org,Z\nS1,one@example.org,Changed\n",
        courses=C + "C9,New,\nC1,Changed,\n",
        enrollments=E + "S9,,C9\nS1,,C1\nS8,,C1\n",
    )

    assert told[0] == f"enrollments.csv, line 4, column student_external_id: {NO_ID}"


def test_none_of_many_faults_is_left_out(registered: Desk) -> None:
    rows = "".join(f"S{number},,Z\n" for number in range(3_000))

    told = registered.refused(students=S + rows)

    assert told[2_999] == f"students.csv, line 3001, column email: {REQUIRED}"
    assert told[3_000] == "Error: 3000 faults; nothing was imported."


def test_a_quote_that_is_never_closed_ends_the_reading(
    registered: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "CELL_MAX", 1000)

    told = registered.refused(students=S + 'S9,z@example.org,"Z\n' + "S8,,Y\n" * 1000)

    assert told == [
        f"students.csv, line 2: {csv_files._ENDLESS}",
        "Error: 1 fault; nothing was imported.",
    ]
