"""Clashes of courses, and of a course with what a student takes."""

from datetime import date
from typing import Any

import pytest

from src.models import Course, Load, Record, StudentCourse, Term
from src.values import Meeting, Status


def term(zone: str, starts_on: str = "2026-09-01", ends_on: str = "2026-12-18") -> Term:
    """A term in a zone."""
    days = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    return Term(starts_on=days[0], ends_on=days[1], time_zone=zone)


def course(number: int, in_term: Term | None, *meetings: tuple[Any, ...]) -> Course:
    """A course with meetings from the fields of each."""
    return Course(id=number, term=in_term, meetings=tuple(Meeting(*each) for each in meetings))


BERLIN, NEW_YORK = term("Europe/Berlin"), term("America/New_York")
MONDAY_9 = (1, "09:00", "10:00")


def taking(*courses: Course, status: Status = Status.ENROLLED) -> Record:
    """The record of a student whose enrollments have one status."""
    rows = [
        StudentCourse(student_id=1, course_id=each.id, course=each, status=status)
        for each in courses
    ]
    return Record(1, rows)


def told(record: Record, asked: Course, *together: Course) -> list[tuple[int, str]]:
    """The ids of the courses that one clashes with, and when."""
    return [(other.id, str(clash)) for other, clash in Load(record, together).clashes_with(asked)]


def test_courses_in_two_zones_clash_at_an_instant_that_each_tells_by_its_own_clock() -> None:
    here = course(1, BERLIN, (3, "16:00", "18:00"), MONDAY_9)
    there = course(2, NEW_YORK, MONDAY_9, (3, "11:30", "13:00"))

    assert str(here.clash_with(there)) == "Wednesday 2026-09-02, 17:30 to 18:00 Europe/Berlin"
    assert str(there.clash_with(here)) == "Wednesday 2026-09-02, 11:30 to 12:00 America/New_York"


def test_courses_clash_only_in_the_weeks_in_which_one_clock_is_changed() -> None:
    """Europe changes on October 25, America a week later: 5 hours apart instead of 6."""
    here = course(1, BERLIN, (1, "15:00", "16:00"))
    there = course(2, NEW_YORK, (1, "10:00", "11:00"))

    assert str(here.clash_with(there)) == "Monday 2026-10-26, 15:00 to 16:00 Europe/Berlin"


def test_the_first_clash_is_the_first_instant_though_the_clock_shows_more() -> None:
    """02:30 before the clock is set back is earlier than 02:00 after it."""
    here = course(1, BERLIN, (7, "02:00", "02:10"), (7, "02:30", "02:45"))
    there = course(2, term("UTC", "2026-10-25", "2026-10-25"), (7, "00:30", "01:10"))

    assert str(here.clash_with(there)) == "Sunday 2026-10-25, 02:30 to 02:45 Europe/Berlin"


def test_a_meeting_with_days_of_its_own_clashes_on_those_alone() -> None:
    block = course(1, BERLIN, (*MONDAY_9, None, "2026-11-02", "2026-11-13"))
    before, after = (
        course(2, BERLIN, (*MONDAY_9, None, None, "2026-11-01")),
        course(3, BERLIN, (*MONDAY_9, None, "2026-11-14")),
    )

    assert block.clash_with(before) is None
    assert block.clash_with(after) is None
    assert str(block.clash_with(course(4, BERLIN, MONDAY_9))).startswith("Monday 2026-11-02,")


def test_a_course_without_a_term_or_without_meetings_clashes_with_nothing() -> None:
    usual = course(1, BERLIN, MONDAY_9)

    assert usual.clash_with(course(2, BERLIN)) is None
    assert course(2, None).clash_with(usual) is None


def test_a_course_clashes_with_those_enrolled_in_and_those_asked_for_together_by_id() -> None:
    enrolled = course(4, NEW_YORK, (1, "03:30", "04:30"))
    together = course(3, BERLIN, (1, "09:45", "11:00"))
    others = course(2, BERLIN, (2, "09:00", "10:00")), course(6, BERLIN, (1, "10:00", "11:00"))
    asked = course(5, BERLIN, MONDAY_9)

    assert told(taking(enrolled, others[0]), asked, together, others[1], asked) == [
        (3, "Monday 2026-09-07, 09:45 to 10:00 Europe/Berlin"),
        (4, "Monday 2026-09-07, 09:30 to 10:00 Europe/Berlin"),
    ]
    assert [number for number, _ in told(taking(enrolled), asked)] == [4]


def test_a_course_does_not_clash_with_itself() -> None:
    mine = course(1, BERLIN, MONDAY_9)

    assert told(taking(mine), mine, mine) == []


@pytest.mark.parametrize("status", [status for status in Status if status != Status.ENROLLED])
def test_only_what_is_enrolled_in_takes_time(status: Status) -> None:
    other, asked = course(1, BERLIN, MONDAY_9), course(2, BERLIN, MONDAY_9)

    assert told(taking(other, status=status), asked) == []
    assert [number for number, _ in told(taking(other, status=status), asked, other)] == [1]
