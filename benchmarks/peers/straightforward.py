"""The straightforward version of this service: Flask, the ORM, `jsonify`.

Written as the documentation of Flask-SQLAlchemy shows, with what relationships do when
nobody says otherwise: they load when they are looked at.
"""

from typing import Any, TypeVar

from flask import Flask, Response, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from benchmarks.peers import engines
from benchmarks.peers.answers import Refusal, next_link, outcomes
from benchmarks.peers.models import Base, Course, Student, StudentCourse
from benchmarks.peers.settings import now

Row = TypeVar("Row", Student, Course)

db = SQLAlchemy(model_class=Base)
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = engines.url()
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engines.options()
db.init_app(app)
with app.app_context():
    engines.prepare(db.engine)


@app.get("/students/<int:student_id>/courses")
def list_student_courses(student_id: int) -> Response:
    student = _get(Student, student_id, "E002")
    enrolled = [each for each in student.enrollments if each.status == "enrolled"]
    return jsonify([{**_course(each.course), "enrollment": _enrollment(each)} for each in enrolled])


@app.get("/courses/<int:course_id>/students")
def list_course_students(course_id: int) -> Response:
    _get(Course, course_id, "E001")
    limit = request.args.get("limit", default=50, type=int)
    rows = db.session.scalars(
        select(StudentCourse)
        .where(
            StudentCourse.course_id == course_id,
            StudentCourse.student_id > request.args.get("after", default=0, type=int),
            StudentCourse.status.in_(("enrolled", "completed")),
        )
        .order_by(StudentCourse.student_id)
        .limit(limit + 1)
    ).all()
    shown = rows[:limit]
    response = jsonify(
        [{**_student(each.student), "enrollment": _enrollment(each)} for each in shown]
    )
    if len(rows) > limit:
        response.headers["Link"] = next_link(request.path, limit, shown[-1].student_id)
    return response


@app.post("/students/<int:student_id>/courses")
def enroll(student_id: int) -> Response:
    _get(Student, student_id, "E002")
    results = {each: _enroll(student_id, each) for each in request.get_json()["course_ids"]}
    db.session.commit()
    return jsonify(outcomes(results))


@app.delete("/students/<int:student_id>/courses/<int:course_id>")
def drop(student_id: int, course_id: int) -> Response:
    row = db.session.get(StudentCourse, (student_id, course_id))
    if row is None:
        raise Refusal("E011")
    result = "dropped" if row.status == "enrolled" else "unchanged"
    if result == "dropped":
        row.status, row.updated_at = "dropped", now()
    db.session.commit()
    return jsonify(outcomes({course_id: result}))


@app.get("/_bench")
def tell() -> Response:
    return jsonify(engines.tell(db.engine))


@app.errorhandler(Refusal)
def refuse(refusal: Refusal) -> tuple[Response, int]:
    return jsonify(refusal.document), refusal.status


def _get(model: type[Row], id: int, code: str) -> Row:
    row = db.session.get(model, id)
    if row is None:
        raise Refusal(code)
    return row


def _enroll(student_id: int, course_id: int) -> str:
    """Count, then insert; who has left before comes back to the same row."""
    course = _get(Course, course_id, "E001")
    row = db.session.get(StudentCourse, (student_id, course_id))
    if row is not None and row.status == "enrolled":
        return "unchanged"
    if course.capacity is not None and _count_enrolled(course_id) >= course.capacity:
        raise Refusal("E025")
    if row is None:
        row = StudentCourse(student_id=student_id, course_id=course_id, created_at=now())
        db.session.add(row)
    row.status, row.updated_at = "enrolled", now()
    return "enrolled"


def _count_enrolled(course_id: int) -> int:
    counted = select(func.count()).select_from(StudentCourse)
    enrolled = (StudentCourse.course_id == course_id, StudentCourse.status == "enrolled")
    return db.session.scalar(counted.where(*enrolled)) or 0


def _student(student: Student) -> dict[str, Any]:
    return {
        "id": student.id,
        "name": student.name,
        "given_name": student.given_name,
        "family_name": student.family_name,
        "email": student.email,
        "external_id": student.external_id,
        "created_at": student.created_at,
        "updated_at": student.updated_at,
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "id": course.id,
        "code": course.code,
        "catalog_code": course.catalog_code,
        "title": course.title,
        "description": course.description,
        "credits": course.credits,
        "term_id": course.term_id,
        "capacity": course.capacity,
        "waitlist_capacity": course.waitlist_capacity,
        "enrolled_count": course.enrolled_count,
        "open_seats": course.open_seats,
        "waitlist_count": course.waitlist_count,
        "meetings": course.meetings,
        "prerequisites": course.prerequisites,
        "created_at": course.created_at,
        "updated_at": course.updated_at,
    }


def _enrollment(row: StudentCourse) -> dict[str, Any]:
    return {
        "status": row.status,
        "position": None,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
