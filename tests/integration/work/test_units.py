"""The unit of work: one commit, one rollback, retries within one deadline."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import QueuePool, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from src import create_app, work
from src.config import Settings
from src.controllers import students
from src.errors import BusyError, EmailTakenError, StudentNotFoundError
from src.extensions import db
from src.models import Student
from src.work.deadline import Deadline
from src.work.gate import gate_for
from tests.databases import settings_for
from tests.waiting import until

# SQLite has no statement time-outs: there the wait for the lock is limited.
only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


class DriverError(Exception):
    """What a driver raises, with PostgreSQL's code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("text that quotes ada@example.org")
        self.sqlstate = sqlstate


def failing(sqlstate: str) -> OperationalError:
    return OperationalError("UPDATE students ...", {}, DriverError(sqlstate))


def add_student(email: str = "ada@example.org") -> int:
    return int(students.create_student(name="Ada Okafor", email=email).id)


def count_students(app: Flask) -> int:
    with app.app_context():
        return work.read(lambda: db.session.scalar(select(func.count(Student.id))))() or 0


def test_what_a_unit_wrote_is_committed_once_it_returns(app: Flask) -> None:
    with app.app_context():
        work.write(add_student)()

    assert count_students(app) == 1


def test_a_unit_that_fails_changes_nothing(app: Flask) -> None:
    def write_and_fail() -> None:
        add_student()
        raise StudentNotFoundError

    with app.app_context(), pytest.raises(StudentNotFoundError):
        work.write(write_and_fail)()

    assert count_students(app) == 0


def test_a_commit_that_fails_changes_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise failing("53100")

    with app.app_context():
        monkeypatch.setattr(db.session(), "commit", refuse)
        with pytest.raises(BusyError):
            work.write(add_student)()

    assert count_students(app) == 0


def test_a_reader_cannot_write(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        work.read(add_student)()

    assert count_students(app) == 0


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "55P03"])
def test_a_passing_failure_runs_the_whole_unit_again(app: Flask, sqlstate: str) -> None:
    attempts: list[int] = []

    def fail_at_first() -> None:
        add_student(f"ada{len(attempts)}@example.org")
        attempts.append(1)
        if len(attempts) < 3:
            raise failing(sqlstate)

    with app.app_context():
        work.write(fail_at_first)()

    assert len(attempts) == 3
    assert count_students(app) == 1


@pytest.mark.parametrize("sqlstate", ["57014", "57P01", "08006", "53300"])
def test_a_failure_that_would_not_pass_is_busy_at_once(app: Flask, sqlstate: str) -> None:
    attempts: list[int] = []

    def fail() -> None:
        attempts.append(1)
        raise failing(sqlstate)

    with app.app_context(), pytest.raises(BusyError):
        work.write(fail)()

    assert len(attempts) == 1


def test_a_full_pool_is_busy(app: Flask) -> None:
    def fail() -> None:
        raise PoolTimeoutError

    with app.app_context(), pytest.raises(BusyError):
        work.read(fail)()


def test_retries_end_at_the_deadline(database_url: str) -> None:
    attempts: list[int] = []

    def fail() -> None:
        attempts.append(1)
        assert len(attempts) < 50, "the deadline has no end"
        raise failing("40001")

    app = create_app(settings_for(database_url, REQUEST_DEADLINE_MS="100"))
    with app.app_context():
        with pytest.raises(BusyError):
            work.write(fail)()
        db.engine.dispose()


def test_a_taken_email_is_named_and_the_driver_is_not_quoted(app: Flask) -> None:
    with app.app_context():
        work.write(add_student)()
        with pytest.raises(EmailTakenError) as caught:
            work.write(add_student)("ADA@EXAMPLE.ORG")

    assert "example.org" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_message_of_a_failing_statement_hides_its_parameters(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as caught:
        work.read(add_student)()

    assert "ada@example.org" not in str(caught.value)


def test_what_was_written_is_read_without_asking_again(app: Flask, statements: list[str]) -> None:
    def write() -> Student:
        add_student()
        return db.session.scalars(select(Student)).one()

    with app.app_context():
        student = work.write(write)()
        before = len(statements)
        assert student.name == "Ada Okafor"

    assert len(statements) == before


def limits(app: Flask, unit: Callable[[Callable[[], Any]], Callable[[], Any]]) -> list[Any]:
    def ask() -> list[Any]:
        names = ("statement_timeout", "lock_timeout")
        return [db.session.scalar(select(func.current_setting(name))) for name in names]

    with app.app_context():
        return list(unit(ask)())


@only_sqlite
def test_a_writer_waits_at_the_gate_and_has_no_connection_meanwhile(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    assert settings.sqlite_path
    gate = gate_for(settings.sqlite_path)

    def add_in_a_request() -> int:
        with app.app_context():
            return work.write(add_student)()

    with ThreadPoolExecutor(1) as pool:
        with gate.held(Deadline.NEVER):
            added = pool.submit(add_in_a_request)
            until(lambda: added.done() or gate._line._waiting, "the writer to wait")
            assert not added.done()
            with app.app_context():
                assert isinstance(db.engine.pool, QueuePool)
                assert db.engine.pool.checkedout() == 0
        assert added.result() == 1


@only_sqlite
def test_a_reader_passes_while_somebody_writes(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    assert settings.sqlite_path
    with gate_for(settings.sqlite_path).held(Deadline.NEVER):
        assert count_students(app) == 0


@only_postgresql
def test_statements_are_limited_but_not_a_commands(app: Flask) -> None:
    assert limits(app, work.write) == ["4s", "4s"]
    assert limits(app, work.command) == ["0", "0"]
    assert limits(app, work.write) == ["4s", "4s"]


@only_postgresql
def test_a_retry_has_only_the_time_that_is_left(app: Flask) -> None:
    seen: list[str] = []

    def fail_at_first() -> None:
        seen.append(str(db.session.scalar(select(func.current_setting("statement_timeout")))))
        if len(seen) == 1:
            raise failing("40001")

    with app.app_context():
        work.write(fail_at_first)()

    assert seen[0] == "4s"
    assert seen[1].endswith("ms")


def test_a_unit_inside_another_is_refused(app: Flask) -> None:
    """It would commit the half of the outer one that came before it."""

    def outer() -> None:
        add_student()
        work.read(lambda: None)()

    with app.app_context(), pytest.raises(RuntimeError, match="inside another"):
        work.write(outer)()

    assert count_students(app) == 0


@only_postgresql
def test_a_transaction_ends_at_the_deadline_however_many_statements_it_has(
    database_url: str,
) -> None:
    def dawdle() -> None:
        for _ in range(4):
            db.session.execute(text("SELECT pg_sleep(0.15)"))

    app = create_app(settings_for(database_url, REQUEST_DEADLINE_MS="300"))
    with app.app_context():
        with pytest.raises(BusyError):
            work.read(dawdle)()
        work.snapshot(dawdle)()
        db.engine.dispose()


@only_sqlite
def test_the_wait_for_another_program_is_what_the_gate_left(app: Flask) -> None:
    def wait() -> int:
        return int(db.session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() or 0)

    with app.app_context():
        assert 3000 < work.write(wait)() <= 4000
        assert work.command(wait)() == 2**31 - 1
        assert 3000 < work.write(wait)() <= 4000
