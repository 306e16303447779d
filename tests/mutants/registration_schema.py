"""Guards of what registration brought to the database: constraints, counts, and the way down."""

from tests.mutants.guard import Guard

_MODELS = "tests/integration/models/test_constraints.py"
_MIGRATIONS = "tests/integration/migrations"
_SCHEMA = f"{_MIGRATIONS}/test_schema.py"
_TERMS = "migrations/versions/2026_11_25_0004_terms.py"
_SEATS = "migrations/versions/2026_11_25_0005_seats_and_rules_of_courses.py"
_STATUSES = "migrations/versions/2026_11_25_0006_statuses_of_enrollments.py"

GUARDS = (
    Guard(
        "a term's days are in order",
        _TERMS,
        '        sa.CheckConstraint("starts_on <= ends_on", name="days_in_order"),\n',
        "",
        _MODELS,
    ),
    Guard(
        "a term's window is in order",
        _TERMS,
        '        sa.CheckConstraint(\n            "registration_opens_at < registration_closes_at",'
        ' name="window_in_order"\n        ),\n',
        "",
        _MODELS,
    ),
    Guard("UNIQUE codes of terms", _TERMS, '        sa.UniqueConstraint("code"),\n', "", _MODELS),
    Guard(
        "ids of terms are never given again",
        _TERMS,
        "        sqlite_autoincrement=True,\n",
        "",
        _SCHEMA,
    ),
    Guard(
        "seats are not oversold",
        _SEATS,
        '\n    " CONSTRAINT ck_courses_seats_not_oversold CHECK (enrolled_count <= capacity)"',
        "",
        _MODELS,
    ),
    Guard(
        "a course's term exists",
        _SEATS,
        "INTEGER CONSTRAINT fk_courses_term_id_terms REFERENCES terms (id)",
        "INTEGER",
        _MODELS,
    ),
    Guard(
        "meetings need a term",
        _SEATS,
        " CHECK (meetings = '[]' OR term_id IS NOT NULL)",
        " CHECK (meetings = '[]' OR term_id IS NOT NULL OR true)",
        _MODELS,
    ),
    Guard(
        "every course counts the rows that were there",
        _SEATS,
        "(SELECT count(*) FROM student_courses WHERE course_id = courses.id)",
        "0",
        f"{_MIGRATIONS}/test_many_enrollments.py",
    ),
    Guard(
        "ids of courses are not given again after the way down",
        _SEATS,
        "SET name = 'courses' WHERE name = 'kept'",
        "SET name = 'other' WHERE name = 'kept'",
        f"{_MIGRATIONS}/test_many_rows.py",
    ),
    Guard(
        "a place is there for those who wait",
        _STATUSES,
        "CHECK ((status = 'waitlisted') = (place IS NOT NULL))",
        "CHECK (true)",
        _MODELS,
    ),
    Guard(
        "statuses are known",
        _STATUSES,
        "CHECK (status IN ('enrolled', 'waitlisted', 'dropped', 'withdrawn', 'completed'))",
        "CHECK (true)",
        _MODELS,
    ),
    Guard(
        "a place is for one",
        _STATUSES,
        "        unique=True,\n",
        "",
        _MODELS,
    ),
    Guard(
        "the index of places is of waiters alone on SQLite",
        _STATUSES,
        "        sqlite_where=waits,\n",
        "",
        _SCHEMA,
    ),
    Guard(
        "the index of places is of waiters alone on PostgreSQL",
        _STATUSES,
        "        postgresql_where=waits,\n",
        "",
        _SCHEMA,
    ),
    Guard(
        "nobody is enrolled by going down",
        _STATUSES,
        " WHERE status NOT IN ('enrolled', 'completed')",
        " WHERE status = 'lost'",
        f"{_MIGRATIONS}/test_statuses_down.py",
    ),
    Guard(
        "who completed a course stays when going down",
        _STATUSES,
        " WHERE status NOT IN ('enrolled', 'completed')",
        " WHERE status <> 'enrolled'",
        f"{_MIGRATIONS}/test_statuses_down.py",
    ),
    Guard(
        "queues are empty after the way down",
        _STATUSES,
        '    op.execute("UPDATE courses SET waitlist_count = 0 WHERE waitlist_count > 0")\n',
        "",
        f"{_MIGRATIONS}/test_statuses_down.py",
    ),
)
