"""`/students`."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer, answer_texts, no_content
from src.controllers import students
from src.schemas.dumping import dump_document
from src.schemas.students import StudentCreate, StudentPatch, StudentQuery

bp = Blueprint("students", __name__, url_prefix="/students")


@bp.post("")
@accepts(body=StudentCreate)
@work.write
def create_student(body: StudentCreate) -> ResponseReturnValue:
    student = students.create_student(**body.given())
    location = url_for("students.get_student", student_id=student.id)
    return answer(dump_document(student)), 201, {"Location": location}


@bp.get("")
@accepts(query=StudentQuery)
@work.read
def list_students(query: StudentQuery) -> ResponseReturnValue:
    return answer_texts(students.list_students(**query.model_dump()))


@bp.get("/<id:student_id>")
@accepts()
@work.read
def get_student(student_id: int) -> ResponseReturnValue:
    return answer(dump_document(students.get_student(student_id=student_id)))


@bp.patch("/<id:student_id>")
@accepts(body=StudentPatch)
@work.write
def update_student(student_id: int, body: StudentPatch) -> ResponseReturnValue:
    return answer(
        dump_document(students.update_student(student_id=student_id, changes=body.given()))
    )


@bp.delete("/<id:student_id>")
@accepts()
@work.write
def delete_student(student_id: int) -> ResponseReturnValue:
    students.delete_student(student_id=student_id)
    return no_content()
