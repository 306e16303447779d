"""Who is enrolled in what, added to a database that already holds students and courses.

Why: the junction of the two. The primary key answers "which courses has this student",
the index "who is in this course". Neither parent can be deleted while a row here names
it, and nothing is deleted by cascade.

Revision: 0003
Revises: 0002
Date: 2026-11-23 14:14:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.instants import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "student_courses",
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"]),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"]),
        sa.PrimaryKeyConstraint("student_id", "course_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_student_courses_course_id_student_id", "student_courses", ["course_id", "student_id"]
    )


def downgrade() -> None:
    op.drop_table("student_courses")
