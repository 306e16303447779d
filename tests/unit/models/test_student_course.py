"""What an enrollment is in each status, and what its course counts when it takes another."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from src.models import Course, StudentCourse
from src.values import Status

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 8, 0, 1, tzinfo=UTC)

# Seats taken and places in the queue.
COUNTS = {
    Status.ENROLLED: (1, 0),
    Status.WAITLISTED: (0, 1),
    Status.DROPPED: (0, 0),
    Status.WITHDRAWN: (0, 0),
    Status.COMPLETED: (1, 0),
}
FULL = [{"code": "E024", "message": "Over the credit limit."}]
CLASH = [{"code": "E023", "message": "A clash."}]


def enrollment(status: Status, **fields: Any) -> StudentCourse:
    """The one enrollment of a course whose queue has given away three places."""
    enrolled, waiting = COUNTS[status]
    course = Course(version=1, enrolled_count=enrolled, waitlist_count=waiting, last_place=3)
    return StudentCourse(status=status, course=course, **fields)


@pytest.mark.parametrize(("before", "after"), [*product(Status, Status)])
def test_a_course_counts_the_status_that_an_enrollment_takes(before: Status, after: Status) -> None:
    row = enrollment(before)

    row.become(after, NOW)

    assert row.status == after
    assert (row.course.enrolled_count, row.course.waitlist_count) == COUNTS[after]
    assert (row.updated_at, row.course.version) == (NOW, 1)


@pytest.mark.parametrize("before", Status)
def test_whoever_joins_a_queue_stands_at_its_end(before: Status) -> None:
    row = enrollment(before, place=1 if before == Status.WAITLISTED else None)

    row.become(Status.WAITLISTED, NOW)

    assert row.place == row.course.last_place == 4


@pytest.mark.parametrize("after", [each for each in Status if each != Status.WAITLISTED])
def test_whoever_leaves_a_queue_has_no_place_and_no_reason_in_it(after: Status) -> None:
    row = enrollment(Status.WAITLISTED, place=3)
    row.pass_over(FULL, NOW)

    row.become(after, LATER)

    assert (row.place, row.passed_over, row.passed_over_at) == (None, None, None)
    assert row.course.last_place == 3


def test_a_place_is_not_given_again() -> None:
    row = enrollment(Status.WAITLISTED, place=3)

    row.become(Status.DROPPED, NOW)
    row.become(Status.WAITLISTED, LATER)

    assert row.place == 4


def test_the_same_reasons_again_keep_the_instant_of_the_first_time() -> None:
    row = enrollment(Status.WAITLISTED, place=3)

    row.pass_over(FULL, NOW)
    row.pass_over([dict(each) for each in FULL], LATER)

    assert row.passed_over == '[{"code":"E024","message":"Over the credit limit."}]'
    assert row.passed_over_at == NOW


@pytest.mark.parametrize("reasons", [CLASH, [*FULL, *CLASH], []])
def test_other_reasons_are_news(reasons: list[dict[str, str]]) -> None:
    row = enrollment(Status.WAITLISTED, place=3)
    row.pass_over(FULL, NOW)
    said = row.passed_over

    row.pass_over(reasons, LATER)

    assert row.passed_over != said
    assert row.passed_over_at == LATER


def test_being_passed_over_moves_nobody_and_is_no_change_of_the_enrollment() -> None:
    row = enrollment(Status.WAITLISTED, place=3, updated_at=NOW)

    row.pass_over(FULL, LATER)

    assert (row.status, row.place, row.updated_at) == (Status.WAITLISTED, 3, NOW)
    assert (row.course.enrolled_count, row.course.waitlist_count) == COUNTS[Status.WAITLISTED]


@pytest.mark.parametrize("status", Status)
def test_each_status_answers_for_itself(status: Status) -> None:
    row = enrollment(status)

    assert row.holds_seat is (status in {Status.ENROLLED, Status.COMPLETED})
    assert row.is_waiting is (status == Status.WAITLISTED)
    assert row.is_final is (status in {Status.WITHDRAWN, Status.COMPLETED})


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("passed", [None, 0, 1])
def test_what_is_completed_with_success_is_passed(status: Status, passed: int | None) -> None:
    row = enrollment(status, passed=passed)

    assert row.is_passed is (status == Status.COMPLETED and passed == 1)


def test_what_was_set_aside_is_known_by_its_codes() -> None:
    row = enrollment(Status.ENROLLED, override='{"codes":["E021","E025"],"note":"By the dean."}')

    assert row.overridden == {"E021", "E025"}
    assert enrollment(Status.ENROLLED).overridden == frozenset()
