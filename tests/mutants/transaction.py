"""Guards of the unit of work: how it begins, waits, retries and ends."""

from tests.mutants.guard import Guard

_LOST = "tests/integration/work/test_lost_updates.py"
_UNITS = "tests/integration/work/test_units.py"
_SEATS = "tests/integration/work/test_seat_races.py"
_RACES = "tests/integration/work/test_races.py"
_GATE = "tests/unit/work/test_gate.py"
_PROCESSES = "tests/integration/work/test_gate_between_processes.py"

GUARDS = (
    Guard(
        "writers begin as writers",
        "src/work/engines.py",
        '"BEGIN IMMEDIATE"',
        '"BEGIN"',
        _LOST,
    ),
    Guard(
        "readers cannot write on SQLite",
        "src/work/engines.py",
        'READ = {"sqlite_begin": "BEGIN", "sqlite_query_only": 1',
        'READ = {"sqlite_begin": "BEGIN", "sqlite_query_only": 0',
        f"{_LOST} {_UNITS}",
    ),
    Guard(
        "readers cannot write on PostgreSQL",
        "src/work/engines.py",
        '"postgresql_readonly": True',
        '"postgresql_readonly": False',
        _UNITS,
    ),
    Guard(
        "SQLite syncs every commit",
        "src/work/engines.py",
        '"synchronous=FULL"',
        '"synchronous=NORMAL"',
        _LOST,
    ),
    Guard(
        "SQLite logs ahead",
        "src/work/engines.py",
        '"journal_mode=WAL", ',
        "",
        _LOST,
    ),
    Guard(
        "SQLite keeps foreign keys",
        "src/work/engines.py",
        ', "foreign_keys=ON"',
        "",
        _LOST,
    ),
    Guard(
        "writers pass the gate",
        "src/work/units.py",
        "if mode is WRITE and settings.sqlite_path:",
        "if False and settings.sqlite_path:",
        _UNITS,
    ),
    Guard(
        "the gate is passed before a connection is taken",
        "src/work/units.py",
        "        with _gate(self.mode, self.deadline):\n            connection = self._connect()\n",
        "        connection = self._connect()\n        with _gate(self.mode, self.deadline):\n",
        _UNITS,
    ),
    Guard(
        "the gate goes first come, first served",
        "src/work/gate.py",
        "self._waiting.popleft()",
        "self._waiting.pop()",
        _GATE,
    ),
    Guard(
        "a wait at the gate ends at the deadline",
        "src/work/gate.py",
        "timeout=min(deadline.remaining, threading.TIMEOUT_MAX)",
        "timeout=2 * 30",
        f"{_GATE} -k gives_up",
    ),
    Guard(
        "a turn that comes while giving up is taken",
        "src/work/gate.py",
        "            if turn in self._waiting:\n",
        "            if True:\n",
        _GATE,
    ),
    Guard(
        "an error inside opens the gate",
        "src/work/gate.py",
        "            try:\n                yield\n            finally:\n"
        "                self._bytes.unlock(_Bytes.GATE)\n        finally:\n",
        "            yield\n            self._bytes.unlock(_Bytes.GATE)\n"
        "        except BusyError:\n",
        f"{_GATE} -k error_inside",
    ),
    Guard(
        "the gate keeps other processes out",
        "src/work/gate.py",
        "        except (BlockingIOError, PermissionError):\n            return False\n",
        "        except (BlockingIOError, PermissionError):\n            return True\n",
        _PROCESSES,
    ),
    Guard(
        "a busy process lets another go next",
        "src/work/gate.py",
        "            self._bytes.lock(_Bytes.NEXT, deadline)\n",
        "            pass\n",
        _PROCESSES,
    ),
    Guard(
        "serialization failures, deadlocks and lock time-outs are retried",
        "src/work/failures.py",
        'RETRYABLE_SQLSTATES = {"40001", "40P01", "55P03"}',
        "RETRYABLE_SQLSTATES = set[str]()",
        _UNITS,
    ),
    Guard(
        "retries end at the deadline",
        "src/work/units.py",
        "if not is_retryable(error) or deadline.remaining <= pause:",
        "if not is_retryable(error) or deadline.remaining <= -1:",
        f"{_UNITS} -k retries_end",
    ),
    Guard(
        "a retry's statements have the time that is left",
        "src/work/units.py",
        "        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)\n"
        "        attempt = partial(_in_time_left, act, deadline)\n",
        "        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)\n",
        _UNITS,
    ),
    Guard(
        "statements have a time limit on PostgreSQL",
        "src/work/engines.py",
        '        "statement_timeout": milliseconds,\n',
        "",
        _UNITS,
    ),
    Guard(
        "locks have a time limit on PostgreSQL",
        "src/work/engines.py",
        '        "lock_timeout": milliseconds,\n',
        "",
        _UNITS,
    ),
    Guard(
        "a command's statements have none",
        "src/work/__init__.py",
        "        limit_statements(0)\n",
        "",
        _UNITS,
    ),
    Guard(
        "a unit is not inside another",
        "src/work/units.py",
        "    if connections.acting():\n",
        "    if False:\n",
        _UNITS,
    ),
    Guard(
        "a transaction ends at the deadline on PostgreSQL",
        "src/work/engines.py",
        "    connection.execute(LIMIT_TRANSACTIONS, (str(milliseconds),))\n",
        "",
        _UNITS,
    ),
    Guard(
        "the wait for another program is what the gate left",
        "src/work/engines.py",
        '    if "sqlite_wait" in options:\n',
        "    if False:\n",
        _UNITS,
    ),
    Guard(
        "a failed unit is rolled back",
        "src/work/units.py",
        "                self._roll_back(connection)\n                raise\n",
        "                raise\n",
        _UNITS,
    ),
    Guard(
        "a full pool is busy, not a fault",
        "src/work/units.py",
        "        except PoolTimeoutError:\n",
        "        except ZeroDivisionError:\n",
        _UNITS,
    ),
    Guard(
        "a database that stops answering is busy, not a fault",
        "src/work/failures.py",
        '    return hasattr(error.orig, "sqlstate") or str(error.orig) in SQLITE_UNAVAILABLE',
        "    return False",
        _UNITS,
    ),
    Guard(
        "messages hide a statement's parameters",
        "src/work/engines.py",
        '"hide_parameters": True',
        '"hide_parameters": False',
        _UNITS,
    ),
    Guard(
        "what was written is not read again",
        "src/extensions.py",
        '"expire_on_commit": False',
        '"expire_on_commit": True',
        _UNITS,
    ),
    Guard(
        "courses are locked",
        "src/controllers/registration/reading.py",
        "_COURSES_FOR_STUDENT = _locking(_FOR_STUDENT)",
        "_COURSES_FOR_STUDENT = Statement(_FOR_STUDENT)",
        _SEATS,
    ),
    Guard(
        "courses are locked in one order",
        "src/controllers/registration/reading.py",
        ".where(wanted).order_by(Course.id)",
        ".where(wanted).order_by(Course.id.desc())",
        _RACES,
    ),
    Guard(
        "students are locked",
        "src/controllers/registration/reading.py",
        "_STUDENTS = _locking(_SEEN)",
        "_STUDENTS = Statement(_SEEN)",
        _SEATS,
    ),
    Guard(
        "a lock that comes before others is taken afresh",
        "src/controllers/registration/desk.py",
        "        if not is_alone():\n            raise LocksOutgrownError\n",
        "        pass\n",
        _SEATS,
    ),
    Guard(
        "the edit of a rule is alone",
        "src/controllers/courses.py",
        "        be_alone()\n",
        "        pass\n",
        _SEATS,
    ),
    Guard(
        "a row is locked before it is changed",
        "src/controllers/locks.py",
        "    locked = statement.with_for_update(key_share=True)\n",
        "    locked = statement\n",
        _RACES,
    ),
)
