"""SIGTERM: what is in flight is finished, and nothing new begins."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from src.work.deadline import Deadline
from src.work.gate import _Bytes, gate_for
from tests.databases import settings_for
from tests.servers import SECONDS, Server, Wire, request, running
from tests.waiting import until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


@contextmanager
def gate_held(url: str) -> Iterator[Callable[[], bool]]:
    """Be SQLite's one writer; gives what tells whether another process waits."""
    path = settings_for(url).sqlite_path
    assert path
    gate = gate_for(path)

    def somebody_waits() -> bool:
        # Who waits for the gate holds the place before it.
        if not gate._bytes._try(_Bytes.NEXT):
            return True
        gate._bytes.unlock(_Bytes.NEXT)
        return False

    with gate.held(Deadline.NEVER):
        yield somebody_waits


@contextmanager
def course_locked(url: str) -> Iterator[Callable[[], bool]]:
    """Hold course 1 on PostgreSQL; gives what tells whether another connection waits."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    ours = " AND datname = current_database()"
    with engine.connect() as watcher, engine.connect() as holder:
        watcher.execution_options(isolation_level="AUTOCOMMIT")
        holder.execute(text("SELECT id FROM courses WHERE id = 1 FOR UPDATE"))
        yield lambda: bool(watcher.scalar(text(WAITING + ours)))


def is_refused(server: Server) -> bool:
    """Whether nobody takes a new connection."""
    try:
        with Wire(server.port):
            return False
    except ConnectionRefusedError:
        return True


def test_a_request_in_flight_is_answered_before_the_server_ends(
    backend: str, database_url: str
) -> None:
    hold = {"sqlite": gate_held, "postgresql": course_locked}[backend]
    with running(database_url, REQUEST_DEADLINE_MS=str(SECONDS * 1000)) as server:
        server.post("/students", {"name": "Ada", "email": "ada@example.org"})
        server.post("/courses", {"title": "Algebra"})
        with Wire(server.port) as wire:
            with hold(database_url) as somebody_waits:
                wire.send(request("POST", "/students/1/courses", b'{"course_ids": [1]}'))
                until(somebody_waits, "the enrollment to wait")
                server.process.terminate()
                until(lambda: is_refused(server), "the server to close its port")
                assert server.process.poll() is None
            answer = wire.answer()
        assert answer.status == 200
        assert answer.json["courses"] == [{"course_id": 1, "result": "enrolled"}]
        assert server.process.wait(SECONDS) == 0
        assert is_refused(server)


def test_a_server_told_to_stop_while_it_starts_stops(tmp_path: object) -> None:
    with running(f"sqlite:///{tmp_path}/desk.db", until='"starting"') as server:
        assert server.stop() == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_idle_server_with_open_connections_stops(tmp_path: object, workers: str) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    with running(url, WORKERS=workers) as server, Wire(server.port) as idle:
        idle.send(request("GET", "/healthz"))
        assert idle.answer().status == 200
        assert server.stop() == 0


def test_many_signals_at_once_stop_a_server_as_one_does(tmp_path: object) -> None:
    with running(f"sqlite:///{tmp_path}/desk.db") as server:
        for _ in range(50):
            server.process.send_signal(signal.SIGTERM)

        assert server.process.wait(SECONDS) == 0
