"""A student's enrollments, as the rules of registration ask about them."""

from collections.abc import Collection, Iterable, Iterator

from src.models.course import Course
from src.models.student_course import StudentCourse
from src.models.timetable import Clash
from src.values import Prerequisite, Status

LOOKED_AT = (Status.ENROLLED, Status.COMPLETED, Status.WAITLISTED)
"""What the rules ask about; who left stands in nobody's way."""


class Record:
    """What one student takes, waits for and has taken; `rows` are by course id.

    `together` in its questions are courses that the same request enrolls in: they count
    as if they were enrolled in already.
    """

    def __init__(self, student_id: int, rows: Iterable[StudentCourse] = ()) -> None:
        self.student_id = student_id
        self.rows = {row.course_id: row for row in rows}

    def waiting(self) -> list[StudentCourse]:
        """Their places in queues, by course id."""
        return [self.rows[key] for key in sorted(self.rows) if self.rows[key].is_waiting]

    def taken(self, besides: Course, together: Collection[Course] = ()) -> Iterator[Course]:
        """The courses enrolled in, but for one, by id."""
        enrolled = {row.course for row in self.rows.values() if row.status == Status.ENROLLED}
        yield from sorted({*enrolled, *together} - {besides}, key=lambda course: course.id)

    def taken_in(self, term_id: int | None) -> list[Course]:
        """The courses of a term (or of none) enrolled in."""
        rows = (row for row in self.rows.values() if row.status == Status.ENROLLED)
        return [row.course for row in rows if row.course.term_id == term_id]

    def credits_with(self, course: Course, together: Collection[Course] = ()) -> int:
        """The hundredths of credits in a course's term, the course's own among them."""
        held = {row.course for row in self.rows.values() if row.holds_seat}
        counted = {*held, *together, course}
        return sum(
            each.credits_hundredths or 0 for each in counted if each.term_id == course.term_id
        )

    def clashes_with(
        self, course: Course, together: Collection[Course] = ()
    ) -> list[tuple[Course, Clash]]:
        """The courses that are taken at the same time, and when first."""
        if not course.slots:
            return []
        others = self.taken(course, together)
        return [(other, clash) for other in others if (clash := course.clash_with(other))]

    def lacks(self, course: Course, together: Collection[Course] = ()) -> list[Prerequisite]:
        """The prerequisites of a course that are not met."""
        return [each for each in course.prerequisites if not self._meets(each, course, together)]

    def _meets(
        self, prerequisite: Prerequisite, course: Course, together: Collection[Course]
    ) -> bool:
        code = prerequisite.catalog_code
        if any(row.is_passed and row.course.catalog_code == code for row in self.rows.values()):
            return True
        named = [each for each in self.taken(course, together) if each.catalog_code == code]
        if any(each.is_before(course) for each in named):
            return True
        return prerequisite.concurrent and any(
            each in together or each.term_id == course.term_id for each in named
        )
