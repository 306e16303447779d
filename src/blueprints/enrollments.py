"""`/students/{id}/courses` and `/courses/{id}/students`."""

from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue

from src import logs, work
from src.blueprints.wire import accepts, answer_page
from src.controllers import enrollments
from src.schemas.enrollments import (
    EnrollRequest,
    dump_enrolled_course,
    dump_enrolled_student,
    dump_outcomes,
)
from src.schemas.paging import PageQuery
from src.values import CourseOutcome

bp = Blueprint("enrollments", __name__)


@bp.post("/students/<id:student_id>/courses")
@accepts(body=EnrollRequest)
@work.write
def enroll(student_id: int, body: EnrollRequest) -> ResponseReturnValue:
    outcomes = enrollments.enroll(student_id=student_id, course_ids=body.course_ids)
    return _answer(student_id, outcomes)


@bp.delete("/students/<id:student_id>/courses/<id:course_id>")
@accepts()
@work.write
def drop(student_id: int, course_id: int) -> ResponseReturnValue:
    return _answer(student_id, enrollments.drop(student_id=student_id, course_id=course_id))


@bp.get("/students/<id:student_id>/courses")
@accepts()
@work.read
def list_student_courses(student_id: int) -> ResponseReturnValue:
    rows = enrollments.list_student_courses(student_id=student_id)
    return [dump_enrolled_course(row) for row in rows]


@bp.get("/courses/<id:course_id>/students")
@accepts(query=PageQuery)
@work.read
def list_course_students(course_id: int, query: PageQuery) -> ResponseReturnValue:
    page = enrollments.list_course_students(course_id=course_id, **query.model_dump())
    return answer_page(page, dump_enrolled_student)


def _answer(student_id: int, outcomes: Sequence[CourseOutcome]) -> ResponseReturnValue:
    """The outcomes, and the same by id for the log."""
    results = {str(each.course_id): each.result.value for each in outcomes}
    logs.note(student_id=student_id, courses=results)
    return dump_outcomes(outcomes)
