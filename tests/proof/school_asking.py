"""What becomes of the courses that one student asks for together; part of `school`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tests.proof.school_book import Book, Course
from tests.proof.school_rules import reasons_against


@dataclass(frozen=True, slots=True)
class Wish:
    """A request. A schedule `keeps` what is waited for or completed as it is."""

    student_id: int
    course_ids: Sequence[int]
    waitlist: bool
    override: Collection[str]
    keeps: bool = False


class Asking:
    """All courses of a wish are headed for something, and judged beside each other."""

    def __init__(self, book: Book, wish: Wish) -> None:
        self._book = book
        self._wish = wish
        asked = [book.courses[each] for each in wish.course_ids if each in book.courses]
        self._headed = {course.id: self._heading(course) for course in asked}
        # Asking again is never worse than not asking: a waiter who may not have the seat waits on.
        for course in asked:
            wants_seat = self._headed[course.id] == "seat" and self._waits(course)
            if wants_seat and self._waits_on and self._against(course):
                self._headed[course.id] = "as it is"

    @property
    def _waits_on(self) -> bool:
        return self._wish.waitlist or self._wish.keeps

    def _waits(self, course: Course) -> bool:
        return self._wish.student_id in course.queue

    def _heading(self, course: Course) -> str:
        status = self._book.status(self._wish.student_id, course.id)
        if status == "completed":
            return "as it is" if self._wish.keeps else "E020"
        if status == "withdrawn":
            return "E020"
        if status == "enrolled":
            return "as it is"
        if not course.is_full or "E025" in self._wish.override:
            return "seat"
        if status == "waitlisted":
            return "as it is" if self._waits_on else "E025"
        return self._queueing(course) if self._wish.waitlist else "E025"

    def _queueing(self, course: Course) -> str:
        limit = course.waitlist_capacity
        has_place = limit is None or len(course.queue) < limit or "E026" in self._wish.override
        return "queue" if has_place else "E026"

    def refusals(self) -> list[tuple[int, str]]:
        """Course and code of every refusal, in the order asked."""
        return [
            (course_id, code)
            for course_id in self._wish.course_ids
            for code in self._codes(self._book.courses.get(course_id))
        ]

    def _codes(self, course: Course | None) -> list[str]:
        if course is None:
            return ["E001"]
        headed = self._headed[course.id]
        if headed in ("as it is", "E020"):
            return [headed] if headed == "E020" else []
        return self._against(course) + ([headed] if headed in ("E025", "E026") else [])

    def _against(self, course: Course) -> list[str]:
        # Waiting counts toward nothing.
        together = [
            self._book.courses[course_id]
            for course_id, headed in self._headed.items()
            if headed in ("seat", "E025")
        ]
        waived = set(self._wish.override)
        if self._waits(course):
            waived |= self._book.rows[self._wish.student_id][course.id].waived
        return reasons_against(self._book, self._wish.student_id, course, together, waived)

    def grant(self) -> None:
        """Do it."""
        for course_id, headed in self._headed.items():
            course = self._book.courses[course_id]
            if headed == "seat":
                self._become(course, "enrolled")
            elif headed == "queue":
                self._become(course, "waitlisted")

    def _become(self, course: Course, status: str) -> None:
        student_id, waited = self._wish.student_id, self._waits(course)
        row = self._book.touch(student_id, course)
        if status == "enrolled" and course.is_full:
            course.capacity = len(course.roster) + 1
        self._book.become(student_id, course, status)
        if self._wish.override:
            row.waived = frozenset(self._wish.override)
        elif not waited:
            row.waived = frozenset()
