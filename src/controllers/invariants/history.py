"""The log against the rows: what the events alone tell of each enrollment, and what it is.

The last event of an enrollment tells its status and its place in the queue. So a roster
or a waitlist that is rebuilt from the events is that of the rows, or a case is found.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, TextClause, bindparam, text

from src.controllers.recording import origin_columns
from src.extensions import clock, db
from src.models import Instant

# By indexes alone, so that a log of millions is neither sorted nor kept in memory.
_LAST = """
WITH last AS (
    SELECT v.student_id, v.course_id, v.status_after, v.place
    FROM events v
    JOIN (
        SELECT max(id) AS id FROM events WHERE course_id > 0 AND student_id > 0
        GROUP BY course_id, student_id
    ) newest ON newest.id = v.id
)
"""
_DIFFERS = """
    (coalesce(l.status_after, '') <> e.status OR coalesce(l.place, 0) <> coalesce(e.place, 0))
"""

HISTORY = f"""
{_LAST}
SELECT f.sentence
FROM (
    SELECT e.course_id, e.student_id, 'student ' || coalesce(e.student_id, 0) || ', course '
        || coalesce(e.course_id, 0) || ': the events tell of another status or place' AS sentence
    FROM student_courses e
    LEFT JOIN last l ON l.student_id = e.student_id AND l.course_id = e.course_id
    WHERE {_DIFFERS}
    UNION ALL
    SELECT l.course_id, l.student_id, 'student ' || l.student_id || ', course ' || l.course_id
        || ': the events tell of an enrollment, and there is none'
    FROM last l
    LEFT JOIN student_courses e ON e.student_id = l.student_id AND e.course_id = l.course_id
    WHERE e.student_id IS NULL
    UNION ALL
    SELECT o.course_id, 0, 'course ' || o.course_id || ': event ' || o.before
        || ' is dated before an earlier one'
    FROM (
        SELECT id, course_id, lag(id) OVER (PARTITION BY course_id ORDER BY at, id) AS before
        FROM events WHERE course_id > 0
    ) o
    WHERE o.before > o.id
) f
ORDER BY f.course_id, f.student_id, f.sentence
"""  # noqa: S608 (nothing comes from outside)

_MISSING = f"""
FROM student_courses e
JOIN courses c ON c.id = e.course_id
LEFT JOIN last l ON l.student_id = e.student_id AND l.course_id = e.course_id
WHERE {_DIFFERS}
"""
# Courses keep the instant of their last event; those of which none was recorded have none.
_STAMP = """
UPDATE courses SET last_event_at = :now
WHERE last_event_at IS NULL OR (last_event_at < :now AND id IN ({}SELECT e.course_id {}))
"""
_RECORD = """
INSERT INTO events (type, at, student_id, course_id, term_id, status_before, status_after, place,
    cause, actor, request_id)
{}
SELECT 'enrollment.' || CASE WHEN l.status_after = e.status THEN 'updated'
        WHEN l.status_after = 'waitlisted' AND e.status = 'enrolled' THEN 'promoted'
        ELSE e.status END,
    c.last_event_at, e.student_id, e.course_id, c.term_id, l.status_after, e.status, e.place,
    'recount', :actor, :request_id
{}
ORDER BY e.course_id, e.place, e.student_id
"""
_RECORD_ROWS = """
INSERT INTO events (type, at, student_id, course_id, term_id, cause, actor, request_id)
SELECT r.type, :now, r.student_id, r.course_id, r.term_id, 'recount', :actor, :request_id
FROM (
    SELECT 'term.created' AS type, CAST(NULL AS integer) AS student_id,
        CAST(NULL AS integer) AS course_id, t.id AS term_id
    FROM terms t
    WHERE t.id NOT IN (SELECT term_id FROM events WHERE type = 'term.created')
    UNION ALL
    SELECT 'student.created', s.id, NULL, NULL FROM students s
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE student_id = s.id)
    UNION ALL
    SELECT 'course.created', NULL, c.id, c.term_id FROM courses c
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE course_id = c.id)
) r
ORDER BY r.type DESC, r.term_id, r.course_id, r.student_id
"""
_NOW = bindparam("now", type_=Instant())
RECORD_ROWS = text(_RECORD_ROWS).bindparams(_NOW)
STAMP = text(_STAMP.format(_LAST, _MISSING)).bindparams(_NOW)
RECORD = text(_RECORD.format(_LAST, _MISSING))


def record_unrecorded() -> int:
    """Record the rows that no event tells of, and what enrollments are of which the last event
    says otherwise; how many events that makes.

    For rows that a release wrote which knew no events. The caller is alone.
    """
    now: dict[str, Any] = {"now": clock.now()}
    rows = _execute(RECORD_ROWS, now | origin_columns())
    _execute(STAMP, now)
    return rows + _execute(RECORD, origin_columns())


def _execute(statement: TextClause, parameters: Mapping[str, Any]) -> int:
    """How many rows a statement wrote."""
    return cast("CursorResult[object]", db.session.execute(statement, parameters)).rowcount
