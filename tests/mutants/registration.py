"""Guards of registration: seats, queues, and each rule."""

from tests.mutants.guard import Guard

_REGISTRATION = "tests/integration/registration"
_COURSE = "src/models/course.py"
_LOAD = "src/models/load.py"
_TERM = "src/models/term.py"
_ROW = "src/models/student_course.py"
_JUDGING = "src/controllers/registration/judging.py"
_REQUEST = "src/controllers/registration/request.py"
_QUEUES = "src/controllers/registration/queues.py"
_DESK = "src/controllers/registration/desk.py"
_ACTS = "src/controllers/enrollments.py"


def _guard(name: str, file: str, guard: str, without: str, tests: str) -> Guard:
    """A guard whose tests are files of registration."""
    paths = " ".join(f"{_REGISTRATION}/test_{each}.py" for each in tests.split())
    return Guard(name, file, guard, without, paths)


GUARDS = (
    _guard(
        "a full course is full",
        _COURSE,
        "self.capacity is not None and self.enrolled_count >= self.capacity",
        "False",
        "seats",
    ),
    _guard(
        "a waitlist has as many places as it says",
        _COURSE,
        "self.waitlist_capacity is not None and self.waitlist_count >= self.waitlist_capacity",
        "False",
        "waitlist",
    ),
    _guard(
        "a completed enrollment keeps its seat",
        "src/values.py",
        "frozenset({Status.ENROLLED, Status.COMPLETED})",
        "frozenset({Status.ENROLLED})",
        "seats completing",
    ),
    _guard(
        "who joins again stands at the end",
        _ROW,
        "            course.last_place += 1\n",
        "            course.last_place = max(course.last_place, self.student_id)\n",
        "waitlist",
    ),
    _guard(
        "a window opens at its instant",
        _TERM,
        "self.registration_opens_at <= now",
        "self.registration_opens_at < now",
        "windows",
    ),
    _guard(
        "a window closes at its instant",
        _TERM,
        "self.registration_closes_at <= now",
        "self.registration_closes_at < now",
        "windows",
    ),
    _guard(
        "the drop deadline is an instant",
        _TERM,
        "self.drop_deadline_at <= now",
        "self.drop_deadline_at < now",
        "windows",
    ),
    _guard(
        "a term ends by its own clock",
        _TERM,
        "day_after.replace(tzinfo=ZoneInfo(self.time_zone))",
        "day_after.replace(tzinfo=UTC)",
        "windows",
    ),
    _guard(
        "registration that is not open refuses",
        _JUDGING,
        "    if course.term and not course.term.is_open(now):\n",
        "    if False:\n",
        "windows",
    ),
    _guard(
        "a prerequisite must be passed",
        _ROW,
        "return self.status == Status.COMPLETED and bool(self.passed)",
        "return self.status == Status.COMPLETED",
        "prerequisites",
    ),
    _guard(
        "a prerequisite that is taken ends before",
        _TERM,
        "return self.ends_on < other.starts_on",
        "return self.ends_on <= other.starts_on",
        "prerequisites",
    ),
    _guard(
        "only a concurrent prerequisite may be taken at once",
        _LOAD,
        "return prerequisite.concurrent and any(",
        "return any(",
        "prerequisites",
    ),
    _guard(
        "what one is enrolled in is in the way",
        _LOAD,
        "return [(other, clash) for other in near if (clash := course.clash_with(other))]",
        "return []",
        "clashes",
    ),
    _guard(
        "only what one is enrolled in is in the way",
        _LOAD,
        "for row in self._rows if row.status == Status.ENROLLED}",
        "for row in self._rows}",
        "clashes",
    ),
    _guard(
        "credits of the same term alone are added",
        _LOAD,
        "return self._credits[course.term_id] + own",
        "return sum(self._credits.values()) + own",
        "credits",
    ),
    _guard(
        "a course without credits is within every limit",
        _JUDGING,
        "course.term.limits_credits and course.credits_hundredths:",
        "course.term.limits_credits:",
        "credits",
    ),
    _guard(
        "waiting counts toward nothing",
        _REQUEST,
        "return fate in (Fate.ENROLL, Fate.NO_SEAT)",
        "return fate in (Fate.ENROLL, Fate.NO_SEAT, Fate.WAIT)",
        "waitlist prerequisites",
    ),
    _guard(
        "what is final is final",
        _REQUEST,
        "            return Fate.STAY if is_kept else Fate.FINAL\n",
        "            return Fate.STAY\n",
        "completing",
    ),
    _guard(
        "the queue goes before a newcomer",
        _ACTS,
        "    settle(desk, desk.courses.keys() & {*wish.course_ids})\n",
        "",
        "promotion",
    ),
    _guard(
        "a seat that comes free is filled",
        _ACTS,
        "    settle(desk, [course_id, *desk.idle_waits(student_id)])\n",
        "",
        "promotion",
    ),
    _guard(
        "a grade can promote",
        _ACTS,
        "    row.passed, row.grade = int(passed), grade\n"
        "    settle(desk, desk.idle_waits(student_id))\n",
        "    row.passed, row.grade = int(passed), grade\n",
        "promotion",
    ),
    _guard(
        "promotion asks the rules again",
        _QUEUES,
        "        if reasons:\n",
        "        if False:\n",
        "promotion",
    ),
    _guard(
        "nobody is promoted while registration is closed",
        _QUEUES,
        "if not course.has_idle_seats or not course.is_open(desk.now):",
        "if not course.has_idle_seats:",
        "promotion",
    ),
    _guard(
        "one promotion leads to another",
        _QUEUES,
        "            pending.update(desk.idle_waits(promoted.student_id))\n",
        "            del promoted\n",
        "promotion",
    ),
    _guard(
        "a long queue is read to its end",
        _DESK,
        "            if len(queue) % QUEUE_STEP or not self._read_on(course, queue):\n",
        "            if True:\n",
        "promotion",
    ),
    _guard(
        "the edit of a rule promotes",
        "src/controllers/courses.py",
        "        settle_everywhere(Cause.EDIT)\n",
        "        pass\n",
        "rule_edits",
    ),
    _guard(
        "the edit of a term promotes",
        "src/controllers/terms.py",
        "    settle_everywhere(Cause.EDIT)\n",
        "",
        "rule_edits",
    ),
    _guard(
        "a capacity stays above the taken seats",
        "src/controllers/courses.py",
        "    if capacity is not None and capacity < course.enrolled_count:\n",
        "    if False:\n",
        "seats",
    ),
    _guard(
        "a schedule touches its term alone",
        _ACTS,
        "if row.status in active and row.course.term_id == term_id]",
        "if row.status in active]",
        "schedule",
    ),
    _guard(
        "drops come before adds",
        _ACTS,
        "    for row in omitted:\n        _leave(desk, row, override)\n",
        "",
        "schedule",
    ),
    _guard(
        "courses of another term are refused",
        _ACTS,
        "    if others:\n",
        "    if False:\n",
        "schedule",
    ),
    _guard(
        "what was set aside holds for the place",
        _QUEUES,
        ", override=row.overridden)",
        ")",
        "override",
    ),
    _guard(
        "what was set aside is not for the next time",
        _REQUEST,
        "            row.override = None\n",
        "            pass\n",
        "override promotion",
    ),
    _guard(
        "a seat beyond the capacity raises it",
        _REQUEST,
        "                    course.add_seat(self._desk.now)\n",
        "                    pass\n",
        "override",
    ),
    _guard(
        "an override needs a note",
        "src/schemas/enrollments.py",
        '        if "override" in info.data'
        ' and bool(info.data["override"]) != (note is not None):\n',
        "        if False:\n",
        "override",
    ),
    _guard(
        "a dry run keeps nothing",
        "src/work/units.py",
        "        if not self.keeps:\n",
        "        if False:\n",
        "dry_run",
    ),
    _guard(
        "meetings need a term",
        _COURSE,
        "        if self.meetings and self.term is None:\n",
        "        if False:\n",
        "clashes",
    ),
    _guard(
        "a term that courses name stays",
        "src/controllers/terms.py",
        "        raise TermInUseError\n",
        "        pass\n",
        "terms",
    ),
    _guard(
        "rows are written with one statement",
        "src/controllers/registration/writing.py",
        "        _UPDATE_ROW.run([_state(row) for row in old])\n",
        "        for row in old:\n            _UPDATE_ROW.run([_state(row)])\n",
        "costs",
    ),
)
