"""What an enrollment is now: its status, place in a queue, grade, and what was set aside.

Why: a drop, a withdrawal and a grade stay on the record, and so does the order of those
who wait. Every row that is there is enrolled. The index of places holds waiters alone,
so that its size is that of the queues.

Revision: 0006
Revises: 0005
Date: 2026-11-25 07:40:00+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# SQLite reads all rows for each column, and asks every CHECK that is there: those come last.
COLUMNS = {
    "place": "INTEGER",
    "passed_over": "TEXT",
    "passed_over_at": None,
    "override": "TEXT",
    "status": "TEXT DEFAULT 'enrolled' NOT NULL CONSTRAINT ck_student_courses_status_known"
    " CHECK (status IN ('enrolled', 'waitlisted', 'dropped', 'withdrawn', 'completed'))"
    " CONSTRAINT ck_student_courses_place_if_waiting"
    " CHECK ((status = 'waitlisted') = (place IS NOT NULL))",
    "passed": "INTEGER CONSTRAINT ck_student_courses_passed_range CHECK (passed IN (0, 1))"
    " CONSTRAINT ck_student_courses_passed_if_completed"
    " CHECK ((status = 'completed') = (passed IS NOT NULL))",
    "grade": "TEXT CONSTRAINT ck_student_courses_grade_length"
    " CHECK (length(grade) BETWEEN 1 AND 20)"
    " CONSTRAINT ck_student_courses_grade_if_completed"
    " CHECK (grade IS NULL OR status = 'completed')",
}


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    instant = "TEXT" if is_sqlite else "TIMESTAMP(3) WITH TIME ZONE"
    for name, definition in COLUMNS.items():
        op.execute(f"ALTER TABLE student_courses ADD COLUMN {name} {definition or instant}")
    waits = sa.text("place IS NOT NULL")
    op.create_index(
        "uq_student_courses_course_id_place",
        "student_courses",
        ["course_id", "place"],
        unique=True,
        sqlite_where=waits,
        postgresql_where=waits,
    )


def downgrade() -> None:
    # The code of the revision before knows those who hold a seat, and nobody else.
    op.execute("DELETE FROM student_courses WHERE status NOT IN ('enrolled', 'completed')")
    op.execute("UPDATE courses SET waitlist_count = 0 WHERE waitlist_count > 0")
    op.drop_index("uq_student_courses_course_id_place", "student_courses")
    for name in reversed(COLUMNS):
        op.drop_column("student_courses", name)
