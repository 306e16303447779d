"""Events and demand on the wire."""

from typing import Annotated, Any, TypedDict

from orjson import Fragment
from pydantic import Field

from src.schemas.fields import Instant, ParameterNumber
from src.schemas.paging import PageQuery
from src.values import EVENT_ID_MAX, Demand


class HistoryQuery(PageQuery):
    """The parameters of `GET /students/{id}/history`: `after` is the id of an event."""

    after: Annotated[ParameterNumber, Field(le=EVENT_ID_MAX)] | None = None


class ChangesQuery(HistoryQuery):
    """The parameters of `GET /courses/{id}/changes`; both instants are included."""

    since: Instant | None = Field(default=None, alias="from")
    until: Instant | None = Field(default=None, alias="to")


class EventDocument(TypedDict):
    """One event; what does not go with its type is null.

    `changed` are names of fields, `override` has the codes that were set aside and the
    note, `reasons` the codes for which a waiter was passed over.
    """

    id: int
    type: str
    at: str
    student_id: int | None
    course_id: int | None
    term_id: int | None
    status_before: str | None
    status_after: str | None
    cause: str
    actor: str | None
    request_id: str | None
    changed: Fragment | None
    override: Fragment | None
    reasons: Fragment | None


class RefusedDocument(TypedDict):
    """How often a reason stood against a course, and against how many distinct students."""

    code: str
    attempts: int
    students: int


class RefusedInHourDocument(RefusedDocument):
    """The same within the hour that begins at an instant."""

    hour: str


class DemandDocument(TypedDict):
    """What was asked for in vain, up to a second ago.

    `unmet` are the distinct students who were refused as full, or wait, and hold no seat
    in any offering of the course's catalog code.
    """

    course_id: int
    unmet: int
    reasons: list[RefusedDocument]
    hours: list[RefusedInHourDocument]


def dump_demand(demand: Demand) -> DemandDocument:
    """The document of what was refused in a course."""
    return {
        "course_id": demand.course_id,
        "unmet": demand.unmet,
        "reasons": [_refused(row) for row in demand.reasons],
        "hours": [{"hour": row.hour, **_refused(row)} for row in demand.hours],
    }


def _refused(row: Any) -> RefusedDocument:
    return {"code": row.code, "attempts": int(row.attempts), "students": row.students}


def dump_event(row: Any) -> EventDocument:
    """The document of a row with an event's columns."""
    return {
        "id": row.id,
        "type": row.type,
        "at": row.at,
        "student_id": row.student_id,
        "course_id": row.course_id,
        "term_id": row.term_id,
        "status_before": row.status_before,
        "status_after": row.status_after,
        "cause": row.cause,
        "actor": row.actor,
        "request_id": row.request_id,
        "changed": _json(row.changed),
        "override": _json(row.override),
        "reasons": _json(row.reasons),
    }


def _json(text: str | None) -> Fragment | None:
    return Fragment(text) if text else None
