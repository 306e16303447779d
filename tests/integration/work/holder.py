"""A process that holds a gate: `python -m tests.integration.work.holder DATABASE`.

It says `held` and holds the gate until it is killed. For every line that it is given
it leaves the gate and at once tries to take it again, without waiting, and says `held`
or `kept out`.
"""

import sys
from pathlib import Path

from src.errors import BusyError
from src.work.deadline import Deadline
from src.work.gate import gate_for


def main(database: str) -> None:
    """Hold the gate; leave it and try again for every line."""
    gate = gate_for(Path(database))
    gate.enter(Deadline.NEVER)
    _say("held")
    for _ in sys.stdin:
        gate.leave()
        try:
            gate.enter(Deadline(0))
        except BusyError:
            _say("kept out")
            return
        _say("held")


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 (the parent reads it)


if __name__ == "__main__":
    main(*sys.argv[1:])
