"""`/healthz` and `/readyz`, for whoever watches the process."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from src import work
from src.controllers import readiness

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@work.read
def readyz() -> ResponseReturnValue:
    """The database answers and is at head."""
    return {"status": "ready", "revision": readiness.check_revision()}
