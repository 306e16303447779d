"""Courses on the wire."""

from typing import Any, TypedDict

from src.schemas.fields import Code, Credits, Description, Schema, SearchText, Title
from src.schemas.paging import PageQuery


class CourseCreate(Schema):
    """The body of `POST /courses`."""

    title: Title
    code: Code | None = None
    catalog_code: Code | None = None
    description: Description | None = None
    credits: Credits | None = None


class CoursePatch(Schema):
    """The body of `PATCH /courses/{id}`: the fields to change, null to clear."""

    title: Title = ""
    code: Code | None = None
    catalog_code: Code | None = None
    description: Description | None = None
    credits: Credits | None = None


class CourseQuery(PageQuery):
    """The parameters of `GET /courses`."""

    code: SearchText | None = None


class CourseDocument(TypedDict):
    """A course as the service answers it."""

    id: int
    code: str | None
    catalog_code: str | None
    title: str
    description: str | None
    credits: int | float | None
    created_at: str
    updated_at: str


def dump_course(row: Any) -> CourseDocument:
    """The document of a row with a course's columns."""
    return {
        "id": row.id,
        "code": row.code,
        "catalog_code": row.catalog_code,
        "title": row.title,
        "description": row.description,
        "credits": dump_credits(row.credits_hundredths),
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def dump_credits(hundredths: int | None) -> int | float | None:
    """Credits as a JSON number, without a fraction where there is none."""
    if hundredths is None:
        return None
    whole, fraction = divmod(hundredths, 100)
    return hundredths / 100 if fraction else whole
