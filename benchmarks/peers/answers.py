"""What every peer says in the same words."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

_FAILURES = {
    "E001": (404, "Course does not exist."),
    "E002": (404, "Student does not exist."),
    "E011": (404, "The student is not enrolled in this course."),
    "E025": (409, "The course is full."),
}


class Refusal(Exception):  # noqa: N818 (the domain's word, as in the service)
    """Ends a request; `status` and `document` are its answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.status, message = _FAILURES[code]
        self.document = {"error": {"code": code, "message": message}}


def outcomes(results: Mapping[int, str]) -> dict[str, Any]:
    """The answer to an act, from what became of each course."""
    counts = Counter(results.values())
    message = ", ".join(f"{count} {result}" for result, count in counts.items())
    courses = [{"course_id": each, "result": result} for each, result in results.items()]
    return {"message": f"{message}.", "courses": courses}


def next_link(path: str, limit: int, after: int) -> str:
    """The `Link` header that leads to the next page."""
    return f'<{path}?{urlencode({"limit": limit, "after": after})}>; rel="next"'


def shown_credits(hundredths: int | None) -> int | float | None:
    """Credits as a JSON number, whole where they are."""
    if hundredths is None or hundredths % 100:
        return hundredths and hundredths / 100
    return hundredths // 100
