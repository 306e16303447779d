"""Migrations wait for each other, and for the writers of a running server."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from tests.integration.migrations.children import Children
from tests.integration.migrations.connections import reading, writing
from tests.integration.migrations.locks import migrations_kept_waiting, sessions_waiting
from tests.integration.migrations.naive import naive_ini
from tests.integration.migrations.revisions import HEAD, UPWARD, Schemas, schema_at
from tests.integration.migrations.schemas import revision_of, tables_of
from tests.integration.migrations.stages import MakeStage
from tests.integration.migrations.trials import trial
from tests.waiting import until

IMPATIENT, PATIENT = 100, 60_000
RENAME = text("UPDATE students SET name = 'Renamed Example' WHERE id = 1")
RETITLE = text("UPDATE courses SET title = 'Renamed' WHERE id = 1")

SHOW_LIMITS = """
def upgrade():
    op.execute(
        "CREATE TABLE limits AS SELECT name, setting FROM pg_settings WHERE name IN"
        " ('statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout')"
    )
"""


def revision_at(url: str) -> str | None:
    with reading(url) as connection:
        return revision_of(connection)


def test_two_upgrades_at_once_both_succeed(
    empty_database_url: str, backend: str, children: Children
) -> None:
    url = empty_database_url
    with migrations_kept_waiting(url) as waiting:
        # Waiting for each other is not limited by the deadline of a request.
        started = [children.start(url, "upgrade", "head", deadline=IMPATIENT) for _ in range(2)]
        until(lambda: waiting() == (2 if backend == "postgresql" else 1), "migrations to wait")
    ended = [children.wait(child) for child in started]

    assert [each.exit for each in ended] == [0, 0], ended
    steps = sum(each.output.count("Running upgrade") for each in ended)
    assert steps == len(UPWARD)
    assert revision_at(url) == HEAD


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_without_the_lock_one_of_two_upgrades_fails(
    empty_database_url: str, children: Children, tmp_path: Path
) -> None:
    url, ini = empty_database_url, naive_ini(tmp_path, empty_database_url)
    with writing(url) as connection, reading(url) as observer:
        # Both have looked and found nothing when the first may go on.
        connection.execute(text("CREATE TABLE students (id INTEGER)"))
        started = [children.start(url, "upgrade", "head", ini=ini) for _ in range(2)]
        until(lambda: sessions_waiting(observer) == 2, "migrations to wait")
        connection.rollback()
    ended = [children.wait(child) for child in started]

    assert sorted(each.exit == 0 for each in ended) == [False, True], ended


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_migration_waits_while_a_server_holds_the_gate(
    empty_database_url: str, children: Children
) -> None:
    with migrations_kept_waiting(empty_database_url) as waiting:
        child = children.start(empty_database_url, "upgrade", "head")
        until(waiting, "the migration to stand at the gate")
        with reading(empty_database_url) as connection:
            assert tables_of(connection) == set()
    ended = children.wait(child)

    assert ended.exit == 0, ended.output
    assert revision_at(empty_database_url) == HEAD


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alembic_s_own_environment_does_not_wait_at_the_gate(
    empty_database_url: str, children: Children, tmp_path: Path
) -> None:
    with migrations_kept_waiting(empty_database_url):
        ini = naive_ini(tmp_path, empty_database_url)
        ended = children.run(empty_database_url, "upgrade", "head", ini=ini)

    assert ended.exit == 0, ended.output


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_migration_waits_for_a_transaction_that_writes_and_keeps_what_it_wrote(
    children: Children, make_stage: MakeStage
) -> None:
    url = make_stage("0002").another()
    with writing(url) as connection, reading(url) as observer:
        connection.execute(RENAME)
        child = children.start(url, "upgrade", "head", deadline=PATIENT)
        until(lambda: sessions_waiting(observer) == 1, "the migration to wait")
    ended = children.wait(child)

    assert ended.exit == 0, ended.output
    with reading(url) as connection:
        name = connection.scalar(text("SELECT name FROM students WHERE id = 1"))
    assert name == "Renamed Example"


def test_a_migration_that_waits_too_long_says_so_and_changes_nothing(
    children: Children, make_stage: MakeStage, schemas: Schemas, backend: str
) -> None:
    url = make_stage("0003").another()
    with writing(url) as connection:
        connection.execute(RETITLE)
        ended = children.wait(children.start(url, "upgrade", "head", deadline=IMPATIENT))

    assert ended.exit == 255
    (failure,) = (line for line in ended.output.splitlines() if not line.startswith("INFO"))
    assert failure == (
        "FAILED: Another transaction was in the way for too long; the migration that met it"
        " was rolled back whole. Run the command again."
    )
    # A file is locked whole, a server's table alone: 0004 does not touch the courses.
    left = "0004" if backend == "postgresql" else "0003"
    assert revision_at(url) == left
    assert schema_at(url) == schemas[left]
    assert children.run(url, "upgrade", "head").exit == 0


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_migration_may_take_its_time_but_not_queue_for_long(
    empty_database_url: str, tmp_path: Path
) -> None:
    command.upgrade(trial(tmp_path, empty_database_url, SHOW_LIMITS), "trial")

    with reading(empty_database_url) as connection:
        rows = connection.execute(text("SELECT name, setting FROM limits"))
        limits = {row.name: row.setting for row in rows}
    assert limits == {
        "statement_timeout": "0",
        "idle_in_transaction_session_timeout": "0",
        "lock_timeout": "4000",
    }
