"""Servers as subprocesses, and raw bytes to talk to them."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import IO, Any, Self

from src.config import ROOT

SECONDS = 15
"""How long a test waits for what must come; only a broken server takes it."""

_SETTINGS = (
    *("APP_ENV", "DATABASE_URL", "HOST", "PORT", "WORKERS", "THREADS", "REQUEST_DEADLINE_MS"),
    *("LOG_FORMAT", "LOG_LEVEL", "ALLOW_UNAUTHENTICATED_NETWORK", "FLASK_APP", "FLASK_DEBUG"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body's document."""
        return json.loads(self.body)


class Wire:
    """One connection: bytes go out as they are, and answers come back."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)

    def send(self, raw: bytes) -> None:
        """Send bytes and wait for nothing."""
        self._socket.sendall(raw)

    def shut(self, how: int) -> None:
        """Close one direction; a constant of `socket` says which."""
        self._socket.shutdown(how)

    def answer(self, method: str = "GET") -> Answer:
        """The next answer, to a request of that method."""
        response = HTTPResponse(self._socket, method=method)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


class Server:
    """A server that runs as a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port
        self._lines: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def get(self, target: str) -> Answer:
        """The answer to a GET."""
        return self.exchange(request("GET", target))

    def post(self, target: str, document: object) -> Answer:
        """The answer to a POST of a document."""
        return self.exchange(request("POST", target, json.dumps(document).encode()))

    def exchange(self, raw: bytes, method: str = "GET") -> Answer:
        """The answer to bytes sent over a connection of their own."""
        with Wire(self.port) as wire:
            wire.send(raw)
            return wire.answer(method)

    def await_line(self, part: str) -> None:
        """Read what the server prints until a line has `part`, and from then on unasked."""
        for line in self._stdout():
            self._lines.append(line)
            if part in line:
                self._listener.start()
                return
        raise AssertionError("The server ended:\n" + "".join(self._lines))

    def stop(self) -> int:
        """Send SIGTERM, unless it has ended, and return the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(SECONDS)

    def output(self) -> str:
        """All that the server printed; it must have been stopped."""
        self._listener.join(SECONDS)
        return "".join(self._lines)

    def _listen(self) -> None:
        self._lines.extend(self._stdout())

    def _stdout(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout


def request(method: str, target: str, body: bytes | None = None) -> bytes:
    """The bytes of a request, with a body of JSON where one is given."""
    head = f"{method} {target} HTTP/1.1\r\nHost: desk\r\n"
    if body is None:
        return f"{head}\r\n".encode()
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


def environment(**environ: str) -> dict[str, str]:
    """This process's environment with the settings given, and no others."""
    # What is empty here cannot be filled from a developer's `.env`.
    return os.environ | dict.fromkeys(_SETTINGS, "") | {"PYTHONUNBUFFERED": "1"} | environ


def flask(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of Flask to its end."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "src", *arguments],
        cwd=ROOT,
        env=environment(**environ),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@contextmanager
def running(
    database_url: str, *command: str, until: str = "origin", **environ: str
) -> Iterator[Server]:
    """A server on a free port (by default the production server), stopped at the end."""
    port = free_port()
    ports = {"PORT": str(port), "FLASK_RUN_PORT": str(port)}
    environ = {"DATABASE_URL": database_url, **ports} | environ
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "src", *(command or ("serve",))],
        cwd=ROOT,
        env=environment(**environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        server = Server(process, port)
        try:
            server.await_line(until)
            yield server
        finally:
            _end(server)


def _end(server: Server) -> None:
    try:
        server.stop()
    except subprocess.TimeoutExpired:
        server.process.kill()
        raise
