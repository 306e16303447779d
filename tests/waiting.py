"""Waiting for what another thread or process does, never for a time."""

import time
from collections.abc import Callable

GIVE_UP_SECONDS = 20


def until(condition: Callable[[], object], what: str) -> None:
    """Return once the condition holds; fail, saying what was waited for, if it never does."""
    give_up_at = time.monotonic() + GIVE_UP_SECONDS
    while not condition():
        if time.monotonic() > give_up_at:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.002)
