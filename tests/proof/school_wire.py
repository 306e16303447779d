"""The acts of `school` as requests, and the service's responses as its answers."""

from typing import Any

from tests.proof.school import Answer

Call = tuple[str, str, dict[str, Any] | None]
_NOTE = "the registrar said so"


def call_of(act: str, asked: dict[str, Any]) -> Call:
    """Method, path and body of an act."""
    student, course = asked.get("student_id"), asked.get("course_id")
    courses = f"/students/{student}/courses"
    body = {key: value for key, value in asked.items() if key not in ("student_id", "override")}
    if asked.get("override"):
        body |= {"override": list(asked["override"]), "note": _NOTE}
    calls: dict[str, Call] = {
        "enroll": ("POST", courses, body),
        "set_schedule": ("PUT", courses, body),
        "drop": ("DELETE", f"{courses}/{course}", None),
        "complete": ("PATCH", f"{courses}/{course}", _grade(asked)),
        "edit_course": ("PATCH", f"/courses/{course}", asked.get("changes")),
        "edit_term": ("PATCH", f"/terms/{asked.get('term_id')}", _limit(asked)),
        "delete_course": ("DELETE", f"/courses/{course}", None),
        "delete_student": ("DELETE", f"/students/{student}", None),
    }
    return calls[act]


def _grade(asked: dict[str, Any]) -> dict[str, Any]:
    return {"status": "completed", "passed": asked.get("passed")}


def _limit(asked: dict[str, Any]) -> dict[str, Any]:
    return {"max_credits": asked.get("max_credits")}


def answer_of(status: int, document: Any) -> Answer:
    """The answer in a response."""
    if status >= 400:
        error = document["error"]
        listed = [each for each in error.get("details") or () if "course_id" in each]
        details = tuple((each["course_id"], each["code"]) for each in listed)
        return Answer(status, error["code"], details)
    courses = (document or {}).get("courses", ())
    return Answer(status, outcomes=tuple((each["course_id"], each["result"]) for each in courses))
