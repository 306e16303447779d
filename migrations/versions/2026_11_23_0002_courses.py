"""Courses.

Why: what students enroll in. A row is one offering, so `code` is unique where given and
`catalog_code` is shared over the terms. Credits are whole hundredths: SQLite has no
decimals, and floats do not add up.

Revision: 0002
Revises: 0001
Date: 2026-11-23 14:12:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.instants import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("catalog_code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("credits_hundredths", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 50", name="code_length"),
        sa.CheckConstraint("length(catalog_code) BETWEEN 1 AND 50", name="catalog_code_length"),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 200", name="title_length"),
        sa.CheckConstraint("length(description) <= 10000", name="description_length"),
        sa.CheckConstraint("credits_hundredths BETWEEN 0 AND 99999", name="credits_range"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("courses")
