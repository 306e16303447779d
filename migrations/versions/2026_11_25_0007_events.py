"""Events, and for each row that is there the one that says so.

Why: a roster as of census day, what changed in a course, and a student's history are
questions about the past, and the other tables hold the present. An old row gets one
event, dated by `created_at`, whose cause says that it was recorded by this upgrade; what
happened to it in between is not known.

`courses.last_event_at` keeps the instants of a course's events in order. Code of the
revision before goes on reading and writing, and records nothing: once its last process
has ended, run `flask --app src recount`, which records what enrollments are.

Revision: 0007
Revises: 0006
Date: 2026-11-25 11:00:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.instants import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATUSES = "('enrolled', 'waitlisted', 'dropped', 'withdrawn', 'completed')"

# In the order of their instants, so that the log is, too; a parent goes before its children.
OLD_ROWS = """
INSERT INTO events (type, at, student_id, course_id, term_id, status_after, place, cause)
SELECT type, at, student_id, course_id, term_id, status_after, place, 'upgrade' FROM (
    SELECT 1 AS rank, 'term.created' AS type, created_at AS at, NULL AS student_id,
        NULL AS course_id, id AS term_id, NULL AS status_after, NULL AS place
    FROM terms
    UNION ALL
    SELECT 2, 'student.created', created_at, id, NULL, NULL, NULL, NULL FROM students
    UNION ALL
    SELECT 3, 'course.created', created_at, NULL, id, term_id, NULL, NULL FROM courses
    UNION ALL
    SELECT 4, 'enrollment.' || e.status, e.created_at, e.student_id, e.course_id, c.term_id,
        e.status, e.place
    FROM student_courses e JOIN courses c ON c.id = e.course_id
) old
ORDER BY at, rank, term_id, course_id, student_id
"""

LAST_EVENTS = """
UPDATE courses SET last_event_at = (SELECT max(at) FROM events WHERE course_id = courses.id)
"""


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(),
            nullable=False,
        ),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("status_before", sa.Text(), nullable=True),
        sa.Column("status_after", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=True),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.CheckConstraint(f"status_before IN {STATUSES}", name="status_before_known"),
        sa.CheckConstraint(f"status_after IN {STATUSES}", name="status_after_known"),
        sa.CheckConstraint(
            "(status_after = 'waitlisted') = (place IS NOT NULL)", name="place_known"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(_typed(OLD_ROWS))
    op.create_index("ix_events_course_id_at_id", "events", ["course_id", "at", "id"])
    op.create_index(
        "ix_events_course_id_student_id_at_id", "events", ["course_id", "student_id", "at", "id"]
    )
    op.create_index("ix_events_student_id_id", "events", ["student_id", "id"])
    instant = "TEXT" if _is_sqlite() else "TIMESTAMP(3) WITH TIME ZONE"
    op.execute(f"ALTER TABLE courses ADD COLUMN last_event_at {instant}")
    op.execute(LAST_EVENTS)


def downgrade() -> None:
    op.drop_column("courses", "last_event_at")
    op.drop_table("events")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _typed(statement: str) -> str:
    """PostgreSQL takes the first NULLs of a union for texts unless told otherwise."""
    if _is_sqlite():
        return statement
    for name in ("student_id", "course_id", "place"):
        statement = statement.replace(f"NULL AS {name}", f"CAST(NULL AS integer) AS {name}")
    return statement
