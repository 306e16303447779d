"""The documents that the database makes are those that the schemas declare."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_type_hints

import pytest

from src.controllers import courses, enrollments, rosters, students
from src.controllers.documents import COURSE_FIELDS, STUDENT_FIELDS
from src.schemas.courses import CourseDocument
from src.schemas.dumping import dump_credits
from src.schemas.enrollments import EnrolledCourseDocument, EnrollmentDocument
from src.schemas.students import StudentDocument

# What no encoder may let through as it is, and what none needs to escape.
AWKWARD = 'Qu"o\\te, / and é, 😀, \u2028 \x7f'


@pytest.mark.parametrize(
    ("fields", "document"), [(COURSE_FIELDS, CourseDocument), (STUDENT_FIELDS, StudentDocument)]
)
def test_the_keys_are_the_declared_ones_in_their_order(
    fields: Mapping[str, Any], document: type
) -> None:
    assert list(fields) == list(get_type_hints(document))


def enrolled_in(number: int, title: str = "Botany") -> dict[str, Any]:
    """The document of a course in a student's list."""
    course = courses.create_course(title=title, credits=Decimal(number) / 100)
    student = students.create_student(name="Ada Okafor", email="ada@example.org")
    enrollments.enroll(student_id=student.id, course_ids=[course.id])
    document: dict[str, Any] = json.loads(rosters.list_student_courses(student_id=student.id))
    return document


def test_an_enrollment_stands_in_the_document_of_its_course() -> None:
    document = enrolled_in(750)

    assert list(document) == list(get_type_hints(EnrolledCourseDocument))
    declared = list(EnrollmentDocument.__required_keys__)
    assert sorted(document["enrollment"]) == sorted(declared)


def test_texts_come_back_as_they_were_given() -> None:
    assert enrolled_in(0, AWKWARD)["title"] == AWKWARD


@pytest.mark.parametrize("number", [0, 1, 10, 29, 100, 110, 750, 1234, 57005, 99999])
def test_credits_are_numbers_without_a_fraction_where_there_is_none(number: int) -> None:
    found = enrolled_in(number)["credits"]

    assert found == dump_credits(number)
    assert type(found) is type(dump_credits(number))


def test_documents_have_no_white_space_between_keys_and_values() -> None:
    course = courses.create_course(title="Botany")

    compact = json.dumps(json.loads(course.document), separators=(",", ":"), ensure_ascii=False)
    assert course.document == compact
