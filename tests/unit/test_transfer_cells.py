"""Cells of courses and enrollments: what an export writes comes back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.errors import InvalidInputError
from src.models import dump_json
from src.schemas.reading import validate
from src.schemas.transfer import (
    CourseRow,
    EnrollmentCells,
    StateCells,
    cells_to_fields,
    dump_array,
    dump_truth,
    dump_whole,
)
from src.values import CAPACITY_MAX, Meeting, Prerequisite, Status

words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)
meetings = st.builds(
    Meeting,
    weekday=st.integers(1, 7),
    starts_at=st.sampled_from(["00:00", "09:30", "12:00"]),
    ends_at=st.sampled_from(["12:01", "23:59"]),
    location=st.none() | words,
    starts_on=st.none() | st.just("2026-09-01"),
    ends_on=st.none() | st.just("2026-10-01"),
)
prerequisites = st.builds(Prerequisite, catalog_code=words, concurrent=st.booleans())


def read_course(name: str, cell: str) -> Any:
    """A field of a course whose row has this cell."""
    cells = {"code": "A", "title": "Algebra", name: cell}
    return validate(CourseRow, cells_to_fields(CourseRow, cells), "row").given()[name]


def read_state(**cells: str) -> dict[str, Any]:
    """The fields of a row with these cells about a status."""
    return validate(StateCells, cells_to_fields(StateCells, cells), "row").given()


def dumped(values: list[Any]) -> str:
    """The cell for what is kept as JSON."""
    return dump_array(dump_json([each._asdict() for each in values]))


@given(st.lists(meetings, max_size=3))
def test_meetings_come_back_as_they_were(values: list[Meeting]) -> None:
    assert read_course("meetings", dumped(values)) == tuple(values)


@given(st.lists(prerequisites, max_size=3, unique_by=lambda each: each.catalog_code))
def test_prerequisites_come_back_as_they_were(values: list[Prerequisite]) -> None:
    assert read_course("prerequisites", dumped(values)) == tuple(values)


def test_none_at_all_is_an_empty_cell() -> None:
    assert dumped([]) == ""
    assert read_course("meetings", "[]") == ()


@given(st.none() | st.integers(0, CAPACITY_MAX))
def test_seats_come_back_as_they_were(number: int | None) -> None:
    assert read_course("capacity", dump_whole(number)) == number


@pytest.mark.parametrize("passed", [0, 1])
def test_what_was_passed_comes_back_as_it_was(passed: int) -> None:
    cell = dump_truth(passed)

    assert read_state(status="completed", passed=cell)["passed"] == bool(passed)
    assert read_state(status="completed", passed=cell.upper())["passed"] == bool(passed)
    assert dump_truth(None) == ""


@pytest.mark.parametrize("status", Status)
def test_a_status_takes_what_belongs_to_it_and_nothing_else(status: Status) -> None:
    cells = {"passed": "true", "grade": "A", "position": "1"}
    taken = {"completed": {"passed", "grade"}, "waitlisted": {"position"}}.get(status, set())
    needed = {"passed"} if status == Status.COMPLETED else set()

    for mask in range(8):
        chosen = {name: cells[name] for n, name in enumerate(cells) if mask >> n & 1}
        if needed <= chosen.keys() <= taken:
            read = read_state(status=status.value, **chosen)
            assert read.keys() == {"status", *chosen}
        else:
            with pytest.raises(InvalidInputError) as caught:
                read_state(status=status.value, **chosen)
            wrong = (chosen.keys() - taken) | (needed - chosen.keys())
            assert {each["field"] for each in caught.value.details} == wrong


def test_the_columns_of_an_enrollment_are_written_in_this_order() -> None:
    assert list(EnrollmentCells.model_fields) == [
        "student_external_id",
        "student_email",
        "course_code",
        "status",
        "passed",
        "grade",
        "position",
    ]
