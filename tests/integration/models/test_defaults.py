"""Rows of code that knows nothing of registration: no limit, nobody counted, enrolled."""

from sqlalchemy import Connection, insert, select, text

from src.models import Course, StudentCourse
from tests.integration.models.rows import COURSES, ENROLLMENTS, GOOD


def test_a_course_begins_without_limits_and_counts_nobody(connection: Connection) -> None:
    connection.execute(insert(COURSES), GOOD["courses"])

    limits = select(Course.term_id, Course.capacity, Course.waitlist_capacity)
    counts = select(Course.enrolled_count, Course.waitlist_count, Course.last_place)
    assert connection.execute(limits).one() == (None, None, None)
    assert connection.execute(counts).one() == (0, 0, 0)
    assert connection.execute(select(Course.meetings, Course.prerequisites)).one() == ((), ())


def test_an_enrollment_begins_as_enrolled(inhabited: Connection) -> None:
    inhabited.execute(insert(ENROLLMENTS), GOOD["student_courses"])

    row = inhabited.execute(select(ENROLLMENTS).where(StudentCourse.student_id == 1)).one()

    assert row.status == "enrolled"
    assert (row.place, row.passed, row.grade) == (None, None, None)
    assert (row.passed_over, row.passed_over_at, row.override) == (None, None, None)


def test_counts_are_numbers_whatever_the_words_of_their_default(connection: Connection) -> None:
    connection.execute(insert(COURSES), GOOD["courses"])
    taken = text("UPDATE courses SET enrolled_count = enrolled_count + 1 RETURNING enrolled_count")

    assert connection.scalar(taken) == 1
