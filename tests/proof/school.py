"""A second opinion: the whole desk in plain Python, written from docs/ and DESIGN.

It answers every act as the service should, and shares no line with it. It is slow and
naive on purpose; `school_book` has the data, `school_rules` what is asked about them,
`school_asking` what becomes of a request.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.proof.school_asking import Asking, Wish
from tests.proof.school_book import Book, Course
from tests.proof.school_rules import against_leaving, reasons_against

Pairs = tuple[tuple[int, str], ...]
RULES = frozenset({"credits", "meetings", "prerequisites"})
_STATUS = {"E001": 404, "E002": 404, "E004": 422, "E011": 404, "E012": 404}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: course and result of an act that was done, course and code of one that was not."""

    status: int
    code: str | None = None
    details: Pairs = ()
    outcomes: Pairs = ()


class RefusedError(Exception):
    """An act is refused, for all of these; no course where it is not about one."""

    def __init__(self, *refusals: tuple[int | None, str]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


class School(Book):
    """The desk. `promoted` and `passed_over` count what its queues have done."""

    promoted = 0
    passed_over = 0

    def answer(self, act: str, **asked: Any) -> Answer:
        """Do an act, or refuse it for every reason and change nothing."""
        self.begin()
        counted = self.promoted, self.passed_over
        try:
            outcomes = getattr(self, act)(**asked)
        except RefusedError as error:
            self.take_back()
            self.promoted, self.passed_over = counted
            code = error.refusals[0][1]
            told = tuple((course, code) for course, code in error.refusals if course is not None)
            return Answer(_STATUS.get(code, 409), code, told)
        return Answer(204 if act.startswith("delete") else 200, outcomes=tuple(outcomes or ()))

    def enroll(
        self,
        student_id: int,
        course_ids: Sequence[int],
        *,
        waitlist: bool = False,
        override: Collection[str] = (),
    ) -> Iterable[tuple[int, str]]:
        """All of the courses, or none; their queues go first."""
        before = self._before(student_id)
        self._settle(course_ids)
        self._grant(Wish(student_id, course_ids, waitlist, override))
        self._settle_waits(student_id)
        return self._outcomes(student_id, course_ids, before)

    def set_schedule(
        self,
        student_id: int,
        term_id: int | None,
        course_ids: Sequence[int],
        *,
        waitlist: bool = False,
        override: Collection[str] = (),
    ) -> Iterable[tuple[int, str]]:
        """These courses of the term and no others; what is left out goes first."""
        before = self._before(student_id)
        if term_id is not None and term_id not in self.terms:
            raise RefusedError((None, "E012"))
        asked = [self.courses[each] for each in course_ids if each in self.courses]
        if any(course.term_id != term_id for course in asked):
            raise RefusedError((None, "E004"))
        active = self.courses_where(student_id, "enrolled", "waitlisted")
        omitted = [each for each in active if each.term_id == term_id and each not in asked]
        stuck = [each for course in omitted for each in self._omit(student_id, course, override)]
        self._settle(course_ids)
        self._grant(Wish(student_id, course_ids, waitlist, override, keeps=True), stuck)
        left = [course.id for course in omitted]
        self._settle([*left, *self._waits_beside_a_seat(student_id)])
        return self._outcomes(student_id, [*course_ids, *left], before)

    def _omit(
        self, student_id: int, course: Course, waived: Collection[str]
    ) -> list[tuple[int, str]]:
        status, term = self.status(student_id, course.id), self.term_of(course)
        codes = against_leaving(self, course, status)
        if status == "enrolled" and term and term.is_late(self.now) and "E028" not in waived:
            codes.append("E028")
        self.become(student_id, course, "dropped")
        return [(course.id, code) for code in codes]

    def drop(self, student_id: int, course_id: int) -> Iterable[tuple[int, str]]:
        """Leave a course or its queue; withdraw from the deadline on."""
        before = self._before(student_id)
        course = self._row_of(student_id, course_id)
        status, term = before[course_id], self.term_of(course)
        if codes := against_leaving(self, course, status):
            raise RefusedError(*((course_id, code) for code in codes))
        if status in ("enrolled", "waitlisted"):
            late = status == "enrolled" and term is not None and term.is_late(self.now)
            self.become(student_id, course, "withdrawn" if late else "dropped")
        self._settle([course_id, *self._waits_beside_a_seat(student_id)])
        return self._outcomes(student_id, [course_id], before)

    def complete(self, student_id: int, course_id: int, *, passed: bool) -> None:
        """Grade; the seat stays taken."""
        self._before(student_id)
        course = self._row_of(student_id, course_id)
        row = self.rows[student_id][course_id]
        if row.status == "completed" and row.passed == passed:
            return
        if row.status in ("completed", "withdrawn"):
            raise RefusedError((course_id, "E020"))
        if row.status != "enrolled":
            raise RefusedError((None, "E011"))
        self.become(student_id, course, "completed").passed = passed
        self._settle_waits(student_id)

    def edit_course(self, course_id: int, changes: dict[str, Any]) -> None:
        """Change the fields given; seats and eligibility promote, and nobody is evicted."""
        course = self._course(course_id)
        capacity = changes.get("capacity")
        if capacity is not None and capacity < len(course.roster):
            raise RefusedError((None, "E027"))
        if changes.get("meetings") and course.term_id is None:
            raise RefusedError((None, "E004"))
        for name, value in changes.items():
            setattr(course, name, value)
        if RULES & changes.keys():
            self._settle(self.courses)
        elif "capacity" in changes:
            self._settle([course_id])

    def edit_term(self, term_id: int, max_credits: int | None) -> None:
        """Change the limit of a term; whoever became eligible is promoted."""
        self.terms[term_id].max_credits = max_credits
        self._settle(self.courses)

    def delete_course(self, course_id: int) -> None:
        """Only where nobody was ever in it."""
        self._course(course_id)
        if any(course_id in rows for rows in self.rows.values()):
            raise RefusedError((None, "E010"))
        del self.courses[course_id]

    def delete_student(self, student_id: int) -> None:
        """Only one who was never in a course."""
        if self._before(student_id):
            raise RefusedError((None, "E010"))
        self.students.remove(student_id)

    def idle_seats(self) -> list[int]:
        """The courses with a free seat that somebody in the queue could have now."""
        return [each.id for each in self.courses.values() if any(self._may_have_seat(each))]

    def _may_have_seat(self, course: Course) -> Iterable[bool]:
        for student_id in [] if course.is_full else course.queue:
            row = self.rows[student_id][course.id]
            yield not reasons_against(self, student_id, course, (), row.waived)

    def _settle(self, course_ids: Iterable[int]) -> None:
        """Give free seats to the queues, the lowest course first, and what follows from it."""
        pending = {each for each in course_ids if each in self.courses}
        while pending:
            course = self.courses[min(pending)]
            pending.remove(course.id)
            pending.update(self._fill(course))

    def _fill(self, course: Course) -> set[int]:
        """Promote in the order of the queue; the courses in which that may help are next."""
        term, helped = self.term_of(course), set[int]()
        if term and not term.is_open(self.now):
            return helped
        for student_id in list(course.queue):
            if course.is_full:
                break
            row = self.touch(student_id, course)
            if against := reasons_against(self, student_id, course, (), row.waived):
                self.passed_over += row.passed_over != tuple(against)
                row.passed_over = tuple(against)
                continue
            self.become(student_id, course, "enrolled")
            self.promoted += 1
            helped.update(self._waits_beside_a_seat(student_id))
        return helped

    def _settle_waits(self, student_id: int) -> None:
        self._settle(self._waits_beside_a_seat(student_id))

    def _waits_beside_a_seat(self, student_id: int) -> list[int]:
        waits = self.courses_where(student_id, "waitlisted")
        return [course.id for course in waits if not course.is_full]

    def _grant(self, wish: Wish, stuck: Sequence[tuple[int, str]] = ()) -> None:
        asking = Asking(self, wish)
        if refusals := [*asking.refusals(), *stuck]:
            raise RefusedError(*refusals)
        asking.grant()

    def _before(self, student_id: int) -> dict[int, str]:
        if student_id not in self.students:
            raise RefusedError((None, "E002"))
        return {course_id: row.status for course_id, row in self.rows[student_id].items()}

    def _course(self, course_id: int) -> Course:
        if course_id not in self.courses:
            raise RefusedError((None, "E001"))
        return self.courses[course_id]

    def _row_of(self, student_id: int, course_id: int) -> Course:
        course = self._course(course_id)
        if course_id not in self.rows[student_id]:
            raise RefusedError((None, "E011"))
        return course

    def _outcomes(
        self, student_id: int, course_ids: Sequence[int], before: dict[int, str]
    ) -> list[tuple[int, str]]:
        after = {each: str(self.status(student_id, each)) for each in course_ids}
        return [
            (each, "unchanged" if before.get(each) == status else status)
            for each, status in after.items()
        ]
