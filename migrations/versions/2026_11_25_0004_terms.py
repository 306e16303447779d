"""Terms.

Why: registration has rules, and most of them are a term's: when one may register and
drop, how many credits one may take, and on which days and by which clock courses meet.

Revision: 0004
Revises: 0003
Date: 2026-11-25 07:30:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.days import Day
from src.models.instants import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("registration_opens_at", Instant(), nullable=True),
        sa.Column("registration_closes_at", Instant(), nullable=True),
        sa.Column("drop_deadline_at", Instant(), nullable=True),
        sa.Column("max_credits_hundredths", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 50", name="code_length"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
        sa.CheckConstraint("starts_on <= ends_on", name="days_in_order"),
        sa.CheckConstraint(
            "registration_opens_at < registration_closes_at", name="window_in_order"
        ),
        sa.CheckConstraint("max_credits_hundredths BETWEEN 0 AND 99999", name="max_credits_range"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("terms")
