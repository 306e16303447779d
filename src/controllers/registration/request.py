"""What becomes of the courses that a request asks for: the fate of each, judged together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from src.controllers.registration.desk import Desk
from src.controllers.registration.judging import final, judge
from src.errors import CourseNotFoundError
from src.errors.registration import (
    CourseFullError,
    CourseRefusal,
    RefusalError,
    WaitlistFullError,
)
from src.models import Course, Load, Record, StudentCourse
from src.values import Override, Status


class Fate(Enum):
    """What a course of a request is headed for, before the rules are asked."""

    STAY = "nothing changes"
    ENROLL = "a seat is there"
    WAIT = "a place in the queue is there"
    NO_SEAT = "the course is full"
    NO_PLACE = "the waitlist is full"
    FINAL = "the enrollment is final"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. With `waitlist`, a place in the queue will do where a course is full.

    `keeps` says that what is waited for or completed may stay as it is: a schedule asks
    for a state, where a plain request asks for a seat.
    """

    course_ids: Sequence[int]
    waitlist: bool
    override: Override
    keeps: bool = False


class Request:
    """The courses that one student asks for at once; all of them, or none."""

    def __init__(self, desk: Desk, record: Record, wish: Wish) -> None:
        self._desk = desk
        self._record = record
        self._wish = wish
        self._override = wish.override
        asked = [desk.courses[each] for each in wish.course_ids if each in desk.courses]
        self._fates = {course: self._fate(course) for course in asked}
        self._load = self._load_so_far()
        self._let_waiters_wait()

    def _load_so_far(self) -> Load:
        """What the student takes, with what counts of what is asked for."""
        counted = [each for each, fate in self._fates.items() if _counts(fate)]
        return Load(self._record, counted)

    def _fate(self, course: Course) -> Fate:
        row = self._record.rows.get(course.id)
        if row and row.is_final:
            is_kept = self._wish.keeps and row.status == Status.COMPLETED
            return Fate.STAY if is_kept else Fate.FINAL
        if row and row.status == Status.ENROLLED:
            return Fate.STAY
        if not course.is_full or "E025" in self._override.codes:
            return Fate.ENROLL
        return self._fate_without_seat(course, is_waiting=row is not None and row.is_waiting)

    def _fate_without_seat(self, course: Course, *, is_waiting: bool) -> Fate:
        if is_waiting:
            return Fate.STAY if self._waits_on else Fate.NO_SEAT
        if not self._wish.waitlist:
            return Fate.NO_SEAT
        if course.waitlist_is_full and "E026" not in self._override.codes:
            return Fate.NO_PLACE
        return Fate.WAIT

    @property
    def _waits_on(self) -> bool:
        """Whether who waits already may go on."""
        return self._wish.waitlist or self._wish.keeps

    def _let_waiters_wait(self) -> None:
        """Who waits and may wait on does so where a seat is free but a rule is in the way."""
        if not self._waits_on:
            return
        for course, fate in self._fates.items():
            row = self._record.rows.get(course.id)
            if fate is Fate.ENROLL and row and row.is_waiting and self._judge(course):
                self._fates[course] = Fate.STAY
                self._load = self._load_so_far()

    def refusals(self) -> Iterator[CourseRefusal]:
        """Every reason against every course, in the order asked."""
        for course_id in self._wish.course_ids:
            course = self._desk.courses.get(course_id)
            if course is None:
                yield CourseRefusal(course_id, CourseNotFoundError())
            else:
                for reason in self._reasons(course):
                    yield CourseRefusal(course_id, reason)

    def _reasons(self, course: Course) -> Iterator[RefusalError]:
        fate = self._fates[course]
        if fate is Fate.STAY:
            return
        if fate is Fate.FINAL:
            yield final(self._record.rows[course.id])
            return
        yield from self._judge(course)
        if fate is Fate.NO_SEAT:
            yield CourseFullError(self._full(course))
        elif fate is Fate.NO_PLACE:
            yield WaitlistFullError(_no_place(course))

    def _judge(self, course: Course) -> list[RefusalError]:
        row = self._record.rows.get(course.id)
        kept = row.overridden if row and row.is_waiting else frozenset()
        waived = kept.union(self._override.codes)
        return judge(course, self._load, self._desk.now, override=waived)

    def _full(self, course: Course) -> str:
        row = self._record.rows.get(course.id)
        if row and row.is_waiting:
            return "The course is full; the place on its waitlist is kept."
        return f"The course is full: {course.enrolled_count} of {course.capacity} seats are taken."

    def grant(self) -> None:
        """Do it. A seat beyond the capacity is one more for this student alone."""
        for course, fate in self._fates.items():
            if fate is Fate.ENROLL:
                if course.is_full:
                    course.add_seat(self._desk.now)
                self._become(course, Status.ENROLLED)
            elif fate is Fate.WAIT:
                self._become(course, Status.WAITLISTED)

    def _become(self, course: Course, status: Status) -> None:
        row: StudentCourse = self._desk.row_for(self._record.student_id, course)
        if self._override.codes:
            row.set_aside(self._override)
        elif not row.is_waiting:
            row.override = None
        row.become(status, self._desk.now)


def _counts(fate: Fate) -> bool:
    """Whether a course counts for the others of its request; waiting counts toward nothing."""
    return fate in (Fate.ENROLL, Fate.NO_SEAT)


def _no_place(course: Course) -> str:
    if course.waitlist_capacity == 0:
        return "The course is full, and has no waitlist."
    return (
        f"The course is full, and all {course.waitlist_capacity} places of its waitlist are taken."
    )
