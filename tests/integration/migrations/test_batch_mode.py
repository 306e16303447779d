"""Rebuilding a table of SQLite loses no row that names it, nor what the table was."""

from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.integration.migrations.connections import reading, trying, writing
from tests.integration.migrations.ids import another_id
from tests.integration.migrations.revisions import HEAD, schema_at
from tests.integration.migrations.rows import STUDENTS, Rows, narrowed, rows_of
from tests.integration.migrations.schemas import differences, revision_of
from tests.integration.migrations.stages import MakeStage
from tests.integration.migrations.trials import (
    DELETE_A_PARENT,
    FOREIGN_KEY_CHECK,
    FOREIGN_KEYS_OFF,
    REBUILD_FORGETFULLY,
    REBUILD_STUDENTS,
    trial,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def url(make_stage: MakeStage) -> str:
    """A database at head with a few rows, whose last student is gone."""
    url = make_stage(HEAD).another()
    with writing(url) as connection:
        connection.execute(text("DELETE FROM student_courses WHERE student_id = :last"), LAST)
        connection.execute(text("DELETE FROM students WHERE id = :last"), LAST)
    return url


LAST = {"last": STUDENTS}


def rows_at(url: str) -> Rows:
    with reading(url) as connection:
        return rows_of(connection)


def state_of(url: str) -> tuple[str | None, dict[str, str], Rows]:
    with reading(url) as connection:
        return revision_of(connection), schema_at(url), rows_of(connection)


def test_a_rebuilt_parent_keeps_its_children_and_what_it_was(url: str, tmp_path: Path) -> None:
    rows, schema = rows_at(url), schema_at(url)

    command.upgrade(trial(tmp_path, url, REBUILD_STUDENTS), "trial")

    assert narrowed(rows_at(url), rows) == rows
    assert len(rows["student_courses"]) == STUDENTS - 1
    changed = differences(schema, schema_at(url))
    assert changed == {"nickname of table students": (None, "nickname TEXT")}
    with trying(url) as connection:
        assert another_id(connection, "students") == STUDENTS + 1


def test_a_forgetful_rebuild_is_seen_by_the_comparison(url: str, tmp_path: Path) -> None:
    schema = schema_at(url)

    command.upgrade(trial(tmp_path, url, REBUILD_FORGETFULLY), "trial")

    changed = differences(schema, schema_at(url))
    assert changed["id of table students"] == (
        "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "id INTEGER NOT NULL",
    )
    with trying(url) as connection:
        assert another_id(connection, "students") == STUDENTS


def test_with_foreign_keys_on_the_rebuild_of_a_parent_fails(url: str, tmp_path: Path) -> None:
    before = state_of(url)

    with pytest.raises(IntegrityError):
        command.upgrade(trial(tmp_path, url, REBUILD_STUDENTS, FOREIGN_KEYS_OFF), "trial")

    assert state_of(url) == before


def test_a_migration_that_orphans_a_row_is_refused_and_changes_nothing(
    url: str, tmp_path: Path
) -> None:
    before = state_of(url)

    with pytest.raises(CommandError) as refusal:
        command.upgrade(trial(tmp_path, url, DELETE_A_PARENT), "trial")

    assert str(refusal.value) == (
        "1 rows of student_courses would name rows that do not exist;"
        " nothing of this migration was kept."
    )
    assert state_of(url) == before


def test_without_the_check_an_orphan_would_stay(url: str, tmp_path: Path) -> None:
    command.upgrade(trial(tmp_path, url, DELETE_A_PARENT, FOREIGN_KEY_CHECK), "trial")

    with reading(url) as connection:
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    assert len(orphans) == 1
