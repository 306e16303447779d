"""The past, as the events tell it: what happened, and a roster as it stood.

Every question costs by what it answers, whatever the length of the log.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, null, select
from sqlalchemy.orm import aliased

from src.controllers import AnySelect
from src.controllers.courses import get_course
from src.controllers.paging import fetch_page
from src.controllers.students import STUDENT_COLUMNS, get_student
from src.errors import CourseNotFoundError, InvalidInputError, NotRecordedError
from src.extensions import clock, db
from src.models import PASSED_OVER, Event, Student, StudentCourse, instant_text
from src.values import Page, Status

_EVENT_COLUMNS = (
    *(Event.id, Event.type, instant_text(Event.at).label("at")),
    *(Event.student_id, Event.course_id, Event.term_id),
    *(Event.status_before, Event.status_after),
    *(Event.cause, Event.actor, Event.request_id),
    *(Event.changed, Event.override, Event.reasons),
)


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
    mine = Event.course_id == course_id
    statement = select(*_EVENT_COLUMNS).where(mine)
    # Instants and ids have one order in a course, and the index goes by instants.
    last = db.session.scalar(select(Event.at).where(Event.id == after, mine)) if after else None
    if floors := [each for each in (since, last) if each]:
        statement = statement.where(Event.at >= max(floors))
    if until:
        statement = statement.where(Event.at <= until)
    page = fetch_page(statement.order_by(Event.at), Event.id, limit=limit, after=after)
    if not page.rows and not _has_events(mine):
        get_course(course_id=course_id)
    return page


def list_history(*, student_id: int, limit: int, after: int | None) -> Page:
    """One page of what happened to a student and their enrollments, in order.

    Also of a student who was deleted. Raises StudentNotFoundError for one who never was.
    """
    statement = select(*_EVENT_COLUMNS).where(Event.student_id == student_id)
    page = fetch_page(statement, Event.id, limit=limit, after=after)
    if not page.rows and not _has_events(Event.student_id == student_id):
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
    then = _states(course_id, as_of, has_positions=Status.WAITLISTED in status).subquery()
    statement = (
        select(
            *STUDENT_COLUMNS,
            *(then.c.status, then.c.position, null().label("passed"), null().label("grade")),
            instant_text(then.c.created_at).label("enrollment_created_at"),
            instant_text(then.c.at).label("enrollment_updated_at"),
        )
        .join_from(then, Student, Student.id == then.c.student_id)
        .where(then.c.status.in_(status))
    )
    return fetch_page(statement, then.c.student_id, limit=limit, after=after)


def _states(course_id: int, as_of: datetime, *, has_positions: bool) -> AnySelect:
    """What every enrollment in a course was at an instant: what its last event says.

    Whoever waits is counted only where positions are asked for: it takes the whole queue.
    """
    last = aliased(Event)
    newest = (
        select(Event.id)
        .where(Event.course_id == course_id, Event.student_id == StudentCourse.student_id)
        .where(Event.at <= as_of, Event.type != PASSED_OVER)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(1)
        .correlate(StudentCourse)
        .scalar_subquery()
    )
    status = last.status_after
    place = func.row_number().over(partition_by=status, order_by=last.place)
    position = case((last.place.is_not(None), place)) if has_positions else null()
    return (
        select(StudentCourse.student_id, StudentCourse.created_at, last.at)
        .add_columns(status.label("status"), position.label("position"))
        .join(last, last.id == newest)
        .where(StudentCourse.course_id == course_id)
    )


def _require_recorded(course_id: int, as_of: datetime) -> None:
    """Refuse to tell of a course before its first event, or after its deletion."""
    mine = select(Event.at).where(Event.course_id == course_id)
    first = mine.order_by(Event.at, Event.id).limit(1).scalar_subquery()
    is_deletion = Event.student_id.is_(None) & (Event.type == "course.deleted")
    deleted = mine.where(is_deletion).limit(1).scalar_subquery()
    began, ended = db.session.execute(select(first, deleted)).one()
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


def _has_events(condition: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(exists().where(condition))))
