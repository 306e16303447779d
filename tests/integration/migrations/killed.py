"""`python -m tests.integration.migrations.killed`: runs `alembic` in children that it forks.

Reads requests and writes answers, JSON by the line. It imports everything once, has no
threads and opens no connection, so that a child is a fresh `alembic` without the second
that starting Python costs. A child kills itself with SIGKILL at the point it is told.
"""

import json
import os
import signal
import sys
import tempfile
import traceback
from typing import IO, Any, NoReturn

import alembic.command
import alembic.config
import psycopg
from sqlalchemy import Connection, Engine, event

import src.models
import src.work.engines
import src.work.gate

# Imported before the first fork, for the children.
IMPORTED = (alembic.command, psycopg, src.models, src.work.engines, src.work.gate)

_running: dict[int, tuple[int, IO[str]]] = {}


class Points:
    """Counts what a child does to its database, and is its end at one of the points."""

    def __init__(self, pipe: int, kill_at: int | None) -> None:
        self._pipe = pipe
        self._kill_at = kill_at
        self._count = 0

    def reach(self, label: str) -> None:
        """Be about to do something; the point at which to be killed is never left."""
        self._count += 1
        os.write(self._pipe, f"{' '.join(label.split())[:80]}\n".encode())
        if self._count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def listen(self) -> None:
        """Take note of every begin, statement and commit of every engine."""
        event.listen(Engine, "begin", lambda _connection: self.reach("begin"))
        event.listen(
            Engine,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_rest: self.reach(statement),
        )
        event.listen(Engine, "engine_connect", self._watch_commits)

    def _watch_commits(self, connection: Connection) -> None:
        # The event "commit" comes before the check of foreign keys; this is COMMIT itself.
        dialect: Any = connection.dialect
        if not hasattr(dialect, "unwatched_commit"):
            dialect.unwatched_commit = dialect.do_commit
            dialect.do_commit = self._commit_of(dialect)

    def _commit_of(self, dialect: Any) -> Any:
        def commit(dbapi_connection: Any) -> None:
            self.reach("commit")
            dialect.unwatched_commit(dbapi_connection)
            self.reach("committed")

        return commit


def start(request: dict[str, Any]) -> dict[str, Any]:
    """Fork a child that runs `alembic` with the arguments and environment given."""
    readable, writable = os.pipe()
    output = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed when the child is waited for)
    child = os.fork()
    if child == 0:
        os.dup2(output.fileno(), sys.stdout.fileno())
        os.dup2(output.fileno(), sys.stderr.fileno())
        _be_alembic(request, Points(writable, request["kill_at"]))
    os.close(writable)
    _running[child] = readable, output
    return {"pid": child}


def wait(child: int) -> dict[str, Any]:
    """Wait for a child; its exit code (negative: the signal), its points and its output."""
    readable, output = _running.pop(child)
    with os.fdopen(readable) as points:
        reached = points.read().splitlines()
    _, status = os.waitpid(child, 0)
    with output:
        output.seek(0)
        told = output.read()
    return {"exit": os.waitstatus_to_exitcode(status), "points": reached, "output": told}


def _be_alembic(request: dict[str, Any], points: Points) -> NoReturn:
    code = 70
    try:
        os.environ.update(request["environ"])
        points.listen()
        alembic.config.main(request["arguments"])
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # noqa: BLE001 (the interpreter would print it too)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code & 0xFF)


def main() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        request = json.loads(line)
        answer = wait(request["wait"]) if "wait" in request else start(request)
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
