"""What is in the database and in the log, held against what was answered."""

import time
from dataclasses import dataclass

from sqlalchemy import NullPool, create_engine, text

from benchmarks.data import RUSH_COURSES, RUSH_SEATS
from benchmarks.load import CONNECTIONS, Load
from benchmarks.programs import OURS, Running
from benchmarks.workloads import Workload

_COUNTS = text(
    "SELECT (SELECT count(*) FROM student_courses WHERE status = 'enrolled') AS rows,"
    " (SELECT count(*) FROM events) AS events,"
    " (SELECT coalesce(sum(attempts), 0) FROM refusals) AS refusals"
)
_HELD = text(
    "SELECT count(*) FROM student_courses WHERE course_id = :id"
    " AND status IN ('enrolled', 'completed')"
)
# Refusals are written within a second of their answer, some log lines a moment after it.
_SETTLE_SECONDS = 5.0
_MOMENT_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Counts:
    """What is there; `log_bytes` is how far the log had come."""

    rows: int
    events: int
    refusals: int
    log_bytes: int


def count(running: Running) -> Counts:
    """Count what is there now."""
    engine = create_engine(running.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        found = connection.execute(_COUNTS).one()
    return Counts(found.rows, found.events, int(found.refusals), running.log.stat().st_size)


def settled(running: Running) -> Counts:
    """Count once nothing is in flight any more: two counts a moment apart agree."""
    found, until = count(running), time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < until:
        time.sleep(_MOMENT_SECONDS)
        before, found = found, count(running)
        if found == before:
            break
    return found


def oversold(running: Running, number: int) -> int:
    """How many more than its seats hold one in the rush course of a round."""
    engine = create_engine(running.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        held = connection.scalar(_HELD, {"id": RUSH_COURSES[0] + number - 1})
    return max(0, int(held or 0) - RUSH_SEATS)


def reconcile(running: Running, before: Counts, load: Load, workload: Workload) -> str | None:
    """What does not agree with the answers, or None.

    What was in flight when the load ended was done and not counted: so there may be as
    many more of anything as there are connections.
    """
    until = time.monotonic() + _SETTLE_SECONDS
    while fault := _fault(running, before, load, workload):
        if time.monotonic() > until:
            return fault
        time.sleep(_MOMENT_SECONDS)
    return None


def _fault(running: Running, before: Counts, load: Load, workload: Workload) -> str | None:
    after = count(running)
    lines = running.log_lines(before.log_bytes)
    checks = [_amiss("log lines", lines, load.requests, 1, 1)]
    is_ours = running.program.name == OURS
    if workload.is_rush:
        refused = load.statuses.get("409", 0)
        if is_ours:
            checks.append(_amiss("refusals", after.refusals - before.refusals, refused, 1, 1))
            checks.append(_different(after.events - before.events, after.rows - before.rows))
    else:
        grain = workload.grain
        rows = after.rows - before.rows
        checks.append(_amiss("enrollments", rows, load.requests, workload.rows, grain))
        if is_ours:
            events = after.events - before.events
            checks.append(_amiss("events", events, load.requests, workload.events, grain))
    return next((fault for fault in checks if fault), None)


def _amiss(what: str, found: int, answers: int, each: float, grain: int) -> str | None:
    """A sentence where there is not as much as the answers say; `grain` makes it uneven."""
    uneven = (grain - 1) * max(each, 1)
    low, high = answers * each - uneven, (answers + CONNECTIONS) * each + uneven
    if grain > 1:
        low, high = low - CONNECTIONS, high + CONNECTIONS
    return None if low <= found <= high else f"{what}: {found} where {low:g} to {high:g} are due"


def _different(events: int, rows: int) -> str | None:
    return None if events == rows else f"events: {events} for {rows} enrollments"
