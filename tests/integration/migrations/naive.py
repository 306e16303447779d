"""Alembic's own environment, as `alembic init` writes it: the control of ours.

Our migrations, but the driver's transactions, and no transactional DDL on SQLite.
"""

from pathlib import Path

import alembic

from src.config import ROOT
from tests.integration.migrations.children import INI

TEMPLATE = Path(alembic.__file__).parent / "templates" / "generic"
LOCATION = "script_location = %(here)s/migrations"


def naive_ini(folder: Path, url: str) -> str:
    """Write a configuration of that environment for a database, and return its path."""
    settings = Path(INI).read_text()
    assert LOCATION in settings
    naive = (
        f"script_location = {TEMPLATE}\n"
        f"version_locations = {ROOT / 'migrations' / 'versions'}\n"
        f"sqlalchemy.url = {url.replace('%', '%%')}"
    )
    path = folder / "naive.ini"
    path.write_text(settings.replace(LOCATION, naive).replace("%(here)s", str(ROOT)))
    return str(path)
