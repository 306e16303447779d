"""The judging: which rules one course would break for one student, and how that is said.

Every rule is a question on the model that owns its number; here are their order, which
is that of the published codes, and the words.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from src.errors.registration import (
    CreditLimitError,
    DropDeadlinePassedError,
    EnrollmentFinalError,
    PrerequisiteMissingError,
    RefusalError,
    RegistrationNotOpenError,
    TimetableClashError,
)
from src.models import Course, Load, StudentCourse, Term
from src.values import Status, format_instant


def judge(
    course: Course, load: Load, now: datetime, *, override: Collection[str] = ()
) -> list[RefusalError]:
    """Every reason against enrolling but seats, in the order of the codes.

    `override` are the codes that do not count.
    """
    reasons = _reasons(course, load, now)
    return [reason for reason in reasons if reason.code not in override]


def _reasons(course: Course, load: Load, now: datetime) -> Iterator[RefusalError]:
    if course.term and not course.term.is_open(now):
        yield RegistrationNotOpenError(_when(course.term, now))
    for lacking in load.lacks(course):
        also = ", and is not taken at the same time" if lacking.concurrent else ""
        yield PrerequisiteMissingError(
            f"It needs {lacking.catalog_code}, which is not passed{also}."
        )
    for other, clash in load.clashes_with(course):
        yield TimetableClashError(f"It clashes with {other.name} on {clash}.")
    if course.term and course.term.limits_credits and course.credits_hundredths:
        total = load.credits_with(course)
        if over := course.term.credits_over(total):
            limit = course.term.max_credits_hundredths or 0
            yield CreditLimitError(
                f"{_credits(total)} credits in {course.term.name} are"
                f" {_credits(over)} over the limit of {_credits(limit)}."
            )


def judge_drop(
    row: StudentCourse, now: datetime, *, by_omission: bool = False
) -> list[RefusalError]:
    """Every reason against leaving a course.

    `by_omission`: it is left out of a schedule, which never withdraws.
    """
    return list(_reasons_to_stay(row, row.course.term, now, by_omission=by_omission))


def _reasons_to_stay(
    row: StudentCourse, term: Term | None, now: datetime, *, by_omission: bool
) -> Iterator[RefusalError]:
    if row.status == Status.COMPLETED:
        yield final(row)
    elif row.status == Status.ENROLLED and term:
        if term.has_ended(now):
            yield EnrollmentFinalError(
                f"The enrollment is final: {term.name} ended on {term.ends_on}."
            )
        if by_omission and term.is_past_drop_deadline(now):
            deadline = _at(term, term.drop_deadline_at or now)
            yield DropDeadlinePassedError(
                f"The drop deadline was {deadline}; to withdraw, DELETE the enrollment."
            )


def final(row: StudentCourse) -> EnrollmentFinalError:
    """The refusal of an act on what is withdrawn or completed."""
    return EnrollmentFinalError(f"The enrollment is final: it is {row.status}.")


def _when(term: Term, now: datetime) -> str:
    """When registration opens, or when it closed."""
    if term.has_opened(now):
        closed = _at(term, term.registration_closes_at or now)
        return f"Registration for {term.name} closed at {closed}."
    return f"Registration for {term.name} opens at {_at(term, term.registration_opens_at or now)}."


def _at(term: Term, instant: datetime) -> str:
    """An instant in UTC and by the term's clock."""
    local = instant.astimezone(ZoneInfo(term.time_zone))
    return f"{format_instant(instant)} ({local:%Y-%m-%d %H:%M:%S} {term.time_zone})"


def _credits(hundredths: int) -> str:
    whole, fraction = divmod(hundredths, 100)
    return f"{whole}.{fraction:02}".rstrip("0").rstrip(".")
