"""Enrollments on the wire."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypedDict

from src.schemas.courses import CourseDocument, dump_course
from src.schemas.fields import CourseIds, Schema
from src.schemas.students import StudentDocument, dump_student
from src.values import CourseOutcome


class EnrollRequest(Schema):
    """The body of `POST /students/{id}/courses`."""

    course_ids: CourseIds


class EnrollmentDocument(TypedDict):
    """What one student's enrollment in one course adds to either's document.

    `position` is the place on a waitlist, null for an enrolled student.
    """

    status: str
    position: int | None
    created_at: str
    updated_at: str


class EnrolledCourseDocument(CourseDocument):
    """A course in a student's list."""

    enrollment: EnrollmentDocument


class EnrolledStudentDocument(StudentDocument):
    """A student in a course's roster."""

    enrollment: EnrollmentDocument


class OutcomeDocument(TypedDict):
    """The answer to an act on enrollments."""

    message: str
    courses: list[dict[str, Any]]


def dump_enrolled_course(row: Any) -> EnrolledCourseDocument:
    """The document of a row with a course's and an enrollment's columns."""
    return {**dump_course(row), "enrollment": _dump_enrollment(row)}


def dump_enrolled_student(row: Any) -> EnrolledStudentDocument:
    """The document of a row with a student's and an enrollment's columns."""
    return {**dump_student(row), "enrollment": _dump_enrollment(row)}


def _dump_enrollment(row: Any) -> EnrollmentDocument:
    return {
        "status": "enrolled",
        "position": None,
        "created_at": row.enrollment_created_at,
        "updated_at": row.enrollment_updated_at,
    }


def dump_outcomes(outcomes: Sequence[CourseOutcome]) -> OutcomeDocument:
    """The answer for the outcomes, in their order, and a sentence that counts them."""
    counts = Counter(outcome.result.value for outcome in outcomes)
    message = ", ".join(f"{count} {result}" for result, count in counts.items())
    courses = [{"course_id": each.course_id, "result": each.result.value} for each in outcomes]
    return {"message": f"{message}.", "courses": courses}
