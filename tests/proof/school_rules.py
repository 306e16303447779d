"""The rules of registration but seats, asked the slow way; part of `school`."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.proof.school_book import SEATED, Book, Course, Term

Interval = tuple[datetime, datetime]


def reasons_against(
    book: Book,
    student_id: int,
    course: Course,
    together: Collection[Course],
    waived: Collection[str],
) -> list[str]:
    """The codes of all that speaks against a seat, as often as it does.

    `together` are the courses that the same request takes.
    """
    found = _reasons(book, student_id, course, [each for each in together if each is not course])
    return [code for code in found if code not in waived]


def _reasons(
    book: Book, student_id: int, course: Course, together: Collection[Course]
) -> Iterator[str]:
    term = book.term_of(course)
    if term and not term.is_open(book.now):
        yield "E021"
    enrolled = {each.id: each for each in book.courses_where(student_id, "enrolled")}
    taken = enrolled | {each.id: each for each in together}
    taken.pop(course.id, None)
    for need in course.prerequisites:
        if not _is_met(
            book, student_id, course, need["catalog_code"], list(taken.values())
        ) and not (
            need["concurrent"] and _is_beside(course, need["catalog_code"], taken, together)
        ):
            yield "E022"
    for other in taken.values():
        if clash(book, course, other):
            yield "E023"
    if term and term.max_credits is not None and course.credits:
        held = {each.id: each for each in book.courses_where(student_id, *SEATED)}
        counted = held | {each.id: each for each in (*together, course)}
        credits_ = sum(
            each.credits or 0 for each in counted.values() if each.term_id == course.term_id
        )
        if credits_ > term.max_credits:
            yield "E024"


def _is_met(
    book: Book, student_id: int, course: Course, code: str, taken: Collection[Course]
) -> bool:
    """Whether a course of the code was passed, or is taken in an earlier term."""
    for done in book.courses_where(student_id, "completed"):
        if done.catalog_code == code and book.rows[student_id][done.id].passed:
            return True
    for other in taken:
        earlier, term = book.term_of(other), book.term_of(course)
        if other.catalog_code == code and earlier and term and earlier.ends_on < term.starts_on:
            return True
    return False


def _is_beside(
    course: Course, code: str, taken: dict[int, Course], together: Collection[Course]
) -> bool:
    """Whether a course of the code is taken in the same term, or by the same request."""
    return any(
        other.catalog_code == code and (other in together or other.term_id == course.term_id)
        for other in taken.values()
    )


def clash(book: Book, one: Course, other: Course) -> bool:
    """Whether two courses meet at the same time, looking at every one of their days."""
    return any(
        mine[0] < theirs[1] and theirs[0] < mine[1]
        for mine in _meetings(book, one)
        for theirs in _meetings(book, other)
    )


def _meetings(book: Book, course: Course) -> Iterator[Interval]:
    term = book.term_of(course)
    for each in course.meetings if term else []:
        assert term
        hours = (each["starts_at"], each["ends_at"])
        yield from _days(each["weekday"], hours, (term.starts_on, term.ends_on), term.zone)


@cache
def _days(
    weekday: int, hours: tuple[str, str], term: tuple[date, date], zone: str
) -> tuple[Interval, ...]:
    (starts_at, ends_at), (first, last) = hours, term
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(
        (_at(day, starts_at, zone), _at(day, ends_at, zone))
        for day in days
        if day.isoweekday() == weekday
    )


def _at(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


def against_leaving(book: Book, course: Course, status: str | None) -> list[str]:
    """The codes of what speaks against a drop."""
    term: Term | None = book.term_of(course)
    if status == "completed" or (status == "enrolled" and term and term.has_ended(book.now)):
        return ["E020"]
    return []
