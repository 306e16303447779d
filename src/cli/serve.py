"""`flask --app src serve`: the production server."""

from pathlib import Path

import click
import structlog
from flask import current_app
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from src.config import Settings


@click.command()
def serve() -> None:
    """Serve with Granian until SIGTERM or SIGINT, then finish what is in flight."""
    settings: Settings = current_app.config["SETTINGS"]
    server = Granian(
        "src:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        working_dir=Path(current_app.root_path).parent,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: _announce(settings))
    server.serve()


def _announce(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    origin = f"http://{host}:{settings.port}"
    structlog.get_logger().info("serving", origin=origin)
    click.echo(f"==> serving; try: curl {origin}/courses")
