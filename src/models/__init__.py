"""What is true: tables, named constraints, and one-line questions about them."""

from src.models.base import Base
from src.models.course import Course, hundredths
from src.models.instants import Instant, instant_text, utc_now
from src.models.student import Student, email_key
from src.models.student_course import StudentCourse

__all__ = [
    "Base",
    "Course",
    "Instant",
    "Student",
    "StudentCourse",
    "email_key",
    "hundredths",
    "instant_text",
    "utc_now",
]
