"""The database as a server finds it: what is in the way, and how it gets to head."""

import subprocess
import sys

from src import work
from src.config import ROOT
from src.controllers.readiness import check_revision
from src.errors import BusyError
from src.extensions import db

_ALEMBIC = (sys.executable, "-m", "alembic", "upgrade", "head")


def find_obstacle() -> str | None:
    """Why the database cannot serve this code; None if it can.

    Nothing stays open: the workers have connections of their own.
    """
    try:
        work.read(check_revision)()
    except BusyError as error:
        told = [str(each["message"]) for each in error.details] or [error.cause]
        return " ".join(told)
    finally:
        db.session.remove()
        db.engine.dispose()
    return None


def upgrade() -> None:
    """Upgrade the database to head, unless it is there; where that fails, exit as Alembic did.

    Alembic works in a process of its own: what it imports, opens and listens to is not for
    a server's workers to inherit.
    """
    if find_obstacle() is not None:
        done = subprocess.run(_ALEMBIC, cwd=ROOT, check=False)  # noqa: S603 (our own command)
        if done.returncode:
            sys.exit(done.returncode)
