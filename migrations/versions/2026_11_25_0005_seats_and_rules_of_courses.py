"""Seats, waitlist, term, meetings and prerequisites of courses.

Why: seats that cannot be oversold are a number with a CHECK, changed in the transaction
of the enrollment. Every course begins without a limit, so nobody is refused who was not
refused before, and `enrolled_count` is counted from the rows.

The columns are added and nothing is rebuilt, so the code of the revision before goes on
reading and writing. It does not count seats: once its last process has ended, run
`flask --app src recount`.

Revision: 0005
Revises: 0004
Date: 2026-11-25 07:35:00+00:00
"""

import sqlalchemy as sa
from alembic import op

from src.models.base import NAMING_CONVENTION
from src.models.instants import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# With their constraints, in the words that both databases take for a column alone.
COLUMNS = {
    "term_id": "INTEGER CONSTRAINT fk_courses_term_id_terms REFERENCES terms (id)",
    "capacity": "INTEGER CONSTRAINT ck_courses_capacity_range"
    " CHECK (capacity BETWEEN 0 AND 1000000)",
    "waitlist_capacity": "INTEGER CONSTRAINT ck_courses_waitlist_capacity_range"
    " CHECK (waitlist_capacity BETWEEN 0 AND 1000000)",
    "enrolled_count": "INTEGER DEFAULT '0' NOT NULL"
    " CONSTRAINT ck_courses_enrolled_count_range CHECK (enrolled_count >= 0)"
    " CONSTRAINT ck_courses_seats_not_oversold CHECK (enrolled_count <= capacity)",
    "waitlist_count": "INTEGER DEFAULT '0' NOT NULL"
    " CONSTRAINT ck_courses_waitlist_count_range CHECK (waitlist_count >= 0)",
    "last_place": "INTEGER DEFAULT '0' NOT NULL",
    "meetings": "TEXT DEFAULT '[]' NOT NULL CONSTRAINT ck_courses_meetings_in_a_term"
    " CHECK (meetings = '[]' OR term_id IS NOT NULL)",
    "prerequisites": "TEXT DEFAULT '[]' NOT NULL",
}


def upgrade() -> None:
    for name, definition in COLUMNS.items():
        op.execute(f"ALTER TABLE courses ADD COLUMN {name} {definition}")
    op.create_index("ix_courses_term_id", "courses", ["term_id"])
    op.execute(
        "UPDATE courses SET enrolled_count ="
        " (SELECT count(*) FROM student_courses WHERE course_id = courses.id)"
    )


def downgrade() -> None:
    op.drop_index("ix_courses_term_id", "courses")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    else:
        for name in reversed(COLUMNS):
            op.drop_column("courses", name)


def _rebuild() -> None:
    """Make the table of 0002 again: SQLite drops no column that a foreign key names."""
    # The highest id that was ever given, out of the way of the two tables' own.
    op.execute("UPDATE sqlite_sequence SET name = 'kept' WHERE name = 'courses'")
    with op.batch_alter_table(
        "courses",
        recreate="always",
        copy_from=_courses_at_0002(),
        table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True},
    ):
        pass
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'courses'")
    op.execute("UPDATE sqlite_sequence SET name = 'courses' WHERE name = 'kept'")


def _courses_at_0002() -> sa.Table:
    return sa.Table(
        "courses",
        sa.MetaData(naming_convention=NAMING_CONVENTION),
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
    )
