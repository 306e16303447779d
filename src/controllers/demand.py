"""Demand: what was asked for and refused."""

from collections.abc import Mapping

from sqlalchemy import bindparam, exists, func, select, text, union
from sqlalchemy.orm import aliased

from src.controllers.courses import get_course
from src.errors.registration import CourseFullError, WaitlistFullError
from src.extensions import db
from src.models import Course, Instant, Refusal, Student, StudentCourse, instant_text
from src.values import HOLDS_SEAT, Attempt, Demand

FULL = (CourseFullError.code, WaitlistFullError.code)
_ADD = text("""
INSERT INTO refusals (course_id, code, hour, student_id, attempts)
VALUES (:course_id, :code, :hour, :student_id, :attempts)
ON CONFLICT (course_id, code, hour, student_id)
DO UPDATE SET attempts = refusals.attempts + excluded.attempts
""").bindparams(bindparam("hour", type_=Instant()))
_COUNTS = (
    func.sum(Refusal.attempts).label("attempts"),
    func.count(Refusal.student_id.distinct()).label("students"),
)


def add_refusals(attempts: Mapping[Attempt, int]) -> None:
    """Count refused attempts, each as often as it was made.

    In one order, so that two who count the same wait for each other and for nobody else.
    """
    rows = [
        {"course_id": course_id, "code": code, "hour": hour, "student_id": student_id}
        | {"attempts": count}
        for (course_id, code, hour, student_id), count in sorted(attempts.items())
    ]
    if rows:
        db.session.execute(_ADD, rows)


def get_demand(*, course_id: int) -> Demand:
    """What was refused in a course, by reason and by hour. Raises CourseNotFoundError."""
    get_course(course_id=course_id)
    hour = instant_text(Refusal.hour).label("hour")
    refused = select(Refusal.code, *_COUNTS).where(Refusal.course_id == course_id)
    by_reason = refused.group_by(Refusal.code).order_by(Refusal.code)
    by_hour = (
        refused.add_columns(hour)
        .group_by(Refusal.hour, Refusal.code)
        .order_by(Refusal.hour, Refusal.code)
    )
    return Demand(
        course_id=course_id,
        reasons=db.session.execute(by_reason).all(),
        hours=db.session.execute(by_hour).all(),
        unmet=_count_unmet(course_id),
    )


def _count_unmet(course_id: int) -> int:
    """Who was refused as full, or waits, and holds no seat in any offering of its kind."""
    refused = select(Refusal.student_id).where(
        Refusal.course_id == course_id, Refusal.code.in_(FULL)
    )
    waiting = select(StudentCourse.student_id).where(
        StudentCourse.course_id == course_id, StudentCourse.place.is_not(None)
    )
    wanting = union(refused, waiting).subquery()
    offering = aliased(Course)
    # Without a catalog code a course is its only offering.
    is_offering = offering.id == course_id
    code = select(Course.catalog_code).where(Course.id == course_id).scalar_subquery()
    is_offering |= offering.catalog_code == code
    has_seat = (
        exists()
        .where(StudentCourse.student_id == wanting.c.student_id)
        .where(StudentCourse.status.in_(HOLDS_SEAT), StudentCourse.course_id == offering.id)
        .where(is_offering)
    )
    statement = (
        select(func.count())
        .select_from(wanting)
        .join(Student, Student.id == wanting.c.student_id)
        .where(~has_seat)
    )
    return db.session.scalar(statement) or 0
