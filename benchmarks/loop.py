"""The ceiling of enrolling: a bare loop of the same statements and commits."""

from importlib import import_module
from importlib.util import find_spec

import click

from benchmarks.data import DESK
from benchmarks.databases import Databases
from benchmarks.programs import OURS
from benchmarks.results import Results, Row

_REQUESTS = 1_000
# What `lua/enroll.lua` asks for, from its first request on.
_ENROLL = [(number * 7919 % DESK.students + 1, (101, 102)) for number in range(_REQUESTS)]


def measure_loop(results: Results, databases: Databases) -> None:
    """As many rounds of the loop as the service had, each on a fresh copy."""
    key = f"{databases.backend}/enroll/loop"
    ours = results.row(databases.backend, "enroll", OURS)
    if ours is None or find_spec("benchmarks.peers.loop") is None:
        return
    run = import_module("benchmarks.peers.loop").run
    row = Row(databases.backend, "enroll", "loop")
    results.rows.append(row)
    results.programs["loop"] = {"title": "a bare loop"}
    with click.progressbar(ours.loads, label=f"{databases.backend:10} the bare loop") as rounds:
        for _ in rounds:
            seconds = run(databases.copy(DESK, "loop"), _ENROLL)
            row.loads.append({"rate": _REQUESTS / seconds, "p50": seconds / _REQUESTS * 1e6})
    if ours.void:
        results.reasons[key] = f"void: {ours.void}"
    else:
        results.compare(key, *([load["rate"] for load in each.loads] for each in (ours, row)))
