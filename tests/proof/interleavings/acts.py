"""The acts of a specification: requests with names where ids go.

A student has a small letter, a course a capital one, and `T` is the term.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Ids = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """A request of one client; `kind` is what it is counted as."""

    kind: str
    method: str
    path: str
    body: dict[str, Any] | None = None

    def send(self, client: FlaskClient, ids: Ids) -> TestResponse:
        """The answer, where the names stand for these ids."""
        path = self.path.format_map(ids)
        if self.body is None:
            return client.open(path, method=self.method)
        return client.open(path, method=self.method, json=_named(self.body, ids))


def _named(body: dict[str, Any], ids: Ids) -> dict[str, Any]:
    """The body with ids for names."""
    named = dict(body)
    if "course_ids" in body:
        named["course_ids"] = [ids[name] for name in body["course_ids"]]
    if body.get("term_id") is not None:
        named["term_id"] = ids[body["term_id"]]
    return named


def enroll(student: str, courses: str, **fields: Any) -> Act:
    """Ask for courses."""
    body = {"course_ids": [*courses], **fields}
    return Act("enroll", "POST", f"/students/{{{student}}}/courses", body)


def join(student: str, courses: str) -> Act:
    """Ask for courses, or for places in their queues."""
    return enroll(student, courses, waitlist=True)


def drop(student: str, course: str) -> Act:
    """Leave a course or its queue."""
    return Act("drop", "DELETE", f"/students/{{{student}}}/courses/{{{course}}}")


def swap(student: str, courses: str, *, term: str | None = None, waitlist: bool = False) -> Act:
    """Set the whole schedule of a term, or of none."""
    body = {"term_id": term, "course_ids": [*courses], "waitlist": waitlist}
    return Act("swap", "PUT", f"/students/{{{student}}}/courses", body)


def complete(student: str, course: str, **fields: Any) -> Act:
    """Grade an enrollment."""
    body = {"status": "completed", "passed": True} | fields
    return Act("complete", "PATCH", f"/students/{{{student}}}/courses/{{{course}}}", body)


def resize(course: str, capacity: int | None) -> Act:
    """Set how many seats a course has."""
    return Act("resize", "PATCH", f"/courses/{{{course}}}", {"capacity": capacity})


def edit(course: str, **rules: Any) -> Act:
    """Edit rules of a course."""
    return Act("edit rule", "PATCH", f"/courses/{{{course}}}", rules)


def edit_term(**rules: Any) -> Act:
    """Edit rules of the term."""
    return Act("edit rule", "PATCH", "/terms/{T}", rules)


def delete_course(course: str) -> Act:
    """Delete a course."""
    return Act("delete course", "DELETE", f"/courses/{{{course}}}")


def delete_student(student: str) -> Act:
    """Delete a student."""
    return Act("delete student", "DELETE", f"/students/{{{student}}}")
