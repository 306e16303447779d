"""`flask --app src serve`: the production server."""

import errno
import math
import socket
import time
from pathlib import Path
from typing import Any

import click
import structlog
from flask import current_app
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from src.config import ConfigError, Settings
from src.work.engines import is_affected_sqlite

# What a worker may take beyond the deadline of its last request before it is killed.
_STOP_SECONDS = 2
_SETTLE_SECONDS = 1.0


@click.command()
def serve() -> None:
    """Serve with Granian until SIGTERM or SIGINT, then finish what is in flight."""
    settings: Settings = current_app.config["SETTINGS"]
    address = _address_to_bind(settings)
    _Server(settings, address, Path(current_app.root_path).parent).serve()


class _Server(MPServer):
    """Granian, saying when it begins and when it can be reached."""

    def __init__(self, settings: Settings, address: str, folder: Path) -> None:
        super().__init__(
            "src:create_app",
            factory=True,
            interface=Interfaces.WSGI,
            address=address,
            port=settings.port,
            workers=settings.workers,
            blocking_threads=settings.threads,
            respawn_failed_workers=True,
            workers_kill_timeout=math.ceil(settings.deadline) + _STOP_SECONDS,
            working_dir=folder,
            log_level=LogLevels.warning,
        )
        self._settings = settings
        self.on_startup(self._tell_start)

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start, and come back when a client would be answered (or nobody will be)."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        while not _is_reachable(self.bind_addr, self.bind_port):
            if self.main_loop_interrupt.wait(0.02):
                return
        host = f"[{self.bind_addr}]" if ":" in self.bind_addr else self.bind_addr
        origin = f"http://{host}:{self.bind_port}"
        structlog.get_logger().info("serving", origin=origin)
        click.echo(f"==> serving; try: curl {origin}/courses")

    def _stop_workers(self) -> None:
        """Stop the workers: they finish what is in flight, or are killed for taking too long.

        A worker that is only just starting does not hear a SIGTERM, so it is told a
        moment later.
        """
        youngest = max((each.birth for each in self.wrks), default=0.0)
        time.sleep(max(0.0, youngest + _SETTLE_SECONDS - time.monotonic()))
        super()._stop_workers()  # type: ignore[no-untyped-call]

    def _tell_start(self) -> None:
        log = structlog.get_logger()
        log.info("starting", environment=self._settings.environment)
        if self._settings.sqlite_path and is_affected_sqlite():
            log.warning("this SQLite has the WAL-reset bug; the writer gate avoids it")


def _is_reachable(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def _address_to_bind(settings: Settings) -> str:
    """The numeric address of HOST. Raises ConfigError if it or the port can't be had.

    Granian shares a port with whoever has it (SO_REUSEPORT), so that a second server
    would quietly take half of the first one's requests.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    except OSError:
        raise ConfigError(f"HOST={settings.host} is no address of this machine.") from None
    family, kind, protocol, _name, address = found[0]
    with socket.socket(family, kind, protocol) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(address)
        except OSError as error:
            raise ConfigError(_why_not(settings, error)) from None
    return str(address[0])


def _why_not(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"PORT={settings.port} is taken on {settings.host}: stop what has it, or set another."
        )
    if error.errno == errno.EACCES:
        return f"PORT={settings.port} needs more rights than this user has; use one above 1023."
    return f"HOST={settings.host} is no address of this machine."
