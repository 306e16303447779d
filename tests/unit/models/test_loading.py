"""Models as plain objects."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import NoInspectionAvailable

from src.models import Course, StudentCourse, as_read, has_changed, value_before, was_assigned
from src.values import Override, Status

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
OVERRIDE = Override(("E025",), "The dean said so.")


def course() -> Course:
    counts = {"capacity": 2, "enrolled_count": 1, "waitlist_count": 0}
    return as_read(Course, {"id": 7, "term": None, **counts})


def enrollment(override: str | None = None) -> StudentCourse:
    values = {"student_id": 1, "course_id": 7, "status": Status.DROPPED, "override": override}
    return as_read(StudentCourse, values | {"place": None, "course": course()})


def test_it_answers_as_the_model_does_and_is_none_of_a_session() -> None:
    assert course().open_seats == 1
    assert not course().is_full
    with pytest.raises(NoInspectionAvailable):
        inspect(course())


def test_what_was_read_is_no_change() -> None:
    mine = course()

    assert mine.is_open(NOW)
    assert not has_changed(mine)


def test_a_change_tells_what_was_there_before_also_what_was_not_read() -> None:
    row = enrollment()
    row.become(Status.ENROLLED, NOW)

    assert has_changed(row)
    assert value_before(row, "status") == Status.DROPPED
    assert value_before(row, "updated_at") is None
    assert (row.status, row.updated_at) == (Status.ENROLLED, NOW)
    assert value_before(row.course, "enrolled_count") == row.course.enrolled_count - 1


def test_a_value_that_is_back_is_no_change() -> None:
    mine = course()
    mine.capacity = 3
    mine.capacity = 2

    assert not has_changed(mine)


def test_the_same_override_given_again_was_assigned() -> None:
    first = enrollment()
    first.set_aside(OVERRIDE)
    again, untouched = enrollment(first.override), enrollment(first.override)
    again.set_aside(OVERRIDE)

    assert again.override == untouched.override
    assert was_assigned(again, "override")
    assert not was_assigned(untouched, "override")
