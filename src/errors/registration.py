"""Why an enrollment, or a change to one, is refused: a class for each published code.

The messages say what a person needs: which course and when, how many, which code.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from src.errors import RegistrationError
from src.values import Attempt


class RefusalError(RegistrationError):
    """A reason for which one course of a request is refused."""

    status = 409

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__()

    def document(self) -> dict[str, str]:
        """The code and the message."""
        return {"code": self.code, "message": self.message}


class EnrollmentFinalError(RefusalError):
    code, message = "E020", "The enrollment is final."


class RegistrationNotOpenError(RefusalError):
    code, message = "E021", "Registration is not open."


class PrerequisiteMissingError(RefusalError):
    code, message = "E022", "A prerequisite is missing."


class TimetableClashError(RefusalError):
    code, message = "E023", "The timetable clashes."


class CreditLimitError(RefusalError):
    code, message = "E024", "It would be over the credit limit."


class CourseFullError(RefusalError):
    code, message = "E025", "The course is full."


class WaitlistFullError(RefusalError):
    code, message = "E026", "The waitlist is full."


class CapacityBelowEnrolledError(RefusalError):
    code, message = "E027", "The capacity is below the number of enrolled students."

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.details = [{"field": "capacity", "message": self.message}]


class DropDeadlinePassedError(RefusalError):
    code, message = "E028", "The drop deadline has passed."


@dataclass(frozen=True, slots=True)
class CourseRefusal:
    """Why one course of a request was refused."""

    course_id: int
    error: RegistrationError

    def document(self) -> dict[str, Any]:
        """The entry for `details`."""
        return {
            "course_id": self.course_id,
            "code": self.error.code,
            "message": self.error.message,
        }


class EnrollmentRefusedError(RegistrationError):
    """An act on enrollments was refused, for every reason listed.

    Code, message and status are those of the first refusal.
    """

    def __init__(
        self, refusals: Sequence[CourseRefusal], *, attempts: Collection[Attempt] = ()
    ) -> None:
        """`attempts` are those to enroll, by course and reason, for whoever counts them."""
        first = refusals[0].error
        self.code, self.status, self.message = first.code, first.status, first.message
        super().__init__([refusal.document() for refusal in refusals])
        self.attempts = attempts
