"""The past, as the events tell it: what happened, and a roster as it stood.

Every question costs by what it answers, whatever the length of the log.
"""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from sqlalchemy import case, func, null, select
from sqlalchemy.orm import aliased

from src.controllers import AnySelect
from src.controllers.courses import get_course
from src.controllers.documents import STUDENT_FIELDS, document, enrollment_fields
from src.controllers.paging import PagedDocuments, PagedStatement
from src.controllers.statements import ONE, Statement, given
from src.controllers.students import get_student
from src.errors import CourseNotFoundError, InvalidInputError, NotRecordedError
from src.extensions import clock
from src.models import PASSED_OVER, Event, Instant, Student, StudentCourse, instant_text
from src.values import Page, Status

_EVENT_COLUMNS = (
    *(Event.id, Event.type, instant_text(Event.at).label("at")),
    *(Event.student_id, Event.course_id, Event.term_id),
    *(Event.status_before, Event.status_after),
    *(Event.cause, Event.actor, Event.request_id),
    *(Event.changed, Event.override, Event.reasons),
)
_OF_COURSE = Event.course_id == given("course_id")
_OF_STUDENT = Event.student_id == given("student_id")
_COURSE_EVENT = Statement(select(Event.id).where(_OF_COURSE).limit(ONE))
_STUDENT_EVENT = Statement(select(Event.id).where(_OF_STUDENT).limit(ONE))
_HISTORY = PagedStatement(select(*_EVENT_COLUMNS).where(_OF_STUDENT), Event.id)
_INSTANT = Statement(
    select(Event.at).where(Event.id == given("event_id", Event.id.type), _OF_COURSE)
)


def _life() -> Statement:
    """When a course had its first event, and when it was deleted."""
    mine = select(Event.at).where(_OF_COURSE)
    first = mine.order_by(Event.at, Event.id).limit(ONE).scalar_subquery()
    is_deletion = Event.student_id.is_(None) & (Event.type == "course.deleted")
    deleted = mine.where(is_deletion).limit(ONE).scalar_subquery()
    return Statement(select(first.label("began"), deleted.label("ended")))


_LIFE = _life()


def list_changes(
    *,
    course_id: int,
    limit: int,
    after: int | None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page:
    """One page of what happened in a course, in order; both instants are included.

    Also of a course that was deleted. Raises CourseNotFoundError for one that never was,
    InvalidInputError for an instant in the future, and for two in no order.
    """
    _require_past({"from": since, "to": until})
    if since and until and since > until:
        raise _unfit("from", "It is later than `to`.")
    # Instants and ids have one order in a course, and the index goes by instants.
    last = _INSTANT.scalar(course_id=course_id, event_id=after) if after else None
    floors = [each for each in (since, last) if each]
    bounds = {"since": max(floors, default=None), "until": until}
    asked = {name: value for name, value in bounds.items() if value}
    page = _changes(*asked).page(limit=limit, after=after, course_id=course_id, **asked)
    if not page.rows and not _COURSE_EVENT.first(course_id=course_id):
        get_course(course_id=course_id)
    return page


@lru_cache
def _changes(*bounds: str) -> PagedStatement:
    """What happened in a course, from the instants given on or up to them."""
    statement = select(*_EVENT_COLUMNS).where(_OF_COURSE).order_by(Event.at)
    if "since" in bounds:
        statement = statement.where(Event.at >= given("since", Instant()))
    if "until" in bounds:
        statement = statement.where(Event.at <= given("until", Instant()))
    return PagedStatement(statement, Event.id)


def list_history(*, student_id: int, limit: int, after: int | None) -> Page:
    """One page of what happened to a student and their enrollments, in order.

    Also of a student who was deleted. Raises StudentNotFoundError for one who never was.
    """
    page = _HISTORY.page(limit=limit, after=after, student_id=student_id)
    if not page.rows and not _STUDENT_EVENT.first(student_id=student_id):
        get_student(student_id=student_id)
    return page


def list_roster_as_of(
    *,
    course_id: int,
    as_of: datetime,
    limit: int,
    after: int | None,
    status: Collection[Status],
) -> Page:
    """One page of those who had one of the statuses in a course at an instant, by student id.

    With what they are called now; what they achieved is not in the log. Raises
    CourseNotFoundError, NotRecordedError, InvalidInputError for an instant in the future.
    """
    _require_past({"as_of": as_of})
    _require_recorded(course_id, as_of)
    roster = _roster_as_of(tuple(status))
    return roster.page(limit=limit, after=after, course_id=course_id, as_of=as_of)


@lru_cache
def _roster_as_of(status: tuple[Status, ...]) -> PagedDocuments:
    then = _states(has_positions=Status.WAITLISTED in status).subquery()
    enrollment = document(**enrollment_fields(then.c.position, then.c))
    statement = (
        select(Student.id, document(**STUDENT_FIELDS, enrollment=enrollment).label("document"))
        .join_from(then, Student, Student.id == then.c.student_id)
        .where(then.c.status.in_(status))
    )
    return PagedDocuments(statement, then.c.student_id)


def _states(*, has_positions: bool) -> AnySelect:
    """What every enrollment in a course was at an instant: what its last event says.

    Whoever waits is counted only where positions are asked for: it takes the whole queue.
    """
    last = aliased(Event)
    newest = (
        select(Event.id)
        .where(_OF_COURSE, Event.student_id == StudentCourse.student_id)
        .where(Event.at <= given("as_of", Instant()), Event.type != PASSED_OVER)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(ONE)
        .correlate(StudentCourse)
        .scalar_subquery()
    )
    status = last.status_after
    place = func.row_number().over(partition_by=status, order_by=last.place)
    position = case((last.place.is_not(None), place)) if has_positions else null()
    return (
        select(StudentCourse.student_id, StudentCourse.created_at, last.at.label("updated_at"))
        .add_columns(status.label("status"), position.label("position"))
        .join(last, last.id == newest)
        .where(StudentCourse.course_id == given("course_id"))
    )


def _require_recorded(course_id: int, as_of: datetime) -> None:
    """Refuse to tell of a course before its first event, or after its deletion."""
    began, ended = _LIFE.first(course_id=course_id)
    if began is None:
        get_course(course_id=course_id)
    if ended and ended <= as_of:
        raise CourseNotFoundError
    if began is None or as_of < began:
        raise NotRecordedError(began)


def _require_past(instants: dict[str, datetime | None]) -> None:
    """Refuse to tell of what has yet to happen: the answer would not stay true."""
    now = clock.now()
    for field, instant in instants.items():
        if instant and instant > now:
            raise _unfit(field, "This instant is in the future.")


def _unfit(field: str, message: str) -> InvalidInputError:
    return InvalidInputError([{"in": "query", "field": field, "message": message}])
