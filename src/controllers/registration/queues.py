"""The queues: whoever may have a seat that is free gets it, in the order of the queue."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from src.controllers.registration.desk import Desk, open_courses
from src.controllers.registration.judging import judge
from src.controllers.registration.writing import write_changes
from src.extensions import clock, db
from src.models import Course, Load, StudentCourse, Term
from src.values import Cause, Status

COURSES_AT_ONCE = 50


def settle(desk: Desk, course_ids: Collection[int]) -> None:
    """Fill the free seats of courses from their queues, and what that makes possible.

    Being enrolled in one course may be what another one waits for (a prerequisite taken
    at the same time), so whoever is promoted is looked at in their other queues too.
    """
    pending = set(course_ids)
    while pending:
        course_id = min(pending)
        pending.remove(course_id)
        for promoted in _fill(desk, desk.courses[course_id]):
            pending.update(desk.idle_waits(promoted.student_id))


def settle_everywhere(cause: Cause) -> None:
    """Fill every free seat that somebody waits for and may have.

    For the edit of a rule: whom it concerns is not looked for, since queues that stand
    beside free seats while registration is open are few. The caller is alone.
    """
    idle = _list_idle_courses(clock.now())
    for first in range(0, len(idle), COURSES_AT_ONCE):
        desk = open_courses(idle[first : first + COURSES_AT_ONCE])
        settle(desk, [*desk.courses])
        write_changes(desk, cause)


def _list_idle_courses(now: datetime) -> Sequence[int]:
    """The ids of courses with a free seat, a queue and open registration."""
    has_seat = or_(Course.capacity.is_(None), Course.enrolled_count < Course.capacity)
    has_opened = or_(Term.registration_opens_at.is_(None), Term.registration_opens_at <= now)
    goes_on = or_(Term.registration_closes_at.is_(None), Term.registration_closes_at > now)
    statement = (
        select(Course.id)
        .outerjoin(Term, Course.term_id == Term.id)
        .where(Course.waitlist_count > 0, has_seat)
        .where(or_(Course.term_id.is_(None), and_(has_opened, goes_on)))
        .order_by(Course.id)
    )
    return db.session.scalars(statement).all()


def _fill(desk: Desk, course: Course) -> Iterator[StudentCourse]:
    """Promote in the order of the queue, passing over those who may not."""
    if not course.has_idle_seats or not course.is_open(desk.now):
        return
    for row in desk.waiters(course):
        load = Load(desk.records[row.student_id])
        reasons = judge(course, load, desk.now, override=row.overridden)
        if reasons:
            row.pass_over([reason.document() for reason in reasons], desk.now)
            continue
        row.become(Status.ENROLLED, desk.now)
        yield row
        if not course.has_idle_seats:
            return
