"""`flask --app src serve`: the production server."""

import errno
import math
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from src.cli import database
from src.cli.workers import fork_workers
from src.config import ConfigError, Settings, origin_of
from src.work.engines import is_affected_sqlite

# What a worker may take beyond the deadline of its last request before it is killed.
_STOP_SECONDS = 2
_PATIENCE_SECONDS = 60
# Granian's lines go the way of all others: to the root logger, which has our format.
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


@click.command()
@click.option("--upgrade", is_flag=True, help="First upgrade the database to head.")
@with_appcontext
def serve(*, upgrade: bool) -> None:
    """Serve with Granian until SIGTERM or SIGINT, then finish what is in flight."""
    settings: Settings = current_app.config["SETTINGS"]
    if upgrade:
        database.upgrade()
    address = _address_to_bind(settings)
    fork_workers()
    server = Granian(
        "src:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=address,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=math.ceil(settings.deadline) + _STOP_SECONDS,
        working_dir=Path(current_app.root_path).parent,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
    )
    teller = threading.Thread(target=_tell_when_reachable, args=(server, settings), daemon=True)
    server.on_startup(_handle_signals_aside)
    server.on_startup(lambda: _tell_start(settings))
    server.on_startup(teller.start)
    server.serve()


def _handle_signals_aside() -> None:
    """Run Granian's handlers of signals in threads of their own.

    They take a lock, which the thread that they interrupt may hold: a second SIGTERM on
    the heels of the first (make passes on what its group gets too) would wait for ever.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        handler = signal.getsignal(each)
        if callable(handler):
            signal.signal(each, partial(_aside, handler))


def _aside(
    handler: Callable[[int, FrameType | None], Any], number: int, _: FrameType | None
) -> None:
    threading.Thread(target=handler, args=(number, None), daemon=True).start()


def _tell_start(settings: Settings) -> None:
    """Say what an operator should know before the first request."""
    log = structlog.get_logger()
    log.info("starting", environment=settings.environment)
    if settings.sqlite_path and is_affected_sqlite():
        log.warning("this SQLite has the WAL-reset bug; the writer gate avoids it")
    if (reason := database.find_obstacle()) is not None:
        log.warning("the database is not ready", reason=reason)


def _tell_when_reachable(server: AbstractServer[Any], settings: Settings) -> None:
    """Say where the service is, once a client would be answered."""
    waiting = threading.Event()
    for _ in range(round(_PATIENCE_SECONDS / 0.02)):
        # Until all workers are forked, this thread has nothing in hand that they would inherit.
        if len(server.wrks) == server.workers and _is_reachable(server.bind_addr, settings.port):
            break
        waiting.wait(0.02)
    else:
        return
    origin = origin_of(server.bind_addr, settings.port)
    structlog.get_logger().info("serving", origin=origin)
    if settings.log_format == "console":
        click.echo(f"==> serving; try: curl {origin}/courses")


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
