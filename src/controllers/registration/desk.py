"""What lies on the desk while an act is done: locked courses, students and their records.

Opening costs a constant number of statements, whatever the number of courses asked, the
length of a schedule or of a queue. Everything is read after the locks that guard it.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from src.controllers.locks import LocksOutgrownError, is_alone
from src.controllers.registration.reading import (
    QUEUE_STEP,
    is_term,
    lock_courses,
    lock_schedule,
    lock_students,
    read_first_places,
    read_next_places,
    read_records,
    see_where_full,
)
from src.errors import StudentNotFoundError
from src.extensions import clock
from src.models import Course, Record, StudentCourse, as_read, has_changed
from src.values import Status


class Desk:
    """The rows of one act; `now` is its instant, taken under the locks by `load`.

    `courses` are those that are locked, by id, and `records` the judged students', by id.
    `added` are rows that were not there before. On the desk of a mere look (`look_at_desk`)
    nothing is locked.
    """

    now: datetime

    def __init__(self, courses: dict[int, Course]) -> None:
        self.courses = courses
        self.records: dict[int, Record] = {}
        self.added: list[StudentCourse] = []
        self._seen = dict(courses)
        self._queues: dict[int, list[tuple[int, int]]] = {}

    def load(self, student_ids: Collection[int] = (), *, freeing: Collection[int] = ()) -> "Desk":
        """Lock and read students and those who stand first in the queues that may move.

        A queue may move where a seat is free, or where the course is one of `freeing`.
        """
        idle = [
            each.id
            for each in self.courses.values()
            if each.has_idle_seats or (each.id in freeing and each.waitlist_count)
        ]
        if idle:
            self._queues.update(read_first_places(idle))
        waiters = {student_id for queue in self._queues.values() for _, student_id in queue}
        self._read_records({*student_ids, *waiters})
        self.now = clock.now()
        return self

    def _read_records(self, student_ids: Collection[int]) -> None:
        """Lock students and read their records."""
        lock_students(student_ids)
        self.records.update(read_records(student_ids, self._seen))

    def has_term(self, term_id: int) -> bool:
        """Whether there is such a term."""
        return any(each.term_id == term_id for each in self._seen.values()) or is_term(term_id)

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
        found = read_next_places(course.id, queue[-1][0] if queue else 0)
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
            fresh = dict.fromkeys(("place", "passed", "grade", "override", "passed_over"))
            names = {"student_id": student_id, "course_id": course.id, "course": course}
            state = {"status": Status.DROPPED, "passed_over_at": None, "updated_at": self.now}
            rows[course.id] = as_read(StudentCourse, fresh | names | state)
            self.added.append(rows[course.id])
        return rows[course.id]

    def changed_rows(self) -> list[StudentCourse]:
        """The enrollments that were there and have changed."""
        added = {id(row) for row in self.added}
        rows = (row for record in self.records.values() for row in record.rows.values())
        return [row for row in rows if has_changed(row) and id(row) not in added]

    def changed_courses(self) -> list[Course]:
        """The courses that have changed, by id."""
        changed = [course for course in self._seen.values() if has_changed(course)]
        return sorted(changed, key=lambda course: course.id)

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
    courses = lock_courses(course_ids, student_id=student_id)
    return _for_student(Desk(courses), student_id, freeing=freeing)


def look_at_desk(*, student_id: int, course_ids: Collection[int]) -> Desk | None:
    """A desk like that of `open_desk`, on which nothing can be done: no lock is taken.

    None where none of the courses is full, and where the queue of one would move first.
    Raises StudentNotFoundError.
    """
    courses, records = see_where_full(course_ids, student_id=student_id)
    asked = [courses[each] for each in course_ids if each in courses]
    if not asked or any(each.has_idle_seats for each in asked):
        return None
    if student_id not in records:
        raise StudentNotFoundError
    desk = Desk(courses)
    desk.records, desk.now = records, clock.now()
    return desk


def open_schedule(*, student_id: int, term_id: int | None, course_ids: Collection[int]) -> Desk:
    """A desk for one student's schedule of a term. Raises StudentNotFoundError."""
    courses = lock_schedule(course_ids, student_id=student_id, term_id=term_id)
    desk = _for_student(Desk(courses), student_id, freeing=True)
    desk.require_locked(course.id for course in desk.records[student_id].taken_in(term_id))
    return desk


def open_courses(course_ids: Collection[int]) -> Desk:
    """A desk for the queues of courses."""
    return Desk(lock_courses(course_ids)).load()


def _for_student(desk: Desk, student_id: int, *, freeing: bool) -> Desk:
    desk.load([student_id], freeing=[*desk.courses] if freeing else ())
    if student_id not in desk.records:
        raise StudentNotFoundError
    desk.require_locked(row.course_id for row in desk.records[student_id].waiting())
    return desk
