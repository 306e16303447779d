"""Running the same thing in several threads at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(act: Callable[[int], T], threads: int) -> list[T]:
    """Call `act` with 0, 1, 2, ... from as many threads, all let go at the same moment.

    Raises what the first failing one raised.
    """
    barrier = threading.Barrier(threads)

    def start_together(number: int) -> T:
        barrier.wait()
        return act(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(start_together, range(threads)))
