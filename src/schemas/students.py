"""Students on the wire."""

from typing import Any, TypedDict

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


def dump_student(row: Any) -> StudentDocument:
    """The document of a row with a student's columns."""
    return {
        "id": row.id,
        "name": row.name,
        "given_name": row.given_name,
        "family_name": row.family_name,
        "email": row.email,
        "external_id": row.external_id,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
