"""What lies on the desk while an act is done: locked courses, students and their records.

Opening costs a constant number of statements, whatever the number of courses asked, the
length of a schedule or of a queue. Everything is read after the locks that guard it.
"""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from src.controllers.locks import (
    LocksOutgrownError,
    is_alone,
    lock_courses,
    lock_schedule,
    lock_students,
)
from src.errors import StudentNotFoundError
from src.extensions import clock, db
from src.models import LOOKED_AT, Course, Record, StudentCourse, Term

QUEUE_STEP = 100
"""How much of a queue is read at once."""


class Desk:
    """The rows of one act; `now` is its instant, taken under the locks.

    `courses` are those that are locked, by id, and `records` the judged students', by id.
    """

    def __init__(self, courses: dict[int, Course]) -> None:
        self.now = clock.now()
        self.courses = courses
        self.records: dict[int, Record] = {}
        self._queues: dict[int, list[tuple[int, int]]] = {}
        self._terms: dict[int, Term] = {}

    def load(self, student_ids: Collection[int] = (), *, freeing: Collection[int] = ()) -> "Desk":
        """Lock and read students and those who stand first in the queues that may move.

        A queue may move where a seat is free, or where the course is one of `freeing`.
        """
        idle = [
            each.id
            for each in self.courses.values()
            if each.has_idle_seats or (each.id in freeing and each.waitlist_count)
        ]
        self._read_queues(idle)
        waiters = {student_id for queue in self._queues.values() for _, student_id in queue}
        self._read_records({*student_ids, *waiters})
        self.now = clock.now()
        return self

    def _read_queues(self, course_ids: list[int]) -> None:
        """Who stands first in each queue: place and student."""
        self._queues.update((course_id, []) for course_id in course_ids)
        if not course_ids:
            return
        place = StudentCourse.place
        rank = func.row_number().over(partition_by=StudentCourse.course_id, order_by=place)
        queued = (
            select(StudentCourse.course_id, place, StudentCourse.student_id, rank.label("rank"))
            .where(StudentCourse.course_id.in_(course_ids), place.is_not(None))
            .subquery()
        )
        first = select(queued).where(queued.c.rank <= QUEUE_STEP)
        for row in db.session.execute(first.order_by(queued.c.course_id, queued.c.rank)):
            self._queues[row.course_id].append((row.place, row.student_id))

    def _read_records(self, student_ids: Collection[int]) -> None:
        """Lock students and read their records, and the terms that the rules look at."""
        found = lock_students(student_ids)
        rows = db.session.scalars(
            select(StudentCourse)
            .where(StudentCourse.student_id.in_(found))
            # What somebody left is asked about only where the act is about its course.
            .where(StudentCourse.status.in_(LOOKED_AT) | StudentCourse.course_id.in_(self.courses))
            .options(joinedload(StudentCourse.course, innerjoin=True).defer(Course.description))
            .order_by(StudentCourse.student_id, StudentCourse.course_id)
        ).all()
        for student_id in found:
            self.records[student_id] = Record(student_id)
        for row in rows:
            self.records[row.student_id].rows[row.course_id] = row
        self._read_terms({row.course for row in rows} | {*self.courses.values()})

    def _read_terms(self, courses: Collection[Course]) -> None:
        """Have the terms of the courses at hand, where `Course.term` finds them."""
        term_ids = {course.term_id for course in courses} - {None} - self._terms.keys()
        if term_ids:
            terms = db.session.scalars(select(Term).where(Term.id.in_(term_ids)))
            self._terms.update((term.id, term) for term in terms)

    def waiters(self, course: Course) -> Iterator[StudentCourse]:
        """The queue of a course, in its order and in bounded steps.

        Raises LocksOutgrownError where it goes on behind what was locked.
        """
        if course.id not in self._queues:
            self._require_alone()
            self._queues[course.id] = []
        queue, seen = self._queues[course.id], 0
        while True:
            while seen < len(queue):
                _, student_id = queue[seen]
                row = self.records[student_id].rows[course.id]
                seen += 1
                if row.is_waiting:
                    yield row
            if len(queue) % QUEUE_STEP or not self._read_on(course, queue):
                return

    def _read_on(self, course: Course, queue: list[tuple[int, int]]) -> bool:
        """Read the next of a queue; whether there are any."""
        after = queue[-1][0] if queue else 0
        statement = (
            select(StudentCourse.place, StudentCourse.student_id)
            .where(StudentCourse.course_id == course.id, StudentCourse.place > after)
            .order_by(StudentCourse.place)
            .limit(QUEUE_STEP)
        )
        found = [(row.place, row.student_id) for row in db.session.execute(statement)]
        if found:
            self._require_alone()
            self._read_records({student_id for _, student_id in found} - self.records.keys())
            queue.extend(found)
        return bool(found)

    def idle_waits(self, student_id: int) -> list[int]:
        """The courses in whose queue a student stands and that have a seat.

        Raises LocksOutgrownError for one that is not locked.
        """
        waits = self.records[student_id].waiting()
        idle = [row.course for row in waits if row.course.has_idle_seats]
        for course in idle:
            if course.id not in self.courses:
                self._require_alone()
                self.courses[course.id] = course
        return [course.id for course in idle]

    def row_for(self, student_id: int, course: Course) -> StudentCourse:
        """The student's row for a course, a new one where there is none."""
        rows = self.records[student_id].rows
        if course.id not in rows:
            rows[course.id] = StudentCourse(
                student_id=student_id,
                course_id=course.id,
                course=course,
                status="dropped",
                created_at=self.now,
                updated_at=self.now,
            )
            db.session.add(rows[course.id])
        return rows[course.id]

    def require_locked(self, course_ids: Iterable[int]) -> None:
        """Raises LocksOutgrownError for a course that the student has come to meanwhile.

        Who joined it since the courses were locked waited for no lock of this act.
        """
        if any(course_id not in self.courses for course_id in course_ids):
            self._require_alone()

    def _require_alone(self) -> None:
        if not is_alone():
            raise LocksOutgrownError


def open_desk(*, student_id: int, course_ids: Collection[int], freeing: bool = False) -> Desk:
    """A desk for one student's act on courses; `freeing`: it may give a seat back.

    Raises StudentNotFoundError; unknown courses are not among its `courses`.
    """
    return _for_student(
        lock_courses(course_ids, student_id=student_id), student_id, freeing=freeing
    )


def open_schedule(*, student_id: int, term_id: int | None, course_ids: Collection[int]) -> Desk:
    """A desk for one student's schedule of a term. Raises StudentNotFoundError."""
    courses = lock_schedule(course_ids, student_id=student_id, term_id=term_id)
    desk = _for_student(courses, student_id, freeing=True)
    desk.require_locked(course.id for course in desk.records[student_id].taken_in(term_id))
    return desk


def open_courses(course_ids: Collection[int]) -> Desk:
    """A desk for the queues of courses."""
    return Desk(lock_courses(course_ids)).load()


def _for_student(courses: dict[int, Course], student_id: int, *, freeing: bool) -> Desk:
    desk = Desk(courses).load([student_id], freeing=courses if freeing else ())
    if student_id not in desk.records:
        raise StudentNotFoundError
    desk.require_locked(row.course_id for row in desk.records[student_id].waiting())
    return desk
