"""The statements: one for a read, and a constant number for an act."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from benchmarks.peers.answers import Refusal
from benchmarks.peers.models import Course, Student, StudentCourse
from benchmarks.peers.settings import now


def list_student_courses(session: Session, student_id: int) -> Sequence[StudentCourse]:
    """What a student takes, with the courses; a second statement where that is nothing."""
    rows = session.scalars(
        select(StudentCourse)
        .options(joinedload(StudentCourse.course, innerjoin=True))
        .where(StudentCourse.student_id == student_id, StudentCourse.status == "enrolled")
        .order_by(StudentCourse.course_id)
    ).all()
    if not rows and session.get(Student, student_id) is None:
        raise Refusal("E002")
    return rows


def list_course_students(
    session: Session, course_id: int, limit: int, after: int
) -> Sequence[StudentCourse]:
    """A page of a roster and one row more; a second statement where that is nothing."""
    rows = session.scalars(
        select(StudentCourse)
        .options(joinedload(StudentCourse.student, innerjoin=True))
        .where(
            StudentCourse.course_id == course_id,
            StudentCourse.student_id > after,
            StudentCourse.status.in_(("enrolled", "completed")),
        )
        .order_by(StudentCourse.student_id)
        .limit(limit + 1)
    ).all()
    if not rows and session.get(Course, course_id) is None:
        raise Refusal("E001")
    return rows


def enroll(session: Session, student_id: int, course_ids: Sequence[int]) -> dict[int, str]:
    """Count, then insert; who has left before comes back to the same row."""
    if session.get(Student, student_id) is None:
        raise Refusal("E002")
    _require_seats(session, course_ids)
    known = {each.course_id: each for each in _rows(session, student_id, course_ids)}
    results = {}
    for course_id in course_ids:
        row = known.get(course_id)
        results[course_id] = "unchanged" if row and row.status == "enrolled" else "enrolled"
        if row is None:
            row = StudentCourse(student_id=student_id, course_id=course_id, created_at=now())
            session.add(row)
        if results[course_id] == "enrolled":
            row.status, row.updated_at = "enrolled", now()
    session.commit()
    return results


def drop(session: Session, student_id: int, course_id: int) -> str:
    """Leave a course; the row stays."""
    row = session.get(StudentCourse, (student_id, course_id))
    if row is None:
        raise Refusal("E011")
    if row.status != "enrolled":
        return "unchanged"
    row.status, row.updated_at = "dropped", now()
    session.commit()
    return "dropped"


def _require_seats(session: Session, course_ids: Sequence[int]) -> None:
    """Raises Refusal for a course that is unknown or full."""
    courses = session.execute(
        select(Course.id, Course.capacity).where(Course.id.in_(course_ids))
    ).all()
    if len(courses) < len(course_ids):
        raise Refusal("E001")
    limited = {each.id: each.capacity for each in courses if each.capacity is not None}
    if not limited:
        return
    counts = session.execute(
        select(StudentCourse.course_id, func.count())
        .where(StudentCourse.course_id.in_(limited), StudentCourse.status == "enrolled")
        .group_by(StudentCourse.course_id)
    ).all()
    if any(count >= limited[course_id] for course_id, count in counts):
        raise Refusal("E025")


def _rows(session: Session, student_id: int, course_ids: Sequence[int]) -> Sequence[StudentCourse]:
    theirs = select(StudentCourse).where(StudentCourse.student_id == student_id)
    return session.scalars(theirs.where(StudentCourse.course_id.in_(course_ids))).all()
