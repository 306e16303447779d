"""Guards of the database: constraints, and how migrations run."""

from tests.mutants.guard import Guard

_MODELS = "tests/integration/models"
_MIGRATIONS = "tests/integration/migrations"
_STUDENTS = "migrations/versions/2026_11_23_0001_students.py"
_COURSES = "migrations/versions/2026_11_23_0002_courses.py"
_JUNCTION = "migrations/versions/2026_11_23_0003_student_courses.py"
_ENV = "migrations/env.py"


def _line(name: str, file: str, line: str) -> Guard:
    """A constraint: one line of a migration."""
    return Guard(name, file, f"        {line},\n", "", _MODELS)


GUARDS = (
    _line(
        "CHECK of names",
        _STUDENTS,
        'sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length")',
    ),
    _line(
        "CHECK of given names",
        _STUDENTS,
        'sa.CheckConstraint("length(given_name) BETWEEN 1 AND 200", name="given_name_length")',
    ),
    _line(
        "CHECK of family names",
        _STUDENTS,
        'sa.CheckConstraint("length(family_name) BETWEEN 1 AND 200", name="family_name_length")',
    ),
    _line(
        "CHECK of e-mails",
        _STUDENTS,
        'sa.CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length")',
    ),
    _line(
        "CHECK of external ids",
        _STUDENTS,
        'sa.CheckConstraint("length(external_id) BETWEEN 1 AND 100", name="external_id_length")',
    ),
    _line("UNIQUE e-mails", _STUDENTS, 'sa.UniqueConstraint("email_key")'),
    _line("UNIQUE external ids", _STUDENTS, 'sa.UniqueConstraint("external_id")'),
    _line(
        "CHECK of codes",
        _COURSES,
        'sa.CheckConstraint("length(code) BETWEEN 1 AND 50", name="code_length")',
    ),
    _line(
        "CHECK of catalog codes",
        _COURSES,
        'sa.CheckConstraint("length(catalog_code) BETWEEN 1 AND 50", name="catalog_code_length")',
    ),
    _line(
        "CHECK of titles",
        _COURSES,
        'sa.CheckConstraint("length(title) BETWEEN 1 AND 200", name="title_length")',
    ),
    _line(
        "CHECK of descriptions",
        _COURSES,
        'sa.CheckConstraint("length(description) <= 10000", name="description_length")',
    ),
    _line(
        "CHECK of credits",
        _COURSES,
        'sa.CheckConstraint("credits_hundredths BETWEEN 0 AND 99999", name="credits_range")',
    ),
    _line("UNIQUE codes", _COURSES, 'sa.UniqueConstraint("code")'),
    _line(
        "an enrollment's student exists",
        _JUNCTION,
        'sa.ForeignKeyConstraint(["student_id"], ["students.id"])',
    ),
    _line(
        "an enrollment's course exists",
        _JUNCTION,
        'sa.ForeignKeyConstraint(["course_id"], ["courses.id"])',
    ),
    Guard(
        "one row per student and course",
        _JUNCTION,
        'sa.PrimaryKeyConstraint("student_id", "course_id")',
        'sa.PrimaryKeyConstraint("student_id", "course_id", "created_at")',
        f"{_MODELS} {_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "ids of students are never given again",
        _STUDENTS,
        "        sqlite_autoincrement=True,\n",
        "",
        f"{_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "ids of courses are never given again",
        _COURSES,
        "        sqlite_autoincrement=True,\n",
        "",
        f"{_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "students are strict on SQLite",
        _STUDENTS,
        "        sqlite_strict=True,\n",
        "",
        f"{_MODELS} {_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "courses are strict on SQLite",
        _COURSES,
        "        sqlite_strict=True,\n",
        "",
        f"{_MODELS} {_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "enrollments are strict on SQLite",
        _JUNCTION,
        "        sqlite_strict=True,\n",
        "",
        f"{_MODELS} {_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "the roster has its index",
        _JUNCTION,
        '["course_id", "student_id"]',
        '["course_id"]',
        f"{_MIGRATIONS}/test_schema.py",
    ),
    Guard(
        "a migration is one transaction",
        _ENV,
        "    prepare_engine(engine, settings)\n",
        "",
        f"{_MIGRATIONS}/test_kills.py -k sqlite",
    ),
    Guard(
        "foreign keys are off while tables are rebuilt",
        _ENV,
        '"PRAGMA foreign_keys=OFF"',
        '"PRAGMA foreign_keys=ON"',
        f"{_MIGRATIONS}/test_batch_mode.py",
    ),
    Guard(
        "foreign keys are checked before the commit",
        _ENV,
        "    if broken:\n",
        "    if False:\n",
        f"{_MIGRATIONS}/test_batch_mode.py",
    ),
    Guard(
        "one migration at a time on PostgreSQL",
        _ENV,
        "SELECT pg_advisory_lock({ADVISORY_LOCK})",
        "SELECT {ADVISORY_LOCK}",
        f"{_MIGRATIONS}/test_one_at_a_time.py",
    ),
    Guard(
        "one migration at a time on SQLite",
        _ENV,
        "gate_for(settings.sqlite_path).held(Deadline.NEVER), ",
        "",
        f"{_MIGRATIONS}/test_one_at_a_time.py",
    ),
)
