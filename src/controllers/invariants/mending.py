"""Mending what is counted wrong, and what stands idle. Whoever mends is alone."""

from typing import cast

from sqlalchemy import CursorResult, func, select, text

from src.controllers.invariants.broken import CAPACITY
from src.controllers.invariants.findings import Finding, ask
from src.controllers.registration.queues import settle_everywhere
from src.extensions import db
from src.models import Course
from src.values import Cause

RECOUNT = """
UPDATE courses SET enrolled_count = r.held, waitlist_count = r.waiting, last_place = r.last_place
FROM (
    SELECT c.id,
        count(CASE WHEN e.status IN ('enrolled', 'completed') THEN 1 END) AS held,
        count(CASE WHEN e.status = 'waitlisted' THEN 1 END) AS waiting,
        CASE WHEN max(e.place) > c.last_place THEN max(e.place) ELSE c.last_place END AS last_place
    FROM courses c LEFT JOIN student_courses e ON e.course_id = c.id
    GROUP BY c.id, c.last_place
) r
WHERE r.id = courses.id AND (courses.enrolled_count <> r.held
    OR courses.waitlist_count <> r.waiting OR courses.last_place <> r.last_place)
"""


def find_oversold() -> Finding:
    """The courses in which more hold a seat than there are."""
    return ask("capacity", CAPACITY)


def recount() -> int:
    """Count seats, waiters and places of every course anew; how many courses changed.

    No course may be oversold. No version changes: what students do is no edit.
    """
    changed = cast("CursorResult[object]", db.session.execute(text(RECOUNT)))
    return changed.rowcount


def promote() -> int:
    """Fill every free seat that somebody waits for and may have; how many were promoted."""
    before = _count_enrolled()
    settle_everywhere(Cause.PROMOTE)
    return _count_enrolled() - before


def _count_enrolled() -> int:
    return db.session.scalar(select(func.sum(Course.enrolled_count))) or 0
