"""Enrollments on the wire."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypedDict

from orjson import Fragment
from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from src.schemas.courses import CourseDocument
from src.schemas.fields import (
    CourseIds,
    Grade,
    Id,
    Instant,
    Note,
    OverrideCodes,
    ParameterFlag,
    Schema,
    Statuses,
)
from src.schemas.paging import NoParameters, PageQuery
from src.schemas.students import StudentDocument
from src.values import HOLDS_SEAT, CourseOutcome, Override, Status


class EnrollRequest(Schema):
    """The body of `POST /students/{id}/courses`.

    `waitlist` asks for a place in the queue of what is full; `override` sets refusals
    aside, and `note` says why.
    """

    course_ids: CourseIds
    waitlist: bool = False
    override: OverrideCodes | None = None
    note: Note | None = Field(default=None, validate_default=True)

    @field_validator("note")
    @classmethod
    def _goes_with_an_override(cls, note: str | None, info: ValidationInfo) -> str | None:
        # An override that is none has been told of already, and is not among the data.
        if "override" in info.data and bool(info.data["override"]) != (note is not None):
            raise PydanticCustomError("note", "An override and its note go together.")
        return note

    def asked(self) -> dict[str, Any]:
        """What is asked for, as `enroll` and `set_schedule` take it."""
        override = Override(self.override or (), self.note or "")
        return {"course_ids": self.course_ids, "waitlist": self.waitlist, "override": override}


class ScheduleRequest(EnrollRequest):
    """The body of `PUT /students/{id}/courses`: all courses of a term, null for no term."""

    term_id: Id | None


class CompleteRequest(Schema):
    """The body of `PATCH /students/{id}/courses/{course_id}`."""

    status: Literal["completed"]
    passed: bool
    grade: Grade | None = None


class ActQuery(NoParameters):
    """The parameters of acts: a dry run answers as the act would, and keeps nothing."""

    dry_run: ParameterFlag = False


class StudentCoursesQuery(Schema):
    """The parameters of `GET /students/{id}/courses`."""

    status: Statuses = (Status.ENROLLED,)


class RosterQuery(PageQuery):
    """The parameters of `GET /courses/{id}/students`."""

    status: Statuses = tuple(sorted(HOLDS_SEAT))
    as_of: Instant | None = None


class EnrollmentDocument(TypedDict):
    """What one student's enrollment in one course adds to either's document.

    `position` is the place on a waitlist, 1 for who goes first, null for who does not
    wait. `passed` and `grade` are there where the course is completed, but for the past:
    the log does not have them.
    """

    status: str
    position: int | None
    created_at: str
    updated_at: str
    passed: NotRequired[bool]
    grade: NotRequired[str | None]
    passed_over: NotRequired[dict[str, Any] | None]
    override: NotRequired[Fragment | None]


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


def dump_outcomes(outcomes: Sequence[CourseOutcome]) -> OutcomeDocument:
    """The answer for the outcomes, in their order, and a sentence that counts them."""
    counts = Counter(str(outcome.result) for outcome in outcomes)
    message = ", ".join(f"{count} {result}" for result, count in counts.items())
    courses = [{"course_id": each.course_id, "result": str(each.result)} for each in outcomes]
    return {"message": f"{message}.", "courses": courses}
