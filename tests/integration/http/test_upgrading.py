"""`serve --upgrade`, which is what `make run` starts."""

from sqlalchemy import create_engine, text

from src.controllers.readiness import head_revision
from tests.databases import migrate, settings_for
from tests.servers import flask, running

READY = {"status": "ready", "revision": head_revision()}
UPGRADE = ("serve", "--upgrade")


def test_a_new_database_is_upgraded_before_it_is_served(empty_database_url: str) -> None:
    with running(empty_database_url, *UPGRADE) as server:
        assert server.get("/readyz").json == READY
        server.stop()
        printed = server.output()

    assert "Running upgrade  -> 0001" in printed
    assert "not ready" not in printed


def test_a_database_behind_is_upgraded_from_where_it_is(empty_database_url: str) -> None:
    migrate(empty_database_url, "0002")

    with running(empty_database_url, *UPGRADE) as server:
        assert server.get("/readyz").json == READY
        server.stop()
        printed = server.output()

    assert "Running upgrade 0002 -> 0003" in printed
    assert "Running upgrade  -> 0001" not in printed


def test_a_database_at_head_is_served_without_starting_alembic(database_url: str) -> None:
    with running(database_url, *UPGRADE) as server:
        assert server.get("/readyz").json == READY
        server.stop()
        printed = server.output()

    # Alembic's first line, which it prints whether or not there is something to do.
    assert "Context impl" not in printed


def test_an_upgrade_that_fails_stops_the_start_with_its_error(empty_database_url: str) -> None:
    migrate(empty_database_url, "head")
    url = settings_for(empty_database_url).database_url
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'unheard-of'"))
    engine.dispose()

    ended = flask(*UPGRADE, DATABASE_URL=empty_database_url)

    assert ended.returncode != 0
    assert ended.stdout.splitlines() == [
        "FAILED: Can't locate revision identified by 'unheard-of'",
    ]


def test_a_server_that_was_not_told_to_upgrade_leaves_the_database_as_it_is(
    empty_database_url: str,
) -> None:
    with running(empty_database_url) as server:
        assert server.get("/readyz").status == 503
        server.stop()
        printed = server.output()

    assert "the database is not ready" in printed
    assert "Running upgrade" not in printed
