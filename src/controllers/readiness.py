"""Whether the database can serve this code."""

from functools import cache

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from src.config import ROOT
from src.errors import NotReadyError
from src.extensions import db


@cache
def head_revision() -> str:
    """The newest migration's revision."""
    scripts = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    return scripts.get_current_head() or "none"


def check_revision() -> str:
    """The database's revision. Raises NotReadyError if it is not at head."""
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    if current != head_revision():
        message = (
            f"The database is at revision {current or 'none'} and this code needs"
            f" {head_revision()}: run `alembic upgrade head`."
        )
        raise NotReadyError([{"check": "migrations", "message": message}])
    return current
