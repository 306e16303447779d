"""How long `make run` takes to its first answer, beside importing the packages.

`python -m benchmarks.start` prints the rounds and their median ratio.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
# Every package of the Pipfile, as a bare process would import it.
IMPORTS = (
    "import alembic, click, email_validator, flask, flask_sqlalchemy, granian, orjson, psycopg,"
    " pydantic, dotenv, sqlalchemy, structlog, tzdata"
)
ROUNDS = 5
_POLL_SECONDS = 0.005
_PATIENCE_SECONDS = 120
# Nothing of a make above this one, and compiled modules, as in a terminal of one's own.
_NOT_PASSED_ON = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONDONTWRITEBYTECODE")


def measure(rounds: int) -> list[tuple[float, float]]:
    """Seconds of `make run` to its first answer and of importing the packages, by turns.

    The database is a fresh SQLite file, which a start that is not counted has upgraded,
    so each that counts finds everything done. Raises ClickException if one does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="start-") as folder:
        environment = _environment(Path(folder))
        _seconds_of_start(environment)
        _seconds_of_imports(environment)
        return [
            (_seconds_of_start(environment), _seconds_of_imports(environment))
            for _ in range(rounds)
        ]


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _NOT_PASSED_ON}
    url = f"sqlite:///{folder}/start.db"
    return kept | {"DATABASE_URL": url, "HOST": "127.0.0.1", "WORKERS": "1", "THREADS": "4"}


def _seconds_of_imports(environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, env=environment, check=True)  # noqa: S603
    return time.perf_counter() - began


def _seconds_of_start(environment: Mapping[str, str]) -> float:
    port = _free_port()
    began = time.perf_counter()
    with _made({**environment, "PORT": str(port)}) as process:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - began > _PATIENCE_SECONDS:
                raise click.ClickException("`make run` does not answer.")
            time.sleep(_POLL_SECONDS)
        return time.perf_counter() - began


@contextmanager
def _made(environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """`make run` in a process group of its own, which has ended when the block has."""
    process = subprocess.Popen(
        ["make", "run"],  # noqa: S607 (the reader's own make)
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Stop all that a `make run` started, and wait until nothing of it is left."""
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    while _is_alive(process):
        if time.monotonic() > give_up_at:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        time.sleep(_POLL_SECONDS)


def _is_alive(process: "subprocess.Popen[bytes]") -> bool:
    """Whether anything of the group is left, once its leader has been waited for."""
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/courses")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


@click.command()
@click.option("--rounds", default=ROUNDS, show_default=True)
def main(rounds: int) -> None:
    """Print the seconds of each round, and the median of their ratios."""
    measured = measure(rounds)
    for start, imports in measured:
        click.echo(f"make run {start:.2f} s, importing {imports:.2f} s: {start / imports:.2f}")
    click.echo(f"median: {statistics.median(start / imports for start, imports in measured):.2f}")


if __name__ == "__main__":
    main()
