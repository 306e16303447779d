"""The texts of the bare loop's statements: those that the service executes.

A text depends on the number of courses alone, so that drivers prepare each once.
"""

from functools import cache

COURSE_COLUMNS = (
    *("id", "version", "code", "catalog_code", "title", "credits_hundredths", "term_id"),
    *("capacity", "waitlist_capacity", "enrolled_count", "waitlist_count", "last_place"),
    *("meetings", "prerequisites", "created_at", "updated_at", "last_event_at"),
)
_ENROLLMENT_COLUMNS = (
    *("student_id", "course_id", "status", "place", "passed", "grade", "passed_over"),
    *("passed_over_at", "override", "created_at", "updated_at"),
)
_TERM_COLUMNS = (
    *("id", "version", "code", "name", "starts_on", "ends_on", "time_zone"),
    *("registration_opens_at", "registration_closes_at", "drop_deadline_at"),
    *("max_credits_hundredths", "created_at", "updated_at"),
)
_EVENT_COLUMNS = (
    *("type", "at", "student_id", "course_id", "term_id", "status_before", "status_after"),
    *("place", "cause", "actor", "request_id", "changed", "override", "reasons"),
)


class Statements:
    """The statements for a database, in the order in which an enrollment has them."""

    def __init__(self, database: str) -> None:
        self._mark, self._lock = "%s", " FOR NO KEY UPDATE"
        self.begin: str | None = None  # PostgreSQL's driver begins by itself.
        if database == "sqlite":
            self._mark, self._lock, self.begin = "?", "", "BEGIN IMMEDIATE"
        self.courses = cache(self._courses)
        self.student = self._said(
            f"SELECT id FROM students WHERE id IN (?) ORDER BY id{self._lock}"  # noqa: S608 (our own words)
        )
        self.enrollments = cache(self._enrollments)
        self.terms = cache(self._terms)
        self.update = self._said(
            "UPDATE courses SET capacity=?, enrolled_count=(enrolled_count + ?),"
            " waitlist_count=(waitlist_count + ?), last_place=?, updated_at=?,"
            " last_event_at=?, version=? WHERE id = ?"
        )
        self.enroll = self._insert("student_courses", _ENROLLMENT_COLUMNS)
        self.record = self._insert("events", _EVENT_COLUMNS)

    def _courses(self, count: int) -> str:
        """Those asked for, and those that the student waits for, locked."""
        return self._said(
            f"SELECT {', '.join(COURSE_COLUMNS)} FROM courses WHERE id IN ({_marks(count)})"  # noqa: S608 (our own names)
            " OR id IN (SELECT course_id FROM student_courses WHERE student_id = ? AND"
            f" status = ?) ORDER BY id{self._lock}"
        )

    def _enrollments(self, count: int) -> str:
        """What the student takes, waits for or has completed, and what is asked for."""
        columns = [f"sc.{each}" for each in _ENROLLMENT_COLUMNS]
        columns += [f"c.{each}" for each in COURSE_COLUMNS]
        return self._said(
            f"SELECT {', '.join(columns)} FROM student_courses AS sc"  # noqa: S608 (our own names)
            " JOIN courses AS c ON c.id = sc.course_id WHERE sc.student_id IN (?)"
            f" AND (sc.status IN (?, ?, ?) OR sc.course_id IN ({_marks(count)}))"
            " ORDER BY sc.student_id, sc.course_id"
        )

    def _terms(self, count: int) -> str:
        return self._said(
            f"SELECT {', '.join(_TERM_COLUMNS)} FROM terms WHERE id IN ({_marks(count)})"  # noqa: S608 (our own names)
        )

    def _insert(self, table: str, columns: tuple[str, ...]) -> str:
        return self._said(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(len(columns))})"  # noqa: S608 (our own names)
        )

    def _said(self, statement: str) -> str:
        """The statement with the driver's marks for parameters."""
        return statement.replace("?", self._mark)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
