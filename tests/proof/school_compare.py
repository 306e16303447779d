"""Whether the lists of the service are those of `school`."""

from collections.abc import Callable
from typing import Any

from tests.proof.school import School
from tests.proof.school_book import Course

Read = Callable[[str], Any]
"""Reads a document; a list is read to the end of its last page."""


def require_same_course(read: Read, school: School, course: Course) -> None:
    """Raises AssertionError where roster, queue, reasons kept with it, or a number differ."""
    path = f"/courses/{course.id}"
    roster = {each["id"]: each["enrollment"]["status"] for each in read(f"{path}/students")}
    ours = {each: school.status(each, course.id) for each in sorted(course.roster)}
    assert roster == ours, f"roster of course {course.id}: {roster}, and the model has {ours}"
    waitlist = [waiting(each) for each in read(f"{path}/waitlist")]
    queue = [(each, school.rows[each][course.id].passed_over) for each in course.queue]
    assert waitlist == queue, f"queue of course {course.id}: {waitlist}, and the model has {queue}"
    document = read(path)
    told = {name: document[name] for name in ("capacity", "enrolled_count", "waitlist_count")}
    numbers = dict(zip(told, (course.capacity, len(ours), len(queue)), strict=True))
    assert told == numbers, f"course {course.id} says {told}, and the model {numbers}"


def require_same_student(read: Read, school: School, student_id: int) -> None:
    """Raises AssertionError where a student is something else in some course."""
    statuses = "enrolled,waitlisted,dropped,withdrawn,completed"
    documents = read(f"/students/{student_id}/courses?status={statuses}")
    found = [(each["id"], each["enrollment"]["status"]) for each in documents]
    ours = [(course_id, row.status) for course_id, row in sorted(school.rows[student_id].items())]
    assert found == ours, f"student {student_id}: {found}, and the model has {ours}"


def waiting(document: Any) -> tuple[int, tuple[str, ...]]:
    """Who waits, and the codes of the reasons for which they were passed over."""
    passed_over = document["enrollment"]["passed_over"] or {"reasons": []}
    return document["id"], tuple(each["code"] for each in passed_over["reasons"])
