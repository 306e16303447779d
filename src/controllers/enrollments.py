"""Acts on enrollments: enroll, drop, complete, and a whole schedule at once.

Each locks courses, then students, judges, and writes once; an act that is refused, for
every reason listed, changes nothing.
"""

from collections.abc import Collection, Iterable, Sequence

from src.controllers.registration.desk import Desk, look_at_desk, open_desk, open_schedule
from src.controllers.registration.judging import final, judge_drop
from src.controllers.registration.queues import settle
from src.controllers.registration.request import Request, Wish
from src.controllers.registration.writing import write_changes
from src.errors import CourseNotFoundError, InvalidInputError, NotEnrolledError, TermNotFoundError
from src.errors.registration import CourseRefusal, EnrollmentRefusedError
from src.models import Record, StudentCourse
from src.values import NO_OVERRIDE, Attempt, Cause, CourseOutcome, Outcome, Override, Status


def enroll(
    *,
    student_id: int,
    course_ids: Sequence[int],
    waitlist: bool = False,
    override: Override = NO_OVERRIDE,
) -> list[CourseOutcome]:
    """Enroll a student in courses, all or none; the outcomes are in the order asked.

    With `waitlist` a course that is full gives a place in its queue. The queue of a
    course goes before this student. Raises StudentNotFoundError, EnrollmentRefusedError.
    Costs a constant number of statements, whatever the number of courses.
    """
    desk = open_desk(student_id=student_id, course_ids=course_ids)
    record = desk.records[student_id]
    before = _statuses(record)
    request = _judged(desk, record, Wish(course_ids, waitlist, override))
    request.grant()
    settle(desk, desk.idle_waits(student_id))
    write_changes(desk, Cause.ENROLL)
    return _outcomes(record, course_ids, before)


def refuse_what_is_full(
    *, student_id: int, course_ids: Sequence[int], waitlist: bool, override: Override
) -> None:
    """Refuse, after a look without locks, what asks for a seat where there is none.

    The look sees courses and student at one moment: whoever holds a seat is told so, and not
    that the course is full. Where nothing is full, or a look does not do, it says nothing.
    Raises what `enroll` raises.
    """
    if waitlist or "E025" in override.codes:
        return
    if desk := look_at_desk(student_id=student_id, course_ids=course_ids):
        _judged(desk, desk.records[student_id], Wish(course_ids, waitlist, override))


def _judged(desk: Desk, record: Record, wish: Wish, drops: Sequence[CourseRefusal] = ()) -> Request:
    """What is asked for, behind those who wait for it.

    Raises EnrollmentRefusedError, also for what cannot be dropped first.
    """
    settle(desk, desk.courses.keys() & {*wish.course_ids})
    request = Request(desk, record, wish)
    refusals = list(request.refusals())
    _refuse([*refusals, *drops], attempts=_attempts(desk, record.student_id, refusals))
    return request


def drop(*, student_id: int, course_id: int) -> list[CourseOutcome]:
    """Leave a course, or its queue; from the drop deadline on that is a withdrawal.

    Raises StudentNotFoundError, CourseNotFoundError, NotEnrolledError for what was never
    enrolled, EnrollmentRefusedError for what is final.
    """
    desk = open_desk(student_id=student_id, course_ids=[course_id], freeing=True)
    record, row = desk.records[student_id], _row(desk, student_id, course_id)
    before = _statuses(record)
    _refuse(CourseRefusal(course_id, reason) for reason in judge_drop(row, desk.now))
    _leave(desk, row)
    settle(desk, [course_id, *desk.idle_waits(student_id)])
    write_changes(desk, Cause.DROP)
    return _outcomes(record, [course_id], before)


def complete(*, student_id: int, course_id: int, passed: bool, grade: str | None = None) -> None:
    """Grade an enrollment; the seat stays taken. Saying the same again changes nothing.

    Raises StudentNotFoundError, CourseNotFoundError, NotEnrolledError where the student
    is not enrolled, EnrollmentRefusedError for what is final.
    """
    desk = open_desk(student_id=student_id, course_ids=[course_id])
    row = _row(desk, student_id, course_id)
    if row.status == Status.COMPLETED and (row.passed, row.grade) == (passed, grade):
        return
    if row.is_final:
        _refuse([CourseRefusal(course_id, final(row))])
    if row.status != Status.ENROLLED:
        raise NotEnrolledError
    row.become(Status.COMPLETED, desk.now)
    row.passed, row.grade = int(passed), grade
    settle(desk, desk.idle_waits(student_id))
    write_changes(desk, Cause.COMPLETE)


def set_schedule(
    *,
    student_id: int,
    term_id: int | None,
    course_ids: Sequence[int],
    waitlist: bool = False,
    override: Override = NO_OVERRIDE,
) -> list[CourseOutcome]:
    """Make these courses, and no others, a student's schedule of a term (or of no term).

    What is left out is dropped first; its outcomes come last, by id. Raises
    StudentNotFoundError, TermNotFoundError, InvalidInputError for a course that is not of
    the term, and EnrollmentRefusedError.
    """
    desk = open_schedule(student_id=student_id, term_id=term_id, course_ids=course_ids)
    _require_term(desk, term_id, course_ids)
    record, before = desk.records[student_id], _statuses(desk.records[student_id])
    omitted = _omitted(record, term_id, course_ids)
    drops = list(_judge_omissions(desk, omitted, override.codes))
    for row in omitted:
        _leave(desk, row, override)
    request = _judged(desk, record, Wish(course_ids, waitlist, override, keeps=True), drops)
    request.grant()
    left = [row.course_id for row in omitted]
    settle(desk, [*left, *desk.idle_waits(student_id)])
    write_changes(desk, Cause.SCHEDULE)
    return _outcomes(record, [*course_ids, *left], before)


def _row(desk: Desk, student_id: int, course_id: int) -> StudentCourse:
    """The row of an act on one enrollment. Raises CourseNotFoundError, NotEnrolledError."""
    if course_id not in desk.courses:
        raise CourseNotFoundError
    row = desk.records[student_id].rows.get(course_id)
    if row is None:
        raise NotEnrolledError
    return row


def _leave(desk: Desk, row: StudentCourse, override: Override = NO_OVERRIDE) -> None:
    """Drop; withdraw from the deadline on, unless that was set aside, which is kept.

    Who has left already stays as they are.
    """
    if row.status == Status.ENROLLED:
        term = row.course.term
        is_late = term is not None and term.is_past_drop_deadline(desk.now)
        is_waived = is_late and "E028" in override.codes
        row.become(Status.WITHDRAWN if is_late and not is_waived else Status.DROPPED, desk.now)
        if is_waived:
            row.set_aside(override)
    elif row.is_waiting:
        row.become(Status.DROPPED, desk.now)


def _require_term(desk: Desk, term_id: int | None, course_ids: Sequence[int]) -> None:
    if term_id is not None and not desk.has_term(term_id):
        raise TermNotFoundError
    courses = [desk.courses[each] for each in course_ids if each in desk.courses]
    others = [str(course.id) for course in courses if course.term_id != term_id]
    if others:
        message = f"Not of this term: {', '.join(others)}."
        raise InvalidInputError([{"in": "body", "field": "course_ids", "message": message}])


def _omitted(record: Record, term_id: int | None, course_ids: Sequence[int]) -> list[StudentCourse]:
    """What of a term the student takes or waits for, and does not name, by course."""
    rows = (record.rows[each] for each in sorted(record.rows.keys() - {*course_ids}))
    active = (Status.ENROLLED, Status.WAITLISTED)
    return [row for row in rows if row.status in active and row.course.term_id == term_id]


def _judge_omissions(
    desk: Desk, omitted: Sequence[StudentCourse], waived: Collection[str]
) -> Iterable[CourseRefusal]:
    for row in omitted:
        for reason in judge_drop(row, desk.now, by_omission=True):
            if reason.code not in waived:
                yield CourseRefusal(row.course_id, reason)


def _refuse(refusals: Iterable[CourseRefusal], *, attempts: Collection[Attempt] = ()) -> None:
    if found := list(refusals):
        raise EnrollmentRefusedError(found, attempts=attempts)


def _attempts(
    desk: Desk, student_id: int, refusals: Iterable[CourseRefusal]
) -> Collection[Attempt]:
    """What was asked for in vain of courses that are there, each course and reason once."""
    hour = desk.now.replace(minute=0, second=0, microsecond=0)
    return {
        Attempt(each.course_id, each.error.code, hour, student_id)
        for each in refusals
        if each.course_id in desk.courses
    }


def _statuses(record: Record) -> dict[int, str]:
    return {course_id: row.status for course_id, row in record.rows.items()}


def _outcomes(
    record: Record, course_ids: Sequence[int], before: dict[int, str]
) -> list[CourseOutcome]:
    """What became of each course, beside the status that it had."""
    return [
        CourseOutcome(
            course_id,
            Outcome.UNCHANGED
            if before.get(course_id) == record.rows[course_id].status
            else Outcome(record.rows[course_id].status),
        )
        for course_id in course_ids
    ]
