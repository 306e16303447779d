"""What the harness tells a peer, and what every peer's connections are set to."""

import os
from datetime import UTC, datetime

from sqlalchemy import make_url

URL = make_url(os.environ["PEER_DATABASE_URL"])
IS_SQLITE = URL.get_backend_name() == "sqlite"
THREADS = int(os.environ["PEER_THREADS"])
COUNTS_STATEMENTS = os.environ.get("PEER_STATEMENTS") == "1"

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
BUSY_SECONDS = 4


def now() -> str:
    """The present instant as it goes over the wire, and as SQLite keeps it."""
    return as_text(datetime.now(UTC))


def as_text(instant: datetime) -> str:
    """An instant in UTC with milliseconds and `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
