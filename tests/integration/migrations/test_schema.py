"""The migrations build what the models say, also where `alembic check` does not look."""

from collections.abc import Mapping

import pytest

from src.models import Base
from tests.integration.migrations import alterations, registration_alterations
from tests.integration.migrations.alterations import Altered, Rebuilt
from tests.integration.migrations.connections import reading, trying
from tests.integration.migrations.schemas import differences, schema_of

TABLES: tuple[tuple[str, Mapping[str, Altered | Rebuilt]], ...] = (
    ("sqlite", alterations.SQLITE),
    ("sqlite", registration_alterations.SQLITE),
    ("postgresql", alterations.POSTGRESQL),
    ("postgresql", registration_alterations.POSTGRESQL),
)
ALTERATIONS = [
    pytest.param(backend, alteration, id=f"{backend}-{name}")
    for backend, table in TABLES
    for name, alteration in table.items()
]


def test_the_migrations_build_the_schema_of_the_models(
    database_url: str, empty_database_url: str
) -> None:
    with reading(database_url) as connection:
        migrated = schema_of(connection)
    with trying(empty_database_url) as connection:
        Base.metadata.create_all(connection)
        created = schema_of(connection)

    assert differences(migrated, created) == {}
    assert {"students", "courses", "terms", "student_courses"} <= {
        label.partition(" ")[2] for label in migrated
    }


@pytest.mark.parametrize(("backend", "alteration"), ALTERATIONS, indirect=["backend"])
def test_a_damaged_schema_is_noticed(database_url: str, alteration: Altered | Rebuilt) -> None:
    with trying(database_url) as connection:
        before = schema_of(connection)
        alteration.apply(connection)

        assert alteration.label in differences(before, schema_of(connection))
