"""The time a request may take, shared by everything it waits for."""

import math
import time
from typing import ClassVar


class Deadline:
    """An instant on the monotonic clock that work must not outlive."""

    NEVER: ClassVar["Deadline"]
    """For work that may take as long as it takes: an operator's command."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left, never negative; infinity for NEVER."""
        return max(0.0, self._ends_at - time.monotonic())

    @property
    def milliseconds(self) -> int:
        """What is left for a database to wait, at least 1; 0, its word for no limit, for NEVER."""
        return 0 if self is Deadline.NEVER else max(1, round(self.remaining * 1000))

    @property
    def has_passed(self) -> bool:
        """Whether no time is left."""
        return self.remaining == 0.0


Deadline.NEVER = Deadline(math.inf)
