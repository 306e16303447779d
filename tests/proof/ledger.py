"""What clients were told, beside what the database has."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import NullPool, create_engine, select

from src.models import Student, StudentCourse


@dataclass(frozen=True, slots=True)
class Ledger:
    """What stands after the last answers.

    Students' ids by e-mail; and by student and course the statuses that may be there,
    since whoever was told to wait may have been promoted later.
    """

    students: dict[str, int] = field(default_factory=dict)
    enrollments: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def add(self, other: "Ledger") -> None:
        """Take in what another client was told, about students of its own."""
        self.students.update(other.students)
        self.enrollments.update(other.enrollments)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database has: each (e-mail, id), and each (student, course, status)."""

    students: list[tuple[str, int]]
    enrollments: list[tuple[int, int, str]]


def kept_in(url: str) -> Kept:
    """Everything in a database."""
    row = StudentCourse
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        students = connection.execute(select(Student.email, Student.id))
        enrollments = connection.execute(select(row.student_id, row.course_id, row.status))
        return Kept([(*each,) for each in students], [(*each,) for each in enrollments])


def differing(told: Ledger, kept: Kept) -> list[str]:
    """A line for everything that is lost, doubled, other than was told, or never asked for."""
    return [*_students(told, kept), *_enrollments(told, kept)]


def _students(told: Ledger, kept: Kept) -> Iterator[str]:
    found: dict[str, list[int]] = defaultdict(list)
    for email, student in kept.students:
        found[email].append(student)
    for email in sorted({*told.students, *found}):
        answered = told.students.get(email)
        if found[email] != [answered]:
            yield f"{email}: answered {answered}, kept {found[email]}"


def _enrollments(told: Ledger, kept: Kept) -> Iterator[str]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for student, course, status in kept.enrollments:
        found[student, course].append(status)
    for pair in sorted({*told.enrollments, *found}):
        may_be = told.enrollments.get(pair, frozenset())
        if len(found[pair]) != 1 or not may_be.issuperset(found[pair]):
            student, course = pair
            answered = " or ".join(sorted(may_be)) or "nothing"
            yield f"student {student} in course {course}: answered {answered}, kept {found[pair]}"
