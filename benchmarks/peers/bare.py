"""The ceiling: a bare Flask application that answers constant bytes.

As many as a typical answer has, from the server that serves the service, without hooks
and without a database.
"""

import json

from flask import Flask, Response

_INSTANT = "2026-09-01T08:30:00.000Z"
_ENROLLMENT = {
    "status": "enrolled",
    "position": None,
    "created_at": _INSTANT,
    "updated_at": _INSTANT,
}
_COURSE = {
    "id": 100,
    "code": "C-100",
    "catalog_code": "C-100",
    "title": "Course 100",
    "description": None,
    "credits": 5,
    "term_id": 1,
    "capacity": None,
    "waitlist_capacity": None,
    "enrolled_count": 600,
    "open_seats": None,
    "waitlist_count": 0,
    "meetings": [
        {
            "weekday": 1,
            "starts_at": "09:00",
            "ends_at": "09:15",
            "location": None,
            "starts_on": None,
            "ends_on": None,
        }
    ],
    "prerequisites": [],
    "created_at": _INSTANT,
    "updated_at": _INSTANT,
    "enrollment": _ENROLLMENT,
}
_STUDENT = {
    "id": 5000,
    "name": "Student 5000",
    "given_name": None,
    "family_name": None,
    "email": "student5000@example.org",
    "external_id": None,
    "created_at": _INSTANT,
    "updated_at": _INSTANT,
    "enrollment": _ENROLLMENT,
}
_COURSES = json.dumps([_COURSE] * 6, separators=(",", ":")).encode()
_STUDENTS = json.dumps([_STUDENT] * 50, separators=(",", ":")).encode()

app = Flask(__name__)


@app.get("/students/<_id>/courses")
def list_student_courses(_id: str) -> Response:
    return Response(_COURSES, mimetype="application/json")


@app.get("/courses/<_id>/students")
def list_course_students(_id: str) -> Response:
    return Response(_STUDENTS, mimetype="application/json")
