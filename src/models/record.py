"""A student's enrollments, as an act asks about them."""

from collections.abc import Iterable

from src.models.course import Course
from src.models.student_course import StudentCourse
from src.values import Status

LOOKED_AT = (Status.ENROLLED, Status.COMPLETED, Status.WAITLISTED)
"""What the rules ask about; who left stands in nobody's way."""


class Record:
    """What one student takes, waits for and has taken; `rows` are by course id."""

    def __init__(self, student_id: int, rows: Iterable[StudentCourse] = ()) -> None:
        self.student_id = student_id
        self.rows = {row.course_id: row for row in rows}

    def waiting(self) -> list[StudentCourse]:
        """Their places in queues, by course id."""
        waiting = [row for row in self.rows.values() if row.status == Status.WAITLISTED]
        return sorted(waiting, key=lambda row: row.course_id)

    def taken_in(self, term_id: int | None) -> list[Course]:
        """The courses of a term (or of none) enrolled in."""
        rows = (row for row in self.rows.values() if row.status == Status.ENROLLED)
        return [row.course for row in rows if row.course.term_id == term_id]
