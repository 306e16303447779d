"""The service as its users have it: commands, the production server, and a client."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import click

ROOT = Path(__file__).resolve().parent.parent
PAGE = 200
STOP_SECONDS = 30
_NEXT = re.compile(r'<([^>]*)>; *rel="next"')


def python_command(*command: str) -> list[str]:
    """What runs a command of a Python module."""
    return [sys.executable, "-m", *command]


def run(*command: str, database_url: str) -> str:
    """Run a command of a Python module to its end; returns what it printed.

    Raises ClickException if it fails.
    """
    done = subprocess.run(  # noqa: S603 (our own commands)
        python_command(*command),
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


@contextmanager
def served(database_url: str) -> Iterator[int]:
    """Serve a database with the production server on a free port of loopback; yields it."""
    port = _free_port()
    settings = {
        "DATABASE_URL": database_url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_FORMAT": "console",
        "LOG_LEVEL": "warning",
        "PYTHONUNBUFFERED": "1",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "src", "serve"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if not any(line.startswith("==> serving") for line in server.stdout or ()):
            raise click.ClickException("The server did not start.")
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=STOP_SECONDS)


def _free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


class Client:
    """A client that keeps its connection and follows links."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        self.pages = 0

    def list_all(self, path: str) -> Iterator[Any]:
        """Every element of a list, to the end of its last page."""
        url: str | None = f"{path}?limit={PAGE}"
        while url:
            elements, link = self._get(url)
            yield from elements
            following = _NEXT.search(link)
            url = urljoin(url, following[1]) if following else None

    def _get(self, url: str) -> tuple[list[Any], str]:
        self._connection.request("GET", url)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise click.ClickException(f"GET {url} answered {response.status}.")
        self.pages += 1
        return json.loads(body), response.headers.get("Link", "")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
