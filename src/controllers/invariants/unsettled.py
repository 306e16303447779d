"""What an edit left behind: it broke a rule for somebody and evicted nobody.

What a registrar set aside for an enrollment is settled, and not found here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from sqlalchemy import text

from src.controllers import AnyRow
from src.controllers.invariants.findings import Finding, ask
from src.controllers.invariants.records import stream_records
from src.controllers.registration.judging import judge
from src.errors.registration import (
    CreditLimitError,
    PrerequisiteMissingError,
    RefusalError,
    TimetableClashError,
    WaitlistFullError,
)
from src.extensions import clock, db
from src.models import Clash, Course, Load, Record
from src.values import Status

ClashOf: TypeAlias = Callable[[Course, Course], Clash | None]

CREDITS = """
SELECT e.student_id, t.id AS term_id, sum(c.credits_hundredths) AS taken,
    t.max_credits_hundredths AS allowed
FROM student_courses e
JOIN courses c ON c.id = e.course_id
JOIN terms t ON t.id = c.term_id
WHERE e.status IN ('enrolled', 'completed')
GROUP BY e.student_id, t.id, t.max_credits_hundredths
HAVING sum(c.credits_hundredths) > t.max_credits_hundredths
    AND max(CASE WHEN e.override LIKE :set_aside THEN 1 ELSE 0 END) = 0
ORDER BY e.student_id, t.id
"""

WAITLIST_CAPACITY = """
SELECT 'course ' || c.id || ' has a waitlist of ' || c.waitlist_capacity || ', and ' || count(*)
    || ' wait'
FROM courses c
JOIN student_courses e ON e.course_id = c.id
WHERE e.status = 'waitlisted'
GROUP BY c.id, c.waitlist_capacity
HAVING sum(CASE WHEN e.override LIKE :set_aside THEN 0 ELSE 1 END) > c.waitlist_capacity
ORDER BY c.id
"""

# By the rows, too: what is counted wrong is first to be counted anew.
IDLE = """
SELECT c.id FROM courses c
WHERE c.waitlist_count > 0 AND (c.capacity IS NULL OR c.enrolled_count < c.capacity AND (
    SELECT count(*) FROM student_courses
    WHERE course_id = c.id AND status IN ('enrolled', 'completed')
) < c.capacity)
"""

# Many students take the same two courses.
_PAIRS_KEPT = 2**14


def find_unsettled(advance: Callable[[int], None]) -> list[Finding]:
    """What was found against each rule, student by student where one has to judge.

    `advance` is told by how much the ids of those looked at went up.
    """
    clash, prerequisite = Finding("clash"), Finding("prerequisite")
    may_have_seat: Counter[int] = Counter()
    clash_of, now, position = lru_cache(_PAIRS_KEPT)(Course.clash_with), clock.now(), 0
    idle = frozenset(db.session.scalars(text(IDLE)))
    for record in stream_records():
        for case in _clashes(record, clash_of):
            clash.add(case)
        for case in _lacking(record):
            prerequisite.add(case)
        may_have_seat.update(_may_have(record, idle, now))
        advance(record.student_id - position)
        position = record.student_id
    return [clash, _over_credits(), prerequisite, _long_waitlists(), _idle_seats(may_have_seat)]


def _clashes(record: Record, clash_of: ClashOf) -> Iterator[str]:
    meeting = [
        row for row in record.rows.values() if row.status == Status.ENROLLED and row.course.meetings
    ]
    for one, other in combinations(meeting, 2):
        clash = _may_clash(one.course, other.course) and clash_of(one.course, other.course)
        if clash and TimetableClashError.code not in one.overridden | other.overridden:
            courses = f"course {one.course_id} and course {other.course_id}"
            yield f"student {record.student_id}: {courses}, {clash}"


def _may_clash(one: Course, other: Course) -> bool:
    """Whether it takes the calendar to tell; most courses of a term meet at other times."""
    return one.term_id != other.term_id or any(
        mine.weekday == its.weekday
        and mine.starts_at < its.ends_at
        and its.starts_at < mine.ends_at
        for mine in one.meetings
        for its in other.meetings
    )


def _lacking(record: Record) -> Iterator[str]:
    for row in record.rows.values():
        if row.status == Status.ENROLLED and row.course.prerequisites:
            lacking = Load(record).lacks(row.course)
            if lacking and PrerequisiteMissingError.code not in row.overridden:
                codes = ", ".join(each.catalog_code for each in lacking)
                yield f"student {record.student_id}: course {row.course_id} needs {codes}"


def _may_have(record: Record, idle: Collection[int], now: datetime) -> Iterator[int]:
    """The courses for which the student waits and could be promoted at once."""
    for row in record.waiting():
        may_go_on = row.course_id in idle and row.course.is_open(now)
        if may_go_on and not judge(row.course, Load(record), now, override=row.overridden):
            yield row.course_id


def _over_credits() -> Finding:
    return ask("credits", CREDITS, _set_aside(CreditLimitError), say=_say_credits)


def _say_credits(row: AnyRow) -> str:
    taken, allowed = Decimal(row.taken) / 100, Decimal(row.allowed) / 100
    return f"student {row.student_id}: {taken} credits in term {row.term_id}, and {allowed} allowed"


def _long_waitlists() -> Finding:
    return ask("waitlist_capacity", WAITLIST_CAPACITY, _set_aside(WaitlistFullError))


def _set_aside(refusal: type[RefusalError]) -> dict[str, str]:
    """What an enrollment's override looks like if the refusal is among its codes.

    The quotes are what a note, in which they are escaped, cannot look like.
    """
    return {"set_aside": f'%"{refusal.code}"%],"note":%'}


def _idle_seats(may_have_seat: Counter[int]) -> Finding:
    finding = Finding("idle_seat")
    for course_id, count in sorted(may_have_seat.items()):
        finding.add(f"course {course_id} has a free seat, and {count} who may have it wait")
    return finding
