"""What is true: tables, named constraints, and one-line questions about them."""

from src.models.base import Base
from src.models.course import Course
from src.models.credits import hundredths
from src.models.documents import dump_json
from src.models.event import PASSED_OVER, Event, kind_of_change
from src.models.instants import Instant, in_milliseconds, instant_text, utc_now
from src.models.load import Load
from src.models.loading import as_read, has_changed, value_before, was_assigned
from src.models.record import LOOKED_AT, Record
from src.models.refusal import Refusal
from src.models.student import Student, email_key
from src.models.student_course import StudentCourse
from src.models.term import Term
from src.models.timetable import Clash, Slot

__all__ = [
    "LOOKED_AT",
    "PASSED_OVER",
    "Base",
    "Clash",
    "Course",
    "Event",
    "Instant",
    "Load",
    "Record",
    "Refusal",
    "Slot",
    "Student",
    "StudentCourse",
    "Term",
    "as_read",
    "dump_json",
    "email_key",
    "has_changed",
    "hundredths",
    "in_milliseconds",
    "instant_text",
    "kind_of_change",
    "utc_now",
    "value_before",
    "was_assigned",
]
