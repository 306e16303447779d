"""What the database refuses, one case for each constraint, each beside a row that it takes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Table

from src.values import (
    CAPACITY_MAX,
    CODE_MAX,
    CREDITS_HUNDREDTHS_MAX,
    DESCRIPTION_MAX,
    EMAIL_MAX,
    EXTERNAL_ID_MAX,
    GRADE_MAX,
    NAME_MAX,
    TITLE_MAX,
    Meeting,
)
from tests.integration.models.rows import (
    AT,
    COMPLETED,
    COURSES,
    ENROLLMENTS,
    EVENTS,
    GOOD,
    REFUSALS,
    STUDENTS,
    TERMS,
    WAITING,
    Row,
)


@dataclass(frozen=True)
class Case:
    """A constraint, what breaks it, and the nearest that does not.

    `columns` are those that SQLite names where it does not name the constraint.
    """

    name: str
    table: Table
    bad: Row
    good: Row = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def row(self, changes: Row) -> Row:
        """A row to insert."""
        return GOOD[self.table.name] | changes


def lengths(table: Table, column: str, low: int, high: int) -> list[Case]:
    """Both ends of a CHECK of a text's length; the accepted neighbors are one character off."""
    name = f"ck_{table.name}_{column}_length"
    ends = [Case(name, table, {column: "x" * (high + 1)}, {column: "x" * high})]
    if low:
        ends.append(Case(name, table, {column: "x" * (low - 1)}, {column: "x" * low}))
    return ends


def between(table: Table, column: str, low: int, high: int, name: str = "") -> list[Case]:
    """Both ends of a CHECK of a number."""
    name = f"ck_{table.name}_{name or column}_range"
    return [
        Case(name, table, {column: low - 1}, {column: low}),
        Case(name, table, {column: high + 1}, {column: high}),
    ]


CHECKS = [
    *lengths(STUDENTS, "name", 1, NAME_MAX),
    *lengths(STUDENTS, "given_name", 1, NAME_MAX),
    *lengths(STUDENTS, "family_name", 1, NAME_MAX),
    *lengths(STUDENTS, "email", 3, EMAIL_MAX),
    *lengths(STUDENTS, "external_id", 1, EXTERNAL_ID_MAX),
    *lengths(TERMS, "code", 1, CODE_MAX),
    *lengths(TERMS, "name", 1, NAME_MAX),
    *between(TERMS, "max_credits_hundredths", 0, CREDITS_HUNDREDTHS_MAX, "max_credits"),
    *lengths(COURSES, "code", 1, CODE_MAX),
    *lengths(COURSES, "catalog_code", 1, CODE_MAX),
    *lengths(COURSES, "title", 1, TITLE_MAX),
    *lengths(COURSES, "description", 0, DESCRIPTION_MAX),
    *between(COURSES, "credits_hundredths", 0, CREDITS_HUNDREDTHS_MAX, "credits"),
    *between(COURSES, "capacity", 0, CAPACITY_MAX),
    *between(COURSES, "waitlist_capacity", 0, CAPACITY_MAX),
    Case(
        "ck_terms_days_in_order",
        TERMS,
        {"ends_on": date(2026, 8, 31)},
        {"ends_on": date(2026, 9, 1)},
    ),
    Case(
        "ck_terms_window_in_order",
        TERMS,
        {"registration_opens_at": AT, "registration_closes_at": AT},
        {"registration_opens_at": AT, "registration_closes_at": AT + timedelta(milliseconds=1)},
    ),
    Case("ck_courses_enrolled_count_range", COURSES, {"enrolled_count": -1}, {"enrolled_count": 0}),
    Case("ck_courses_waitlist_count_range", COURSES, {"waitlist_count": -1}, {"waitlist_count": 0}),
    Case(
        "ck_courses_seats_not_oversold",
        COURSES,
        {"enrolled_count": 3, "capacity": 2},
        {"enrolled_count": 2, "capacity": 2},
    ),
    Case(
        "ck_courses_seats_not_oversold",
        COURSES,
        {"enrolled_count": 1, "capacity": 0},
        {"enrolled_count": 1, "capacity": None},
    ),
    Case(
        "ck_courses_meetings_in_a_term",
        COURSES,
        {"meetings": [Meeting(1, "09:00", "10:30")]},
        {"meetings": [Meeting(1, "09:00", "10:30")], "term_id": 1},
    ),
    Case("ck_student_courses_status_known", ENROLLMENTS, {"status": "lost"}, {"status": "dropped"}),
    Case(
        "ck_student_courses_place_if_waiting",
        ENROLLMENTS,
        {"status": "waitlisted"},
        {"status": "withdrawn"},
    ),
    Case("ck_student_courses_place_if_waiting", ENROLLMENTS, {"place": 1}, WAITING),
    Case(
        "ck_student_courses_passed_if_completed",
        ENROLLMENTS,
        {"status": "completed"},
        COMPLETED | {"passed": 0},
    ),
    Case("ck_student_courses_passed_if_completed", ENROLLMENTS, {"passed": 1}, COMPLETED),
    Case("ck_student_courses_passed_range", ENROLLMENTS, COMPLETED | {"passed": 2}, COMPLETED),
    Case("ck_student_courses_passed_range", ENROLLMENTS, COMPLETED | {"passed": -1}, COMPLETED),
    Case(
        "ck_student_courses_grade_if_completed",
        ENROLLMENTS,
        {"grade": "A"},
        COMPLETED | {"grade": "A"},
    ),
    *(
        Case(each.name, ENROLLMENTS, COMPLETED | each.bad, COMPLETED | each.good)
        for each in lengths(ENROLLMENTS, "grade", 1, GRADE_MAX)
    ),
]

CHECKS += [
    Case(
        "ck_refusals_attempts_range",
        REFUSALS,
        {"attempts": 0},
        {"attempts": 1},
    ),
    Case(
        "ck_events_status_before_known",
        EVENTS,
        {"status_before": "lost"},
        {"status_before": "withdrawn"},
    ),
    Case(
        "ck_events_status_after_known",
        EVENTS,
        {"status_after": "lost"},
        {"status_after": "dropped"},
    ),
    Case(
        "ck_events_place_known",
        EVENTS,
        {"status_after": "waitlisted"},
        {"status_after": "waitlisted", "place": 1},
    ),
    Case(
        "ck_events_place_known",
        EVENTS,
        {"status_after": "enrolled", "place": 1},
        {"status_after": "enrolled"},
    ),
]

PLACE = ("student_courses.course_id", "student_courses.place")
UNIQUES = [
    Case(
        "uq_students_email_key",
        STUDENTS,
        {"email_key": "there@example.org"},
        {"email_key": "There@example.org"},
        ("students.email_key",),
    ),
    Case(
        "uq_students_external_id",
        STUDENTS,
        {"external_id": "S-1"},
        {"external_id": None},
        ("students.external_id",),
    ),
    Case("uq_terms_code", TERMS, {"code": "THERE-1"}, {"code": "there-1"}, ("terms.code",)),
    Case("uq_courses_code", COURSES, {"code": "ALG-1"}, {"code": None}, ("courses.code",)),
    Case("pk_students", STUDENTS, {"id": 1}, {"id": 3}, ("students.id",)),
    Case("pk_terms", TERMS, {"id": 1}, {"id": 3}, ("terms.id",)),
    Case(
        "pk_refusals",
        REFUSALS,
        {"student_id": 2},
        {"student_id": 2, "hour": AT + timedelta(hours=1)},
        ("refusals.course_id", "refusals.code", "refusals.hour", "refusals.student_id"),
    ),
    Case("pk_events", EVENTS, {"id": 1}, {"id": 3}, ("events.id",)),
    Case("pk_courses", COURSES, {"id": 1}, {"id": 3}, ("courses.id",)),
    Case(
        "pk_student_courses",
        ENROLLMENTS,
        {"student_id": 2, "course_id": 2},
        {"student_id": 2, "course_id": 1},
        ("student_courses.student_id", "student_courses.course_id"),
    ),
    Case(
        "uq_student_courses_course_id_place",
        ENROLLMENTS,
        {"course_id": 2} | WAITING,
        {"course_id": 2} | WAITING | {"place": 2},
        PLACE,
    ),
    Case(
        "uq_student_courses_course_id_place",
        ENROLLMENTS,
        {"course_id": 2} | WAITING,
        {"course_id": 1} | WAITING,
        PLACE,
    ),
]

# SQLite names nothing here.
FOREIGN_KEYS = [
    Case("fk_student_courses_student_id_students", ENROLLMENTS, {"student_id": 3}),
    Case("fk_student_courses_course_id_courses", ENROLLMENTS, {"course_id": 3}),
    Case("fk_courses_term_id_terms", COURSES, {"term_id": 3}, {"term_id": 1}),
    Case("fk_courses_term_id_terms", COURSES, {"term_id": 3}, {"term_id": None}),
]

# By table: the columns that are never null. Ids are absent: without one, the next is given.
NEVER_NULL = {
    STUDENTS: ("version", "name", "email", "email_key", "created_at", "updated_at"),
    TERMS: (
        *("version", "code", "name", "starts_on", "ends_on", "time_zone"),
        *("created_at", "updated_at"),
    ),
    COURSES: (
        *("version", "title", "enrolled_count", "waitlist_count", "last_place"),
        *("meetings", "prerequisites", "created_at", "updated_at"),
    ),
    ENROLLMENTS: ("student_id", "course_id", "status", "created_at", "updated_at"),
    EVENTS: ("type", "at", "cause"),
    REFUSALS: ("course_id", "code", "hour", "student_id", "attempts"),
}

# On SQLite: a value of another type, and what the refusal says.
STRICT_TYPES = [
    (STUDENTS, "version", "one", "cannot store TEXT value in INTEGER column students.version"),
    (STUDENTS, "name", b"Ada", "cannot store BLOB value in TEXT column students.name"),
    (
        COURSES,
        "credits_hundredths",
        7.5,
        "cannot store REAL value in INTEGER column courses.credits_hundredths",
    ),
    (TERMS, "name", b"Autumn", "cannot store BLOB value in TEXT column terms.name"),
    (COURSES, "capacity", 7.5, "cannot store REAL value in INTEGER column courses.capacity"),
    (
        ENROLLMENTS,
        "place",
        "first",
        "cannot store TEXT value in INTEGER column student_courses.place",
    ),
    (REFUSALS, "code", b"E", "cannot store BLOB value in TEXT column refusals.code"),
    (EVENTS, "type", b"lost", "cannot store BLOB value in TEXT column events.type"),
    (
        ENROLLMENTS,
        "course_id",
        "one",
        "cannot store TEXT value in INTEGER column student_courses.course_id",
    ),
]
