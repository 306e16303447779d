"""What an act reads, and the locks that it takes on the way.

Courses first, then students, each in the order of their ids; then what they guard. Every
function is one statement, for however many ids. Terms come with their courses: whoever edits
one is alone (`locks.be_alone`), so that it stays as it was read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, or_, select, union_all
from sqlalchemy.orm import aliased

from src.controllers import AnySelect
from src.controllers.ids import is_among
from src.controllers.locks import has_row_locks
from src.controllers.statements import ONE, ROWS, Statement, given
from src.models import LOOKED_AT, Base, Course, Record, Student, StudentCourse, Term, as_read
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
_TERM = (
    *("id", "name", "starts_on", "ends_on", "time_zone", "registration_opens_at"),
    *("registration_closes_at", "drop_deadline_at", "max_credits_hundredths"),
)


def _columns(kind: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(kind, name) for name in names]


_WITH_TERM = (*_columns(Course, _COURSE), *_columns(Term, _TERM))


def _locking(statement: AnySelect, of: type[Base]) -> Statement:
    return Statement(statement.with_for_update(key_share=True, of=of))


def _courses_where(wanted: ColumnElement[bool]) -> AnySelect:
    with_term = select(*_WITH_TERM).join_from(Course, Term, isouter=True)
    return with_term.where(wanted).order_by(Course.id)


def _waited_for(of: AnySelect) -> AnySelect:
    return of.where(StudentCourse.status == Status.WAITLISTED)


def _courses_of(student_id: Any) -> AnySelect:
    return select(StudentCourse.course_id).where(StudentCourse.student_id == student_id)


_MINE = _courses_of(given("student_id"))
_own = aliased(Course)
_TAKEN_IN_TERM = (
    _MINE.join(_own, _own.id == StudentCourse.course_id)
    .where(StudentCourse.status == Status.ENROLLED)
    .where(_own.term_id.is_not_distinct_from(given("term_id")))
)
_FOR_STUDENT = _courses_where(is_among(Course.id, "course_ids", also=[_waited_for(_MINE)]))
_FOR_SCHEDULE = _courses_where(
    is_among(Course.id, "course_ids", also=[_waited_for(_MINE), _TAKEN_IN_TERM])
)
_COURSES = _locking(_courses_where(is_among(Course.id, "course_ids")), Course)
_COURSES_FOR_STUDENT = _locking(_FOR_STUDENT, Course)
_COURSES_FOR_SCHEDULE = _locking(_FOR_SCHEDULE, Course)
_KNOWN = is_among(Student.id, "student_ids")
_STUDENTS = _locking(select(Student.id).where(_KNOWN).order_by(Student.id), Student)
# What somebody left is asked about only where the act is about its course.
_IS_LOOKED_AT = or_(
    StudentCourse.status.in_(LOOKED_AT), is_among(StudentCourse.course_id, "course_ids")
)
_OF_STUDENT = (Student.id, *_columns(StudentCourse, _ROW))
_OF_STUDENTS = (
    select(*_OF_STUDENT, *_WITH_TERM)
    .outerjoin_from(
        Student, StudentCourse, (StudentCourse.student_id == Student.id) & _IS_LOOKED_AT
    )
    .outerjoin(Course, Course.id == StudentCourse.course_id)
    .outerjoin(Term, Term.id == Course.term_id)
)
_ROWS = Statement(_OF_STUDENTS.where(_KNOWN).order_by(Student.id, StudentCourse.course_id))


def _seen_where_full() -> Statement:
    """The courses asked for and waited for, then the student's rows; none if no course is full.

    One statement, so that all of it is of one moment.
    """
    asked = aliased(Course)
    # Nobody is looked for where no course is full. As a condition of its own it would be asked
    # for each row, behind what there is to read.
    found = (
        select(given("student_id").label("student_id"))
        .where(is_among(asked.id, "course_ids"), asked.enrolled_count >= asked.capacity)
        .limit(ONE)
        .cte("found")
    )
    whose = select(found.c.student_id).scalar_subquery()
    waited_for = _waited_for(_courses_of(whose))
    nobody = [literal_column("NULL", each.type).label(None) for each in _OF_STUDENT]
    courses = (
        select(*nobody, *_WITH_TERM)
        .join_from(Course, Term, isouter=True)
        .where(is_among(Course.id, "course_ids", also=[waited_for]), whose.is_not(None))
    )
    return Statement(union_all(courses, _OF_STUDENTS.where(Student.id == whose)))


_SEEN_WHERE_FULL = _seen_where_full()
_TERM_OF_ID = Statement(select(Term.id).where(Term.id == given("term_id")))
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


def see_where_full(
    course_ids: Collection[int], *, student_id: int
) -> tuple[dict[int, Course], dict[int, Record]]:
    """What `lock_courses` and `read_records` make of a student's act, seen at one moment and
    without a lock; nothing at all where none of the courses asked for is full.
    """
    rows = _SEEN_WHERE_FULL.all(course_ids=course_ids, student_id=student_id)
    courses = _by_id(row[len(_OF_STUDENT) :] for row in rows if row[0] is None)
    return courses, _records((row for row in rows if row[0] is not None), courses)


def lock_schedule(
    course_ids: Collection[int], *, student_id: int, term_id: int | None
) -> dict[int, Course]:
    """Like `lock_courses`, with every course of a term (or of none) that the student takes."""
    values = {"course_ids": course_ids, "student_id": student_id, "term_id": term_id}
    return _by_id(_COURSES_FOR_SCHEDULE.all(**values))


def _by_id(rows: Iterable[Any]) -> dict[int, Course]:
    terms: dict[int, Term] = {}
    return {row[0]: _course(row, terms) for row in rows}


def _course(values: Sequence[Any], terms: dict[int, Term]) -> Course:
    """A course with its term: that of `terms`, where it is among them, or else added to it."""
    fields = dict(zip(_COURSE, values, strict=False))
    term_id = fields["term_id"]
    if term_id is not None and term_id not in terms:
        terms[term_id] = as_read(Term, dict(zip(_TERM, values[len(_COURSE) :], strict=True)))
    fields["term"] = terms.get(term_id)
    return as_read(Course, fields)


def lock_students(student_ids: Collection[int]) -> None:
    """Lock those of the students that exist."""
    if has_row_locks():
        _STUDENTS.all(student_ids=student_ids)


def read_records(student_ids: Collection[int], courses: dict[int, Course]) -> dict[int, Record]:
    """What the students that exist take, wait for and have taken, and whatever they have in
    the courses; by student, and by course.

    Each row has its course: that of `courses` where it is among them; the others are added
    to it.
    """
    return _records(_ROWS.all(student_ids=student_ids, course_ids=[*courses]), courses)


def _records(rows: Iterable[Any], courses: dict[int, Course]) -> dict[int, Record]:
    terms = {each.term_id: each.term for each in courses.values() if each.term_id and each.term}
    records: dict[int, Record] = {}
    for student_id, *values in rows:
        if student_id not in records:
            records[student_id] = Record(student_id)
        fields = dict(zip(_ROW, values, strict=False))
        course_id = fields["course_id"]
        if course_id is not None:
            if course_id not in courses:
                courses[course_id] = _course(values[len(_ROW) :], terms)
            fields["course"] = courses[course_id]
            records[student_id].rows[course_id] = as_read(StudentCourse, fields)
    return records


def is_term(term_id: int) -> bool:
    """Whether there is such a term."""
    return _TERM_OF_ID.first(term_id=term_id) is not None


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
