"""Students.

Why: the desk begins with who may be enrolled. Ids are never used again (AUTOINCREMENT,
identity), an e-mail is unique by a key that Python makes, and every table is strict
on SQLite, so that both databases refuse the same rows.

Revision: 0001
Revises:
Date: 2026-11-23 14:10:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.instants import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "students",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
        sa.CheckConstraint("length(given_name) BETWEEN 1 AND 200", name="given_name_length"),
        sa.CheckConstraint("length(family_name) BETWEEN 1 AND 200", name="family_name_length"),
        sa.CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
        sa.CheckConstraint("length(external_id) BETWEEN 1 AND 100", name="external_id_length"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email_key"),
        sa.UniqueConstraint("external_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("students")
