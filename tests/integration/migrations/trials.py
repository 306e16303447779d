"""A migration of a test's own, applied after head, by our environment or a copy without a guard."""

import os
import shutil
from pathlib import Path

from alembic.config import Config

from src.config import ROOT
from tests.databases import alembic_config
from tests.integration.migrations.revisions import HEAD

FOREIGN_KEYS_OFF = '        event.listen(engine, "connect", _foreign_keys_off)\n'
FOREIGN_KEY_CHECK = '        event.listen(engine, "commit", _check_foreign_keys)\n'

HEADING = f"""
import sqlalchemy as sa
from alembic import op
from src.models import Student
from src.models.base import NAMING_CONVENTION

revision = "trial"
down_revision = "{HEAD}"

"""

DELETE_A_PARENT = """
def upgrade():
    op.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT")
    op.execute("DELETE FROM students WHERE id = 1")
"""

# What script.py.mako tells whoever rebuilds a table.
REBUILD_STUDENTS = """
def upgrade():
    before = sa.MetaData(naming_convention=NAMING_CONVENTION)
    kept = op.get_bind().scalar(
        sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'students'")
    )
    with op.batch_alter_table(
        "students",
        recreate="always",
        copy_from=Student.__table__.to_metadata(before),
        table_kwargs={"sqlite_autoincrement": True, "sqlite_strict": True},
    ) as students:
        students.add_column(sa.Column("nickname", sa.Text()))
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'students'")
    op.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('students', :kept)")
        .bindparams(kept=kept)
    )
"""

REBUILD_FORGETFULLY = """
def upgrade():
    with op.batch_alter_table("students", recreate="always") as students:
        students.add_column(sa.Column("nickname", sa.Text()))
"""


def trial(folder: Path, url: str, script: str, without: str = "") -> Config:
    """Alembic's configuration with one more migration, and an environment without a guard."""
    environment, versions = folder / "environment", folder / "versions"
    environment.mkdir(exist_ok=True)
    versions.mkdir(exist_ok=True)
    shutil.copy(ROOT / "migrations" / "script.py.mako", environment)
    guarded = (ROOT / "migrations" / "env.py").read_text()
    assert without in guarded
    (environment / "env.py").write_text(guarded.replace(without, "") if without else guarded)
    (versions / "trial.py").write_text(HEADING + script)
    config = alembic_config(url)
    config.set_main_option("script_location", str(environment))
    locations = (ROOT / "migrations" / "versions", versions)
    config.set_main_option("version_locations", os.pathsep.join(map(str, locations)))
    return config
