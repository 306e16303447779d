"""A student's load: what they take, as the rules of registration ask about it."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from operator import attrgetter

from src.models.course import Course
from src.models.record import Record
from src.models.timetable import Clash, Timetable
from src.values import HOLDS_SEAT, Prerequisite, Status

_by_id = attrgetter("id")


class Load:
    """What one student takes, beside which one more course is judged.

    `together` are courses that the same request enrolls in: they count as if they were
    enrolled in already. It is to be made anew once the enrollments have changed; what one
    request asks for is judged beside one load, so that each course is looked at once.
    """

    def __init__(self, record: Record, together: Collection[Course] = ()) -> None:
        self._rows = record.rows.values()
        self._together = {*together}

    @cached_property
    def _taken(self) -> list[Course]:
        """The courses enrolled in, by id."""
        enrolled = {row.course for row in self._rows if row.status == Status.ENROLLED}
        return sorted(enrolled | self._together, key=_by_id)

    @cached_property
    def _counted(self) -> set[Course]:
        """The courses whose credits count: what is completed keeps its own."""
        return {row.course for row in self._rows if row.status in HOLDS_SEAT} | self._together

    @cached_property
    def _credits(self) -> Counter[int | None]:
        """The hundredths of credits in each term."""
        return _credits_by_term(self._counted)

    @cached_property
    def _timetable(self) -> Timetable[Course]:
        return Timetable((course, course.slots) for course in self._taken)

    def credits_with(self, course: Course) -> int:
        """The hundredths of credits in a course's term, the course's own among them."""
        own = 0 if course in self._counted else course.credits_hundredths or 0
        return self._credits[course.term_id] + own

    def clashes_with(self, course: Course) -> list[tuple[Course, Clash]]:
        """The courses that are taken at the same time, by id, and when first."""
        if not course.meetings:
            return []
        near = sorted({*self._timetable.near(course.slots)} - {course}, key=_by_id)
        return [(other, clash) for other in near if (clash := course.clash_with(other))]

    def lacks(self, course: Course) -> list[Prerequisite]:
        """The prerequisites of a course that are not met."""
        return [each for each in course.prerequisites if not self._meets(each, course)]

    def _meets(self, prerequisite: Prerequisite, course: Course) -> bool:
        code = prerequisite.catalog_code
        if any(row.is_passed and row.course.catalog_code == code for row in self._rows):
            return True
        named = [each for each in self._taken if each.catalog_code == code and each is not course]
        if any(each.is_before(course) for each in named):
            return True
        return prerequisite.concurrent and any(
            each in self._together or each.term_id == course.term_id for each in named
        )


def _credits_by_term(courses: Iterable[Course]) -> Counter[int | None]:
    sums: Counter[int | None] = Counter()
    for course in courses:
        sums[course.term_id] += course.credits_hundredths or 0
    return sums
