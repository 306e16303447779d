"""Refusals, counted by course, reason, hour and student.

Why: registrars open sections on what was asked for and could not be had, and a refused
request leaves nothing else behind. Counting begins with this revision.

Revision: 0008
Revises: 0007
Date: 2026-11-25 11:30:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.instants import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refusals",
        sa.Column("course_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("hour", Instant(), nullable=False),
        sa.Column("student_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempts > 0", name="attempts_range"),
        sa.PrimaryKeyConstraint("course_id", "code", "hour", "student_id"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("refusals")
