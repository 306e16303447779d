"""The revisions in order, and the schema that belongs to each."""

from itertools import pairwise

from alembic import command
from alembic.script import ScriptDirectory

from tests.databases import alembic_config, migrate
from tests.integration.migrations.connections import reading
from tests.integration.migrations.schemas import Schema, schema_of

SCRIPTS = ScriptDirectory.from_config(alembic_config("sqlite:////nowhere"))
UPWARD = [script.revision for script in SCRIPTS.walk_revisions()][::-1]
HEAD = UPWARD[-1]

# None is a database without any migration.
REVISIONS: list[str | None] = [None, *UPWARD]
Schemas = dict[str | None, Schema]


def schemas_going_up(url: str) -> Schemas:
    """Upgrade an empty database step by step, and look at each."""
    schemas: Schemas = {None: schema_at(url)}
    for revision in UPWARD:
        migrate(url, revision)
        schemas[revision] = schema_at(url)
    return schemas


def schemas_going_down(url: str) -> Schemas:
    """Downgrade a database at head step by step, and look at each."""
    schemas: Schemas = {}
    for _, lower in pairwise(REVISIONS[::-1]):
        command.downgrade(alembic_config(url), lower or "base")
        schemas[lower] = schema_at(url)
    return schemas


def schema_at(url: str) -> Schema:
    """The schema of a database."""
    with reading(url) as connection:
        return schema_of(connection)
