"""What enrolling and dropping do, below HTTP."""

import json

import pytest

from src.controllers import courses, enrollments, rosters, students
from src.errors import CourseNotFoundError, NotEnrolledError, StudentNotFoundError
from src.errors.registration import EnrollmentRefusedError
from src.values import HOLDS_SEAT, ID_MAX, CourseOutcome, Outcome, Page


@pytest.fixture
def student() -> int:
    return int(students.create_student(name="Ada Okafor", email="ada@example.org").id)


@pytest.fixture
def offered() -> list[int]:
    return [int(courses.create_course(title=f"Course {number}").id) for number in range(3)]


def taken(student: int) -> list[int]:
    documents = rosters.list_student_courses(student_id=student)
    return [each["id"] for each in json.loads(f"[{documents}]")]


def ids(page: Page) -> list[int]:
    return [json.loads(document)["id"] for document in page.rows]


def test_outcomes_come_in_the_order_asked(student: int, offered: list[int]) -> None:
    enrollments.enroll(student_id=student, course_ids=offered[:1])

    outcomes = enrollments.enroll(student_id=student, course_ids=offered[::-1])

    assert outcomes == [
        CourseOutcome(offered[2], Outcome.ENROLLED),
        CourseOutcome(offered[1], Outcome.ENROLLED),
        CourseOutcome(offered[0], Outcome.UNCHANGED),
    ]
    assert taken(student) == offered


def test_one_unknown_course_refuses_all_and_every_unknown_one_is_named(
    student: int, offered: list[int]
) -> None:
    with pytest.raises(EnrollmentRefusedError) as refused:
        enrollments.enroll(student_id=student, course_ids=[ID_MAX, *offered, ID_MAX - 1])

    assert [each["course_id"] for each in refused.value.details] == [ID_MAX, ID_MAX - 1]
    assert (refused.value.code, refused.value.status) == ("E001", 404)
    assert taken(student) == []


def test_an_unknown_student_is_named_before_unknown_courses() -> None:
    with pytest.raises(StudentNotFoundError):
        enrollments.enroll(student_id=1, course_ids=[ID_MAX])
    with pytest.raises(StudentNotFoundError):
        enrollments.drop(student_id=1, course_id=ID_MAX)


def test_a_drop_takes_away_that_course_alone(student: int, offered: list[int]) -> None:
    enrollments.enroll(student_id=student, course_ids=offered)

    outcomes = enrollments.drop(student_id=student, course_id=offered[1])

    assert outcomes == [CourseOutcome(offered[1], Outcome.DROPPED)]
    assert taken(student) == [offered[0], offered[2]]


def test_what_is_not_there_cannot_be_dropped(student: int, offered: list[int]) -> None:
    with pytest.raises(NotEnrolledError):
        enrollments.drop(student_id=student, course_id=offered[0])
    with pytest.raises(CourseNotFoundError):
        enrollments.drop(student_id=student, course_id=ID_MAX)


def test_a_roster_goes_by_student_and_says_whether_there_is_more(offered: list[int]) -> None:
    people = [
        int(students.create_student(name=f"S {number}", email=f"s{number}@example.org").id)
        for number in range(5)
    ]
    for person in people[::-1]:
        enrollments.enroll(student_id=person, course_ids=offered[:1])

    first, last = (
        rosters.list_course_students(course_id=offered[0], limit=3, after=after, status=HOLDS_SEAT)
        for after in (None, people[2])
    )

    assert (ids(first), first.next_after) == (people[:3], people[2])
    assert (ids(last), last.next_after) == (people[3:], None)
