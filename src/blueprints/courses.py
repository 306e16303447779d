"""`/courses`."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer, answer_texts, no_content
from src.controllers import courses
from src.schemas.courses import CourseCreate, CoursePatch, CourseQuery
from src.schemas.dumping import dump_document

bp = Blueprint("courses", __name__, url_prefix="/courses")


@bp.post("")
@accepts(body=CourseCreate)
@work.write
def create_course(body: CourseCreate) -> ResponseReturnValue:
    course = courses.create_course(**body.given())
    location = url_for("courses.get_course", course_id=course.id)
    return answer(dump_document(course)), 201, {"Location": location}


@bp.get("")
@accepts(query=CourseQuery)
@work.read
def list_courses(query: CourseQuery) -> ResponseReturnValue:
    return answer_texts(courses.list_courses(**query.model_dump()))


@bp.get("/<id:course_id>")
@accepts()
@work.read
def get_course(course_id: int) -> ResponseReturnValue:
    return answer(dump_document(courses.get_course(course_id=course_id)))


@bp.patch("/<id:course_id>")
@accepts(body=CoursePatch)
@work.write
def update_course(course_id: int, body: CoursePatch) -> ResponseReturnValue:
    return answer(dump_document(courses.update_course(course_id=course_id, changes=body.given())))


@bp.delete("/<id:course_id>")
@accepts()
@work.write
def delete_course(course_id: int) -> ResponseReturnValue:
    courses.delete_course(course_id=course_id)
    return no_content()
