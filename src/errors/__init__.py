"""The errors of the domain: plain Python, each with its published code and status.

`registration.py` beside this file has the refusals of enrollments, and `handlers.py`
makes responses of them all. A published code never changes its meaning.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from src.values import format_instant


class RegistrationError(Exception):
    """Base of every error that a client is told about.

    `details` are objects that say more: which field, which course; `headers` go with
    the response.
    """

    code = "E099"
    status = 500
    message = "Something went wrong on our side."
    headers: Mapping[str, str] = {}

    def __init__(self, details: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(self.message)
        self.details = list(details)


class CourseNotFoundError(RegistrationError):
    code, status, message = "E001", 404, "Course does not exist."


class StudentNotFoundError(RegistrationError):
    code, status, message = "E002", 404, "Student does not exist."


class UnreadableBodyError(RegistrationError):
    code, status, message = "E003", 400, "The body is not readable JSON."


class InvalidInputError(RegistrationError):
    code, status, message = "E004", 422, "The request does not fit the schema."


class ResourceNotFoundError(RegistrationError):
    code, status, message = "E005", 404, "There is no such resource."


class MethodNotAllowedError(RegistrationError):
    code, status, message = "E006", 405, "The resource does not know this method."


class ContentTypeError(RegistrationError):
    code, status, message = "E007", 415, "The body must be application/json in UTF-8."


class BodyTooLargeError(RegistrationError):
    code, status, message = "E008", 413, "The body is larger than 64 KiB."


class TakenError(RegistrationError):
    """A value that must be unique belongs to another record."""

    code, status, message = "E009", 409, "The value is taken."
    field = ""

    def __init__(self) -> None:
        super().__init__([{"field": self.field, "message": self.message}])


class EmailTakenError(TakenError):
    message, field = "Another student has this e-mail.", "email"


class ExternalIdTakenError(TakenError):
    message, field = "Another student has this external id.", "external_id"


class CodeTakenError(TakenError):
    message, field = "Another course has this code.", "code"


class TermCodeTakenError(TakenError):
    message, field = "Another term has this code.", "code"


class StillEnrolledError(RegistrationError):
    code, status, message = "E010", 409, "Enrollments name it, now or in the past; it stays."


class TermInUseError(StillEnrolledError):
    message = "Courses name this term; it stays."


class NotEnrolledError(RegistrationError):
    code, status, message = "E011", 404, "The student is not enrolled in this course."


class TermNotFoundError(RegistrationError):
    code, status, message = "E012", 404, "Term does not exist."


class NotRecordedError(RegistrationError):
    """What is asked about was before the first event of a course."""

    code, status, message = "E013", 409, "What was at that instant is not recorded."

    def __init__(self, began: datetime | None) -> None:
        """`began` is the instant of the first event, None where there is none."""
        since = f"begins at {format_instant(began)}" if began else "has not begun"
        super().__init__([{"field": "as_of", "message": f"The record of this course {since}."}])


class BusyError(RegistrationError):
    """The work could not be done in time; nothing was changed, and asking again is safe.

    Where the database went away in the moment of the commit it may be done all the same.
    `cause` is for the log: what was waited for, or PostgreSQL's code.
    """

    code, status, message = "E090", 503, "The service is busy; try again shortly."
    headers: Mapping[str, str] = {"Retry-After": "1"}

    def __init__(self, details: Sequence[Mapping[str, Any]] = (), *, cause: str = "") -> None:
        super().__init__(details)
        self.cause = cause


class NotReadyError(BusyError):
    """The database is not at the revision that this code was written for."""

    message = "The service is not ready."


class InternalError(RegistrationError):
    """What nobody foresaw; the log has more under the request id."""
