"""${message}

Why: say it here, for whoever reads the migrations like a diary.

Code of the revision before keeps running while this one is applied and after it:
expand (add what is new, nullable or with a default), backfill, and only in a later
release contract. A lock is waited for no longer than a request may take, so that no
request fails by queueing behind a migration.

Batch mode on SQLite rebuilds the table and loses AUTOINCREMENT and the highest id ever
given. Say in full what the table is (`copy_from`), pass `table_kwargs={
"sqlite_autoincrement": True, "sqlite_strict": True}`, read `seq` from sqlite_sequence
before, and put it back after (tests/integration/migrations/trials.py does all of it).

Revision: ${up_revision}
Revises: ${down_revision | comma,n}
Date: ${create_date}
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
