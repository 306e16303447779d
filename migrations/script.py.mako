"""${message}

Why: say it here, for whoever reads the migrations like a diary.

Code of the revision before keeps running while this one is applied and after it:
expand (add what is new, nullable or with a default), backfill, and only in a later
release contract. Batch mode on SQLite rebuilds the table and forgets AUTOINCREMENT,
STRICT and WITHOUT ROWID: pass them in `table_kwargs`, and carry sqlite_sequence over.

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
