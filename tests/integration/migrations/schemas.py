"""A database's schema, with what `alembic check` does not look at.

A schema is a dict of labels and definitions, so that a difference names itself.
Alembic's own table is left out.
"""

import re
from collections.abc import Iterable, Iterator

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

Schema = dict[str, str]

SQLITE = """
    SELECT type || ' ' || name, sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND tbl_name NOT IN ('alembic_version', 'sqlite_sequence')
"""

# A comma between two columns or constraints, not one within parentheses.
SEPARATOR = re.compile(r",\s*(?![^()]*\))")

# Where a constraint begins in the definition of a column.
OF_A_COLUMN = re.compile(r"\s+(?=CONSTRAINT\s)")

POSTGRESQL: tuple[str, ...] = (
    """
    SELECT 'relation ' || relname, concat_ws(' ', relkind, relpersistence) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
        AND relname NOT IN ('alembic_version', 'alembic_version_pkc')
    """,
    """
    SELECT 'column ' || relname || '.' || attname,
        concat_ws(
            ' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
            attcollation::regcollation, pg_get_expr(adbin, adrelid)
        )
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
        AND NOT attisdropped AND relname <> 'alembic_version'
    """,
    """
    SELECT 'constraint ' || conname || ' of ' || conrelid::regclass,
        concat_ws(' ', contype, condeferrable, convalidated, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass
    """,
    """
    SELECT 'index ' || indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    """,
    """
    SELECT 'sequence ' || sequencename,
        concat_ws(' ', data_type, start_value, min_value, max_value, increment_by, cycle)
    FROM pg_sequences WHERE schemaname = 'public'
    """,
)


def schema_of(connection: Connection) -> Schema:
    """Everything that the tables are made of, whatever the order of their columns."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text(SQLITE)).all()
        return _gathered(pair for row in found for pair in _parts(*row))
    version_table = "'alembic_version'::regclass"
    known = "alembic_version" in tables_of(connection)
    return {
        label: definition
        for query in POSTGRESQL
        for label, definition in connection.execute(
            text(query if known else query.replace(version_table, "0"))
        )
    }


def _gathered(parts: Iterable[tuple[str, str]]) -> Schema:
    """The parts by label; what is said twice under one name counts twice."""
    schema: Schema = {}
    for label, words in parts:
        schema[label] = f"{schema[label]}, {words}" if label in schema else words
    return schema


def _parts(label: str, sql: str) -> Iterator[tuple[str, str]]:
    """An index whole; a table part by part, and what stands around its parentheses."""
    if not label.startswith("table"):
        yield label, " ".join(sql.split())
        return
    begin, end = sql.index("("), sql.rindex(")")
    around = f"{sql[:begin]} {sql[end + 1 :]}".replace('"', "")
    yield label, " ".join(around.split())
    for part in SEPARATOR.split(sql[begin + 1 : end]):
        for words in _apart(part.strip()):
            name = " ".join(words.split()[: 2 if words.startswith("CONSTRAINT") else 1])
            yield f"{name} of {label}", words


def _apart(part: str) -> Iterator[str]:
    """A column and its named constraints, each in the words of a constraint of the table.

    A column that was added to a table has its constraints within its own definition. To
    SQLite they are the same there and at the end of the table.
    """
    first, *constraints = (" ".join(words.split()) for words in OF_A_COLUMN.split(part))
    yield first
    for words in constraints:
        yield words.replace(" REFERENCES ", f" FOREIGN KEY({first.split()[0]}) REFERENCES ")


def tables_of(connection: Connection) -> set[str]:
    """The names of the tables, Alembic's own among them."""
    query = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'"
        if connection.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return set(connection.scalars(text(query)))


def revision_of(connection: Connection) -> str | None:
    """The revision that the database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def differences(left: Schema, right: Schema) -> dict[str, tuple[str | None, str | None]]:
    """What one schema has and the other has not, or otherwise."""
    return {
        label: (left.get(label), right.get(label))
        for label in sorted(left.keys() | right.keys())
        if left.get(label) != right.get(label)
    }
