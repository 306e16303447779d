"""What the tests of migrations share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.integration.migrations.children import Children, helping
from tests.integration.migrations.revisions import Schemas, schemas_going_up
from tests.integration.migrations.stages import (
    MakeStage,
    Stage,
    stage_postgresql,
    stage_sqlite,
)


@pytest.fixture(scope="session")
def children() -> Iterator[Children]:
    """The process that starts `alembic` in children."""
    with helping() as children:
        yield children


@pytest.fixture(scope="session")
def known_schemas() -> dict[str, Schemas]:
    """The schemas of each kind of database, once they are known."""
    return {}


@pytest.fixture
def schemas(
    backend: str, known_schemas: dict[str, Schemas], request: pytest.FixtureRequest
) -> Schemas:
    """The schema of every revision."""
    if backend not in known_schemas:
        url = str(request.getfixturevalue("empty_database_url"))
        known_schemas[backend] = schemas_going_up(url)
    return known_schemas[backend]


@pytest.fixture
def make_stage(
    backend: str, databases: Databases, worker_id: str, tmp_path: Path
) -> Iterator[MakeStage]:
    """Makes a stage for a revision."""

    def make(revision: str | None) -> Stage:
        if backend == "sqlite":
            return stage_sqlite(tmp_path, revision)
        return stage_postgresql(databases, worker_id, revision)

    yield make
    if backend == "postgresql":
        databases.drop(f"staged_{worker_id}")
        databases.drop(f"stage_{worker_id}")
