"""`/courses`."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer_page, no_content
from src.controllers import courses
from src.schemas.courses import CourseCreate, CoursePatch, CourseQuery, dump_course

bp = Blueprint("courses", __name__, url_prefix="/courses")


@bp.post("")
@accepts(body=CourseCreate)
@work.write
def create_course(body: CourseCreate) -> ResponseReturnValue:
    course = courses.create_course(**body.given())
    location = url_for("courses.get_course", course_id=course.id)
    return dump_course(course), 201, {"Location": location}


@bp.get("")
@accepts(query=CourseQuery)
@work.read
def list_courses(query: CourseQuery) -> ResponseReturnValue:
    return answer_page(courses.list_courses(**query.model_dump()), dump_course)


@bp.get("/<id:course_id>")
@accepts()
@work.read
def get_course(course_id: int) -> ResponseReturnValue:
    return dump_course(courses.get_course(course_id=course_id))


@bp.patch("/<id:course_id>")
@accepts(body=CoursePatch)
@work.write
def update_course(course_id: int, body: CoursePatch) -> ResponseReturnValue:
    return dump_course(courses.update_course(course_id=course_id, changes=body.given()))


@bp.delete("/<id:course_id>")
@accepts()
@work.write
def delete_course(course_id: int) -> ResponseReturnValue:
    courses.delete_course(course_id=course_id)
    return no_content()
