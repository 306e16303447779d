"""The registration desk of a school as an HTTP service."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from src import blueprints, cli, logs, work
from src.blueprints.service import Service
from src.config import ROOT, Settings
from src.errors import handlers
from src.extensions import OrjsonProvider, clock, db
from src.models import utc_now
from src.work.engines import engine_config


def create_app(settings: Settings | None = None, *, now: Callable[[], datetime] = utc_now) -> Flask:
    """The application, with the settings given or those of the environment.

    `now` is the clock that every rule and every row goes by. Raises ConfigError, naming
    the variable, for a setting that cannot be used.
    """
    settings = settings or Settings.from_environment()
    app = Service(__name__, static_folder=None, instance_path=str(ROOT / "instance"))
    app.config.update(settings.for_flask(), **engine_config(settings))
    logs.init_app(app)
    app.json = OrjsonProvider(app)
    clock.init_app(app, now)
    db.init_app(app)
    work.init_app(app)
    handlers.init_app(app)
    cli.init_app(app)
    blueprints.init_app(app)
    return app
