"""Courses on the wire."""

from typing import Annotated, TypedDict

from orjson import Fragment
from pydantic import AfterValidator, BeforeValidator, Field

from src.schemas.fields import (
    Code,
    Credits,
    Description,
    Id,
    ParameterFlag,
    ParameterNumber,
    Schema,
    SearchText,
    Seats,
    Title,
    as_tuple,
)
from src.schemas.paging import PageQuery
from src.schemas.rules import MeetingFields, PrerequisiteFields, to_meetings, to_prerequisites
from src.values import ID_MAX

Meetings = Annotated[
    tuple[MeetingFields, ...], BeforeValidator(as_tuple), AfterValidator(to_meetings)
]
Prerequisites = Annotated[
    tuple[PrerequisiteFields, ...], BeforeValidator(as_tuple), AfterValidator(to_prerequisites)
]


class CourseCreate(Schema):
    """The body of `POST /courses`."""

    title: Title
    code: Code | None = None
    catalog_code: Code | None = None
    description: Description | None = None
    credits: Credits | None = None
    term_id: Id | None = None
    capacity: Seats | None = None
    waitlist_capacity: Seats | None = None
    meetings: Meetings = ()
    prerequisites: Prerequisites = ()


class CoursePatch(Schema):
    """The body of `PATCH /courses/{id}`: the fields to change, null to clear."""

    title: Title = ""
    code: Code | None = None
    catalog_code: Code | None = None
    description: Description | None = None
    credits: Credits | None = None
    term_id: Id | None = None
    capacity: Seats | None = None
    waitlist_capacity: Seats | None = None
    meetings: Meetings = ()
    prerequisites: Prerequisites = ()


class CourseQuery(PageQuery):
    """The parameters of `GET /courses`; `term` is a term's id."""

    code: SearchText | None = None
    catalog_code: SearchText | None = None
    term: Annotated[ParameterNumber, Field(le=ID_MAX)] | None = None
    has_open_seats: ParameterFlag | None = None


class CourseDocument(TypedDict):
    """A course as the service answers it; null seats are without a limit."""

    id: int
    code: str | None
    catalog_code: str | None
    title: str
    description: str | None
    credits: int | float | None
    term_id: int | None
    capacity: int | None
    waitlist_capacity: int | None
    enrolled_count: int
    open_seats: int | None
    waitlist_count: int
    meetings: Fragment
    prerequisites: Fragment
    created_at: str
    updated_at: str
