"""`/students/{id}/courses`: acts on enrollments, and the courses of a student."""

from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue

from src import logs, work
from src.blueprints.wire import accepts, answer, answer_documents
from src.controllers import enrollments, rosters
from src.schemas.dumping import dump_document
from src.schemas.enrollments import (
    ActQuery,
    CompleteRequest,
    EnrollRequest,
    ScheduleRequest,
    StudentCoursesQuery,
    dump_outcomes,
)
from src.values import CourseOutcome

bp = Blueprint("enrollments", __name__, url_prefix="/students/<id:student_id>/courses")


def _look(student_id: int, body: EnrollRequest, query: ActQuery) -> None:  # noqa: ARG001 (as the act)
    enrollments.refuse_what_is_full(student_id=student_id, **body.asked())


@bp.post("")
@accepts(body=EnrollRequest, query=ActQuery)
@work.looking_first(_look)
@work.act
def enroll(student_id: int, body: EnrollRequest, query: ActQuery) -> ResponseReturnValue:
    outcomes = enrollments.enroll(student_id=student_id, **body.asked())
    return _answer(student_id, outcomes, query)


@bp.put("")
@accepts(body=ScheduleRequest, query=ActQuery)
@work.act
def set_schedule(student_id: int, body: ScheduleRequest, query: ActQuery) -> ResponseReturnValue:
    outcomes = enrollments.set_schedule(student_id=student_id, term_id=body.term_id, **body.asked())
    return _answer(student_id, outcomes, query)


@bp.get("")
@accepts(query=StudentCoursesQuery)
@work.read
def list_student_courses(student_id: int, query: StudentCoursesQuery) -> ResponseReturnValue:
    documents = rosters.list_student_courses(student_id=student_id, status=query.status)
    return answer_documents(documents)


@bp.get("/<id:course_id>")
@accepts()
@work.read
def get_enrollment(student_id: int, course_id: int) -> ResponseReturnValue:
    return answer(dump_document(rosters.get_enrollment(student_id=student_id, course_id=course_id)))


@bp.patch("/<id:course_id>")
@accepts(body=CompleteRequest, query=ActQuery)
@work.act
def complete(
    student_id: int, course_id: int, body: CompleteRequest, query: ActQuery
) -> ResponseReturnValue:
    enrollments.complete(
        student_id=student_id, course_id=course_id, passed=body.passed, grade=body.grade
    )
    _note(student_id, {course_id: "completed"}, query)
    return answer(dump_document(rosters.get_enrollment(student_id=student_id, course_id=course_id)))


@bp.delete("/<id:course_id>")
@accepts(query=ActQuery)
@work.act
def drop(student_id: int, course_id: int, query: ActQuery) -> ResponseReturnValue:
    outcomes = enrollments.drop(student_id=student_id, course_id=course_id)
    return _answer(student_id, outcomes, query)


def _answer(
    student_id: int, outcomes: Sequence[CourseOutcome], query: ActQuery
) -> ResponseReturnValue:
    """The outcomes, and the same by id for the log."""
    _note(student_id, {each.course_id: str(each.result) for each in outcomes}, query)
    return dump_outcomes(outcomes)


def _note(student_id: int, results: dict[int, str], query: ActQuery) -> None:
    """Say in the log who was linked to what; a dry run says that nobody was."""
    courses = {str(course_id): result for course_id, result in results.items()}
    logs.note(
        student_id=student_id, courses=courses, **({"dry_run": True} if query.dry_run else {})
    )
