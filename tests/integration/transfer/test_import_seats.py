"""An import never oversells a course, and counts right."""

import pytest
from flask.testing import FlaskClient

from src.cli import enrolling
from src.controllers.transfer.enrollments import EnrollmentImport
from src.controllers.transfer.results import EnrollmentRow, Tally
from src.controllers.transfer.stated import StatedImport
from tests.factories import enroll
from tests.integration.transfer.conftest import School

LIMIT = "code,title,capacity\nA,Algebra,{}\n"
BY_THE_DATABASE = "Error: The course is full. Nothing was imported."
HEAD = "student_external_id,course_code\n"


def limit(school: School, capacity: int) -> None:
    """Give the course A so many seats."""
    school.imported(courses=LIMIT.format(capacity))


def full(line: int, seats: str) -> str:
    """What is said about a row that is too many."""
    return f"enrollments.csv, line {line}, column course_code: The course is full: {seats}."


@pytest.mark.parametrize("rows_per_batch", [1, 2, 20_000])
def test_each_row_too_many_is_a_fault_and_nothing_is_written(
    school: School, monkeypatch: pytest.MonkeyPatch, rows_per_batch: int
) -> None:
    monkeypatch.setattr(enrolling, "BATCH_ROWS", rows_per_batch)
    limit(school, 2)
    school.plain("S9,A")

    told = school.refused(enrollments=HEAD + "S5,B\nS4,A\nS9,A\nS3,A\nS2,A\nS4,A\n")

    assert told == [
        full(5, "2 seats"),
        full(6, "2 seats"),
        "Error: 2 faults; nothing was imported.",
    ]


def test_without_a_limit_the_same_rows_are_imported(school: School) -> None:
    """The control."""
    school.plain("S9,A")

    assert school.plain("S4,A", "S9,A", "S3,A", "S2,A") == "3 created, 0 changed, 1 unchanged"
    assert school.counts()["A"] == (4, 0)


def test_as_many_as_there_are_seats_are_imported(school: School) -> None:
    limit(school, 3)

    school.state("S1,A,completed,true,,", "S2,A,,,,", "S3,A,dropped,,,", "S4,A,waitlisted,,,")
    school.plain("S5,A")

    assert school.counts()["A"] == (3, 1)


@pytest.mark.parametrize("rows_per_batch", [1, 20_000])
@pytest.mark.parametrize("backward", [False, True])
def test_seats_that_a_later_row_frees_count(
    school: School, monkeypatch: pytest.MonkeyPatch, rows_per_batch: int, *, backward: bool
) -> None:
    monkeypatch.setattr(enrolling, "BATCH_ROWS", rows_per_batch)
    limit(school, 1)
    school.plain("S1,A")
    rows = ["S2,A,,,,", "S1,A,withdrawn,,,"]

    told = school.state(*(reversed(rows) if backward else rows))

    assert told == "1 created, 1 changed, 0 unchanged"
    assert school.counts()["A"] == (1, 0)


def test_counting_row_by_row_would_refuse_them(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: in between, the course has more students than seats."""
    monkeypatch.setattr(enrolling, "BATCH_ROWS", 1)
    limit(school, 1)
    school.plain("S1,A")
    add = StatedImport.add

    def add_and_count(run: StatedImport, rows: list[EnrollmentRow]) -> Tally:
        tally = add(run, rows)
        run._seats.write(run._now)
        return tally

    monkeypatch.setattr(StatedImport, "add", add_and_count)

    told = school.refused(enrollments=school.HEAD + "S2,A,,,,\nS1,A,withdrawn,,,\n")

    assert told == [BY_THE_DATABASE]


def test_the_database_would_not_have_it_either(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the judging a row too many is still not written, but nobody says which."""
    limit(school, 1)
    monkeypatch.setattr(
        EnrollmentImport, "finish", lambda run: run._seats.write(run._now) or Tally()
    )

    assert school.refused(enrollments=HEAD + "S1,A\nS2,A\n") == [BY_THE_DATABASE]


def test_the_last_rows_are_those_too_many_whatever_was_freed(school: School) -> None:
    limit(school, 1)
    school.plain("S1,A")

    told = school.refused(
        enrollments=school.HEAD
        + "S2,A,,,,\nS3,A,completed,true,,\nS1,A,dropped,,,\nS4,A,,,,\nS5,A,waitlisted,,,\n"
    )

    assert told[:-1] == [full(3, "1 seat"), full(5, "1 seat")]


def test_who_is_graded_keeps_the_seat(school: School) -> None:
    limit(school, 1)
    school.plain("S1,A")

    told = school.refused(enrollments=school.HEAD + "S1,A,completed,true,,\nS2,A,,,,\n")

    assert told[:-1] == [full(3, "1 seat")]


def test_a_course_without_seats_is_full(school: School) -> None:
    limit(school, 0)

    assert school.refused(enrollments=HEAD + "S1,A\n")[0] == full(2, "0 seats")


def test_seats_of_the_same_import_count(school: School) -> None:
    counts = school.imported(courses=LIMIT.format(1), enrollments=HEAD + "S1,A\n")
    told = school.refused(courses=LIMIT.format(2), enrollments=HEAD + "S2,A\nS3,A\n")

    assert counts["enrollments"] == "1 created, 0 changed, 0 unchanged"
    assert told[0] == full(3, "2 seats")


def test_nobody_is_promoted(school: School, client: FlaskClient) -> None:
    """Whoever changes the course or asks for a seat afterwards finds the queue as it was said."""
    limit(school, 1)
    school.state("S1,A,,,,", "S2,A,waitlisted,,,1", "S3,A,waitlisted,,,2")

    school.state("S1,A,dropped,,,")
    limit(school, 5)

    assert school.queue("A") == ["S2", "S3"]
    assert school.counts()["A"] == (0, 2)
    enroll(client, {"id": 4}, {"id": 1})
    assert school.queue("A") == []


def test_the_capacity_of_a_waitlist_does_not_matter(school: School) -> None:
    school.imported(courses="code,title,waitlist_capacity\nA,Algebra,1\n")

    school.state("S1,A,waitlisted,,,", "S2,A,waitlisted,,,")

    assert school.counts()["A"] == (0, 2)


def test_counts_change_neither_version_nor_instant_of_a_course(school: School) -> None:
    school.state("S1,A,,,,", "S2,A,waitlisted,,,")

    rows = school.rows("SELECT version, updated_at = created_at FROM courses WHERE code = 'A'")
    assert rows == [(1, True)]
