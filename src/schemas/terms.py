"""Terms on the wire."""

from typing import Any, TypedDict

from src.schemas.dumping import dump_credits, dump_instant
from src.schemas.fields import Code, Credits, Day, Instant, Name, Schema, SearchText, TimeZone
from src.schemas.paging import PageQuery


class TermCreate(Schema):
    """The body of `POST /terms`."""

    code: Code
    name: Name
    starts_on: Day
    ends_on: Day
    time_zone: TimeZone
    registration_opens_at: Instant | None = None
    registration_closes_at: Instant | None = None
    drop_deadline_at: Instant | None = None
    max_credits: Credits | None = None


class TermPatch(Schema):
    """The body of `PATCH /terms/{id}`: the fields to change, null to clear."""

    code: Code = ""
    name: Name = ""
    starts_on: Day = ""  # type: ignore[assignment]  # Only what was sent is read.
    ends_on: Day = ""  # type: ignore[assignment]
    time_zone: TimeZone = ""
    registration_opens_at: Instant | None = None
    registration_closes_at: Instant | None = None
    drop_deadline_at: Instant | None = None
    max_credits: Credits | None = None


class TermQuery(PageQuery):
    """The parameters of `GET /terms`."""

    code: SearchText | None = None


class TermDocument(TypedDict):
    """A term as the service answers it."""

    id: int
    code: str
    name: str
    starts_on: str
    ends_on: str
    time_zone: str
    registration_opens_at: str | None
    registration_closes_at: str | None
    drop_deadline_at: str | None
    max_credits: int | float | None
    created_at: str | None
    updated_at: str | None


def dump_term(term: Any) -> TermDocument:
    """The document of a term."""
    return {
        "id": term.id,
        "code": term.code,
        "name": term.name,
        "starts_on": term.starts_on.isoformat(),
        "ends_on": term.ends_on.isoformat(),
        "time_zone": term.time_zone,
        "registration_opens_at": dump_instant(term.registration_opens_at),
        "registration_closes_at": dump_instant(term.registration_closes_at),
        "drop_deadline_at": dump_instant(term.drop_deadline_at),
        "max_credits": dump_credits(term.max_credits_hundredths),
        "created_at": dump_instant(term.created_at),
        "updated_at": dump_instant(term.updated_at),
    }
