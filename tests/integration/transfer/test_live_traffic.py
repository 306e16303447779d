"""An import beside others who write: it waits for them, and never with them."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from src.cli import importing, loading
from src.controllers.readiness import head_revision
from src.controllers.transfer.tables import prepare_for_many_rows
from tests.factories import make_student
from tests.integration.transfer.conftest import Desk
from tests.waiting import until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
CREATE = (
    "INSERT INTO students (version, name, email, email_key, created_at, updated_at)"
    " VALUES (1, 'Other', 'new@example.org', 'new@example.org', now(), now())"
)
FILES = {"students": "external_id,email,name\nS9,new@example.org,New\nS1,one@example.org,Changed\n"}


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """PostgreSQL alone: on SQLite there is one writer at a time."""
    request.node.user_properties.append(("database", "postgresql"))
    return "postgresql"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write every row before the next is looked at."""
    monkeypatch.setattr(loading, "BATCH_ROWS", 1)


@pytest.fixture
def other(database_url: str) -> Iterator[Connection]:
    """A connection of somebody else."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def begin_change(desk: Desk, client: FlaskClient, other: Connection) -> None:
    """Hold the row of a student whom the import will change, as a PATCH does."""
    make_student(client, external_id="S1", email="one@example.org")
    desk.write(**FILES)
    other.execute(text("SELECT id FROM students WHERE id = 1 FOR NO KEY UPDATE"))


@contextmanager
def waiting_import(desk: Desk, other: Connection) -> "Iterator[Future[int]]":
    """An import that waits for a lock of the other's, which lets go in the end."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: desk.run("import", desk.folder).exit_code)
        try:
            until(lambda: desk.rows(WAITING)[0][0], "the import to wait for a lock")
            yield future
        finally:
            other.rollback()


def test_an_import_waits_and_keeps_nobody_from_finishing(
    desk: Desk, client: FlaskClient, other: Connection
) -> None:
    begin_change(desk, client, other)
    with waiting_import(desk, other) as future:
        other.execute(text(CREATE))
        other.commit()
        exit_code = future.result()

    # It judged its rows by what the other had written: S9's e-mail was known by then.
    assert exit_code == 0
    assert desk.rows("SELECT id, external_id, name FROM students ORDER BY id") == [
        (1, "S1", "Changed"),
        (2, "S9", "New"),
    ]


def test_with_row_locks_alone_the_two_would_wait_for_each_other(
    desk: Desk, client: FlaskClient, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the lock of the tables the import holds what the other needs."""
    monkeypatch.setattr(importing, "prepare_for_many_rows", lambda: None)
    begin_change(desk, client, other)
    with waiting_import(desk, other) as future:
        other.execute(text("SET LOCAL lock_timeout = 100"))
        with pytest.raises(OperationalError, match=r"deadlock detected|lock timeout"):
            other.execute(text(CREATE))
        other.rollback()
        assert future.result() == 0


def test_readers_go_on_during_an_import(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_student(client)
    answers = []

    def prepare_and_read() -> None:
        prepare_for_many_rows()
        with ThreadPoolExecutor(1) as pool:
            answers.append(pool.submit(lambda: client.get("/students/1").status_code).result())

    monkeypatch.setattr(importing, "prepare_for_many_rows", prepare_and_read)

    desk.write(**FILES)
    result = desk.run("import", desk.folder)

    assert (result.exit_code, answers) == (0, [200])


def test_a_database_that_is_not_at_head_is_said_so(desk: Desk, other: Connection) -> None:
    other.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    other.commit()
    try:
        result = [desk.run("export", desk.folder / "out"), desk.run("import", "src/cli/demo")]
    finally:
        other.execute(text(f"UPDATE alembic_version SET version_num = '{head_revision()}'"))
        other.commit()

    assert [each.exit_code for each in result] == [1, 1]
    for each in result:
        assert each.stderr.startswith("Error: The database is at revision 0002 ")
