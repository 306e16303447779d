"""Taking every constraint off a database, so that anything can be written."""

from sqlalchemy import Connection, create_engine, text

# Those that name others first.
TABLES = ("events", "student_courses", "courses", "students", "terms")

_POSTGRESQL_CONSTRAINTS = """
SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname
FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u')
ORDER BY contype <> 'f'
"""


def take_laws_off(url: str) -> None:
    """Leave nothing but columns and rows."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            _rebuild(connection)
        else:
            _drop_constraints(connection)
    engine.dispose()


def _rebuild(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(text(f"CREATE TABLE lawless AS SELECT * FROM {table}"))
        connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"ALTER TABLE lawless RENAME TO {table}"))


def _drop_constraints(connection: Connection) -> None:
    for statement in connection.scalars(text(_POSTGRESQL_CONSTRAINTS)).all():
        connection.execute(text(statement))
    connection.execute(text("DROP INDEX uq_student_courses_course_id_place"))
    for column in ("student_id", "course_id"):
        connection.execute(text(f"ALTER TABLE student_courses ALTER COLUMN {column} DROP NOT NULL"))
