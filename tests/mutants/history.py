"""Guards of the memory: what is recorded, what is asked of it, and what is counted."""

from tests.mutants.guard import Guard

_HISTORY = "tests/integration/history"


def _guard(name: str, file: str, guard: str, without: str, tests: str) -> Guard:
    return Guard(name, f"src/{file}", guard, without, f"{_HISTORY}/{tests}")


GUARDS = (
    _guard(
        "an act records its events",
        "controllers/registration/writing.py",
        "    record(events)\n",
        "",
        "test_events.py",
    ),
    _guard(
        "an edit records an event",
        "controllers/changes.py",
        "        record([event])\n",
        "",
        "test_events.py",
    ),
    _guard(
        "a deletion leaves a tombstone",
        "controllers/changes.py",
        "    record([tombstone])\n",
        "",
        "test_paging.py",
    ),
    _guard(
        "a page of events knows whether there is another",
        "controllers/paging.py",
        "rows = self.all(after=after or 0, rows=limit + 1",
        "rows = self.all(after=after or 0, rows=limit",
        "test_paging.py",
    ),
    _guard(
        "events tell in the order of the queue",
        "controllers/registration/writing.py",
        'row.course_id, row.place or value_before(row, "place") or sys.maxsize',
        "row.course_id, 0",
        "test_events.py",
    ),
    _guard(
        "who leaves is told before who comes",
        "controllers/registration/writing.py",
        "    return stage, row.course_id,",
        "    return -stage, row.course_id,",
        "test_events.py",
    ),
    _guard(
        "an event knows its request",
        "work/units.py",
        "            recording.begin(_origin())\n            return act()\n",
        "            return act()\n",
        "test_events.py",
    ),
    _guard(
        "a log does not go back",
        "models/course.py",
        "        self.last_event_at = max(now, self.last_event_at or now)\n",
        "        self.last_event_at = now\n",
        "test_as_of.py",
    ),
    _guard(
        "an instant is included",
        "controllers/history.py",
        '.where(Event.at <= given("as_of", Instant()), ',
        '.where(Event.at < given("as_of", Instant()), ',
        "test_as_of.py",
    ),
    _guard(
        "a future instant is refused",
        "controllers/history.py",
        "        if instant and instant > now:\n",
        "        if False:\n",
        "test_as_of.py",
    ),
    _guard(
        "what was before the first event is not recorded",
        "controllers/history.py",
        "    if began is None or as_of < began:\n",
        "    if began is None:\n",
        "test_as_of.py",
    ),
    _guard(
        "a deleted course has no roster",
        "controllers/history.py",
        "    if ended and ended <= as_of:\n",
        "    if False:\n",
        "test_as_of.py",
    ),
    _guard(
        "a page of changes seeks its place",
        "controllers/history.py",
        "    floors = [each for each in (since, last) if each]\n",
        "    floors = [each for each in (since,) if each]\n",
        "test_costs.py",
    ),
    _guard(
        "a dry run does not count as demand",
        "work/__init__.py",
        "        if not _is_dry(query):\n",
        "        if True:\n",
        "test_demand.py",
    ),
    _guard(
        "unmet leaves out who has a seat",
        "controllers/demand.py",
        "        .where(~has_seat)\n",
        "",
        "test_demand.py",
    ),
    _guard(
        "unmet leaves out who is gone",
        "controllers/demand.py",
        "        .join(Student, Student.id == wanting.c.student_id)\n",
        "",
        "test_demand.py",
    ),
    _guard(
        "an orderly end writes what was counted",
        "work/tally.py",
        "daemon=False",
        "daemon=True",
        "test_demand.py",
    ),
    Guard(
        "what cannot be counted is kept",
        "src/work/tally.py",
        "                        self._counts.update(counts)\n                    raise\n",
        "                        pass\n                    raise\n",
        "tests/unit/work/test_tally.py",
    ),
    Guard(
        "a schedule begins afresh where a course was taken meanwhile",
        "src/controllers/registration/desk.py",
        "desk.require_locked(course.id for course",
        "list(course.id for course",
        "tests/integration/work/test_schedule_races.py",
    ),
    Guard(
        "an import records who is enrolled",
        "src/controllers/transfer/enrollments.py",
        "        record_enrolled(ordered, now)\n",
        "",
        "tests/integration/transfer/test_import_events.py",
    ),
    Guard(
        "an import records what changes",
        "src/controllers/transfer/stated.py",
        "        record_changes(events, self._now)\n",
        "",
        "tests/integration/transfer/test_import_events.py",
    ),
    Guard(
        "an import records the order of queues",
        "src/controllers/transfer/queues.py",
        "            record_changes([_move(*move) for move in moves], now)\n",
        "",
        "tests/integration/transfer/test_import_events.py",
    ),
)
