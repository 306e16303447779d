"""Students on the wire."""

from typing import TypedDict

from src.schemas.fields import Email, ExternalId, Name, Schema, SearchText
from src.schemas.paging import PageQuery


class StudentCreate(Schema):
    """The body of `POST /students`."""

    name: Name
    email: Email
    given_name: Name | None = None
    family_name: Name | None = None
    external_id: ExternalId | None = None


class StudentPatch(Schema):
    """The body of `PATCH /students/{id}`: the fields to change, null to clear."""

    name: Name = ""
    email: Email = ""
    given_name: Name | None = None
    family_name: Name | None = None
    external_id: ExternalId | None = None


class StudentQuery(PageQuery):
    """The parameters of `GET /students`."""

    email: SearchText | None = None
    external_id: SearchText | None = None


class StudentDocument(TypedDict):
    """A student as the service answers it."""

    id: int
    name: str
    given_name: str | None
    family_name: str | None
    email: str
    external_id: str | None
    created_at: str
    updated_at: str
