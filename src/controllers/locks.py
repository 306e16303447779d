"""Row locks, in the one order that every act keeps: courses ascending, then students ascending.

On PostgreSQL whoever changes a row, or what hangs on it, holds its lock; on SQLite the
transaction itself is the lock, and these are plain reads. Locks are never asked for
backwards: an act that finds that it needs one more begins afresh, alone (`be_alone`).
"""

from sqlalchemy import Connection, select, text

from src.controllers import AnySelect
from src.controllers.connections import acting, notes
from src.errors import CourseNotFoundError, StudentNotFoundError, TermNotFoundError
from src.extensions import db
from src.models import Course, Student, Term

_ALONE = "alone"


class LocksOutgrownError(Exception):
    """The act needs a lock that comes before one it has: the whole unit begins afresh, alone."""


def be_alone() -> None:
    """Be the only writer until the end of the transaction; readers go on.

    For acts that may concern any row: an import, the edit of a rule, a queue that goes on
    behind its first hundred. On SQLite the transaction is alone already. On PostgreSQL
    row locks would not do: such an act comes to its rows in an order of its own. EXCLUSIVE
    is the weakest mode that also waits for those who hold row locks. The tables stand in
    the order in which every act comes to its rows, and these are the first locks that the
    transaction asks for; so whoever it waits for never waits for it, and no deadlock can be.
    Terms are not among them: who edits one comes here first, and an act comes to the term of
    its course when it has the course's lock already (a row that is written twice in one
    transaction has its foreign keys looked at, whatever was written).
    """
    notes()[_ALONE] = True
    if has_row_locks():
        tables = "LOCK TABLE courses, students, student_courses IN EXCLUSIVE MODE"
        _connection().execute(text(tables))


def has_row_locks() -> bool:
    """Whether rows are locked one by one; if not, the transaction itself is the lock."""
    return _connection().dialect.name == "postgresql"


def _connection() -> Connection:
    return acting() or db.session.connection()


def is_alone() -> bool:
    """Whether no other act can write, so that no lock is out of order."""
    return bool(notes().get(_ALONE))


def lock_course(course_id: int) -> Course:
    """The course, locked and read afresh. Raises CourseNotFoundError."""
    course: Course | None = db.session.scalar(_locked(select(Course).where(Course.id == course_id)))
    if course is None:
        raise CourseNotFoundError
    return course


def lock_student(student_id: int) -> Student:
    """The student, locked and read afresh. Raises StudentNotFoundError."""
    student: Student | None = db.session.scalar(
        _locked(select(Student).where(Student.id == student_id))
    )
    if student is None:
        raise StudentNotFoundError
    return student


def lock_term(term_id: int) -> Term:
    """The term, locked and read afresh. Raises TermNotFoundError."""
    term: Term | None = db.session.scalar(_locked(select(Term).where(Term.id == term_id)))
    if term is None:
        raise TermNotFoundError
    return term


def _locked(statement: AnySelect) -> AnySelect:
    locked = statement.with_for_update(key_share=True)
    return locked.execution_options(populate_existing=True)
