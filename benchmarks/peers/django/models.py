"""The tables as unmanaged models; the junction has a composite primary key.

Instants are the text that is answered: SQLite keeps them so, and nobody formats them again.
"""

from datetime import datetime
from typing import Any

from django.db import models

from benchmarks.peers.answers import shown_credits
from benchmarks.peers.settings import IS_SQLITE, as_text


class TimestampField(models.DateTimeField):
    """An instant of PostgreSQL as its text."""

    def from_db_value(self, value: datetime | None, *_: Any) -> str | None:
        return None if value is None else as_text(value)


InstantField = models.TextField if IS_SQLITE else TimestampField


class Student(models.Model):
    """A student."""

    name = models.TextField()
    given_name = models.TextField(null=True)
    family_name = models.TextField(null=True)
    email = models.TextField()
    external_id = models.TextField(null=True)
    created_at = InstantField()
    updated_at = InstantField()

    class Meta:
        managed = False
        db_table = "students"

    def __str__(self) -> str:
        return str(self.name)


class Course(models.Model):
    """A course."""

    code = models.TextField(null=True)
    catalog_code = models.TextField(null=True)
    title = models.TextField()
    description = models.TextField(null=True)
    credits_hundredths = models.IntegerField(null=True)
    term_id = models.IntegerField(null=True)
    capacity = models.IntegerField(null=True)
    waitlist_capacity = models.IntegerField(null=True)
    enrolled_count = models.IntegerField()
    waitlist_count = models.IntegerField()
    meetings = models.JSONField()
    prerequisites = models.JSONField()
    created_at = InstantField()
    updated_at = InstantField()

    class Meta:
        managed = False
        db_table = "courses"

    def __str__(self) -> str:
        return str(self.title)

    @property
    def credits(self) -> int | float | None:
        """Credits as a JSON number."""
        return shown_credits(self.credits_hundredths)

    @property
    def open_seats(self) -> int | None:
        """How many more may enroll, by the count that stands in the row."""
        return None if self.capacity is None else self.capacity - self.enrolled_count


class StudentCourse(models.Model):
    """One student's enrollment in one course."""

    pk = models.CompositePrimaryKey("student_id", "course_id")
    student = models.ForeignKey(Student, models.DO_NOTHING, related_name="enrollments")
    course = models.ForeignKey(Course, models.DO_NOTHING, related_name="enrollments")
    status = models.TextField()
    created_at = InstantField()
    updated_at = InstantField()

    class Meta:
        managed = False
        db_table = "student_courses"

    def __str__(self) -> str:
        return f"{self.student_id} in {self.course_id}"
