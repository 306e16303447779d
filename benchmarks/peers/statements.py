"""The texts of the bare loop's statements: those that the service executes.

A text depends on the number of courses alone, so that drivers prepare each once.
"""

from functools import cache

COURSE_COLUMNS = (
    *("id", "code", "title", "catalog_code", "credits_hundredths", "term_id"),
    *("capacity", "waitlist_capacity", "enrolled_count", "waitlist_count", "last_place"),
    *("meetings", "prerequisites", "version", "last_event_at"),
)
_ENROLLMENT_COLUMNS = (
    *("student_id", "course_id", "status", "place", "passed", "grade", "passed_over"),
    *("passed_over_at", "override", "created_at", "updated_at"),
)
_TERM_COLUMNS = (
    *("id", "name", "starts_on", "ends_on", "time_zone", "registration_opens_at"),
    *("registration_closes_at", "drop_deadline_at", "max_credits_hundredths"),
)
_EVENT_COLUMNS = (
    *("type", "at", "student_id", "course_id", "term_id", "status_before", "status_after"),
    *("place", "cause", "actor", "request_id", "changed", "override", "reasons"),
)
_WITH_TERM = (*(f"c.{each}" for each in COURSE_COLUMNS), *(f"t.{each}" for each in _TERM_COLUMNS))


class Statements:
    """The statements for a database, in the order in which an enrollment has them."""

    def __init__(self, database: str) -> None:
        self._is_sqlite = database == "sqlite"
        self._mark = "?" if self._is_sqlite else "%s"
        # PostgreSQL's driver begins by itself, and its rows are locked one by one.
        self.begin = "BEGIN IMMEDIATE" if self._is_sqlite else None
        lock_student = "SELECT id FROM students WHERE id = ? FOR NO KEY UPDATE"
        self.student = None if self._is_sqlite else self._said(lock_student)
        self.courses = cache(self._courses)
        self.enrollments = cache(self._enrollments)
        self.update = self._said(
            "UPDATE courses SET capacity=?, enrolled_count=(enrolled_count + ?),"
            " waitlist_count=(waitlist_count + ?), last_place=?,"
            " last_event_at=?, version=? WHERE id = ?"
        )
        self.enroll = self._insert("student_courses", _ENROLLMENT_COLUMNS)
        self.record = self._insert("events", _EVENT_COLUMNS)

    def _courses(self, count: int) -> str:
        """Those asked for, and those that the student waits for, with their terms; locked."""
        waited_for = "SELECT course_id FROM student_courses WHERE student_id = ? AND status = ?"
        wanted = f"= ANY(ARRAY[{_marks(count)}] || ARRAY({waited_for}))"
        lock = " FOR NO KEY UPDATE OF c"
        if self._is_sqlite:
            asked = " UNION ALL ".join(["SELECT ?"] * count)
            wanted, lock = f"IN ({asked} UNION ALL {waited_for})", ""
        return self._said(
            f"SELECT {', '.join(_WITH_TERM)} FROM courses AS c"  # noqa: S608 (our own names)
            f" LEFT JOIN terms AS t ON t.id = c.term_id WHERE c.id {wanted} ORDER BY c.id{lock}"
        )

    def _enrollments(self, count: int) -> str:
        """What the student takes, waits for or has completed, and what is asked for."""
        columns = [*(f"sc.{each}" for each in _ENROLLMENT_COLUMNS), *_WITH_TERM]
        return self._said(
            f"SELECT s.id, {', '.join(columns)} FROM students AS s"  # noqa: S608 (our own names)
            " LEFT JOIN student_courses AS sc ON sc.student_id = s.id"
            f" AND (sc.status IN (?, ?, ?) OR sc.course_id IN ({_marks(count)}))"
            " LEFT JOIN courses AS c ON c.id = sc.course_id"
            " LEFT JOIN terms AS t ON t.id = c.term_id WHERE s.id = ? ORDER BY sc.course_id"
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
