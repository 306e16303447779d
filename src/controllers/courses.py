"""Courses: create, find, change, delete."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import exists, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from src.controllers import AnyRow
from src.controllers.changes import add_row, apply_changes, delete_row, require_order
from src.controllers.documents import COURSE_FIELDS, document
from src.controllers.locks import be_alone, lock_course
from src.controllers.paging import PagedDocuments
from src.controllers.registration.desk import open_courses
from src.controllers.registration.queues import settle, settle_everywhere
from src.controllers.registration.writing import write_changes
from src.controllers.statements import Statement, given
from src.controllers.terms import find_term_for_course, get_term
from src.errors import CourseNotFoundError, StillEnrolledError
from src.errors.registration import CapacityBelowEnrolledError
from src.extensions import db
from src.models import Course, StudentCourse
from src.values import Cause, Meeting, Page, Prerequisite

_COLUMNS = (Course.id, document(**COURSE_FIELDS).label("document"))
_COURSE = Statement(select(*_COLUMNS).where(Course.id == given("course_id")))

# What the rules of registration ask about; to change it may make somebody eligible.
RULES = frozenset({"term_id", "catalog_code", "credits", "meetings", "prerequisites"})


class CourseFields(TypedDict, total=False):
    """The fields of a course; `credits` has at most two decimals."""

    title: Required[str]
    code: str | None
    catalog_code: str | None
    description: str | None
    credits: Decimal | None
    term_id: int | None
    capacity: int | None
    waitlist_capacity: int | None
    meetings: tuple[Meeting, ...]
    prerequisites: tuple[Prerequisite, ...]


def create_course(**fields: Unpack[CourseFields]) -> AnyRow:
    """Raises CodeTakenError, TermNotFoundError, InvalidInputError for meetings without a term."""
    course = Course(
        **({"meetings": (), "prerequisites": ()} | fields),
        term=find_term_for_course(fields.get("term_id")),
    )
    require_order(course)
    add_row(course)
    return get_course(course_id=course.id)


def get_course(*, course_id: int) -> AnyRow:
    """Raises CourseNotFoundError."""
    row: AnyRow | None = _COURSE.first(course_id=course_id)
    if row is None:
        raise CourseNotFoundError
    return row


def list_courses(  # noqa: PLR0913 (a filter each)
    *,
    limit: int,
    after: int | None,
    code: str | None = None,
    catalog_code: str | None = None,
    term: int | None = None,
    has_open_seats: bool | None = None,
) -> Page:
    """One page of the courses, by id: those of a code, of a term, with or without a free seat.

    Raises TermNotFoundError.
    """
    values = {"code": code, "catalog_code": catalog_code, "term_id": term}
    asked = {name: value for name, value in values.items() if value is not None}
    page = _courses(*asked, has_open_seats=has_open_seats).page(limit=limit, after=after, **asked)
    if term is not None and not page.rows:
        get_term(term_id=term)
    return page


@lru_cache
def _courses(*filters: str, has_open_seats: bool | None) -> PagedDocuments:
    """Those that have what is given for each of the columns, and seats or none."""
    columns: list[Any] = [getattr(Course, name) for name in filters]
    wanted = [column == given(column.key, column.type) for column in columns]
    if has_open_seats is not None:
        is_open = or_(Course.capacity.is_(None), Course.enrolled_count < Course.capacity)
        wanted.append(is_open if has_open_seats else ~is_open)
    return PagedDocuments(select(*_COLUMNS).where(*wanted), Course.id)


def update_course(*, course_id: int, changes: Mapping[str, Any]) -> AnyRow:
    """Change the fields given. Nobody is evicted; a raised capacity promotes, and so does
    the edit of a rule that made a waiter eligible.

    Raises CourseNotFoundError, CapacityBelowEnrolledError and what `create_course` raises.
    """
    if edits_a_rule := bool(RULES & changes.keys()):
        be_alone()
    course = lock_course(course_id)
    if edits_a_rule:
        # Also where it stays: what is asked about the course is asked of its term.
        term = find_term_for_course(changes.get("term_id", course.term_id))
        set_committed_value(course, "term", term)
    _require_seats(course, changes.get("capacity"))
    apply_changes(course, changes, check=require_order if edits_a_rule else None)
    if edits_a_rule:
        settle_everywhere(Cause.EDIT)
    elif "capacity" in changes:
        desk = open_courses([course_id])
        settle(desk, [course_id])
        write_changes(desk, Cause.EDIT)
    return get_course(course_id=course_id)


def delete_course(*, course_id: int) -> None:
    """Raises CourseNotFoundError, StillEnrolledError."""
    course = lock_course(course_id)
    if db.session.scalar(select(exists().where(StudentCourse.course_id == course_id))):
        raise StillEnrolledError
    delete_row(course)


def _require_seats(course: Course, capacity: int | None) -> None:
    if capacity is not None and capacity < course.enrolled_count:
        raise CapacityBelowEnrolledError(
            f"A capacity of {capacity} is below the {course.enrolled_count} seats that are taken."
        )
