"""`/courses/{id}/students` and `/courses/{id}/waitlist`."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer_texts
from src.controllers import rosters
from src.schemas.enrollments import RosterQuery
from src.schemas.paging import PageQuery

bp = Blueprint("rosters", __name__, url_prefix="/courses/<id:course_id>")


@bp.get("/students")
@accepts(query=RosterQuery)
@work.read
def list_course_students(course_id: int, query: RosterQuery) -> ResponseReturnValue:
    page = rosters.list_course_students(course_id=course_id, **query.model_dump())
    return answer_texts(page)


@bp.get("/waitlist")
@accepts(query=PageQuery)
@work.read
def list_waitlist(course_id: int, query: PageQuery) -> ResponseReturnValue:
    page = rosters.list_waitlist(course_id=course_id, **query.model_dump())
    return answer_texts(page)
