"""A process that holds a gate: `python -m tests.integration.work.holder DATABASE [LOG]`.

Without a log it says so and holds the gate until it is killed. With one it takes the
gate again and again, a line `C` in the log for each time, until LOG.end is there.
"""

import os
import sys
import time
from pathlib import Path

from src.work.deadline import Deadline
from src.work.gate import gate_for


def main(database: str, log: str | None = None) -> None:
    """Hold the gate once and for all, or over and over."""
    gate = gate_for(Path(database))
    if log is None:
        with gate.held(Deadline.NEVER):
            print("held", flush=True)  # noqa: T201 (the parent reads it)
            sys.stdin.read()
        return
    end = f"{log}.end"
    with Path(log).open("a", buffering=1) as lines:
        while not os.path.exists(end):  # noqa: PTH110 (quick: the gate is open meanwhile)
            with gate.held(Deadline.NEVER):
                lines.write("C\n")
                # What is measured is who goes next, while the gate is held this long.
                time.sleep(0.003)


if __name__ == "__main__":
    main(*sys.argv[1:])
