"""What is never to be, as SQL for both databases: each row of an answer is a sentence.

Constraints forbid most of it. The statements look for it as if there were none, so they
also hold for a database that was restored, loaded or mended by hand.
"""

from src.controllers.invariants.findings import Finding, ask
from src.controllers.invariants.history import HISTORY

ENROLLED_COUNT = """
SELECT 'course ' || c.id || ' counts ' || c.enrolled_count || ', and ' || coalesce(r.held, 0)
    || ' hold a seat'
FROM courses c
LEFT JOIN (
    SELECT course_id, count(*) AS held FROM student_courses
    WHERE status IN ('enrolled', 'completed') GROUP BY course_id
) r ON r.course_id = c.id
WHERE c.enrolled_count <> coalesce(r.held, 0)
ORDER BY c.id
"""

WAITLIST_COUNT = """
SELECT 'course ' || c.id || ' counts ' || c.waitlist_count || ', and ' || coalesce(r.waiting, 0)
    || ' wait'
FROM courses c
LEFT JOIN (
    SELECT course_id, count(*) AS waiting FROM student_courses
    WHERE status = 'waitlisted' GROUP BY course_id
) r ON r.course_id = c.id
WHERE c.waitlist_count <> coalesce(r.waiting, 0)
ORDER BY c.id
"""

CAPACITY = """
SELECT 'course ' || c.id || ' has a capacity of ' || c.capacity || ', and ' || r.held
    || ' hold a seat'
FROM courses c
JOIN (
    SELECT course_id, count(*) AS held FROM student_courses
    WHERE status IN ('enrolled', 'completed') GROUP BY course_id
) r ON r.course_id = c.id
WHERE r.held > c.capacity
ORDER BY c.id
"""

# An enrollment that names nobody, or nothing, is said to name 0.
ORPHAN = """
SELECT f.sentence
FROM (
    SELECT e.student_id, e.course_id, 'student ' || coalesce(e.student_id, 0) || ', course '
        || coalesce(e.course_id, 0) || ': there is no such student' AS sentence
    FROM student_courses e LEFT JOIN students s ON s.id = e.student_id WHERE s.id IS NULL
    UNION ALL
    SELECT e.student_id, e.course_id, 'student ' || coalesce(e.student_id, 0) || ', course '
        || coalesce(e.course_id, 0) || ': there is no such course'
    FROM student_courses e LEFT JOIN courses c ON c.id = e.course_id WHERE c.id IS NULL
    UNION ALL
    SELECT 0, c.id, 'course ' || c.id || ': there is no term ' || c.term_id
    FROM courses c LEFT JOIN terms t ON t.id = c.term_id
    WHERE t.id IS NULL AND c.term_id IS NOT NULL
) f
ORDER BY f.student_id, f.course_id, f.sentence
"""

DOUBLE_LISTING = """
SELECT 'student ' || student_id || ' is listed ' || count(*) || ' times in course ' || course_id
FROM student_courses
GROUP BY student_id, course_id
HAVING count(*) > 1
ORDER BY student_id, course_id
"""

WAITLIST_ORDER = """
SELECT f.sentence
FROM (
    SELECT course_id, student_id, 'course ' || course_id || ': student ' || student_id
        || ' waits without a place' AS sentence
    FROM student_courses WHERE status = 'waitlisted' AND place IS NULL
    UNION ALL
    SELECT course_id, student_id, 'course ' || course_id || ': student ' || student_id
        || ' has place ' || place || ' and does not wait'
    FROM student_courses WHERE status <> 'waitlisted' AND place IS NOT NULL
    UNION ALL
    SELECT course_id, min(student_id), 'course ' || course_id || ': ' || count(*)
        || ' students share place ' || place
    FROM student_courses WHERE place IS NOT NULL
    GROUP BY course_id, place HAVING count(*) > 1
    UNION ALL
    SELECT e.course_id, e.student_id, 'course ' || e.course_id || ': student ' || e.student_id
        || ' has place ' || e.place || ', and ' || c.last_place || ' was the last given'
    FROM student_courses e JOIN courses c ON c.id = e.course_id WHERE e.place > c.last_place
) f
ORDER BY f.course_id, f.student_id, f.sentence
"""

STATUS = """
SELECT 'student ' || student_id || ', course ' || course_id || ': the status is none that is known'
FROM student_courses
WHERE status NOT IN ('enrolled', 'waitlisted', 'dropped', 'withdrawn', 'completed')
ORDER BY student_id, course_id
"""

GRADING = """
SELECT f.sentence
FROM (
    SELECT student_id, course_id, 'student ' || student_id || ', course ' || course_id
        || ': completed, and neither passed nor failed' AS sentence
    FROM student_courses WHERE status = 'completed' AND passed IS NULL
    UNION ALL
    SELECT student_id, course_id, 'student ' || student_id || ', course ' || course_id
        || ': graded, and not completed'
    FROM student_courses
    WHERE status <> 'completed' AND (grade IS NOT NULL OR passed IS NOT NULL)
) f
ORDER BY f.student_id, f.course_id, f.sentence
"""

BROKEN = {
    "enrolled_count": ENROLLED_COUNT,
    "waitlist_count": WAITLIST_COUNT,
    "capacity": CAPACITY,
    "orphan": ORPHAN,
    "double_listing": DOUBLE_LISTING,
    "waitlist_order": WAITLIST_ORDER,
    "status": STATUS,
    "grading": GRADING,
    "history": HISTORY,
}


def find_broken() -> list[Finding]:
    """What was found against each invariant, in a statement each."""
    return [ask(invariant, sql) for invariant, sql in BROKEN.items()]
