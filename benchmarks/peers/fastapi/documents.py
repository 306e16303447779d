"""The response models, the body of an enrollment, and the parameters of a page."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class EnrollRequest(BaseModel):
    course_ids: list[int]


class Page(BaseModel):
    limit: int = Field(50, ge=1, le=200)
    after: int = 0


class Enrollment(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    status: str
    position: int | None = None
    created_at: str
    updated_at: str


class Student(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    given_name: str | None
    family_name: str | None
    email: str
    external_id: str | None
    created_at: str
    updated_at: str


class EnrolledStudent(Student):
    enrollment: Enrollment


class Course(BaseModel):
    model_config = ConfigDict(from_attributes=True)

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
    meetings: list[dict[str, Any]]
    prerequisites: list[dict[str, Any]]
    created_at: str
    updated_at: str


class EnrolledCourse(Course):
    enrollment: Enrollment


class Outcome(BaseModel):
    course_id: int
    result: str


class Outcomes(BaseModel):
    message: str
    courses: list[Outcome]
