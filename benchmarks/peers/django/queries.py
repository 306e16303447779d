"""The statements: one for a read, and a constant number for an act."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count

from benchmarks.peers.answers import Refusal
from benchmarks.peers.django.models import Course, Student, StudentCourse
from benchmarks.peers.settings import now

ENROLLED = "enrolled"


def list_student_courses(student_id: int) -> list[Any]:
    """What a student takes, with the courses; a second statement where that is nothing."""
    enrolled = StudentCourse.objects.filter(student_id=student_id, status=ENROLLED)
    rows = list(enrolled.select_related("course").order_by("course_id"))
    if not rows and not Student.objects.filter(pk=student_id).exists():
        raise Refusal("E002")
    return rows


def list_course_students(course_id: int, limit: int, after: int) -> list[Any]:
    """A page of a roster and one row more; a second statement where that is nothing."""
    seated = StudentCourse.objects.filter(
        course_id=course_id, student_id__gt=after, status__in=(ENROLLED, "completed")
    )
    rows = list(seated.select_related("student").order_by("student_id")[: limit + 1])
    if not rows and not Course.objects.filter(pk=course_id).exists():
        raise Refusal("E001")
    return rows


@transaction.atomic
def enroll(student_id: int, course_ids: Sequence[int]) -> dict[int, str]:
    """Count, then insert; who has left before comes back to the same row."""
    if not Student.objects.filter(pk=student_id).exists():
        raise Refusal("E002")
    _require_seats(course_ids)
    theirs = StudentCourse.objects.filter(student_id=student_id, course_id__in=course_ids)
    known = dict(theirs.values_list("course_id", "status"))
    wanted = [each for each in course_ids if known.get(each) != ENROLLED]
    instant = now()
    StudentCourse.objects.bulk_create(
        StudentCourse(
            student_id=student_id,
            course_id=each,
            status=ENROLLED,
            created_at=instant,
            updated_at=instant,
        )
        for each in wanted
        if each not in known
    )
    if returning := [each for each in wanted if each in known]:
        theirs.filter(course_id__in=returning).update(status=ENROLLED, updated_at=instant)
    return {each: ENROLLED if each in wanted else "unchanged" for each in course_ids}


@transaction.atomic
def drop(student_id: int, course_id: int) -> str:
    """Leave a course; the row stays."""
    row = StudentCourse.objects.filter(student_id=student_id, course_id=course_id)
    if row.filter(status=ENROLLED).update(status="dropped", updated_at=now()):
        return "dropped"
    if not row.exists():
        raise Refusal("E011")
    return "unchanged"


def _require_seats(course_ids: Sequence[int]) -> None:
    """Raises Refusal for a course that is unknown or full."""
    courses = dict(Course.objects.filter(pk__in=course_ids).values_list("id", "capacity"))
    if len(courses) < len(course_ids):
        raise Refusal("E001")
    limited = [each for each, capacity in courses.items() if capacity is not None]
    if not limited:
        return
    seated = StudentCourse.objects.filter(course_id__in=limited, status=ENROLLED)
    counts = seated.values_list("course_id").annotate(Count("student_id"))
    if any(count >= courses[course_id] for course_id, count in counts):
        raise Refusal("E025")
