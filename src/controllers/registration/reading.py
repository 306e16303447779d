"""What an act reads, and the locks that it takes on the way.

Courses first, then students, each in the order of their ids; then what they guard. Every
function is one statement, for however many ids.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from src.controllers import AnySelect
from src.controllers.ids import is_among
from src.controllers.statements import ONE, ROWS, Statement, given
from src.models import LOOKED_AT, Course, Student, StudentCourse, Term, as_read
from src.values import Status

QUEUE_STEP = 100
"""How much of a queue is read at once."""

# What the rules ask about a course, and what an act may change.
_COURSE = (
    *("id", "code", "title", "catalog_code", "credits_hundredths", "term_id"),
    *("capacity", "waitlist_capacity", "enrolled_count", "waitlist_count", "last_place"),
    *("meetings", "prerequisites", "version", "last_event_at"),
)
_ROW = (
    *("student_id", "course_id", "status", "place", "passed", "grade"),
    *("override", "passed_over", "passed_over_at"),
)
_TERM = tuple(Term.metadata.tables["terms"].columns.keys())


def _columns(kind: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(kind, name) for name in names]


def _locking(statement: AnySelect) -> Statement:
    return Statement(statement.with_for_update(key_share=True))


def _courses_where(wanted: ColumnElement[bool]) -> AnySelect:
    return select(*_columns(Course, _COURSE)).where(wanted).order_by(Course.id)


def _mine(*statuses: Status) -> Any:
    """The courses of one student's enrollments in these statuses."""
    return select(StudentCourse.course_id).where(
        StudentCourse.student_id == given("student_id"), StudentCourse.status.in_(statuses)
    )


_ASKED = is_among(Course.id, "course_ids")
_WAITED_FOR = Course.id.in_(_mine(Status.WAITLISTED))
_TAKEN = Course.id.in_(_mine(Status.ENROLLED, Status.WAITLISTED))
_OF_TERM = Course.term_id.is_not_distinct_from(given("term_id"))
_FOR_STUDENT = _courses_where(or_(_ASKED, _WAITED_FOR))
_COURSES = _locking(_courses_where(_ASKED))
_COURSES_FOR_STUDENT = _locking(_FOR_STUDENT)
_COURSES_FOR_SCHEDULE = _locking(_courses_where(or_(_ASKED, _WAITED_FOR, _TAKEN & _OF_TERM)))
_COURSES_SEEN = Statement(_FOR_STUDENT)
_FULL = Statement(
    select(Course.id).where(_ASKED, Course.enrolled_count >= Course.capacity).limit(ONE)
)
_SEEN = select(Student.id).where(is_among(Student.id, "student_ids")).order_by(Student.id)
_STUDENTS = _locking(_SEEN)
_STUDENTS_SEEN = Statement(_SEEN)
_ROWS = Statement(
    select(*_columns(StudentCourse, _ROW), *_columns(Course, _COURSE))
    .join_from(StudentCourse, Course)
    .where(is_among(StudentCourse.student_id, "student_ids"))
    # What somebody left is asked about only where the act is about its course.
    .where(
        or_(StudentCourse.status.in_(LOOKED_AT), is_among(StudentCourse.course_id, "course_ids"))
    )
    .order_by(StudentCourse.student_id, StudentCourse.course_id)
)
_TERMS = Statement(select(*_columns(Term, _TERM)).where(is_among(Term.id, "term_ids")))
_PLACES = select(StudentCourse.course_id, StudentCourse.place, StudentCourse.student_id)
_NEXT_PLACES = Statement(
    _PLACES.where(
        StudentCourse.course_id == given("course_id"), StudentCourse.place > given("after")
    )
    .order_by(StudentCourse.place)
    .limit(ROWS)
)


def _first_places() -> Statement:
    rank = func.row_number().over(
        partition_by=StudentCourse.course_id, order_by=StudentCourse.place
    )
    queued = (
        _PLACES.add_columns(rank.label("rank"))
        .where(is_among(StudentCourse.course_id, "course_ids"), StudentCourse.place.is_not(None))
        .subquery()
    )
    first = select(queued.c.course_id, queued.c.place, queued.c.student_id)
    within = first.where(queued.c.rank <= given("rows"))
    return Statement(within.order_by(queued.c.course_id, queued.c.rank))


_FIRST_PLACES = _first_places()


def lock_courses(
    course_ids: Collection[int], *, student_id: int | None = None
) -> dict[int, Course]:
    """Lock those of the courses that exist, and those in whose queue the student stands."""
    if student_id is None:
        return _by_id(_COURSES.all(course_ids=course_ids))
    return _by_id(_COURSES_FOR_STUDENT.all(course_ids=course_ids, student_id=student_id))


def see_courses(course_ids: Collection[int], *, student_id: int) -> dict[int, Course]:
    """Like `lock_courses`, without a lock."""
    return _by_id(_COURSES_SEEN.all(course_ids=course_ids, student_id=student_id))


def is_any_full(course_ids: Collection[int]) -> bool:
    """Whether one of the courses has no seat left."""
    return _FULL.first(course_ids=course_ids) is not None


def lock_schedule(
    course_ids: Collection[int], *, student_id: int, term_id: int | None
) -> dict[int, Course]:
    """Like `lock_courses`, with every course of a term (or of none) that the student takes."""
    values = {"course_ids": course_ids, "student_id": student_id, "term_id": term_id}
    return _by_id(_COURSES_FOR_SCHEDULE.all(**values))


def _by_id(rows: Iterable[Any]) -> dict[int, Course]:
    return {row[0]: as_read(Course, dict(zip(_COURSE, row, strict=True))) for row in rows}


def lock_students(student_ids: Collection[int]) -> list[int]:
    """Lock those of the students that exist, and return their ids."""
    return [row.id for row in _STUDENTS.all(student_ids=student_ids)]


def see_students(student_ids: Collection[int]) -> list[int]:
    """Like `lock_students`, without a lock."""
    return [row.id for row in _STUDENTS_SEEN.all(student_ids=student_ids)]


def read_rows(student_ids: Collection[int], courses: dict[int, Course]) -> list[StudentCourse]:
    """What the students take, wait for and have taken, and whatever they have in the courses.

    By student and course. Each row has its course: that of `courses` where it is among
    them; the others are added to it.
    """
    found = _ROWS.all(student_ids=student_ids, course_ids=[*courses])
    return [_row(each[: len(_ROW)], each[len(_ROW) :], courses) for each in found]


def _row(values: tuple[Any, ...], of_course: tuple[Any, ...], courses: Any) -> StudentCourse:
    course = courses.get(of_course[0])
    if course is None:
        course = as_read(Course, dict(zip(_COURSE, of_course, strict=True)))
        courses[course.id] = course
    fields = dict(zip(_ROW, values, strict=True))
    return as_read(StudentCourse, {**fields, "course": course})


def read_terms(term_ids: Collection[int]) -> dict[int, Term]:
    """Terms by id."""
    rows = _TERMS.all(term_ids=term_ids)
    return {row.id: as_read(Term, dict(zip(_TERM, row, strict=True))) for row in rows}


def read_first_places(course_ids: Collection[int]) -> Mapping[int, list[tuple[int, int]]]:
    """Who stands first in each queue, by course: place and student."""
    queues: dict[int, list[tuple[int, int]]] = {course_id: [] for course_id in course_ids}
    for row in _FIRST_PLACES.all(course_ids=course_ids, rows=QUEUE_STEP):
        queues[row.course_id].append((row.place, row.student_id))
    return queues


def read_next_places(course_id: int, after: int) -> list[tuple[int, int]]:
    """Who stands next in a queue behind a place: place and student."""
    rows = _NEXT_PLACES.all(course_id=course_id, after=after, rows=QUEUE_STEP)
    return [(row.place, row.student_id) for row in rows]
