"""A long log: courses with a hundred students each, who came and went ten times."""

from sqlalchemy import Connection, text

from tests.integration.migrations.connections import writing

STUDENTS, COURSES = 5000, 1000
EVENTS = COURSES * 1000
_AT_ONCE = 100
_AT = "2026-08-01T00:00:00.000Z"
_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM numbers WHERE n < {})"
)
# The hundred of a course are different, and so are the courses of a student.
_STUDENT = f"(c.n * 13 + s.n * 50) % {STUDENTS} + 1"
_PAIRS = f"SELECT c.n AS course_id, {_STUDENT} AS student_id FROM courses_of c, hundred s"

_STUDENTS = f"""
{_NUMBERS.format(1, STUDENTS)}
INSERT INTO students (version, name, email, email_key, created_at, updated_at)
SELECT 1, 'Student', 's' || n || '@example.org', 's' || n || '@example.org', '{_AT}', '{_AT}'
FROM numbers
"""
_COURSES = """
INSERT INTO courses (version, title, enrolled_count, last_event_at, created_at, updated_at)
SELECT 1, 'Course', 100, '2026-09-10T00:00:00.000Z', '{at}', '{at}' FROM numbers
"""
_ENROLLMENTS = """
INSERT INTO student_courses (student_id, course_id, status, created_at, updated_at)
SELECT student_id, course_id, 'enrolled', '{at}', '2026-09-10T00:00:00.000Z' FROM pairs
"""
_EVENTS = """
INSERT INTO events (type, at, student_id, course_id, status_after, cause)
SELECT 'enrollment.' || status, {at}, student_id, course_id, status, 'enroll'
FROM (
    SELECT p.*, d.n AS day, CASE d.n % 2 WHEN 0 THEN 'enrolled' ELSE 'dropped' END AS status
    FROM pairs p, ten d
) e
ORDER BY day, course_id, student_id
"""


def add_courses(url: str, first: int, last: int) -> None:
    """Courses with these ids; those who take them dropped on odd days of September 2026, and
    were enrolled on even ones, the 10th being the last.
    """
    for start in range(first, last + 1, _AT_ONCE):
        _add(url, start, min(last, start + _AT_ONCE - 1))


def _add(url: str, first: int, last: int) -> None:
    with writing(url) as connection:
        if first == 1:
            _run(connection, _STUDENTS)
        numbers = _NUMBERS.format(first, last)
        _run(connection, numbers + _COURSES.format(at=_AT))
        series = (
            f"{numbers.replace('numbers', 'courses_of')},"
            f" {_series('hundred', 0, 99)}, {_series('ten', 1, 10)}, pairs AS ({_PAIRS})"
        )
        _run(connection, series + _ENROLLMENTS.format(at=_AT))
        day = "'2026-09-' || substr('0' || e.day, -2) || 'T00:00:00.000Z'"
        if connection.dialect.name == "postgresql":
            day = "timestamptz '2026-08-31T00:00:00Z' + e.day * interval '1 day'"
        _run(connection, series + _EVENTS.format(at=day))
        if connection.dialect.name == "postgresql":
            _run(connection, "ANALYZE")


def lengthen(url: str, course_id: int, days: int) -> None:
    """Let those of one course come and go on as many days more, each day after the last."""
    with writing(url) as connection:
        day = "'2026-10-01T00:00:00.' || substr('00' || d.n, -3) || 'Z'"
        if connection.dialect.name == "postgresql":
            day = "timestamptz '2026-10-01T00:00:00Z' + d.n * interval '1 millisecond'"
        _run(
            connection,
            f"WITH RECURSIVE {_series('days', 1, days)}"
            "INSERT INTO events (type, at, student_id, course_id, status_after, cause)"
            f" SELECT 'enrollment.enrolled', {day}, e.student_id, {course_id}, 'enrolled', 'enroll'"
            f" FROM days d, student_courses e WHERE e.course_id = {course_id} ORDER BY d.n, 3",
        )


def _series(name: str, first: int, last: int) -> str:
    recursion = _NUMBERS.format(first, last).removeprefix("WITH RECURSIVE ")
    return recursion.replace("numbers", name)


def _run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))
