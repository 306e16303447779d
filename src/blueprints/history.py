"""`/courses/{id}/changes` and `/courses/{id}/demand`, `/students/{id}/history`."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer_page
from src.controllers import demand, history
from src.schemas.history import ChangesQuery, HistoryQuery, dump_demand, dump_event

bp = Blueprint("history", __name__)


@bp.get("/courses/<id:course_id>/changes")
@accepts(query=ChangesQuery)
@work.read
def list_changes(course_id: int, query: ChangesQuery) -> ResponseReturnValue:
    page = history.list_changes(course_id=course_id, **query.model_dump())
    return answer_page(page, dump_event)


@bp.get("/students/<id:student_id>/history")
@accepts(query=HistoryQuery)
@work.read
def list_history(student_id: int, query: HistoryQuery) -> ResponseReturnValue:
    page = history.list_history(student_id=student_id, **query.model_dump())
    return answer_page(page, dump_event)


@bp.get("/courses/<id:course_id>/demand")
@accepts()
@work.read
def get_demand(course_id: int) -> ResponseReturnValue:
    return dump_demand(demand.get_demand(course_id=course_id))
