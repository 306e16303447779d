"""A clock that a test can stand still, at any instant."""

from datetime import datetime

from src.models import utc_now


class StandingClock:
    """Tells the present, until it is set."""

    def __init__(self) -> None:
        self._at: datetime | None = None

    def set(self, instant: str) -> None:
        """Stand still at an instant of RFC 3339."""
        self._at = datetime.fromisoformat(instant)

    def __call__(self) -> datetime:
        return self._at or utc_now()
